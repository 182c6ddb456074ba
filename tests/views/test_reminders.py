"""Reminders: the letter, its one-click stop, and the settings on the profile."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from letraz import tasks as task_list
from letraz.extensions import db
from letraz.models import Job, Letter, Reminder, User
from letraz.views import reminders
from tests import cast
from tests.cast import Belongings, Client, Tasks
from tests.views.conftest import Rows, went_to

ALICE = 1


@pytest.fixture
def due(app: Flask, monkeypatch: pytest.MonkeyPatch) -> int:
    """A job to follow up today, at half past eight in alice's morning."""
    with app.app_context():
        alice = cast.person(db.session(), "alice")
        day = alice.today()
        morning = task_list.now().replace(hour=8, minute=30)
        job = Job(user_id=alice.id, title="Nurse", company_name="Harborview", follow_up=day)
        db.session.add(job)
        db.session.commit()
        monkeypatch.setattr(task_list, "now", lambda: morning)
        return job.id


def letters(outbox: Path) -> list[EmailMessage]:
    return [message_from_bytes(one.read_bytes(), policy=policy.default) for one in sorted(outbox.glob("*.eml"))]  # type: ignore[misc]


def test_the_letter_comes_once_and_can_be_stopped(
    app: Flask, due: int, tasks: Tasks, outbox: Path, visitor: Client, rows: Rows
) -> None:
    for _ in range(3):
        task_list.sweep()
        task_list.sweep()
        tasks.run()
    (letter,) = letters(outbox)
    assert letter["To"] == cast.address("alice")
    assert letter["Subject"] == "Follow up: Nurse, Harborview"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain
    assert html
    stop = letter["List-Unsubscribe"].strip("<>")
    for text in (plain.get_content(), html.get_content()):
        assert f"http://localhost/jobs/{due}" in text
        assert stop in text
        assert "Nurse, Harborview" in text
    path = stop.removeprefix("http://localhost")
    assert visitor.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert rows.one(User, ALICE).reminders is False


def test_several_of_a_morning_are_one_letter(app: Flask, due: int, tasks: Tasks, outbox: Path, rows: Rows) -> None:
    with app.app_context():
        day = db.session.get_one(Job, due).follow_up
        db.session.add(Job(user_id=ALICE, title="<b>Porter</b>", closes=day))
        db.session.commit()
    task_list.sweep()
    tasks.run()
    (letter,) = letters(outbox)
    assert letter["Subject"] == "2 of your jobs want a look today"
    html = letter.get_body(("html",))
    assert html
    assert "&lt;b&gt;Porter" in html.get_content()
    assert rows.count(Reminder) == 2


def test_a_long_name_fits_the_subject(app: Flask, due: int, rows: Rows) -> None:
    rows.change(Job, due, title="x" * 200, company_name="y\ty" * 60)
    task_list.write_reminder(ALICE)
    assert len(rows.last(Letter).subject) == 200


def test_a_letter_of_an_older_letraz_still_goes(app: Flask, outbox: Path) -> None:
    """Its body holds two parts, without headers."""
    from letraz import secrets

    with app.app_context():
        letter = Letter.post(db.session(), "a@example.org", "Old", "text")
        letter.body = secrets.seal('["text", ""]')
        db.session.commit()
        Letter.deliver(db.session(), letter.id)
    assert [one["Subject"] for one in letters(outbox)] == ["Old"]


# --- stopping -------------------------------------------------------------------------------------


@pytest.fixture
def path(hers: Belongings) -> str:
    return f"/reminders/stop/{ALICE}/{hers.stop}"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_stops_nothing(visitor: Client, path: str, rows: Rows, method: str, queries: list[str]) -> None:
    """Scanners of mail follow links."""
    assert visitor.open(path, method=method).status_code == 200
    assert not [sql for sql in queries if not sql.startswith("SELECT")]
    assert rows.one(User, ALICE).reminders


def test_the_button_stops_them_without_a_session(visitor: Client, path: str, rows: Rows, csrf: object) -> None:
    page = visitor.get(path)
    assert "Stop reminders" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    for _ in range(2):
        answer = visitor.post(path)
        assert (answer.status_code, "Reminders are off" in answer.text) == (200, True)
    assert rows.one(User, ALICE).reminders is False
    assert "Reminders are off" in visitor.get(path).text


@pytest.mark.parametrize("token", ["x", "A" * 43, "é", "x" * 5000, "%00"])
def test_another_token_stops_nothing(visitor: Client, hers: Belongings, rows: Rows, token: str) -> None:
    for ask in (visitor.get, visitor.post):
        assert ask(f"/reminders/stop/{ALICE}/{token}").status_code == 404
    assert rows.one(User, ALICE).reminders


def test_a_token_stops_its_own_persons_only(visitor: Client, hers: Belongings, rows: Rows) -> None:
    for number in (0, 2, 3, 2**40):
        assert visitor.post(f"/reminders/stop/{number}/{hers.stop}").status_code == 404
    assert rows.one(User, 2).reminders


# --- the profile ----------------------------------------------------------------------------------


def test_they_are_switched_off_and_on_again(as_alice: Client, rows: Rows) -> None:
    assert 'id="reminders" name="reminders" value="y" checked' in as_alice.get("/profile").text.replace("  ", " ")
    went_to(as_alice.post("/reminders/", data={"time_zone": "Europe/Warsaw"}))
    user = rows.one(User, ALICE)
    assert (user.reminders, user.time_zone) == (False, "Europe/Warsaw")
    page = as_alice.get("/profile").text
    assert '<option value="Europe/Warsaw" selected>' in page
    went_to(as_alice.post("/reminders/", data={"reminders": "y", "time_zone": ""}))
    user = rows.one(User, ALICE)
    assert (user.reminders, user.time_zone) == (True, "")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "UTC+25", "x" * 500])
def test_a_zone_that_is_none_is_refused(as_alice: Client, rows: Rows, zone: str) -> None:
    assert as_alice.post("/reminders/", data={"reminders": "y", "time_zone": zone}).status_code == 422
    assert rows.one(User, ALICE).time_zone == ""


def test_every_zone_that_is_offered_is_known() -> None:
    from letraz.models.user import zone

    assert len(reminders.zones()) > 300
    assert [name for name in reminders.zones() if name and zone(name).key != name] == []


@pytest.mark.parametrize("stored", ["", "Mars/Olympus", "../x", "\x00"])
def test_a_zone_that_went_away_is_utc(stored: str) -> None:
    user: Any = User(time_zone=stored)
    assert user.zone.key == "UTC"
    assert user.today(task_list.now()) == task_list.now().date()
    assert timedelta(0) == task_list.now().astimezone(user.zone).utcoffset()
