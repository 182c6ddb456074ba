"""Following an application: stages and their history, and which reminders are due by whose clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from letraz.models import Job, Letter, Reminder, User, reminding
from letraz.models.job import CLOSED, SAVED, STAGES
from letraz.models.ordering import Refused, Stale
from letraz.models.reminding import Due
from tests import cast

#: A Tuesday in winter: Warsaw is an hour ahead of UTC, Los Angeles eight behind, Auckland thirteen ahead.
DAY = date(2026, 11, 24)


@pytest.fixture
def alice(session: Session) -> User:
    return cast.person(session, "alice")


@pytest.fixture
def job(session: Session, alice: User) -> Job:
    made = Job(user_id=alice.id, title="Nurse", company_name="Harborview")
    session.add(made)
    session.commit()
    return made


def at(text: str) -> datetime:
    """A moment in UTC: "24 07:00" of November 2026."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def compose(user: User, due: list[Due]) -> dict[str, Any]:
    return {"subject": "Now", "text": ", ".join(f"{one.kind} {one.job.title}" for one in due), "html": ""}


def tell(session: Session, moment: datetime) -> int:
    """What a sweep and its tasks do at a moment; how many letters were written."""
    found = [reminding.write(session, one, moment, compose) for one in reminding.waiting(session, moment)]
    return sum(letter is not None for letter in found)


# --- stages ---------------------------------------------------------------------------------------


def test_a_stage_is_kept_with_its_time(session: Session, job: Job) -> None:
    for stage in ("applying", "sent", "interview"):
        job.move_to_stage(stage)
    session.commit()
    session.expire_all()
    assert [step.stage for step in job.history] == ["applying", "sent", "interview"]
    assert all(step.at.tzinfo for step in job.history)
    assert job.came_to("sent") == job.history[1].at
    assert job.came_to("offer") is None


def test_moving_to_where_it_stands_is_no_step(session: Session, job: Job) -> None:
    assert job.move_to_stage("sent") is not None
    assert job.move_to_stage("sent") is None
    assert len(job.history) == 1


def test_only_what_is_closed_has_a_reason(job: Job) -> None:
    job.move_to_stage("closed", "rejected")
    assert (job.stage, job.closed_reason) == ("closed", "rejected")
    assert job.move_to_stage("closed", "gone") is not None
    job.move_to_stage("interview", "gone")
    assert (job.stage, job.closed_reason) == ("interview", "")


@pytest.mark.parametrize("wrong", [("hired", ""), ("", ""), ("closed", "aliens")])
def test_a_stage_that_is_none_is_refused(job: Job, wrong: tuple[str, str]) -> None:
    with pytest.raises(Refused):
        job.move_to_stage(*wrong)
    assert (job.stage, job.history) == (SAVED, [])


def test_the_last_step_is_taken_back_and_no_other(job: Job) -> None:
    first = job.move_to_stage("closed", "withdrawn")
    second = job.move_to_stage("sent")
    assert first
    assert second
    with pytest.raises(Stale):
        job.take_back(first)
    job.take_back(second)
    assert (job.stage, job.closed_reason) == (CLOSED, "withdrawn")
    job.take_back(first)
    assert (job.stage, job.closed_reason, job.history) == (SAVED, "", [])


def test_there_is_a_stage_on_each_side_but_at_the_ends(job: Job) -> None:
    assert (job.next_stage(1), job.next_stage(-1)) == ("applying", "saved")
    job.move_to_stage("closed")
    assert (job.next_stage(1), job.next_stage(-1)) == ("closed", STAGES[-2])


# --- reminders ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "before", "morning"),
    [
        ("", "24 07:59", "24 08:00"),
        ("Europe/Warsaw", "24 06:59", "24 07:00"),
        ("America/Los_Angeles", "24 15:59", "24 16:00"),
        ("Pacific/Auckland", "23 18:59", "23 19:00"),
        ("Pacific/Kiritimati", "23 17:59", "23 18:00"),
        ("Pacific/Pago_Pago", "24 18:59", "24 19:00"),
        ("Mars/Olympus", "24 07:59", "24 08:00"),
    ],
)
@pytest.mark.parametrize("kind", ["follow_up", "closes"])
def test_a_day_comes_at_eight_where_the_person_lives(
    session: Session, alice: User, job: Job, zone: str, before: str, morning: str, kind: str
) -> None:
    alice.time_zone = zone
    setattr(job, kind, DAY)
    session.commit()
    assert tell(session, at(before)) == 0
    assert tell(session, at(morning)) == 1
    assert session.query(Reminder).one().due == DAY


def test_summer_time_has_its_eight_too(session: Session, alice: User, job: Job) -> None:
    alice.time_zone, job.follow_up = "Europe/Warsaw", date(2026, 7, 1)
    session.commit()
    assert tell(session, datetime(2026, 7, 1, 5, 59, tzinfo=UTC)) == 0
    assert tell(session, datetime(2026, 7, 1, 6, 0, tzinfo=UTC)) == 1


