"""Which days of jobs have come, by each person's own clock, and the one letter that says so.

A follow-up or closing day comes at eight in the morning where the person lives. The row of a reminder and its letter
are written in one transaction, and there is one row for a job, kind and day: so it is never written twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, load_only
from sqlalchemy.orm.attributes import InstrumentedAttribute

from letraz.models.job import BEFORE_SENT, CLOSED, Job
from letraz.models.letter import Letter
from letraz.models.tracking import CLOSES, FOLLOW_UP, Reminder
from letraz.models.user import User

#: The hour of the day at which a day has come.
MORNING = time(8)

#: How long after that morning it is still told, where Letraz was not running. A closing date only on its own day.
LATE = timedelta(days=3)

#: Queries ask only for days that are set.
_DAYS: dict[str, InstrumentedAttribute[Any]] = {FOLLOW_UP: Job.follow_up, CLOSES: Job.closes}


@dataclass(frozen=True, slots=True)
class Due:
    """A day of a job that has come."""

    job: Job
    kind: str
    day: date


def has_come(kind: str, day: date, user: User, moment: datetime) -> bool:
    """Whether it is to be told at this moment that `day` has come."""
    morning = datetime.combine(day, MORNING, user.zone)
    if kind == CLOSES:
        return morning <= moment and user.today(moment) == day
    return morning <= moment < morning + LATE


def waiting(session: Session, moment: datetime) -> list[int]:
    """The ids of the people who are to be told something at this moment."""
    found: set[int] = set()
    for kind, day in _DAYS.items():
        query = select(User, day).join(Job, Job.user_id == User.id).options(load_only(User.time_zone))
        rows = session.execute(query.where(*_untold(kind, moment)))
        found |= {user.id for user, one in rows if has_come(kind, one, user, moment)}
    return sorted(found)


def write(
    session: Session, user_id: int, moment: datetime, compose: Callable[[User, list[Due]], dict[str, Any]]
) -> Letter | None:
    """Write one letter for all that is due to a person, and commit; None when nothing is.

    `compose` gives what `Letter.post` takes: subject, text, html, headers. Two workers that write to the same person
    take turns: the second finds nothing to tell.
    """
    user = session.get(User, user_id, with_for_update=True, populate_existing=True)
    found = list(due(session, user, moment)) if user else []
    letter = None
    if user and found:
        letter = Letter.post(session, user.email, user_id=user.id, **compose(user, found))
        session.add_all(_row(one, letter.id) for one in found)
    session.commit()
    return letter


def due(session: Session, user: User, moment: datetime) -> Iterator[Due]:
    """What is to be told to a person at this moment: follow-ups first."""
    for kind, day in _DAYS.items():
        query = select(Job, day).join(User, Job.user_id == User.id).where(Job.user_id == user.id)
        for job, one in session.execute(query.where(*_untold(kind, moment)).order_by(day, Job.id)):
            if has_come(kind, one, user, moment):
                yield Due(job, kind, one)


def settle_past(session: Session, job: Job, user: User, moment: datetime | None = None) -> None:
    """Tell nothing of a follow-up day whose morning is over as it is set: the person is looking at it."""
    moment = moment or datetime.now(UTC)
    if job.follow_up is None or datetime.combine(job.follow_up, MORNING, user.zone) > moment:
        return
    told = select(Reminder.id).where(
        Reminder.job_id == job.id, Reminder.kind == FOLLOW_UP, Reminder.due == job.follow_up
    )
    if session.scalar(told) is None:
        session.add(_row(Due(job, FOLLOW_UP, job.follow_up), None))


def _row(one: Due, letter_id: int | None) -> Reminder:
    return Reminder(user_id=one.job.user_id, job_id=one.job.id, kind=one.kind, due=one.day, letter_id=letter_id)


def _untold(kind: str, moment: datetime) -> list[ColumnElement[bool]]:
    """What a job and its person must be. The days are as wide as the time zones of the earth; the clock comes after."""
    day, today = _DAYS[kind], moment.astimezone(UTC).date()
    told = exists().where(Reminder.job_id == Job.id, Reminder.kind == kind, Reminder.due == day)
    stage = Job.stage.in_(BEFORE_SENT) if kind == CLOSES else Job.stage != CLOSED
    reachable = (User.reminders.is_(True), User.active.is_(True), User.confirmed_at.is_not(None))
    late = LATE if kind == FOLLOW_UP else timedelta(0)
    near = day.between(today - late - timedelta(days=1), today + timedelta(days=1))
    return [near, stage, Job.deleted_at.is_(None), *reachable, ~told]
