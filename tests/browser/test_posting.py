"""A posting is pasted, checked and saved: with script and without, and looked at on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looks import Eyes
from tests.browser.people import Person
from tests.browser.tabs import Tab, Tabs
from tests.running import Letraz

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NURSE = (Path(__file__).parent.parent / "data" / "nurse-posting.txt").read_text(encoding="utf-8")


def paste(tab: Tab, text: str = NURSE, url: str = "") -> None:
    tab.goto("/jobs/")
    tab.get_by_role("link", name="Add a job").first.click()
    tab.get_by_label("Paste the posting").fill(text)
    tab.get_by_label("Or give its link").fill(url)
    tab.get_by_role("button", name="Read it").click()
    expect(tab.get_by_role("heading", name="Check what was read")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_posting_becomes_a_job(script: bool, tabs: Tabs, person: Person) -> None:
    tab = tabs.open(person, java_script_enabled=script)
    paste(tab)
    expect(tab.get_by_role("region", name="The posting, as it came")).to_contain_text("28-bed")
    expect(tab.get_by_label("Must have")).to_have_value(re.compile("BLS certificate"))
    tab.get_by_label("Job title").fill("Intensive care nurse")
    tab.get_by_label("Closes on").fill("2026-12-31")
    tab.get_by_role("button", name="Save the job").click()
    expect(tab.get_by_role("heading", name="Intensive care nurse")).to_be_visible()
    tab.get_by_role("link", name="As it was on").click()
    expect(tab.locator("main")).to_contain_text("Pasted")
    expect(tab.locator("main")).to_contain_text("28-bed")


def test_a_file_becomes_a_form(tab: Tab) -> None:
    tab.goto("/jobs/new")
    page = b"<!doctype html><h1>Staff nurse</h1><h2>Requirements</h2><ul><li>A nursing licence</li></ul>"
    file = {"name": "nurse.html", "mimeType": "text/html", "buffer": page}
    tab.get_by_label("Or choose a saved page").set_input_files(file)  # type: ignore[arg-type]  # a mapping will do
    tab.get_by_role("button", name="Read it").click()
    expect(tab.get_by_label("Must have")).to_have_value("A nursing licence")


def test_the_same_link_again_shows_what_has_changed(tab: Tab) -> None:
    paste(tab, url="https://example.org/nurse")
    tab.get_by_role("button", name="Save the job").click()
    expect(tab.locator("#toasts")).to_contain_text("is saved.")
    paste(tab, NURSE.replace("two years", "five years"), url="https://example.org/nurse")
    tab.get_by_role("button", name="See what has changed").click()
    expect(tab.locator(".since ins")).to_have_text("five")
    expect(tab.locator(".since del")).to_have_text("two")
    tab.get_by_label("Must have").check()
    tab.get_by_role("button", name="Take over what is ticked").click()
    expect(tab.locator("#toasts")).to_contain_text("is up to date.")
    expect(tab.locator("main")).to_contain_text("At least five years")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_link_that_cannot_be_fetched_leads_to_pasting(script: bool, tabs: Tabs, person: Person) -> None:
    tab = tabs.open(person, java_script_enabled=script)
    tab.goto("/jobs/new")
    tab.get_by_label("Or give its link").fill("http://127.0.0.1/nurse")
    tab.get_by_role("button", name="Read it").click()
    expect(tab.get_by_label("Paste the text instead")).to_be_visible()
    expect(tab.get_by_label("Link to the posting")).to_have_value("http://127.0.0.1/nurse")


def test_the_pages_between(chromium: Browser, house: Letraz, axe: str, person: Person) -> None:
    """One that waits, and one that was not read: they stand for a moment, and are looked at as the others are."""
    from letraz.extensions import db
    from letraz.models import Posting

    with person.app.app_context():
        waits, failed = (Posting(user_id=person.id, source="link", url="https://example.org/") for _ in range(2))
        waits.state, waits.claim, failed.state, failed.error = "reading", "x", "failed", "This site refuses programs."
        db.session.add_all([waits, failed])
        db.session.commit()
        urls = [f"/jobs/postings/{one.id}" for one in (waits, failed)]
    tabs = Tabs(chromium, house.url)
    eyes = Eyes(tabs, axe, person)
    for url in urls:
        eyes.owner.goto(url)
        eyes.look(eyes.owner)
    tabs.close()
