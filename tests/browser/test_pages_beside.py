"""The pages beside the editor: a line of them opens what it is made of."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Tabs
from tests.browser.editor import Editor
from tests.browser.people import Person
from tests.browser.tabs import Tab, lead_on
from tests.samples import nurse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def sections(person: Person) -> dict[str, int]:
    """The nurse's resume of two pages: its sections by heading."""
    return person.fill(nurse())


def first_role(person: Person) -> tuple[str, int]:
    """The name and id of the first experience."""
    with person.app.app_context():
        from letraz.extensions import db
        from letraz.models import Resume

        section = next(one for one in db.session.get_one(Resume, person.resume_id).sections if one.type == "experience")
        return section.items[0].shown_name, section.items[0].id


def spot(tab: Tab, name: str) -> Locator:
    """The place on the first page that opens this."""
    found = tab.locator(f"#spot-1-{name}")
    expect(found).to_be_attached(timeout=30_000)
    return found


@pytest.mark.usefixtures("sections")
def test_a_click_on_a_line_opens_its_item(tab: Tab, person: Person) -> None:
    editor = Editor(tab, person.resume_id)
    name, item = first_role(person)
    spot(tab, f"item-{item}").click()
    form = tab.locator(f"#edit-item-{item}")
    expect(form).to_be_in_viewport()
    expect(form.locator("h3")).to_be_focused()
    expect(form.locator("h3")).to_have_text(name)
    assert tab.url.endswith(editor.url)
    spot(tab, "header").click()
    expect(tab.locator("#edit-header input[name=name]")).to_be_focused()
    expect(form).to_be_visible()


def test_a_click_on_a_heading_opens_its_section(tab: Tab, person: Person, sections: dict[str, int]) -> None:
    editor = Editor(tab, person.resume_id)
    heading, section = next((name, number) for name, number in sections.items() if name == "Experience")
    spot(tab, f"section-{section}").click()
    expect(editor.section(heading).locator("h2 a")).to_have_attribute("aria-expanded", "true")
    expect(editor.section(heading).locator("h2 a")).to_be_focused()


@pytest.mark.usefixtures("sections")
def test_what_was_typed_is_saved_before_another_line_opens(tab: Tab, person: Person) -> None:
    Editor(tab, person.resume_id)
    _, item = first_role(person)
    spot(tab, f"item-{item}").click()
    tab.locator(f"#edit-item-{item} input[name=location]").fill("Gdańsk")
    second = tab.locator("[id^=spot-1-item-]").nth(1)
    other = re.sub("spot-1-", "edit-", second.get_attribute("id") or "")
    second.click()
    expect(tab.locator(f"#{other}")).to_be_visible()
    assert "Gdańsk" in str(person.document())


@pytest.mark.usefixtures("sections")
def test_on_a_phone_the_pages_make_room(tabs: Tabs, person: Person) -> None:
    tab = tabs.open(person, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    Editor(tab, person.resume_id)
    expect(tab.locator("#pages-peek b")).to_have_text(re.compile("page"), timeout=30_000)
    tab.get_by_role("link", name="See pages").click()
    _, item = first_role(person)
    spot(tab, f"item-{item}").tap()
    expect(tab.locator(f"#edit-item-{item}")).to_be_in_viewport()
    expect(tab.get_by_role("link", name="See pages")).to_be_visible()


@pytest.mark.usefixtures("sections")
def test_without_script_a_line_is_a_link(tabs: Tabs, person: Person) -> None:
    tab = tabs.open(person, java_script_enabled=False)
    Editor(tab, person.resume_id)
    for _ in range(3):
        if not tab.locator(".spots").count():
            lead_on(tab.get_by_role("button", name="Show pages"))
    _, item = first_role(person)
    spot(tab, f"item-{item}").click()
    expect(tab.locator(f"#edit-item-{item}")).to_be_visible()


# --- fit --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sections")
def test_fit_and_undo_leave_what_is_open_alone(tab: Tab, person: Person) -> None:
    editor = Editor(tab, person.resume_id)
    _, item = first_role(person)
    spot(tab, f"item-{item}").click()
    tab.locator(f"#edit-item-{item} input[name=location]").fill("Gdańsk")
    tab.get_by_role("button", name="Fit to 1 page").click()
    editor.says("Fits on 1 page: spacing normal →")
    expect(tab.locator("#pages-count b")).to_have_text("1 page", timeout=30_000)
    expect(tab.locator("#fit-form")).to_be_hidden()
    assert "Gdańsk" in str(person.document())  # what was typed is saved first: it is what was fitted
    tab.get_by_role("button", name="Undo").click()
    editor.says("The design is as it was.")
    expect(tab.locator("#pages-count b")).to_have_text("2 pages", timeout=30_000)
    expect(tab.locator(f"#edit-item-{item}")).to_be_visible()
    assert person.document().options == {}


def test_what_cannot_fit_leads_to_what_is_large(tab: Tab, person: Person) -> None:
    for _ in range(3):
        person.fill(nurse())
    Editor(tab, person.resume_id)
    tab.locator(".pages__bar summary", has_text="Fit").click(timeout=30_000)
    tab.get_by_role("button", name="Fit to 1 page").click()
    says = tab.locator("#fit-says")
    expect(says).to_contain_text(re.compile(r"Does not fit on 1 page: \d+ lines over"))
    says.get_by_role("link").first.click()
    expect(tab.locator("form[data-edit] h3")).to_be_focused()


@pytest.mark.usefixtures("sections")
def test_without_script_a_fit_is_a_form(tabs: Tabs, person: Person) -> None:
    tab = tabs.open(person, java_script_enabled=False)
    editor = Editor(tab, person.resume_id)
    for _ in range(3):
        if not tab.locator("#fit-form button").count():
            lead_on(tab.get_by_role("button", name="Show pages"))
    tab.get_by_role("button", name="Fit to 1 page").click()
    editor.says("Fits on 1 page")
    tab.get_by_role("button", name="Undo").click()
    editor.says("The design is as it was.")