def test_it_is_told_once(session: Session, job: Job) -> None:
    job.follow_up = DAY
    session.commit()
    moments = [at("24 08:00") + timedelta(hours=hours) for hours in range(0, 100, 7)]
    assert [tell(session, moment) for moment in moments] == [1] + [0] * (len(moments) - 1)
    assert session.query(Letter).count() == 1


def test_another_day_is_told_again(session: Session, job: Job) -> None:
    job.follow_up = DAY
    session.commit()
    tell(session, at("24 08:00"))
    job.follow_up = DAY + timedelta(days=2)
    session.commit()
    assert tell(session, at("25 09:00")) == 0
    assert tell(session, at("26 09:00")) == 1


def test_who_was_found_twice_is_written_to_once(session: Session, alice: User, job: Job) -> None:
    """Two sweeps find the person before either task runs."""
    job.follow_up = DAY
    session.commit()
    moment = at("24 08:00")
    assert reminding.waiting(session, moment) == reminding.waiting(session, moment) == [alice.id]
    assert reminding.write(session, alice.id, moment, compose)
    assert reminding.write(session, alice.id, moment, compose) is None


def test_the_table_itself_refuses_a_second_row(session: Session, alice: User, job: Job) -> None:
    for _ in range(2):
        session.add(Reminder(user_id=alice.id, job_id=job.id, kind="follow_up", due=DAY))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_row_and_letter_are_one(session: Session, alice: User, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """What dies before the commit leaves neither, and the next sweep writes both."""
    job.follow_up = DAY
    session.commit()

    def dies() -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(session, "commit", dies)
        with pytest.raises(RuntimeError):
            reminding.write(session, alice.id, at("24 08:00"), compose)
    session.rollback()
    assert (session.query(Reminder).count(), session.query(Letter).count()) == (0, 0)
    assert tell(session, at("24 08:01")) == 1
    assert session.query(Reminder).one().letter_id == session.query(Letter).one().id


def test_a_follow_up_that_was_slept_through_is_told_for_three_days(session: Session, job: Job) -> None:
    job.follow_up = DAY
    session.commit()
    assert tell(session, at("27 08:01")) == 0
    assert tell(session, at("27 07:59")) == 1


def test_a_closing_date_is_told_on_its_day_only(session: Session, job: Job) -> None:
    job.closes = DAY
    session.commit()
    assert tell(session, at("25 00:01")) == 0
    assert tell(session, at("24 23:59")) == 1


def test_all_of_a_morning_is_one_letter(session: Session, alice: User, job: Job) -> None:
    other = Job(user_id=alice.id, title="Porter", closes=DAY)
    job.follow_up = job.closes = DAY
    session.add(other)
    session.commit()
    assert tell(session, at("24 08:00")) == 1
    kinds = {(row.job_id, row.kind) for row in session.query(Reminder)}
    assert kinds == {(job.id, "follow_up"), (job.id, "closes"), (other.id, "closes")}
    assert len({row.letter_id for row in session.query(Reminder)}) == 1


def _trash(alice: User, job: Job) -> None:
    job.trash()


def _close(alice: User, job: Job) -> None:
    job.move_to_stage("closed", "rejected")


def _switch_off(alice: User, job: Job) -> None:
    alice.reminders = False


def _leave(alice: User, job: Job) -> None:
    alice.deactivate()


def _unconfirm(alice: User, job: Job) -> None:
    alice.confirmed_at = None


@pytest.mark.parametrize("kind", ["follow_up", "closes"])
@pytest.mark.parametrize("change", [_trash, _close, _switch_off, _leave, _unconfirm])
def test_nothing_is_told_of_what_is_over(session: Session, alice: User, job: Job, kind: str, change: Any) -> None:
    setattr(job, kind, DAY)
    change(alice, job)
    session.commit()
    assert tell(session, at("24 09:00")) == 0
    assert reminding.write(session, alice.id, at("24 09:00"), compose) is None


@pytest.mark.parametrize(
    ("stage", "told"), [("saved", 1), ("applying", 1), ("sent", 0), ("interview", 0), ("offer", 0)]
)
def test_a_closing_date_matters_until_it_is_sent(session: Session, job: Job, stage: str, told: int) -> None:
    job.closes = DAY
    job.move_to_stage(stage)
    session.commit()
    assert tell(session, at("24 09:00")) == told


def test_a_day_that_is_over_as_it_is_set_is_not_told(session: Session, alice: User, job: Job) -> None:
    job.follow_up = DAY
    reminding.settle_past(session, job, alice, at("24 09:00"))
    reminding.settle_past(session, job, alice, at("24 09:00"))
    session.commit()
    assert tell(session, at("24 09:01")) == 0
    job.follow_up = DAY + timedelta(days=1)
    reminding.settle_past(session, job, alice, at("24 09:02"))
    session.commit()
    assert tell(session, at("25 08:00")) == 1
