"""A cover letter in the browser: paragraphs accepted, words of one's own, the page beside, and the file of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from letraz.document import Block, Document, Entry, Person
from letraz.extensions import db
from letraz.models import Job, JobRequirement
from tests.browser.people import Person as Someone
from tests.browser.tabs import Tab, Tabs, lead_on

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TOLD = "You ask for “Vasoactive infusions”. At Lakeview, I titrated vasoactive infusions on nights."


@pytest.fixture
def job(person: Someone) -> int:
    """One that asks for what the person's resume shows."""
    values = {
        "job_title": "Nurse",
        "company_name": "Lakeview",
        "description": "- Titrated vasoactive infusions on nights",
    }
    post = Entry("experience", values)
    person.fill(Document(Person(name="Zofia Nowak"), (Block("experience", entries=(post,)),), language="en"))
    with person.app.app_context():
        found = Job(user_id=person.id, title="Staff nurse", company_name="Harborview")
        found.wants = [JobRequirement(index=0, level="must", text="Vasoactive infusions")]
        db.session.add(found)
        db.session.commit()
        return found.id


@pytest.fixture
def begun(tab: Tab, job: int) -> Tab:
    """A tab with a letter that was just begun."""
    tab.goto(f"/jobs/{job}")
    tab.get_by_role("button", name="Write a letter").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Cover letter Harborview")
    return tab


def test_a_paragraph_is_accepted_and_taken_back(begun: Tab) -> None:
    tab = begun
    expect(tab.locator("#pages-count")).to_contain_text("1 page")
    before = tab.locator(".pages img").first.get_attribute("src")
    tab.get_by_role("button", name="Accept paragraph 2").click()
    expect(tab.locator("#body-text")).to_have_text(TOLD)
    expect(tab.locator(f".pages img:not([src='{before}'])").first).to_be_visible()
    tab.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(tab.get_by_role("button", name="Accept paragraph 2")).to_be_visible()
    expect(tab.locator("#body-text")).to_have_text("")


def test_what_is_typed_is_saved_before_a_paragraph_comes_in(begun: Tab) -> None:
    """Red when the form "Accept" has no id: what was pressed is not found again after the save."""
    tab = begun
    tab.get_by_label("Greeting").fill("Dear Ms Lee,")
    tab.get_by_role("button", name="Accept paragraph 2").click()
    expect(tab.locator("#body-text")).to_have_text(TOLD)
    expect(tab.get_by_label("Greeting")).to_have_value("Dear Ms Lee,")


def test_words_are_checked_saved_and_exported(begun: Tab, job: int) -> None:
    tab = begun
    tab.locator("#body-text").click()
    tab.keyboard.type("I led 40 astronauts.")
    tab.get_by_role("button", name="Check the words").click()
    expect(tab.locator("#checked .unsaid").get_by_text("astronauts")).to_be_visible()
    expect(tab.locator("#saved")).to_contain_text("Not saved yet")
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.locator("#saved")).to_contain_text("Saved")
    tab.get_by_text("Export", exact=True).click()
    tab.get_by_role("button", name="Make the file").click()
    expect(tab.locator(".export").first).to_contain_text("Zofia-Nowak-Cover-letter-Harborview.pdf")
    expect(tab.locator(".export").first).to_contain_text("Proved")
    tab.goto(f"/jobs/{job}")
    expect(tab.locator("#sent-files")).to_contain_text("Zofia-Nowak-Cover-letter-Harborview.pdf")


def test_without_script(tabs: Tabs, person: Someone, job: int) -> None:
    tab = tabs.open(person, java_script_enabled=False)
    tab.goto(f"/jobs/{job}")
    tab.get_by_role("button", name="Write a letter").click()
    tab.get_by_role("button", name="Accept paragraph 2").click()
    expect(tab.get_by_label("Letter", exact=True)).to_have_value(TOLD)
    tab.get_by_label("Letter", exact=True).fill("I led 40 astronauts.")
    tab.get_by_role("button", name="Check the words").click()
    expect(tab.locator("#checked .unsaid").get_by_text("astronauts")).to_be_visible()
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_label("Letter", exact=True)).to_have_value("I led 40 astronauts.")
    if tab.get_by_role("button", name="Show pages").is_visible():
        lead_on(tab.get_by_role("button", name="Show pages"))
    expect(tab.get_by_alt_text("Page 1 of this letter")).to_be_visible()
