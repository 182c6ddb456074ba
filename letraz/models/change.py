"""A proposed change of a tailored resume: what, why, from which evidence, and what its person decided."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from letraz.database import line, listing, mapping, now, parent, prose
from letraz.extensions import Model

if TYPE_CHECKING:
    from letraz.models.resume import Resume

PROPOSED, ACCEPTED, EDITED, REJECTED, STOPPED = "proposed", "accepted", "edited", "rejected", "stopped"


class ResumeChange(Model):
    """One change (`letraz.matching.change.Change`) of one resume. Nothing changes until its person accepts it."""

    __tablename__ = "resume_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    resume_id: Mapped[int] = parent("resumes.id")
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = line(20)
    target: Mapped[str] = line(60)
    content: Mapped[dict[str, Any]] = mapping()  #: the change as JSON, as proposed or as edited
    before: Mapped[dict[str, Any]] = mapping()  #: what it replaced, for undo
    checks: Mapped[dict[str, Any]] = mapping()  #: what the gate said, last time
    source: Mapped[str] = line(10)  #: rules, model
    status: Mapped[str] = line(10)
    decided_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    resume: Mapped[Resume] = relationship(lazy="raise_on_sql")


class AttestedFact(Model):
    """Words that a person states to be true of them, with the day: they are then facts like any line of the record."""

    __tablename__ = "attested_fact"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent("user.id")
    item_id: Mapped[int | None] = mapped_column(ForeignKey("resume_item.id", ondelete="SET NULL"), index=True)
    words: Mapped[list[str]] = listing()
    text: Mapped[str] = prose()  #: the sentence in which they were stated
    created_at: Mapped[datetime] = mapped_column(default=now)
