"""A resume in two languages: made, translated, then the original changes; with script and without."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from letraz.extensions import db
from letraz.models import Resume
from tests.browser.people import Person
from tests.browser.tabs import Tab, Tabs
from tests.browser.world import small

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("ways", [{}, {"java_script_enabled": False}], ids=["script", "no script"])
def test_from_making_it_to_the_undo_of_an_answer(app: Flask, tabs: Tabs, person: Person, ways: dict[str, Any]) -> None:
    """Make it, translate an item, change the original's date and words; take the date, say that it says this, undo."""
    person.fill(small())
    tab = tabs.open(person, **ways)
    sister = made(tab, person)
    original(app, person, "Night porter", "2018")
    the_date_is_taken(tab, person)

    tab.goto(f"/resumes/{sister}/")
    section = tab.locator("li.section", has_text="Night work")
    section.get_by_role("link").first.click()
    expect(section.locator(".item__date")).to_contain_text("2018")
    section.get_by_role("button", name="It says this now").click()
    expect(tab.locator(".toast")).to_contain_text("It says what the original says now.")
    expect(section.locator(".since")).to_have_count(0)
    tab.get_by_role("button", name="Undo").click()
    expect(tab.get_by_role("button", name="It says this now")).to_be_visible()


def made(tab: Tab, person: Person) -> str:
    """A German resume, from the editor's menu, in which one item is translated; its id."""
    tab.goto(f"/resumes/{person.resume_id}/")
    tab.locator(".edit__head summary").click()
    tab.get_by_role("link", name="Translate…").click()
    tab.get_by_label("Language").select_option("de")
    tab.get_by_role("button", name="Make it").click()
    expect(tab.locator(".todo")).to_contain_text("to translate")
    tab.locator("article", has_text="Not translated yet").filter(has_text="Porter").get_by_role("link").click()
    write(tab, "Job title", "Pförtner")
    expect(tab.locator("#to-translate")).to_contain_text("to translate")
    expect(tab.locator(".since", has_text="Not translated yet")).to_have_count(0)
    return tab.url.split("/resumes/")[1].split("/")[0]


def the_date_is_taken(tab: Tab, person: Person) -> None:
    """From the original's editor to the page of both, where the words differ and the date is taken."""
    tab.goto(f"/resumes/{person.resume_id}/")
    tab.locator("li.section", has_text="Night work").get_by_role("link").first.click()
    tab.get_by_role("link", name="The German translation is older").click()
    part = tab.locator("article", has_text="Pförtner")
    expect(part.locator("ins").first).to_contain_text("Night")
    expect(part.locator("dd[lang=de]").first).to_have_text("Pförtner")
    part.get_by_role("button", name="Take the dates").click()
    expect(tab.locator(".toast")).to_contain_text("Your words are as they were.")
    expect(part.get_by_role("button", name="Take the dates")).to_have_count(0)


def write(tab: Tab, label: str, text: str) -> None:
    """Into a field of the item that is open, and save it."""
    tab.get_by_label(label).fill(text)
    tab.get_by_role("button", name="Done").click()
    expect(tab.locator(".open")).to_have_count(0)


def original(app: Flask, person: Person, title: str, start: str) -> None:
    """As a save in another tab."""
    with app.app_context():
        base = db.session.get_one(Resume, person.resume_id)
        item = base.sections[-1].items[0]
        item.save(item.check({**item.values, "job_title": title, "start_date": start})[0], item.revision)
        db.session.commit()
