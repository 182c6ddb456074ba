"""Edit once, in a browser: the base is changed, all resumes follow; where both changed, both are seen."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import expect

from letraz.extensions import db
from letraz.models import Item, Resume
from tests.browser.editor import Editor
from tests.browser.looks import Eyes
from tests.browser.people import Person
from tests.browser.tabs import Tab, Tabs
from tests.browser.world import World, small

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def copies(app: Flask, person: Person) -> list[int]:
    """The first items of three resumes that were copied from the base; in the last one it was touched."""
    with app.app_context():
        base = db.session.get_one(Resume, person.resume_id)
        base.fill(small())
        made = [base.duplicate(f"No {number}") for number in range(3)]
        db.session.flush()
        items = [resume.sections[0].items[0] for resume in made]
        items[2].save(
            {**items[2].values, "location": "Bergen", "start_date": None, "end_date": None}, items[2].revision
        )
        db.session.commit()
        return [item.id for item in items]


def places(app: Flask, items: list[int]) -> list[str]:
    """The location of each."""
    with app.app_context():
        return [str(db.session.get_one(Item, item).values["location"]) for item in items]


def edit(tab: Tab, person: Person, place: str) -> Editor:
    """Open the first line of the base, and type where it was. Not saved yet."""
    editor = Editor(tab, person.resume_id)
    editor.unfold("Experience")
    editor.section("Experience").locator(".item__line").first.click()
    tab.get_by_label("Location").fill(place)
    return editor


def test_one_save_reaches_all_resumes(app: Flask, tab: Tab, person: Person, copies: list[int]) -> None:
    before = places(app, copies)
    edit(tab, person, "Oslo")
    tab.get_by_role("button", name="Save", exact=True).click()
    update = tab.get_by_role("button", name="Update in 2 resumes")
    update.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#toasts")).to_contain_text(
        "Updated in 2 resumes. One has words of your own and asks you there."
    )
    assert places(app, copies) == ["Oslo", "Oslo", "Bergen"]
    tab.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(tab.locator("#toasts")).to_contain_text("2 resumes are as before.")
    assert places(app, copies) == before


def test_what_is_typed_is_saved_before_it_goes_out(app: Flask, tab: Tab, person: Person, copies: list[int]) -> None:
    edit(tab, person, "Oslo")
    tab.get_by_role("button", name="Save", exact=True).click()
    update = tab.get_by_role("button", name="Update in 2 resumes")
    expect(update).to_be_visible()
    tab.get_by_label("Location").fill("Oslo and Bodø")
    update.click()
    expect(tab.locator("#toasts")).to_contain_text("Updated in 2 resumes.")
    assert places(app, copies)[0] == "Oslo and Bodø"


def test_a_resume_asks_and_both_are_seen_without_script(
    app: Flask, tabs: Tabs, person: Person, copies: list[int]
) -> None:
    with app.app_context():
        resume = db.session.get_one(Item, copies[2]).section.resume_id
        base = db.session.get_one(Item, db.session.get_one(Item, copies[2]).base_item_id)
        base.take({"location": "Oslo"})
        base.revise()
        db.session.commit()
    tab = tabs.open(person, java_script_enabled=False)
    editor = Editor(tab, resume)
    expect(editor.section("Experience").locator("h2")).to_contain_text("1 changed in your base")
    editor.unfold("Experience")
    tab.get_by_role("link", name="See both").click()
    expect(tab.get_by_role("group", name="Location: both changed")).to_be_visible()
    tab.get_by_label("Take the base’s").check()
    tab.get_by_role("button", name="Save this").click()
    expect(tab.locator("#toasts")).to_contain_text("It says what you chose.")
    assert places(app, copies)[2] == "Oslo"
    tab.locator("#toasts").get_by_role("button", name="Undo").click()
    assert places(app, copies)[2] == "Bergen"


def test_the_quiet_line_is_fit_to_look_at(eyes: Eyes, world: World) -> None:
    tab = eyes.owner
    tab.goto(f"/resumes/{world.tailored}/experience/{world.copied}")
    expect(tab.locator(".since")).to_contain_text("The base changed, and so did yours")
    eyes.look(tab)
    tab.goto(f"/resumes/{world.person.resume_id}/experience/{world.items['experience']}")
    expect(tab.locator(".since", has_text="older text")).to_contain_text("1 resume holds an older text")
    eyes.look(tab)
