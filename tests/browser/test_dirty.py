"""Unsaved text in an open form, and something else is pressed: the text is saved first, or nothing is done."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Locator, Route, expect

from letraz.extensions import db
from letraz.models import ExportRequest, Resume, User
from tests.browser.editor import Editor
from tests.browser.people import PASSWORD, Person
from tests.browser.tabs import Tab, Tabs
from tests.browser.world import small

#: What is pressed, and the menu that it is in.
LEADS_ELSEWHERE = {"Make the file": "Export", "Duplicate": "More for", "Remove": "More for", "Sign out": "@example.org"}


class Writer(Editor):
    """The editor of a new resume that is not the base one, with a section open."""

    def __init__(self, tab: Tab, person: Person) -> None:
        self.app, self.person = person.app, person
        with self.app.app_context():
            resume = db.session.get_one(User, person.id).new_resume("Nurse")
            resume.fill(small())
            db.session.commit()
            self.resume_id, self.section_id = resume.id, resume.sections[0].id
        super().__init__(tab, self.resume_id, self.section_id)
        self.leaving: list[str] = []  # what the browser asked before it left; the answer is to stay
        tab.on("dialog", self._stay)

    def _stay(self, dialog: Dialog) -> None:
        self.leaving.append(dialog.type)
        dialog.dismiss()

    def write(self, title: str, item: str = "Shift lead") -> Locator:
        """Open an item and type a title into it; the field."""
        self.item(item).locator(".item__line").click()
        field = self.tab.get_by_label("Job title")
        field.fill(title)
        return field

    def button(self, menu: str, name: str) -> Locator:
        """A button in one of the page's own menus, which opens."""
        summary = self.tab.locator("header, .edit__head, .pages__bar").locator("details.menu > summary")
        summary.filter(has_text=menu).or_(summary.and_(self.tab.get_by_label(menu))).click()
        return self.tab.locator("details[open]").get_by_role("button", name=name)

    def kept(self) -> list[list[str]]:
        """The items that are stored, section by section."""
        with self.app.app_context():
            sections = db.session.get_one(Resume, self.resume_id).sections
            return [[item.shown_name for item in section.items] for section in sections]


@pytest.fixture
def writer(tab: Tab, person: Person) -> Writer:
    """Somebody who writes."""
    return Writer(tab, person)


# --- forms that lead to another page ------------------------------------------------------------------


@pytest.mark.parametrize("name", LEADS_ELSEWHERE)
def test_what_leads_elsewhere_saves_first(name: str, writer: Writer) -> None:
    writer.write("Night lead")
    button = writer.button(LEADS_ELSEWHERE[name], name)
    with writer.tab.expect_navigation():
        button.click()
    assert f"/resumes/{writer.resume_id}/" not in writer.tab.url
    assert writer.leaving == []
    assert "Night lead" in writer.kept()[0]


def test_an_export_is_made_once_and_holds_what_was_typed_before_it(writer: Writer) -> None:
    writer.write("Night lead")
    button = writer.button("Export", "Make the file")
    with writer.tab.expect_navigation():
        button.dblclick()
    writer.tab.wait_for_load_state()
    with writer.app.app_context():
        made = db.session.query(ExportRequest).filter_by(user_id=writer.person.id).one()
        assert "Night lead" in str(made.document)


def test_every_form_with_text_is_saved(writer: Writer) -> None:
    writer.tab.locator("#open-header").click()
    writer.write("Night lead")
    writer.tab.locator("#edit-header").get_by_label("Name", exact=True).fill("Brunhilde")
    with writer.tab.expect_navigation():
        writer.button("More for", "Duplicate").click()
    assert "Night lead" in writer.kept()[0]
    with writer.app.app_context():
        assert "Brunhilde" in db.session.get_one(Resume, writer.resume_id).person.name


def test_what_is_refused_keeps_the_page_and_the_text(writer: Writer) -> None:
    field = writer.write("Night lead")
    wrong = writer.tab.get_by_label("Company’s web address")
    wrong.fill("not an address")
    writer.button("Export", "Make the file").click()
    writer.says("Not done: what you typed has to be saved first.")
    expect(wrong).to_be_focused()
    expect(field).to_have_value("Night lead")
    wrong.fill("https://example.org/")
    with writer.tab.expect_navigation():
        writer.tab.get_by_role("button", name="Make the file").click()
    assert "Night lead" in writer.kept()[0]


