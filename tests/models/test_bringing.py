"""A ZIP on its way in is read and written once, by whoever claims it; what dies is done again; its end is its end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from letraz import storage
from letraz.database import now
from letraz.models import Bringing, Leftover, rounds
from letraz.models.bringing import ASKED, DONE, FAILED, LEASE, MOST_LIVE, READ, READING, WAITING, WRITING, CannotBring
from letraz.models.ordering import Refused, Stale
from letraz.queue import OutOfTime
from tests import cast
from tests.cast import Tasks

AGES = timedelta(days=30)


@pytest.fixture
def taken(session: Session, tmp_path: Path, tasks: Tasks) -> Bringing:
    """A ZIP that waits to be read."""
    path = tmp_path / "sent.zip"
    path.write_bytes(b"PK")
    return Bringing.take(session, cast.person(session, "alice").id, "all.zip", path)


def look(session: Session, one: Bringing, path: Path) -> dict[str, Any]:
    assert path.read_bytes() == b"PK"
    return {"notes": []}


def set_row(session: Session, one: Bringing, **values: object) -> None:
    session.execute(update(Bringing).where(Bringing.id == one.id).values(**values))
    session.commit()
    session.refresh(one)


def test_it_is_read_and_written_once(session: Session, taken: Bringing, tasks: Tasks, tmp_path: Path) -> None:
    assert tasks.names() == ["bring"]
    for _ in range(2):
        Bringing.work(session, taken.id, WAITING, look, tmp_path)
        session.refresh(taken)
        assert (taken.state, taken.attempts, taken.review) == (READ, 1, {"notes": []})
    taken.accept(session)
    session.commit()
    with pytest.raises(Stale):
        taken.accept(session)
    Bringing.work(session, taken.id, ASKED, look, tmp_path)
    session.refresh(taken)
    assert taken.state == DONE
    assert [one.key for one in session.query(Leftover)] == [taken.folder]


def test_too_many_at_once_are_refused(session: Session, taken: Bringing, tmp_path: Path) -> None:
    for _ in range(MOST_LIVE - 1):
        Bringing.take(session, taken.user_id, "x", tmp_path / "sent.zip")
    with pytest.raises(Refused):
        Bringing.take(session, taken.user_id, "x", tmp_path / "sent.zip")


@pytest.mark.parametrize("error", [CannotBring("It is none."), OutOfTime("slow"), ValueError("ours")])
def test_how_it_fails(session: Session, taken: Bringing, tmp_path: Path, error: Exception) -> None:
    """With a sentence at once, or after another try when it is our fault; what was sent goes."""

    def breaks(*_: object) -> dict[str, Any]:
        raise error

    tries = 2 if isinstance(error, ValueError) and not isinstance(error, CannotBring) else 1
    for _ in range(tries):
        if tries == 1:
            Bringing.work(session, taken.id, WAITING, breaks, tmp_path)
        else:
            with pytest.raises(ValueError, match="ours"):
                Bringing.work(session, taken.id, WAITING, breaks, tmp_path)
    session.refresh(taken)
    assert taken.state == FAILED
    assert taken.error.endswith(("It is none.", "Nothing was brought in.", "who runs Letraz."))
    assert [one.key for one in session.query(Leftover)] == [taken.folder]


def test_what_cannot_be_stored_leaves_no_row(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(key: str, source: Path) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(storage, "put_file", full)
    (tmp_path / "sent.zip").write_bytes(b"PK")
    with pytest.raises(OSError, match="full"):
        Bringing.take(session, cast.person(session, "alice").id, "all.zip", tmp_path / "sent.zip")
    assert session.query(Bringing).count() == 0


def test_what_was_removed_meanwhile_is_not_written(session: Session, taken: Bringing, tmp_path: Path) -> None:
    def removes(session: Session, one: Bringing, path: Path) -> dict[str, Any]:
        set_row(session, one, claim="somebody else’s")
        cast.person(session, "alice").last_name = "Written"
        return {}

    Bringing.work(session, taken.id, WAITING, removes, tmp_path)
    session.expire_all()
    assert cast.person(session, "alice").last_name == ""
    assert taken.state == READING


@pytest.mark.parametrize(("state", "waits"), [(READING, WAITING), (WRITING, ASKED)])
def test_the_sweep_takes_back_what_dead_workers_hold(session: Session, taken: Bringing, state: str, waits: str) -> None:
    set_row(session, taken, state=state, attempts=1, asked_at=now() - AGES)
    assert ("default", "bring", taken.id) in rounds.lost(session)
    session.refresh(taken)
    assert taken.state == waits
    set_row(session, taken, state=state, attempts=2, asked_at=now() - LEASE - AGES)
    rounds.lost(session)
    session.refresh(taken)
    assert taken.state == FAILED


def test_it_goes_when_its_time_is_over(session: Session, taken: Bringing) -> None:
    """With what was sent; and again, which does nothing."""
    set_row(session, taken, state=READ, expires_at=now())
    key = taken.key
    assert storage.read(key) == b"PK"
    for _ in range(2):
        rounds.let_go(session, now(), lambda user: {})
        assert session.query(Bringing).count() == 0
    with pytest.raises(FileNotFoundError):
        storage.read(key)


def test_an_ended_one_is_not_written(session: Session, taken: Bringing) -> None:
    set_row(session, taken, state=READ, expires_at=now())
    with pytest.raises(Stale):
        taken.accept(session)
