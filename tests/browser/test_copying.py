"""Copying the text of a resume, section by section."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import expect

from letraz.extensions import db
from letraz.models import Resume
from tests.browser.people import Person
from tests.browser.tabs import Tabs
from tests.browser.world import small

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def filled(app: Flask, person: Person) -> Person:
    with app.app_context():
        db.session.get_one(Resume, person.resume_id).fill(small())
        db.session.commit()
    return person


def test_a_section_is_copied_as_it_stands(tabs: Tabs, filled: Person) -> None:
    tab = tabs.open(filled, permissions=["clipboard-read", "clipboard-write"])
    tab.goto(f"/resumes/{filled.resume_id}/text")
    tab.get_by_role("button", name="Copy Skills", exact=True).click()
    expect(tab.locator("#toasts")).to_have_text("The text is copied.")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[-1] == "Systems: Epic (advanced), Pyxis, Alaris pumps"
    assert copied.startswith("Bedside: Telemetry (expert)")


def test_without_script_the_text_is_there_to_select(tabs: Tabs, filled: Person) -> None:
    tab = tabs.open(filled, java_script_enabled=False)
    tab.goto(f"/resumes/{filled.resume_id}/text")
    expect(tab.get_by_role("button", name="Copy Skills")).to_be_hidden()
    expect(tab.get_by_label("Skills").locator("pre")).to_contain_text("Systems: Epic (advanced)")
