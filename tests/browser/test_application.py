"""From an ad to an answer: paste it, see where one stands, tailor, prove the file, write, send, be reminded."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from playwright.sync_api import Locator, expect

from letraz.document import Document
from letraz.extensions import db
from letraz.models import Job, Resume, User
from tests.browser.people import Person
from tests.browser.sink import Sink
from tests.browser.tabs import Tab, Tabs

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DATA = Path(__file__).parents[2] / "benchmarks" / "matching" / "data" / "tuning" / "electrician"

#: Places around the earth: in one of them it is between nine and eight in the evening now.
PLACES = ("Pacific/Auckland", "Asia/Tokyo", "Asia/Karachi", "Europe/Warsaw", "America/Sao_Paulo", "America/Los_Angeles")


@pytest.fixture
def electrician(person: Person, app: Flask) -> Person:
    """Somebody whose base resume is that of the labelled electrician, and whose morning has come."""
    person.fill(Document.from_json(json.loads((DATA / "resume.json").read_text("utf-8"))))
    with app.app_context():
        user = db.session.get_one(User, person.id)
        user.time_zone = next(one for one in PLACES if 9 <= datetime.now(ZoneInfo(one)).hour < 20)
        db.session.commit()
    return person


@pytest.mark.parametrize("script", [True, False])
def test_from_an_ad_to_a_reminder(tabs: Tabs, app: Flask, electrician: Person, sink: Sink, script: bool) -> None:
    base = electrician.document()
    tab = tabs.open(electrician, java_script_enabled=script)
    job = _save_the_job(tab)
    _answer(tab)
    resume = _tailor(tab, app)
    assert electrician.document() == base  # the base is never touched
    _export(tab, f"/resumes/{resume}/")
    tab.goto(job)
    tab.get_by_role("button", name="Write a letter").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Harrow Creek")
    _export(tab, tab.url)
    _send(tab, job)
    _a_week_passes(app, electrician)
    letter = sink.letter(electrician.email, "Follow up")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def _save_the_job(tab: Tab) -> str:
    tab.goto("/jobs/new")
    tab.get_by_label("Paste the posting").fill((DATA / "posting.txt").read_text("utf-8"))
    tab.get_by_role("button", name="Read it").click()
    expect(tab.get_by_role("heading", name="Check what was read")).to_be_visible()
    expect(tab.get_by_label("Job title")).to_have_value("Industrial Maintenance Electrician")
    expect(tab.get_by_label("Must have")).to_have_value(re.compile("OSHA 10 required"))
    tab.get_by_role("button", name="Save the job").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Industrial Maintenance Electrician")
    return tab.url


def _row(tab: Tab, text: str) -> Locator:
    return tab.locator(".req").filter(has=tab.get_by_text(text, exact=True))


def _answer(tab: Tab) -> None:
    """One yes, one not true for me; the counts follow, and no percentage stands anywhere."""
    cover = tab.get_by_role("region", name="How much of this posting your resume shows")
    expect(cover).to_contain_text("5½ of 9")
    expect(_row(tab, "OSHA 10 required").locator("mark")).to_have_text("OSHA 30-Hour")
    _row(tab, "Able to read schematics, P&IDs and one-line diagrams").get_by_role("button", name="Yes, it is").click()
    expect(cover).to_contain_text("6½ of 9")
    _row(tab, "NFPA 70E training within the last three years").get_by_role("button", name="Not true for me").click()
    expect(cover).to_contain_text("6½ of 8")
    assert "%" not in cover.inner_text()


def _tailor(tab: Tab, app: Flask) -> int:
    tab.get_by_role("button", name="Make a resume for this job").click()
    changes = tab.locator("#changes")
    expect(changes).to_contain_text("nothing changes until you accept")
    resume = int(tab.url.split("/resumes/")[1].split("/")[0])
    before = _stored(app, resume)
    cards = changes.get_by_role("article")
    count = cards.count()
    assert count >= 2
    cards.first.get_by_role("button", name="Reject").click()
    expect(cards).to_have_count(count - 1)
    assert _stored(app, resume) == before
    cards.first.get_by_role("button", name="Accept").click()
    expect(tab.locator("#toasts")).to_contain_text("The change is made.")
    assert _stored(app, resume) != before
    tab.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(tab.locator("#toasts")).to_contain_text("Taken back.")
    assert _stored(app, resume) == before
    cards.first.get_by_role("button", name="Accept").click()
    expect(tab.locator("#toasts")).to_contain_text("The change is made.")
    return resume


def _stored(app: Flask, resume: int) -> Document:
    with app.app_context():
        return db.session.get_one(Resume, resume).document()


def _export(tab: Tab, page: str) -> None:
    tab.goto(page)
    tab.locator("summary", has_text="Export").click()
    tab.get_by_role("button", name="Make the file").click()
    for _ in range(30):
        if tab.locator(".export").first.get_by_text("Proved").count():
            return
        tab.wait_for_timeout(1000)
        tab.goto("/exports/")
    expect(tab.locator(".export").first).to_contain_text("Proved")


def _send(tab: Tab, job: str) -> None:
    tab.goto(job)
    application = tab.get_by_role("region", name="Your application")
    application.get_by_role("button", name="Mark as sent").first.click()
    expect(application.locator(".stage__past")).to_contain_text("Sent")
    application.get_by_role("button", name="Set the follow-up").click()
    expect(application.get_by_label("Follow up on")).not_to_have_value("")


def _a_week_passes(app: Flask, person: Person) -> None:
    """The day that was set comes to be today."""
    with app.app_context():
        job = db.session.query(Job).filter_by(user_id=person.id).one()
        today = db.session.get_one(User, person.id).today()
        assert job.stage == "sent"
        assert job.follow_up == today + timedelta(days=7)
        job.follow_up = today
        db.session.commit()
