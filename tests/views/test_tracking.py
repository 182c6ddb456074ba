"""One application: stage, dates, notes, contacts, what was sent, and the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from letraz.extensions import db
from letraz.models import ExportRequest, Job, JobContact, JobStage, Reminder
from letraz.views import contacts
from tests import cast
from tests.cast import Belongings, Client, filled
from tests.views.conftest import Rows, went_to


@pytest.fixture
def job(app: Flask) -> int:
    with app.app_context():
        made = Job(user_id=cast.person(db.session(), "alice").id, title="Nurse", company_name="Harborview", revision=1)
        db.session.add(made)
        db.session.commit()
        return made.id


def today(app: Flask) -> Any:
    with app.app_context():
        return cast.person(db.session(), "alice").today()


# --- the stage ------------------------------------------------------------------------------------


def test_the_stage_on_its_page(as_alice: Client, job: int, rows: Rows) -> None:
    answer = as_alice.post(f"/jobs/{job}/stage", data={"to": "sent", "back": "job"}, htmx=True)
    assert answer.text.lstrip().startswith('<div class="stage" id="stage"')
    assert 'hx-target="#stage"' in answer.text
    sent = as_alice.post(f"/jobs/{job}/stage", data={"to": "closed:rejected", "back": "job"})
    assert went_to(sent) == f"/jobs/{job}"
    page = as_alice.get(f"/jobs/{job}").text
    assert "They said no" in page
    assert "is in Closed (They said no)." in page
    assert rows.count(JobStage, job_id=job) == 2


def test_a_move_makes_no_open_form_stale(as_alice: Client, job: int, rows: Rows) -> None:
    as_alice.post(f"/jobs/{job}/stage", data={"to": "sent"})
    went_to(as_alice.post(f"/jobs/{job}/dates", data={"notes": "Mine", "revision": "1"}))
    assert rows.one(Job, job).notes == "Mine"


def test_a_follow_up_is_offered_a_week_after_it_was_sent(app: Flask, as_alice: Client, job: int, rows: Rows) -> None:
    assert "Set the follow-up" not in as_alice.get(f"/jobs/{job}").text
    assert as_alice.post(f"/jobs/{job}/follow-up").status_code == 422
    as_alice.post(f"/jobs/{job}/stage", data={"to": "sent", "back": "job"})
    assert "Set the follow-up" in as_alice.get(f"/jobs/{job}").text
    went_to(as_alice.post(f"/jobs/{job}/follow-up"))
    assert rows.one(Job, job).follow_up == today(app) + timedelta(days=7)
    assert "Set the follow-up" not in as_alice.get(f"/jobs/{job}").text


# --- dates and notes ------------------------------------------------------------------------------


def test_dates_and_notes_are_kept(as_alice: Client, job: int, rows: Rows) -> None:
    typed = {"posted": "2026-11-01", "closes": "2031-12-01", "follow_up": "2031-11-20", "notes": "Ask for Maria"}
    went_to(as_alice.post(f"/jobs/{job}/dates", data={**typed, "revision": "1"}))
    stored = rows.one(Job, job)
    assert {name: str(getattr(stored, name)) for name in typed} == typed
    page = as_alice.get(f"/jobs/{job}").text
    assert all(text in page for text in typed.values())
    went_to(as_alice.post(f"/jobs/{job}/dates", data=dict.fromkeys(typed, "") | {"revision": "2"}))
    assert rows.one(Job, job).closes is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"closes": "soon"}, {"closes": "2026-02-30"}, {"follow_up": "0001-01-01"}, {"posted": "9999-01-01"},
        {"posted": "2026-11-02", "closes": "2026-11-01"}, {"notes": "\x07"}, {"notes": "x" * 10_001},
    ],
)  # fmt: skip
def test_a_wrong_day_is_refused_and_nothing_typed_is_lost(
    as_alice: Client, job: int, rows: Rows, wrong: dict[str, str]
) -> None:
    answer = as_alice.post(f"/jobs/{job}/dates", data={"notes": "My own words", "revision": "1", **wrong})
    assert answer.status_code == 422
    assert wrong.get("notes", "My own words")[:50] in answer.text
    stored = rows.one(Job, job)
    assert (stored.notes, stored.closes, stored.follow_up) == ("", None, None)


def test_two_tabs_that_disagree_are_told(as_alice: Client, job: int, rows: Rows) -> None:
    as_alice.post(f"/jobs/{job}/dates", data={"notes": "Theirs", "closes": "2031-01-02", "revision": "1"})
    answer = as_alice.post(f"/jobs/{job}/dates", data={"notes": "Mine", "revision": "1"})
    assert answer.status_code == 409
    for text in ("Theirs", "Mine", "2031-01-02"):
        assert text in answer.text
    went_to(as_alice.post(f"/jobs/{job}/dates", data={"notes": "Mine", "revision": "2"}))
    assert rows.one(Job, job).notes == "Mine"


def test_a_day_that_is_set_when_it_is_over_brings_no_letter(app: Flask, as_alice: Client, job: int, rows: Rows) -> None:
    day = today(app) - timedelta(days=1)
    went_to(as_alice.post(f"/jobs/{job}/dates", data={"follow_up": str(day), "revision": "1"}))
    assert rows.count(Reminder, job_id=job, letter_id=None) == 1


# --- contacts -------------------------------------------------------------------------------------


def test_a_contact_comes_changes_goes_and_comes_back(as_alice: Client, job: int, rows: Rows) -> None:
    typed = filled(contacts.ContactForm, "Łucja")
    went_to(as_alice.post(f"/jobs/{job}/contacts", data=typed))
    made = rows.last(JobContact)
    assert {name: getattr(made, name) for name in typed} == typed
    assert typed["note"] in as_alice.get(f"/jobs/{job}").text
    url = f"/jobs/{job}/contacts/{made.id}"
    assert typed["role"] in as_alice.get(url).text
    went_to(as_alice.post(url, data={"name": "Maria Lee", "phone": "", "email": ""}))
    assert (rows.one(JobContact, made.id).name, rows.one(JobContact, made.id).phone) == ("Maria Lee", "")
    went_to(as_alice.post(f"{url}/trash"))
    page = as_alice.get(f"/jobs/{job}").text
    assert 'href="mailto:' not in page
    assert f'action="{url}/restore"' in page
    assert as_alice.get(url).status_code == 404
    went_to(as_alice.post(f"{url}/restore"))
    assert "Maria Lee" in as_alice.get(f"/jobs/{job}").text


@pytest.mark.parametrize("wrong", [{}, {"name": "x" * 201}, {"email": "no address"}, {"name": "A", "note": "\x07"}])
def test_a_contact_that_is_none_is_refused(as_alice: Client, job: int, rows: Rows, wrong: dict[str, str]) -> None:
    answer = as_alice.post(f"/jobs/{job}/contacts", data={"role": "Head of nursing", **wrong})
    assert answer.status_code == 422
    assert "Head of nursing" in answer.text
    assert rows.count(JobContact) == 0


def test_no_more_contacts_than_a_page_holds(as_alice: Client, job: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "MOST_CONTACTS", 1)
    went_to(as_alice.post(f"/jobs/{job}/contacts", data={"name": "A"}))
    assert as_alice.post(f"/jobs/{job}/contacts", data={"name": "B"}).status_code == 422


def test_a_contact_is_found_in_its_own_job_only(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    went_to(as_alice.post("/jobs/write", data={"title": "Another"}))
    other = rows.last(Job).id
    for method, path in (("GET", ""), ("POST", ""), ("POST", "/trash")):
        assert as_alice.open(f"/jobs/{other}/contacts/{hers.contact}{path}", method=method).status_code == 404
    assert as_alice.post(f"/jobs/{other}/stage/{hers.stage}/undo").status_code == 404
    assert as_alice.post(f"/jobs/{other}/files/{hers.export}/sent").status_code == 404


# --- what was sent --------------------------------------------------------------------------------


def test_marking_a_file_moves_the_application_on(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    rows.change(Job, hers.job, stage="applying")
    answer = as_alice.post(f"/jobs/{hers.job}/files/{hers.export}/sent", htmx=True)
    assert answer.status_code == 200
    assert 'id="stage" hx-swap-oob="outerHTML"' in answer.text
    assert "The application is in Sent." in answer.text
    assert "Set the follow-up" in answer.text
    assert rows.one(ExportRequest, hers.export).sent
    assert rows.one(Job, hers.job).stage == "sent"
    went_to(as_alice.post(f"/jobs/{hers.job}/files/{hers.export}/sent", data={"sent": "0"}))
    assert not rows.one(ExportRequest, hers.export).sent


def test_marking_a_file_never_moves_it_back(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    rows.change(Job, hers.job, stage="interview")
    went_to(as_alice.post(f"/jobs/{hers.job}/files/{hers.export}/sent"))
    assert rows.one(Job, hers.job).stage == "interview"


# --- the calendar ---------------------------------------------------------------------------------


def test_the_calendar_of_a_job_and_of_all(as_alice: Client, job: int, rows: Rows) -> None:
    assert went_to(as_alice.get(f"/jobs/{job}/calendar.ics")) == f"/jobs/{job}"
    assert went_to(as_alice.get("/jobs/calendar.ics")) == "/jobs/"
    as_alice.post(f"/jobs/{job}/dates", data={"closes": "2031-12-01", "follow_up": "2031-11-20", "revision": "1"})
    for url in (f"/jobs/{job}/calendar.ics", "/jobs/calendar.ics"):
        answer = as_alice.get(url)
        assert answer.mimetype == "text/calendar"
        assert ".ics" in answer.headers["Content-Disposition"]
        events = {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.data).walk("VEVENT")}
        assert set(events) == {"Follow up: Nurse, Harborview", "Closes: Nurse, Harborview"}
        assert str(events["Closes: Nurse, Harborview"]["DTSTART"].dt) == "2031-12-01"
        assert len({str(event["UID"]) for event in events.values()}) == 2
        assert all(str(event["URL"]) == f"http://localhost/jobs/{job}" for event in events.values())
    rows.change(Job, job, stage="closed")
    assert as_alice.get("/jobs/calendar.ics").status_code == 303


def test_a_calendar_holds_nobody_elses(as_alice: Client, as_bob: Client, job: int) -> None:
    as_alice.post(f"/jobs/{job}/dates", data={"closes": "2031-12-01", "revision": "1"})
    assert as_bob.get("/jobs/calendar.ics").status_code == 303
    assert as_bob.get(f"/jobs/{job}/calendar.ics").status_code == 404
