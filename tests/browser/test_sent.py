"""A file is made, sent, and made again from what was sent, whatever became of the resume: with the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.people import Person
from tests.browser.tabs import Tab
from tests.browser.world import small

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_what_was_sent_is_made_again_with_the_same_bytes(tab: Tab, person: Person) -> None:
    """The resume is another one meanwhile; the page says that the bytes are the same, and they are."""
    person.fill(small())
    tab.goto(f"/resumes/{person.resume_id}/")
    tab.locator("summary", has_text="Export").click()
    tab.get_by_role("button", name="Make the file").click()
    expect(tab.locator(".export").first).to_contain_text("Proved", timeout=30_000)
    tab.goto("/exports/")
    first = tab.locator(".export").first
    sent = digest(tab, first)
    first.locator("details.menu > summary").click()
    first.get_by_role("button", name="I have sent this file").click()
    expect(first).to_contain_text("Sent")
    expect(first).to_contain_text("kept")

    tab.goto(f"/resumes/{person.resume_id}/")
    row = tab.locator("li.section").first
    row.locator("details.menu > summary").first.click()
    row.get_by_role("button", name="Remove").first.click()
    expect(tab.locator("li.section")).to_have_count(3)

    tab.goto("/exports/")
    tab.locator(".export").first.locator("details.menu > summary").click()
    tab.get_by_role("button", name="Make it again").click()
    again = tab.locator(".export", has_text="Made again: the same bytes as before.")
    expect(again).to_be_visible(timeout=30_000)
    assert digest(tab, again) == sent


def digest(tab: Tab, export: Locator) -> str:
    """The SHA-256 of the file that *Download* gives."""
    with tab.expect_download() as found:
        export.get_by_role("link", name="Download").click()
    return hashlib.sha256(Path(found.value.path()).read_bytes()).hexdigest()
