"""Two tabs that disagree, and a form that was open for too long: nothing that was typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor
from tests.browser.people import PASSWORD, Person
from tests.browser.tabs import Tab, Tabs
from tests.browser.world import small

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def _two(tabs: Tabs, person: Person, script: bool) -> tuple[Editor, Editor, int]:
    section = person.fill(small())["Experience"]
    tab = tabs.open(person, java_script_enabled=script)
    first = Editor(tab, person.resume_id, section)
    return first, Editor(tab.context.new_page(), person.resume_id, section), section


@SCRIPT
def test_a_stale_order_answers_with_the_present_one(script: bool, tabs: Tabs, person: Person) -> None:
    first, second, _ = _two(tabs, person, script)
    first.menu(first.section("Skills")).get_by_role("button", name="Move up").click()
    first.says("Skills moved to position 2 of 4.")
    if script:
        second.handle(second.section("Night work")).press("ArrowUp")
    else:
        second.menu(second.section("Night work")).get_by_role("button", name="Move up").click()
    expect(second.tab.get_by_role("alert")).to_contain_text("Another tab changed the order")
    assert second.sections == ["Experience", "Skills", "Education", "Night work"] == [n for n, _ in person.stored()]
    if script:
        second.holds_focus(second.section("Night work"))
    second.menu(second.section("Night work")).get_by_role("button", name="Move up").click()
    second.says("Night work moved to position 3 of 4.")


@SCRIPT
def test_a_stale_form_shows_both_texts_and_saves_the_second_time(script: bool, tabs: Tabs, person: Person) -> None:
    first, second, _ = _two(tabs, person, script)
    for editor in (first, second):
        editor.item("Shift lead").locator(".item__line").click()
        expect(editor.tab.get_by_label("Job title")).to_be_visible()
    first.tab.get_by_label("Job title").fill("Night lead")
    first.tab.get_by_role("button", name="Done").click()
    expect(first.item("Night lead")).to_be_visible()

    second.tab.get_by_label("Job title").fill("Lead of the evening")
    second.tab.get_by_role("button", name="Done").click()
    said = second.tab.get_by_role("alert")
    expect(said).to_contain_text("changed in another tab")
    expect(said.locator("dl")).to_contain_text("Night lead")
    expect(second.tab.get_by_label("Job title")).to_have_value("Lead of the evening")
    assert "Night lead" in person.stored()[0][1]
    second.tab.get_by_role("button", name="Done").click()
    expect(second.item("Lead of the evening")).to_be_visible()
    assert "Lead of the evening" in person.stored()[0][1]


def _sign_in(tab: Tab, person: Person) -> None:
    tab.goto("/sign-in")
    tab.get_by_label("E-mail").fill(person.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("heading", name="Resumes", exact=True)).to_be_visible()


def test_a_form_open_for_too_long_keeps_its_text(tabs: Tabs, person: Person) -> None:
    editor, other, _ = _two(tabs, person, True)
    tab = editor.tab
    editor.item("Shift lead").locator(".item__line").click()
    tab.get_by_label("Job title").fill("Lead of the evening")
    tab.context.clear_cookies()
    tab.get_by_role("button", name="Done").click()
    editor.says("You are signed out. What you typed is still here")
    expect(tab.locator("#saved")).to_have_text("Not saved")

    _sign_in(other.tab, person)
    tab.get_by_role("button", name="Done").click()
    editor.says("What you typed is still here: press the button once more.")  # the page's token was the old session's
    expect(tab.get_by_label("Job title")).to_have_value("Lead of the evening")
    tab.get_by_role("button", name="Done").click()
    expect(editor.item("Lead of the evening")).to_be_visible()
    assert "Lead of the evening" in person.stored()[0][1]


def test_a_form_open_for_too_long_keeps_its_text_without_script(tabs: Tabs, person: Person) -> None:
    editor, other, _ = _two(tabs, person, False)
    tab = editor.tab
    editor.item("Shift lead").locator(".item__line").click()
    tab.get_by_label("Job title").fill("Lead of the evening")
    tab.context.clear_cookies()
    _sign_in(other.tab, person)
    tab.get_by_role("button", name="Done").click()
    expect(tab.get_by_role("heading", name="This page was open for long")).to_be_visible()
    expect(tab.get_by_label("Job title")).to_have_value("Lead of the evening")
    tab.get_by_role("button", name="Send it again").click()
    expect(editor.item("Lead of the evening")).to_be_visible()
    assert "Lead of the evening" in person.stored()[0][1]


def test_signed_out_without_script_the_text_can_be_copied(tabs: Tabs, person: Person) -> None:
    editor, _, _ = _two(tabs, person, False)
    editor.item("Shift lead").locator(".item__line").click()
    editor.tab.get_by_label("Job title").fill("Lead of the evening")
    editor.tab.context.clear_cookies()
    editor.tab.get_by_role("button", name="Done").click()
    expect(editor.tab.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(editor.tab.get_by_label("Job title")).to_have_value("Lead of the evening")
    assert "Shift lead" in person.stored()[0][1]