def test_a_server_that_is_away_keeps_the_page_and_the_text(writer: Writer) -> None:
    writer.write("Night lead")
    writer.tab.route("**/experience/*", lambda route: route.fulfill(status=403))
    writer.button("Export", "Make the file").click()
    writer.says("What you typed is still here: try again in a moment.")
    expect(writer.tab.get_by_label("Job title")).to_have_value("Night lead")
    writer.tab.unroute("**/experience/*")
    with writer.tab.expect_navigation():
        writer.tab.get_by_role("button", name="Make the file").click()
    assert "Night lead" in writer.kept()[0]


def test_a_link_asks_before_it_leaves_even_right_after_a_save(writer: Writer) -> None:
    writer.write("Night lead")
    writer.tab.get_by_role("button", name="Save", exact=True).click()
    expect(writer.tab.get_by_role("heading", name="Night lead")).to_be_visible()
    writer.tab.get_by_label("Job title").fill("Lead of the night")
    writer.tab.get_by_role("link", name="Design and settings").click(no_wait_after=True)
    writer.tab.wait_for_timeout(300)
    assert writer.leaving == ["beforeunload"]
    expect(writer.tab.get_by_label("Job title")).to_have_value("Lead of the night")


# --- requests that swap the form away -----------------------------------------------------------------


def _removed(writer: Writer, name: str = "Skills") -> Locator:
    """Remove a section and then type; the button that undoes the removal."""
    writer.menu(writer.section(name)).get_by_role("button", name="Remove").click()
    writer.says(f"{name} is in the trash.")
    writer.write("Night lead")
    return writer.tab.get_by_role("button", name="Undo")


def test_undo_saves_first(writer: Writer) -> None:
    _removed(writer).click()
    writer.says("Skills is back.")
    assert "Night lead" in writer.kept()[0]
    assert "Skills" in writer.sections


def test_what_save_keeps_open_has_an_undo_too(writer: Writer) -> None:
    """It takes back what Save wrote, and then the form is closed."""
    before = writer.kept()[0]
    writer.write("Night lead")
    writer.tab.get_by_role("button", name="Save", exact=True).click()
    writer.says("Night lead is saved.")
    assert "Night lead" in writer.kept()[0]
    writer.tab.get_by_role("button", name="Undo").click()
    writer.says("is as it was.")
    assert writer.kept()[0] == before


def test_undo_stays_when_the_text_is_refused(writer: Writer) -> None:
    undo = _removed(writer)
    wrong = writer.tab.get_by_label("Company’s web address")
    wrong.fill("not an address")
    undo.click()
    writer.says("Not done: what you typed has to be saved first.")
    expect(wrong).to_be_focused()
    wrong.fill("")
    undo.click()
    writer.says("Skills is back.")
    assert "Night lead" in writer.kept()[0]


def test_undo_that_went_meanwhile_says_so(writer: Writer) -> None:
    undo = _removed(writer)

    def late(route: Route) -> None:
        writer.tab.evaluate("document.getElementById('toasts').replaceChildren()")
        route.continue_()

    writer.tab.route("**/experience/*", late)
    undo.click()
    writer.says("What you typed is saved. The rest is not done: what you pressed is no longer here.")
    assert "Night lead" in writer.kept()[0]


def test_removing_another_item_saves_first_and_removes_that_one(writer: Writer) -> None:
    writer.write("Night lead")
    others = [name for name in writer.items("Experience") if name != "Shift lead"]
    writer.menu(writer.item(others[0])).get_by_role("button", name="Remove").click()
    writer.says(f"{others[0]} is in the trash.")
    assert set(writer.kept()[0]) == {"Night lead", *others[1:]}


def test_an_item_that_goes_to_another_section_saves_what_is_open_in_a_third_place(writer: Writer) -> None:
    writer.unfold("Night work")
    writer.write("Carrier", "Porter")
    writer.menu(writer.item("Shift lead")).get_by_role("button", name="Move to Night work").click()
    writer.says("in Night work.")
    assert {"Carrier", "Shift lead"} <= set(writer.kept()[-1])


