"""A reminder comes from the real clock, workers and mail server, and comes once, whoever dies on the way."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from letraz.models import Job, Letter, Reminder, User
from tests.browser.people import Person
from tests.processes.house import House
from tests.processes.post import TroubledSink
from tests.processes.test_letters import sweeps

#: Places around the earth: in one of them it is between nine and eight in the evening now.
PLACES = ("Pacific/Auckland", "Asia/Tokyo", "Asia/Karachi", "Europe/Warsaw", "America/Sao_Paulo", "America/Los_Angeles")


@pytest.fixture
def person(house: House) -> Person:
    return house.person()


def follow_up(house: House, person: Person) -> int:
    """A job to follow up today, where the person lives and the morning has come. Its id."""
    here = next(one for one in PLACES if 9 <= datetime.now(ZoneInfo(one)).hour < 20)
    with house.rows() as session:
        user = session.get_one(User, person.id)
        user.time_zone = here
        job = Job(user_id=user.id, title="Night nurse", company_name="Harborview", follow_up=user.today())
        session.add(job)
        session.flush()
        return job.id


def counts(house: House, person: Person) -> tuple[int, int]:
    """How many rows of reminders and of letters a person has."""
    with house.rows() as session:
        return session.query(Reminder).filter_by(user_id=person.id).count(), session.query(Letter).filter_by(
            user_id=person.id
        ).count()


def test_it_comes_once_and_one_click_stops_it(house: House, person: Person, sink: TroubledSink) -> None:
    job = follow_up(house, person)
    house.until(lambda: sink.to(person.email) == 1, 60, "the reminder comes")
    sweeps(house, 3)
    assert counts(house, person) == (1, 1)
    assert sink.to(person.email) == 1
    letter = next(one for one in sink.letters if one["To"] == person.email)
    assert letter["Subject"] == "Follow up: Night nurse, Harborview"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = str(letter["List-Unsubscribe"]).strip("<>")
    path = stop[stop.index("/reminders/") :]
    visitor = house.browser()
    assert "Stop the reminders?" in visitor.get(path).text
    assert visitor.post(path, {"List-Unsubscribe": "One-Click"}).status == 200
    with house.rows() as session:
        assert session.get_one(User, person.id).reminders is False
        assert session.get_one(Job, job).stage == "saved"


@pytest.mark.slow
def test_a_worker_that_dies_with_it_half_written_leaves_nothing_and_another_writes_it(
    house: House, person: Person, sink: TroubledSink
) -> None:
    """Red when the row is committed before its letter: the next sweep would find it told, and no letter came."""
    dying = house.home / f"dies-{person.id}"
    dying.touch()
    house.kill("export", "preview")
    for kind in ("export", "preview"):
        house.start(kind, program=DIES.format(mark=str(dying), kind=kind))
    follow_up(house, person)
    house.until(lambda: not dying.exists(), 60, "a worker died in the middle")
    house.until(lambda: sink.to(person.email) == 1, 90, "the reminder comes")
    sweeps(house, 3)
    assert counts(house, person) == (1, 1)
    assert sink.to(person.email) == 1
    house.kill("export", "preview")
    house.start("export", "preview")


#: A worker whose task is killed after the row and the letter are written, and before they are committed: once.
DIES = """
import os, pathlib, signal
from sqlalchemy import event
from sqlalchemy.orm import Session
from letraz import cli
from letraz.models import Reminder
mark = pathlib.Path({mark!r})

@event.listens_for(Session, "before_commit")
def die(session):
    session.flush()
    if mark.exists() and session.query(Reminder.id).filter(Reminder.letter_id.is_not(None)).filter(
        Reminder.user_id == int(mark.name.rsplit("-")[1])).first():
        mark.unlink()
        os.kill(os.getpid(), signal.SIGKILL)

cli.main(["worker", "--first", {kind!r}])
"""
