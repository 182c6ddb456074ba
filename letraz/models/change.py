"""A proposed change of a tailored resume: what, why, from which evidence, and what its person decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from letraz.database import line, listing, mapping, now, parent, prose
from letraz.extensions import Model
from letraz.models.ordering import Stale

if TYPE_CHECKING:
    from letraz.models.resume import Resume

PROPOSED, ACCEPTED, REJECTED, STOPPED = "proposed", "accepted", "rejected", "stopped"


class ResumeChange(Model):
    """One change (`letraz.matching.change.Change`) of one resume. Nothing changes until its person accepts it.

    *Stopped* is what the gate did not let through: it is told, and cannot be accepted.
    """

    __tablename__ = "resume_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    resume_id: Mapped[int] = parent("resumes.id")
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = line(20)
    target: Mapped[str] = line(60)
    content: Mapped[dict[str, Any]] = mapping()  #: the change as JSON, as proposed or as edited
    before: Mapped[dict[str, Any]] = mapping()  #: what undoes it, as JSON; empty until it is accepted
    checks: Mapped[dict[str, Any]] = mapping()  #: what the gate said, last time
    source: Mapped[str] = line(10)  #: rules, model
    status: Mapped[str] = line(10)
    decided_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    resume: Mapped[Resume] = relationship(lazy="raise_on_sql")

    @classmethod
    def offer(cls, session: Session, resume: Resume, content: Mapping[str, Any], checks: Mapping[str, Any]) -> bool:
        """Store a proposal with what the gate said of it; one that was offered before is not offered again.

        A proposal with problems is stored as *stopped*. Returns whether it is new.
        """
        same = select(cls).where(cls.resume_id == resume.id, cls.kind == content["kind"])
        if any(one.says_the_same(content) for one in session.scalars(same)):
            return False
        change = cls(
            resume_id=resume.id, job_id=resume.job_id, kind=content["kind"], target=content.get("target", ""),
            content=dict(content), checks=dict(checks), source=content.get("source", "rules"),
            status=STOPPED if checks.get("problems") else PROPOSED,
        )  # fmt: skip
        session.add(change)
        session.flush()
        return True

    @classmethod
    def open_of(cls, session: Session, resume_id: int) -> list[Self]:
        """The proposals for a resume that wait for an answer."""
        mine = select(cls).where(cls.resume_id == resume_id, cls.status == PROPOSED)
        return list(session.scalars(mine.order_by(cls.id)))

    @classmethod
    def waiting(cls, session: Session, job_id: int) -> dict[int, int]:
        """How many proposals wait for an answer, by resume, of the resumes made for a job."""
        counted = select(cls.resume_id, func.count()).where(cls.job_id == job_id, cls.status == PROPOSED)
        return {row[0]: row[1] for row in session.execute(counted.group_by(cls.resume_id))}

    def says_the_same(self, content: Mapping[str, Any]) -> bool:
        """Whether it proposes the same for the same place; a rejected order speaks for any other one there."""
        names = ("kind", "target", *(() if self.status == REJECTED and content.get("order") else ("new", "order")))
        return [self.content.get(name) for name in names] == [content.get(name) for name in names]

    def require_open(self) -> None:
        """`Stale` when it was decided meanwhile."""
        self._require(PROPOSED)

    def accept(self, content: Mapping[str, Any], before: Mapping[str, Any], checks: Mapping[str, Any]) -> None:
        """Note that it was made, as `content` says, and what undoes it. `Stale` when it was decided meanwhile."""
        self._require(PROPOSED)
        was = {"content": self.content, "checks": self.checks}
        self.content, self.before, self.checks = dict(content), {**before, "was": was}, dict(checks)
        self.status, self.decided_at = ACCEPTED, now()

    def reject(self) -> None:
        """Note that its person does not want it. `Stale` when it was decided meanwhile."""
        self._require(PROPOSED)
        self.status, self.decided_at = REJECTED, now()

    def take_back(self) -> None:
        """Offer it again as it was proposed: after an undo, or a change of mind. `Stale` when it is open already."""
        self._require(ACCEPTED, REJECTED)
        was = self.before.get("was", {})
        self.content, self.checks = was.get("content", self.content), was.get("checks", self.checks)
        self.status, self.decided_at, self.before = PROPOSED, None, {}

    @property
    def edited(self) -> bool:
        """Whether its person changed the words before accepting them."""
        return bool(self.content.get("edited"))

    def _require(self, *statuses: str) -> None:
        if self.status not in statuses:
            raise Stale


class AttestedFact(Model):
    """Words that a person states to be true of them, with the day: they are then facts like any line of the record."""

    __tablename__ = "attested_fact"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent("user.id")
    item_id: Mapped[int | None] = mapped_column(ForeignKey("resume_item.id", ondelete="SET NULL"), index=True)
    words: Mapped[list[str]] = listing()
    text: Mapped[str] = prose()  #: the sentence in which they were stated
    created_at: Mapped[datetime] = mapped_column(default=now)
