"""Edit, versions, compare, take over, go back, undo: with a mouse and script, and without either."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.people import Person
from tests.browser.tabs import Tab, Tabs
from tests.browser.world import small

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("ways", [{}, {"java_script_enabled": False}], ids=["script", "no script"])
def test_from_an_edit_back_to_before_it(tabs: Tabs, person: Person, ways: dict[str, Any]) -> None:
    """A name is given, a line is changed, what changed is read and taken back, and undone; then all of it goes back."""
    person.fill(small())
    tab, script = tabs.open(person, **ways), not ways
    keep(tab, person, "As I like it")
    rename(tab, person, "Work so far")

    tab.goto(f"/resumes/{person.resume_id}/versions/")
    tab.get_by_role("link", name="Compare", exact=True).click()
    row = tab.locator(".diff", has_text="Renamed")
    expect(row.locator("ins")).to_contain_text("Work so far")
    if script:
        expect(tab.locator(".spread img").first).to_be_visible(timeout=30_000)
    row.get_by_role("button", name="Use the older").click()
    expect(tab.locator("#differences")).to_have_text("No difference")
    assert "Work so far" not in headings(person)
    undo(tab)
    assert "Work so far" in headings(person)

    go_back(tab, person, "As I like it")
    assert "Work so far" not in headings(person)
    undo(tab)
    assert "Work so far" in headings(person)


def keep(tab: Tab, person: Person, name: str) -> None:
    """From the editor's menu to the timeline, and keep what is there under a name."""
    tab.goto(f"/resumes/{person.resume_id}/")
    tab.locator(".edit__head summary").click()
    tab.get_by_role("link", name="Versions").click()
    tab.get_by_label("Name for this version").fill(name)
    tab.get_by_role("button", name="Keep this version").click()
    expect(tab.locator(".line__row b", has_text=name)).to_be_visible()


def rename(tab: Tab, person: Person, name: str) -> None:
    """Give the first section another heading, by the form that its menu has."""
    tab.goto(f"/resumes/{person.resume_id}/")
    section = tab.locator("li.section").first
    section.locator("details.menu > summary").first.click()
    section.locator("summary", has_text="Rename…").click()
    section.get_by_label("Name of the section").first.fill(name)
    section.get_by_role("button", name="Rename").first.click()
    expect(tab.locator("li.section h2", has_text=name)).to_be_visible()


def go_back(tab: Tab, person: Person, name: str) -> None:
    """To the version of this name, from its own page."""
    tab.goto(f"/resumes/{person.resume_id}/versions/")
    tab.locator(".line__row", has_text=name).locator("h3 a").click()
    tab.get_by_role("button", name="Go back to this version").click()
    expect(tab.locator(".toast")).to_contain_text("It is as in version")


def undo(tab: Tab) -> None:
    """Press Undo in the slip, and wait until it is done."""
    with tab.expect_navigation():
        tab.get_by_role("button", name="Undo").click()
    expect(tab.locator(".toast")).to_contain_text("It is as in version")


def headings(person: Person) -> list[str]:
    """Of the sections, as they are stored."""
    return [heading for heading, _ in person.stored()]
