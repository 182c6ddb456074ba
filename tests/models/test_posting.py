"""A posting: read once by a worker, tried again when one dies, and never changed after."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from letraz.database import now
from letraz.models import Job, Posting, User
from letraz.models.claiming import MOST_ATTEMPTS, PATIENCE
from letraz.models.ordering import Refused
from letraz.models.posting import (
    FAILED,
    KEPT,
    LINK,
    MOST_OF_A_JOB,
    MOST_UNSAVED,
    PASTED,
    READING,
    READY,
    WAITING,
    CannotRead,
)
from letraz.postings import TakenIn
from letraz.queue import DEFAULT, EXPORT
from tests import cast
from tests.cast import Tasks

READ = TakenIn(b"<p>Nurse", "Nurse", {"fields": {"title": "Nurse"}}, datetime(2026, 11, 20, 9, tzinfo=UTC))


@pytest.fixture
def alice(session: Session) -> User:
    return cast.person(session, "alice")


@pytest.fixture
def posting(session: Session, alice: User) -> Posting:
    """One that was pasted and waits."""
    found = Posting.ask(session, alice.id, PASTED, b"Nurse\r\n" * 500)
    session.commit()
    return found


def build(session: Session, posting: Posting, read: Callable[[Posting], Any] = lambda _: READ) -> Posting:
    Posting.build(session, posting.id, read)
    session.refresh(posting)
    return posting


def test_what_came_in_is_kept_compressed(session: Session, posting: Posting, tasks: Tasks) -> None:
    assert (posting.state, posting.data) == (WAITING, b"Nurse\r\n" * 500)
    assert len(posting.given or b"") < 200
    assert tasks == [(EXPORT, "read_posting", (posting.id,))]


def test_a_link_waits_where_no_file_waits_behind_it(session: Session, alice: User, tasks: Tasks) -> None:
    Posting.ask(session, alice.id, LINK, url="https://example.org/")
    session.commit()
    assert tasks[0][0] == DEFAULT


def test_it_is_read_once(session: Session, posting: Posting, tasks: Tasks) -> None:
    build(session, posting)
    assert (posting.state, posting.text, posting.found, posting.data) == (READY, "Nurse", READ.found, READ.given)
    assert posting.sha256 == hashlib.sha256(b"Nurse").hexdigest()
    assert posting.seen_at == READ.fetched_at
    assert tasks.told(posting.told, 0) == READY
    build(session, posting, lambda _: pytest.fail("read twice"))


@pytest.mark.parametrize("name", KEPT)
def test_what_was_read_never_changes(session: Session, posting: Posting, name: str) -> None:
    """Red without the listener, for every one of these columns."""
    build(session, posting)
    was = getattr(posting, name)
    other = {int: 3, str: "other", bytes: b"other", dict: {"other": 1}, datetime: now()}[type(was)]
    setattr(posting, name, other)
    with pytest.raises(ValueError, match=name):
        session.commit()
    session.rollback()
    session.refresh(posting)
    assert getattr(posting, name) == was


def test_it_can_still_be_given_to_a_job(session: Session, posting: Posting, alice: User) -> None:
    job = Job(user_id=alice.id, title="Nurse")
    session.add(job)
    session.flush()
    build(session, posting).job_id = job.id
    session.commit()
    assert job.postings == [posting]


def test_a_reason_for_the_person_ends_it(session: Session, posting: Posting, tasks: Tasks) -> None:
    def read(_: Posting) -> Any:
        raise CannotRead("This file is no web page.")

    build(session, posting, read)
    assert (posting.state, posting.error, posting.attempts) == (FAILED, "This file is no web page.", 1)
    assert tasks.told(posting.told, 0) == FAILED


def test_any_other_error_is_tried_again_three_times(session: Session, posting: Posting) -> None:
    def read(_: Posting) -> Any:
        raise KeyError("ours")

    for attempt in range(1, MOST_ATTEMPTS + 1):
        with pytest.raises(KeyError):
            build(session, posting, read)
        session.refresh(posting)
        assert posting.attempts == attempt
        assert posting.state == (WAITING if attempt < MOST_ATTEMPTS else FAILED)
    assert "Paste the text" in posting.error


def test_a_worker_that_was_given_up_writes_nothing(session: Session, posting: Posting) -> None:
    """Red without `is_still_ours`: the late one would overwrite what the second has read."""

    def late(_: Posting) -> TakenIn:
        posting.asked_at = now() - timedelta(hours=1)
        session.commit()
        Posting.sweep(session)
        session.commit()
        Posting.build(session, posting.id, lambda _: READ)
        return TakenIn(b"late", "late")

    assert build(session, posting, late).text == "Nurse"


def test_one_that_was_forgotten_meanwhile_stays_gone(session: Session, posting: Posting) -> None:
    def read(_: Posting) -> TakenIn:
        session.delete(posting)
        session.commit()
        return READ

    Posting.build(session, posting.id, read)
    assert session.query(Posting).count() == 0


def test_the_sweep_takes_back_what_a_dead_worker_holds(session: Session, posting: Posting) -> None:
    posting.state, posting.attempts, posting.asked_at = READING, 1, now() - timedelta(hours=1)
    session.commit()
    assert Posting.sweep(session) == [posting.id]
    assert posting.state == WAITING
    posting.state, posting.attempts, posting.asked_at = READING, MOST_ATTEMPTS, now() - timedelta(hours=1)
    session.commit()
    assert Posting.sweep(session) == []
    assert posting.state == FAILED


def test_the_sweep_brings_what_the_queue_lost(session: Session, posting: Posting) -> None:
    assert Posting.sweep(session) == []
    posting.asked_at = now() - PATIENCE * 2
    session.commit()
    assert Posting.sweep(session) == [posting.id]
    assert Posting.sweep(session) == []


def test_the_oldest_that_was_not_saved_goes(session: Session, alice: User, posting: Posting) -> None:
    for _ in range(MOST_UNSAVED):
        Posting.ask(session, alice.id, PASTED, b"x")
    session.commit()
    ids = [one.id for one in session.query(Posting).order_by(Posting.id)]
    assert len(ids) == MOST_UNSAVED
    assert posting.id not in ids


def test_a_job_forgets_repeats_and_is_full_one_day(session: Session, alice: User) -> None:
    job = Job(user_id=alice.id, title="Nurse", url="https://example.org/nurse")
    session.add(job)
    session.flush()
    for _ in range(3):
        cast.read(session, alice, "Nurse\nThe same", job=job)
    assert session.query(Posting).count() == 2  # the first, and the repeat that was asked for last
    for number in range(MOST_OF_A_JOB - 1):
        cast.read(session, alice, f"Nurse\n{number}", job=job)
    with pytest.raises(Refused):
        Posting.ask(session, alice.id, LINK, url=job.url, job=job)


def test_a_job_is_known_by_its_address(session: Session, alice: User) -> None:
    job = Job(user_id=alice.id, title="Nurse", url="https://example.org/nurse/")
    session.add(job)
    session.commit()
    bob = cast.person(session, "bob")
    assert Posting.saved_job(session, alice.id, "https://example.org/nurse#apply") == job
    assert Posting.saved_job(session, alice.id, "https://example.org/other") is None
    assert Posting.saved_job(session, alice.id, "") is None
    assert Posting.saved_job(session, bob.id, job.url) is None
    job.trash()
    session.commit()
    assert Posting.saved_job(session, alice.id, job.url) is None


def test_the_reading_before_is_the_last_of_the_same_job(session: Session, alice: User) -> None:
    job = Job(user_id=alice.id, title="Nurse", url="https://example.org/nurse")
    session.add(job)
    session.flush()
    first, second = (cast.read(session, alice, f"Nurse\n{n}", job=job) for n in (1, 2))
    assert Posting.before(session, second) == first
    assert Posting.before(session, first) is None
    assert Posting.before(session, cast.read(session, alice, "Nurse")) is None
