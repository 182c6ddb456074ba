"""A take-out is made once, by whoever claims it; what dies is made again; its end is its end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from letraz import storage, tasks
from letraz.database import now
from letraz.models import Letter, Takeout
from letraz.models.claiming import MOST_ATTEMPTS
from letraz.models.ordering import Refused
from letraz.models.takeout import LEASE, MOST_LIVE
from tests import cast
from tests.cast import Tasks

AGES = timedelta(days=30)


@pytest.fixture
def asked(session: Session) -> Takeout:
    found = Takeout.ask(session, cast.person(session, "alice").id)
    session.commit()
    return found


def write(session: Session, user_id: int, path: Path) -> str:
    path.write_bytes(b"zip")
    return "0" * 64


def set_row(session: Session, one: Takeout, **values: object) -> None:
    session.execute(update(Takeout).where(Takeout.id == one.id).values(**values))
    session.commit()
    session.refresh(one)


def test_it_is_made_and_told(session: Session, asked: Takeout, tasks: Tasks, outbox: Path) -> None:
    assert tasks.names() == ["build_takeout"]
    tasks.run()
    session.refresh(asked)
    assert (asked.state, asked.attempts) == ("ready", 1)
    assert sum(map(len, storage.pieces(asked.file_key or ""))) == asked.file_size > 1000
    (letter,) = outbox.glob("*.eml")
    assert "/account/data" in letter.read_text()
    tasks.append(("default", "write_takeout_letter", (asked.id,)))
    session.commit()
    tasks.run()
    assert session.query(Letter).count() == 1


def test_one_at_a_time(session: Session, asked: Takeout) -> None:
    with pytest.raises(Refused):
        Takeout.ask(session, asked.user_id)
    set_row(session, asked, state="failed")
    for _ in range(MOST_LIVE - 1):
        set_row(session, Takeout.ask(session, asked.user_id), state="failed")
    with pytest.raises(Refused):
        Takeout.ask(session, asked.user_id)


def test_an_error_is_tried_again_and_then_told(session: Session, asked: Takeout) -> None:
    def breaks(session: Session, user_id: int, path: Path) -> str:
        raise OSError("full")

    for number in range(MOST_ATTEMPTS):
        with pytest.raises(OSError, match="full"):
            Takeout.build(session, asked.id, breaks)
        session.refresh(asked)
        assert asked.state == ("pending" if number < MOST_ATTEMPTS - 1 else "failed")
    assert asked.error


def test_what_a_dead_worker_holds_is_taken_back(app: Flask, session: Session, asked: Takeout) -> None:
    lease = timedelta(seconds=app.config["EXPORT_LEASE_SECONDS"]) + LEASE
    set_row(session, asked, state="processing", attempts=1, asked_at=now() - lease / 2)
    assert Takeout.sweep(session) == []
    set_row(session, asked, asked_at=now() - lease * 2)
    assert Takeout.sweep(session) == [asked.id]
    session.commit()
    assert Takeout.sweep(session) == []
    set_row(session, asked, state="processing", attempts=MOST_ATTEMPTS, asked_at=now() - lease * 2)
    assert Takeout.sweep(session) == []
    session.refresh(asked)
    assert asked.state == "failed"


def test_a_slow_worker_whose_row_was_taken_back_leaves_no_file(app: Flask, session: Session, asked: Takeout) -> None:
    """Red when the claim is not looked at again: two files, and the row shows the wrong one."""

    def slow(session: Session, user_id: int, path: Path) -> str:
        set_row(session, asked, claim="somebody else's")
        return write(session, user_id, path)

    Takeout.build(session, asked.id, slow)
    session.refresh(asked)
    assert (asked.state, asked.file_key) == ("processing", None)
    assert not list(Path(app.config["STORAGE_URL"]).glob("takeouts/*/*"))


def test_one_that_was_removed_meanwhile_leaves_no_file(app: Flask, session: Session, asked: Takeout) -> None:
    def slow(session: Session, user_id: int, path: Path) -> str:
        asked.remove(session)
        session.commit()
        return write(session, user_id, path)

    Takeout.build(session, asked.id, slow)
    assert not list(Path(app.config["STORAGE_URL"]).glob("takeouts/*/*"))


def test_its_file_goes_when_its_time_is_over(app: Flask, session: Session, asked: Takeout) -> None:
    Takeout.build(session, asked.id, write)
    set_row(session, asked, expires_at=now() - AGES)
    session.commit()
    tasks.sweep()
    session.refresh(asked)
    assert (asked.state, asked.file_key) == ("expired", None)
    assert not list(Path(app.config["STORAGE_URL"]).glob("takeouts/*/*"))


def test_a_letter_that_the_queue_lost(session: Session, asked: Takeout) -> None:
    Takeout.build(session, asked.id, write)
    assert Takeout.without_letter(session) == []
    set_row(session, asked, asked_at=now() - timedelta(seconds=20))
    assert Takeout.without_letter(session) == [asked.id]
