"""What goes with time, killed by `kill -9` at its worst moment, on both databases; the clock is moved, not waited for.

Each time: what was not finished is there as it was, whole; what runs next finishes it; and once more does nothing.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from letraz import letters, storage
from letraz.database import now
from letraz.extensions import db
from letraz.models import Item, Leftover, Letter, Resume, User, Version, purging, thinning
from letraz.models.version import hash_of
from tests import cast
from tests.conftest import application
from tests.processes.forks import forks
from tests.samples import nurse

#: What the clock shows: long after what was put in the trash today.
LATER = timedelta(days=40)


@pytest.fixture
def session(town: Flask) -> Iterator[Session]:
    """A session on it."""
    with town.app_context():
        yield db.session()


def kill_after(real: Callable[..., Any], times: int = 1) -> Callable[..., Any]:
    """`real`, and at the end of the last of so many calls this process is killed."""
    calls = []

    def do(*args: Any, **more: Any) -> Any:
        calls.append(real(*args, **more))
        if len(calls) == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return calls[-1]

    return do


def thin(session: Session) -> None:
    """Let old versions go."""
    thinning.thin_old(session)


def purge(session: Session) -> None:
    """Let what lies in the trash go."""
    purging.purge(session, now() + LATER)


def depart(session: Session) -> None:
    """Let who leaves go."""
    User.depart(session, now() + LATER, letters.farewell)


def clear(session: Session) -> None:
    """Let the files go."""
    Leftover.clear(session, now())


#: Where each is killed: after what was called how often.
WORST: dict[Callable[[Session], None], tuple[Any, str, int]] = {
    thin: (thinning, "drop_unused", 1),
    purge: (Resume, "purge", 2),
    depart: (Leftover, "note", 1),
    clear: (storage, "delete", 2),
}


def killed(session: Session, settings: dict[str, Any], what: Callable[[Session], None]) -> None:
    """Do it in a process that is killed at its worst moment."""
    session.rollback()
    process = forks().Process(target=_die, args=(settings, what))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    session.expire_all()


def _die(settings: dict[str, Any], what: Callable[[Session], None]) -> None:
    where, name, times = WORST[what]
    setattr(where, name, kill_after(getattr(where, name), times))
    with application(**settings).app_context():
        what(db.session())


def count(session: Session, model: Any, *where: Any) -> int:
    """How many rows there are."""
    found = session.scalar(select(func.count()).select_from(model).where(*where)) or 0
    session.rollback()
    return found


def test_whatever_is_killed_is_done_by_the_next_and_only_once(session: Session, settings: dict[str, Any]) -> None:
    """Red when rows, keys of files and the last letter are not of one transaction, or a step can't be done twice."""
    alice, bob = (cast.person(session, name) for name in ("alice", "bob"))
    versions_thin_out(session, settings, alice)
    the_trash_is_emptied(session, settings, alice)
    somebody_leaves(session, settings, bob)


def versions_thin_out(session: Session, settings: dict[str, Any], alice: User) -> None:
    """The versions that went and their parts are there again; the next run lets them go, and the rest opens."""
    resume = alice.base_resume()
    resume.fill(nurse())
    for number in range(8):
        resume.sections[0].rename(f"As in month {number}")
        version = Version.keep(session, resume)
        session.execute(
            update(Version)
            .where(Version.id == version.id)
            .values(created_at=now() - timedelta(days=400, hours=-number))
        )
    resume.thin_at = now() - timedelta(days=1)
    session.commit()
    resume_id = resume.id
    killed(session, settings, thin)
    assert count(session, Version, Version.resume_id == resume_id) == 8
    for _ in range(2):
        thin(session)
        assert 1 <= count(session, Version, Version.resume_id == resume_id) <= 3
    for version in session.scalars(Version.timeline(resume_id)):
        assert hash_of(version.document) == version.hash


def the_trash_is_emptied(session: Session, settings: dict[str, Any], alice: User) -> None:
    """One resume went with its files' keys; the one that was in the middle of it is whole; then that goes too."""
    gone = [alice.base_resume().duplicate(f"Old {number}") for number in range(3)]
    session.flush()
    for resume in gone:
        resume.trash()
    session.commit()
    ids = [resume.id for resume in gone]
    for number in ids:
        storage.put(f"pages/{number}/picture", b"RIFF")
    mine, items = Resume.id.in_(ids), count(session, Item)
    a_third = (items - count(session, Item, Item.base_item_id.is_(None))) // 3
    killed(session, settings, purge)
    assert count(session, Resume, mine) == 2
    assert count(session, Item) == items - a_third
    noted = count(session, Leftover)
    purge(session)
    assert count(session, Resume, mine) == 0
    assert count(session, Leftover) > noted >= 1
    killed(session, settings, clear)
    assert [number for number in ids if Path(storage_root(settings), f"pages/{number}").exists()]
    for _ in range(2):
        clear(session)
        assert not [number for number in ids if Path(storage_root(settings), f"pages/{number}").exists()]


def storage_root(settings: dict[str, Any]) -> Path:
    """Where the files lie."""
    return Path(settings["home"], "files")


def somebody_leaves(session: Session, settings: dict[str, Any], bob: User) -> None:
    """Killed with the rows half gone, bob is still there with all of his; then he goes, with one last letter."""
    bob.leave(now())
    session.commit()
    number, leftovers = bob.id, count(session, Leftover)
    killed(session, settings, depart)
    assert count(session, User, User.id == number) == 1
    assert count(session, Resume, Resume.user_id == number) >= 1
    assert count(session, Leftover) == leftovers
    assert count(session, Letter, Letter.passing) == 0
    for _ in range(2):
        depart(session)
        assert count(session, User, User.id == number) == count(session, Resume, Resume.user_id == number) == 0
        assert count(session, Letter, Letter.passing) == 1
