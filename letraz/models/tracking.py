"""Following an application: the stages it went through, whom one spoke with, and the reminders that were written."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from letraz.database import line, now, parent, prose
from letraz.extensions import Model
from letraz.models.ordering import Trashable

if TYPE_CHECKING:
    from letraz.models.job import Job

#: What a reminder is of: the day to ask how things stand, and the last day to apply.
FOLLOW_UP, CLOSES = "follow_up", "closes"


class JobStage(Model):
    """A stage that a job came to, and when."""

    __tablename__ = "job_stage"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = parent("jobs.id")
    stage: Mapped[str] = line(12)
    reason: Mapped[str] = line(20)
    at: Mapped[datetime] = mapped_column(default=now)


class JobContact(Trashable, Model):
    """Somebody at the company."""

    __tablename__ = "job_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = parent("jobs.id")
    name: Mapped[str] = line()
    role: Mapped[str] = line()
    email: Mapped[str] = line(255)
    phone: Mapped[str] = line(50)
    note: Mapped[str] = prose()

    job: Mapped[Job] = relationship(back_populates="contacts", lazy="raise_on_sql")


class Reminder(Model):
    """A reminder of one day of a job. There is one for each kind and day, so it is never written twice."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("job_id", "kind", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent("user.id")
    job_id: Mapped[int] = parent("jobs.id")
    kind: Mapped[str] = line(10)
    due: Mapped[date]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
