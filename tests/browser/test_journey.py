"""The whole way, in four ways: with a mouse, with the keyboard alone, without script, and by touch."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.editor import Editor, focused, reach
from tests.browser.people import PASSWORD, Person
from tests.browser.sink import Sink, link
from tests.browser.tabs import Tab, Tabs, lead_on
from tests.browser.world import small

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}


def fetch(tab: Page, sink: Sink, to: str, press: Callable[[], None]) -> bytes:
    """Open the link in the letter, press the button as told, and check the file against what the page says of it."""
    letter = sink.letter(to, "ready")
    tab.goto(link(letter, "/files/"))
    said = tab.locator(".receipt .hash").inner_text()
    with tab.expect_download() as download:
        press()
    data = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(data).hexdigest() == said
    assert said in str(letter.get_body(("plain",)).get_content())  # type: ignore[union-attr]  # it has one
    return data


def test_by_mouse_from_the_front_door_to_the_file(tabs: Tabs, app: Flask, sink: Sink) -> None:
    tab, email = tabs.open(), "journey@example.org"
    _sign_up(tab, email, sink)
    tab.get_by_role("link", name="Start writing").click()

    person = Person.of(app, email)
    editor = Editor(tab, person.resume_id)
    editor.add("experience")
    tab.get_by_label("Company", exact=True).fill("ACME")
    tab.get_by_label("Job title").fill("Nurse")
    expect(tab.locator(".rich__text")).to_be_visible()  # it takes the place of the plain field
    tab.get_by_role("textbox", name="Description").fill("Cared for many.")
    tab.get_by_role("button", name="Done").click()
    expect(editor.item("Nurse").locator(".item__line")).to_be_focused()
    assert person.stored() == [("Experience", ["Nurse"])]

    person.fill(small())
    _drag_things(editor, person)
    tab.locator("summary", has_text="Export").click()
    tab.get_by_role("button", name="Make the file").click()
    expect(tab.locator(".export")).to_contain_text("Proved", timeout=30_000)
    data = fetch(tab, sink, email, tab.get_by_role("button", name="Download").click)
    assert data.startswith(b"%PDF-")


def _sign_up(tab: Tab, email: str, sink: Sink) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Start your record").click()
    tab.get_by_label("E-mail").fill(email)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_label("The password again").fill(PASSWORD)
    tab.get_by_role("button", name="Sign up").click()
    tab.goto(link(sink.letter(email, "Confirm"), "/confirm/"))
    tab.get_by_label("E-mail").fill(email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("heading", name="Resumes", exact=True)).to_be_visible()


def _drag_things(editor: Editor, person: Person) -> None:
    editor.go()
    editor.drag(editor.section("Skills"), editor.section("Experience").first, below=False)
    editor.says("Skills moved to position 1 of 5.")
    editor.holds_focus(editor.section("Skills"))

    editor.unfold("Night work")
    editor.section("Night work").locator("h2").scroll_into_view_if_needed()
    editor.section("Experience").nth(1).locator("h2 a").click()
    expect(editor.item("Shift lead")).to_be_visible()
    editor.drag(editor.item("Nursing Assistant"), editor.item("Shift lead"), below=False)
    editor.says("Nursing Assistant moved to position 3 of 4.")
    editor.holds_focus(editor.item("Nursing Assistant"))

    editor.drag(editor.item("Shift lead"), editor.item("Porter"))
    editor.says("Shift lead moved to position 2 of 2 in Night work.")
    editor.holds_focus(editor.item("Shift lead"))
    here = editor.sections, editor.items("Night work")
    editor.go()
    assert editor.sections == here[0] == [name for name, _ in person.stored()]
    assert person.stored()[-1] == ("Night work", ["Porter", "Shift lead"]) == ("Night work", here[1])


def test_by_keyboard_alone(tabs: Tabs, person: Person, sink: Sink) -> None:
    person.fill(small())
    tab = tabs.open()
    keys = tab.keyboard
    _keys_sign_in(tab, person)
    reach(tab, "Skip to the page", most=1)
    keys.press("Enter")
    reach(tab, "Everything I have done")
    keys.press("Enter")
    expect(tab.locator(".edit")).to_be_visible()
    tab.wait_for_load_state()  # nobody presses forty keys before a script is there
    _keys_move(tab, person)
    _keys_write(tab, person)
    reach(tab, "Export")
    keys.press("Enter")
    reach(tab, "Make the file")
    keys.press("Enter")
    expect(tab.locator(".export")).to_contain_text("Proved", timeout=30_000)

    def press() -> None:
        reach(tab, "Download")
        keys.press("Enter")

    assert fetch(tab, sink, person.email, press).startswith(b"%PDF-")


def _keys_sign_in(tab: Tab, person: Person) -> None:
    tab.goto("/sign-in")
    reach(tab, "E-mail")
    tab.keyboard.type(person.email)
    reach(tab, "Password")
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Resumes", exact=True)).to_be_visible()


def _keys_move(tab: Tab, person: Person) -> None:
    keys, says = tab.keyboard, tab.locator("#toasts")
    reach(tab, "Move Skills")
    keys.press("ArrowUp")
    expect(says).to_contain_text("Skills moved to position 2 of 4.")
    assert focused(tab).startswith("Move Skills, position 2 of 4")
    keys.press("ArrowDown")
    keys.press("Home")  # before the answer is there
    expect(says).to_contain_text("Skills moved to position 1 of 4.")
    expect(tab.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)  # then the focus comes back
    reach(tab, "More for Skills")
    keys.press("Enter")
    reach(tab, "Move down", most=2)
    keys.press("Escape")
    assert focused(tab).startswith("More for Skills")
    expect(tab.locator("details.menu[open]")).to_have_count(0)
    reach(tab, "Experience")
    keys.press("Enter")
    expect(tab.locator("[data-items] > li")).to_have_count(4)
    reach(tab, "Move Shift lead")
    keys.press("ArrowUp")
    expect(says).to_contain_text("Shift lead moved to position 2 of 4.")
    assert focused(tab).startswith("Move Shift lead, position 2 of 4")
    assert person.stored()[0][0] == "Skills"
    assert person.stored()[1][1][:2] == ["Registered Nurse, Step-Down Unit", "Shift lead"]


def _keys_write(tab: Tab, person: Person) -> None:
    keys = tab.keyboard
    reach(tab, "Add experience")
    keys.press("Enter")
    expect(tab.get_by_label("Company", exact=True)).to_be_visible()
    reach(tab, "Company")
    keys.type("ACME")
    reach(tab, "Description")
    keys.type("Led a team.")
    keys.press("Tab")
    assert not focused(tab).startswith("Description")  # Tab leaves the rich text
    keys.press("Shift+Tab")
    assert focused(tab).startswith("Description")
    reach(tab, "Done")
    keys.press("Enter")
    expect(tab.locator("[data-name=ACME] .item__line")).to_be_focused()
    assert "ACME" in person.stored()[1][1]


def test_without_script(tabs: Tabs, person: Person, sink: Sink) -> None:
    person.fill(small())
    tab = tabs.open(person, java_script_enabled=False)
    editor = Editor(tab, person.resume_id)
    _press_things(editor)
    _write_plainly(editor)
    assert person.stored()[0] == ("Night work", ["Head porter", "Shift lead"])
    for _ in range(5):  # while the worker warms up, the page says so
        lead_on(tab.get_by_role("button", name="Show pages"))
        if tab.locator(".pages img").count():
            break
        editor.says("still being made")
    expect(tab.locator(".pages img").first).to_be_visible()

    tab.locator("summary", has_text="Export").click()
    tab.get_by_label("File").select_option("json-resume")
    tab.get_by_role("button", name="Make the file").click()
    data = fetch(tab, sink, person.email, lambda: tab.get_by_role("button", name="Download").click())
    assert b"Head porter" in data
    assert b"Shift lead" not in data


def _press_things(editor: Editor) -> None:
    editor.menu(editor.section("Skills")).get_by_role("button", name="Move up").click()
    editor.says("Skills moved to position 2 of 4.")
    place = editor.menu(editor.section("Night work"))
    place.get_by_text("Move to position").click()
    place.get_by_label("Position, 1 to 4").fill("1")
    place.get_by_role("button", name="Move", exact=True).click()
    editor.says("Night work moved to position 1 of 4.")
    assert editor.sections == ["Night work", "Experience", "Skills", "Education"]
    editor.section("Experience").locator("h2 a").click()
    editor.menu(editor.item("Shift lead")).get_by_role("button", name="Move to Night work").click()
    editor.says("Shift lead moved to position 2 of 2 in Night work.")
    assert editor.items("Night work") == ["Porter", "Shift lead"]


def _write_plainly(editor: Editor) -> None:
    editor.item("Porter").locator(".item__line").click()
    editor.tab.get_by_label("Job title").fill("Head porter")
    editor.tab.locator("textarea[name=description]").fill("- Carried **everything**")
    editor.tab.get_by_role("button", name="Done").click()
    editor.menu(editor.item("Shift lead")).get_by_role("button", name="Hide").click()
    expect(editor.item("Shift lead")).to_contain_text("Hidden")


@pytest.mark.parametrize("way", ["finger", "buttons"])
def test_by_touch(way: str, tabs: Tabs, person: Person) -> None:
    person.fill(small())
    editor = Editor(tabs.open(person, **PHONE), person.resume_id)
    {"finger": _swipe_things, "buttons": _tap_things}[way](editor)
    assert [name for name, _ in person.stored()] == ["Skills", "Experience", "Education", "Night work"]
    assert person.stored()[1][1][1] == "Shift lead"


def _swipe_things(editor: Editor) -> None:
    editor.swipe(editor.section("Skills"), editor.section("Experience"), below=False)
    editor.says("Skills moved to position 1 of 4.")
    editor.holds_focus(editor.section("Skills"))
    editor.section("Experience").locator("h2 a").tap()
    expect(editor.item("Nursing Assistant")).to_be_visible()
    editor.swipe(editor.item("Shift lead"), editor.item("Registered Nurse, Surgical Floor"), below=False)
    editor.says("Shift lead moved to position 2 of 4.")
    editor.holds_focus(editor.item("Shift lead"))


def _tap_things(editor: Editor) -> None:
    skills = editor.section("Skills")
    for position in (2, 1):
        skills.locator(".menu > summary").tap()
        skills.get_by_role("button", name="Move up", exact=True).tap()
        editor.says(f"Skills moved to position {position} of 4.")
    editor.section("Experience").locator("h2 a").tap()
    editor.item("Shift lead").locator(".menu > summary").tap()
    editor.item("Shift lead").get_by_role("button", name="Move up", exact=True).tap()
    editor.says("Shift lead moved to position 2 of 4.")