def test_a_row_goes_back_when_the_text_is_refused_and_can_be_moved_later(writer: Writer) -> None:
    before = writer.sections
    writer.write("Night lead")
    wrong = writer.tab.get_by_label("Company’s web address")
    wrong.fill("not an address")
    writer.drag(writer.section("Night work"), writer.section("Education"), below=False)
    writer.says("Not done: what you typed has to be saved first.")
    assert writer.sections == before
    wrong.fill("")
    writer.handle(writer.section("Night work")).press("Home")
    writer.says("Night work moved to position 1 of 4.")
    assert "Night lead" in writer.kept()[1]


# --- another session, another tab ---------------------------------------------------------------------


def _sign_in_anew(writer: Writer) -> None:
    """Another session from one moment to the next: a page that asked in between would be told that it is signed out."""
    browser = writer.tab.context.browser
    assert browser
    elsewhere = browser.new_context(base_url=writer.tab.url)
    other = elsewhere.new_page()
    other.goto("/sign-in")
    other.get_by_label("E-mail").fill(writer.person.email)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_role("heading", name="Resumes", exact=True)).to_be_visible()
    writer.tab.context.add_cookies([{"name": one["name"], "value": one["value"], "url": writer.tab.url}
                                    for one in elsewhere.cookies() if one["name"] == "letraz"])  # fmt: skip
    elsewhere.close()


def test_signed_out_no_sign_in_page_comes_into_the_editor(writer: Writer) -> None:
    field = writer.write("Night lead")
    expect(writer.tab.locator(".pages img")).to_have_count(1, timeout=30_000)
    # a pane that is just being swapped does not listen yet
    expect(writer.tab.locator(".pages:is([aria-busy], .htmx-request, .htmx-settling, .htmx-added)")).to_have_count(0)
    writer.tab.context.clear_cookies()
    with writer.tab.expect_response(lambda answer: "/sign-in" in answer.url):
        writer.tab.evaluate("htmx.trigger(document.body, 'resume-changed')")
    writer.tab.locator("#open-header").click()
    writer.says("You are signed out. What you typed is still here")
    expect(writer.tab.locator("main")).to_have_count(1)
    expect(writer.tab.locator(".pages img")).to_have_count(1)
    expect(field).to_have_value("Night lead")


def test_in_another_session_the_second_press_saves_and_exports(writer: Writer) -> None:
    writer.write("Night lead")
    _sign_in_anew(writer)
    button = writer.button("Export", "Make the file")
    button.click()
    writer.says("What you typed is still here: press the button once more.")
    expect(writer.tab.get_by_label("Job title")).to_have_value("Night lead")
    with writer.tab.expect_navigation():
        button.click()
    assert "/exports/" in writer.tab.url
    assert "Night lead" in writer.kept()[0]


def test_in_another_session_the_second_press_undoes(writer: Writer) -> None:
    undo = _removed(writer)
    writer.tab.get_by_role("button", name="Done").click()
    expect(writer.item("Night lead")).to_be_visible()
    _sign_in_anew(writer)
    undo.press("Enter")
    writer.says("press the button once more.")
    expect(undo).to_be_focused()
    undo.press("Enter")
    writer.says("is as it was.")  # the last change is the one that is undone


def test_a_stale_move_of_an_item_answers_with_the_present_order_once(tabs: Tabs, writer: Writer) -> None:
    other = Editor(writer.tab.context.new_page(), writer.resume_id, writer.section_id)
    first, second, *_ = writer.items("Experience")
    writer.unfold("Night work")
    writer.write("Carrier", "Porter")
    other.handle(other.item(first)).press("ArrowDown")
    other.says(f"{first} moved to position 2")
    other.holds_focus(other.item(first))

    writer.handle(writer.item(first)).press("ArrowDown")
    expect(writer.tab.get_by_role("alert")).to_contain_text("Another tab changed the order")
    for one in ("#sections", "#toasts[role=status]", "#saved[role=status]", "main", "[role=alert]"):
        expect(writer.tab.locator(one)).to_have_count(1)
    assert writer.items("Experience")[:2] == [second, first] == writer.kept()[0][:2]
    writer.holds_focus(writer.item(first))
    expect(writer.item("Carrier")).to_be_visible()  # saved, and its section is still open
    assert writer.kept()[-1] == ["Carrier"]

    writer.tab.keyboard.press("ArrowUp")
    writer.says(f"{first} moved to position 1")
    writer.holds_focus(writer.item(first))
    assert writer.kept()[0][:2] == [first, second]
    expect(writer.tab.locator("#sections")).to_have_count(1)
