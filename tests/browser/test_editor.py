"""Undo after a removal, the pages beside the words, and typing that no answer overwrites."""

from __future__ import annotations

import io
import time

import pytest
from flask import Flask
from playwright.sync_api import Route, expect
from pypdf import PdfReader

from tests import samples
from tests.browser.editor import Editor
from tests.browser.people import Person
from tests.browser.tabs import Tab, Tabs
from tests.browser.world import small

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# --- undo -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_sections_and_items_come_back_to_where_they_were(script: bool, tabs: Tabs, person: Person) -> None:
    section = person.fill(small())["Experience"]
    before = person.stored()
    tab = tabs.open(person, java_script_enabled=script)
    editor = Editor(tab, person.resume_id, section)
    editor.menu(editor.item("Shift lead")).get_by_role("button", name="Remove").click()
    editor.says("Shift lead is in the trash.")
    assert len(person.stored()[0][1]) == 3
    tab.get_by_role("button", name="Undo").click()
    editor.says("Shift lead is back.")
    expect(editor.item("Shift lead")).to_be_visible()
    assert person.stored() == before

    editor.menu(editor.section("Education")).get_by_role("button", name="Remove").click()
    editor.says("Education is in the trash.")
    assert editor.sections == ["Experience", "Skills", "Night work"]
    tab.get_by_role("button", name="Undo").click()
    editor.says("Education is back.")
    assert person.stored() == before
    assert editor.sections == [name for name, _ in before]


def test_resumes_and_jobs_come_back(tab: Tab, person: Person) -> None:
    for place, removed in (("/jobs/write", "Porter"), ("/resumes/", "Porter’s resume")):
        tab.goto(place)
        if place == "/jobs/write":
            tab.get_by_label("Job title").fill(removed)
            tab.get_by_role("button", name="Save").click()
            tab.goto("/jobs/")
        else:
            tab.locator("summary", has_text="New resume").click()
            tab.get_by_label("Name").fill(removed)
            tab.get_by_role("button", name="Start writing").click()
            tab.goto("/resumes/")
        tab.get_by_label(f"More for {removed}", exact=True).click()
        tab.get_by_role("button", name="Remove").click()
        expect(tab.locator("#toasts")).to_contain_text("is in the trash.")
        expect(tab.get_by_role("link", name=removed, exact=True)).to_have_count(0)
        tab.get_by_role("button", name="Undo").click()
        expect(tab.locator("#toasts")).to_contain_text("is back.")
        tab.goto(place.replace("write", ""))
        expect(tab.get_by_role("link", name=removed, exact=True)).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_section_starts_on_a_new_page(script: bool, tabs: Tabs, person: Person) -> None:
    section = person.fill(small())["Experience"]
    editor = Editor(tabs.open(person, java_script_enabled=script), person.resume_id, section)
    for name, meta in (("Start on a new page", "New page"), ("Keep together on one page", "Kept together")):
        editor.menu(editor.section("Skills")).get_by_role("button", name=name).click()
        expect(editor.section("Skills")).to_contain_text(meta)
    block = next(block for block in person.document().blocks if block.title == "Skills")
    assert (block.new_page, block.keep_together) == (True, True)
    editor.menu(editor.section("Skills")).get_by_role("button", name="Let it follow on").click()
    expect(editor.section("Skills")).not_to_contain_text("New page")


# --- the pages --------------------------------------------------------------------------------------


def test_the_pages_refresh_by_themselves_and_leave_an_open_form_alone(tab: Tab, person: Person) -> None:
    section = person.fill(small())["Experience"]
    editor = Editor(tab, person.resume_id, section)
    page = tab.locator(".pages img")
    expect(page).to_have_count(1, timeout=30_000)
    expect(tab.locator("#pages-count")).to_have_text("1 page")
    before = page.get_attribute("src")
    tab.evaluate("window.sameDocument = true")
    editor.item("Shift lead").locator(".item__line").click()
    tab.get_by_label("Job title").fill("Night lead")
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.locator("#saved")).to_contain_text("Saved")
    company = tab.get_by_label("Company", exact=True)
    company.click()
    tab.keyboard.press("End")
    tab.keyboard.type(" and more")
    expect(page).not_to_have_attribute("src", before or "", timeout=30_000)
    expect(company).to_have_value("Cedar Grove Care Home and more")
    expect(company).to_be_focused()
    expect(tab.locator("#saved")).to_have_text("Not saved yet")
    assert tab.evaluate("window.sameDocument")


def test_the_count_of_pages_is_the_file_s(tab: Tab, person: Person, app: Flask) -> None:
    from letraz import paper

    person.fill(samples.long_record())
    Editor(tab, person.resume_id)
    pages = len(PdfReader(io.BytesIO(paper.render(person.document()))).pages)
    assert pages > 1
    expect(tab.locator("#pages-count")).to_contain_text(f"{pages} pages", timeout=30_000)
    expect(tab.locator(".pages img")).to_have_count(pages)


# --- typing -----------------------------------------------------------------------------------------


def _late(route: Route) -> None:
    time.sleep(0.5)
    route.continue_()


def test_what_is_typed_while_a_save_is_on_its_way_stays(tab: Tab, person: Person) -> None:
    section = person.fill(small())["Experience"]
    editor = Editor(tab, person.resume_id, section)
    editor.item("Shift lead").locator(".item__line").click()
    tab.route("**/experience/*", _late)
    tab.get_by_label("Job title").fill("Night lead")
    expect(tab.locator(".rich__text")).to_be_visible()
    tab.get_by_role("button", name="Save", exact=True).click(no_wait_after=True)
    tab.get_by_label("Company", exact=True).fill("Cedar Grove")
    expect(tab.get_by_role("heading", name="Night lead")).to_be_visible()
    expect(tab.get_by_label("Company", exact=True)).to_have_value("Cedar Grove")
    expect(tab.get_by_label("Company", exact=True)).to_be_focused()
    expect(tab.locator("#saved")).to_have_text("Not saved yet")
    tab.get_by_role("button", name="Done").click()
    expect(editor.item("Night lead")).to_contain_text("Cedar Grove")


def test_moving_another_row_saves_the_open_form_first(tab: Tab, person: Person) -> None:
    section = person.fill(small())["Experience"]
    editor = Editor(tab, person.resume_id, section)
    editor.item("Shift lead").locator(".item__line").click()
    tab.get_by_label("Job title").fill("Night lead")
    editor.handle(editor.section("Skills")).press("ArrowUp")
    editor.says("Skills moved to position 2 of 4.")
    editor.holds_focus(editor.section("Skills"))
    assert [name for name, _ in person.stored()] == ["Experience", "Skills", "Education", "Night work"]
    assert "Night lead" in person.stored()[0][1]


def test_rich_text_is_stored_as_its_markdown(tab: Tab, person: Person) -> None:
    editor = Editor(tab, person.resume_id, person.fill(small())["Night work"])
    editor.item("Porter").locator(".item__line").click()
    tab.locator(".rich__text[role=textbox]").click()
    tab.get_by_role("button", name="List", exact=True).click()
    tab.keyboard.type("Carried ")
    tab.keyboard.press("Control+b")
    tab.keyboard.type("everything")
    tab.keyboard.press("Enter")
    tab.keyboard.type("Twice")
    tab.get_by_role("button", name="Done").click()
    expect(editor.item("Porter").locator(".item__line")).to_be_focused()
    text = person.document().blocks[-1].entries[0].text
    assert text.splitlines()[0] == "- Carried **everything**"
    assert "Twice" in text.splitlines()[1]
