"""A job: a posting that a person wants to answer. Owned by one person; nothing of it is shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from letraz.database import line, now, prose
from letraz.extensions import Model
from letraz.models.ordering import Refused, Stale, Trashable
from letraz.models.papers import exporting
from letraz.models.requirement import JobRequirement
from letraz.models.tracking import JobContact, JobStage

if TYPE_CHECKING:
    from letraz.models.posting import Posting
    from letraz.models.resume import Resume


#: Where an application stands, in the order in which it goes on.
SAVED, APPLYING, SENT, INTERVIEW, OFFER, CLOSED = STAGES = (
    "saved", "applying", "sent", "interview", "offer", "closed",
)  # fmt: skip

#: Stages in which the day that a posting closes still matters.
BEFORE_SENT = (SAVED, APPLYING)

#: Why an application was closed, and what a page calls it; "" is no reason given.
REASONS = {
    "took_it": "I took the job",
    "elsewhere": "I found another job",
    "withdrawn": "I withdrew",
    "rejected": "They said no",
    "no_answer": "No answer came",
    "gone": "The position is gone",
}

#: The levels of a requirement, in the order of a page (as `letraz.matching.posting` calls them).
MUST, NICE, DUTY, CONDITION = LEVELS = ("must", "nice", "duty", "condition")

#: Requirement lines of one job, and the characters of one.
MOST_LINES, LINE_CHARACTERS = 200, 500


class Job(Trashable, Model):
    """A posting with the raw text it came in (`source_text`), which is never changed once saved."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_user_id_updated_at", "user_id", "updated_at"),
        Index("ix_jobs_user_id_stage_closes", "user_id", "stage", "closes"),
        Index("ix_jobs_follow_up", "follow_up"),
        Index("ix_jobs_closes", "closes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    title: Mapped[str] = line()
    company_name: Mapped[str] = line()
    location: Mapped[str] = line()
    employment_type: Mapped[str] = line(40)
    salary_range: Mapped[str] = line()
    url: Mapped[str] = line(500)
    remote: Mapped[str] = line(10)  #: "", "on site", "hybrid", "remote"
    salary_min: Mapped[float | None]
    salary_max: Mapped[float | None]
    salary_currency: Mapped[str] = line(3)
    salary_unit: Mapped[str] = line(10)  #: hour, day, week, month, year
    description: Mapped[str] = prose()
    requirements: Mapped[str] = prose()
    responsibilities: Mapped[str] = prose()
    benefits: Mapped[str] = prose()
    posted: Mapped[date | None]
    closes: Mapped[date | None]
    stage: Mapped[str] = mapped_column(String(12), default=SAVED, server_default=SAVED)
    closed_reason: Mapped[str] = line(20)
    follow_up: Mapped[date | None]
    source_text: Mapped[str] = prose()
    notes: Mapped[str] = prose()
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    wants: Mapped[list[JobRequirement]] = relationship(
        order_by="JobRequirement.index, JobRequirement.id", lazy="select", passive_deletes=True,
        cascade="all, delete-orphan", back_populates="job",
    )  # fmt: skip
    postings: Mapped[list[Posting]] = relationship(
        back_populates="job", order_by="Posting.id", lazy="select", passive_deletes=True
    )
    resumes: Mapped[list[Resume]] = relationship(back_populates="job", lazy="raise_on_sql", passive_deletes=True)
    #: The stages that it came to, in order; it began as *saved*.
    history: Mapped[list[JobStage]] = relationship(
        order_by="JobStage.id", lazy="select", passive_deletes=True, cascade="all, delete-orphan"
    )
    #: Whom its person knows there, those in the trash too.
    contacts: Mapped[list[JobContact]] = relationship(
        order_by="JobContact.id", lazy="select", passive_deletes=True, cascade="all, delete-orphan",
        back_populates="job",
    )  # fmt: skip

    @property
    def name(self) -> str:
        """What a page calls it: "Staff nurse, Harborview"."""
        return ", ".join(part for part in (self.title, self.company_name) if part) or "Job"

    def purge(self, session: Session) -> None:
        """Remove it for good. Its files stay, and say for whom they were."""
        names = dict.fromkeys(filter(None, (self.company_name, self.title)))
        export = exporting()
        session.execute(update(export).where(export.job_id == self.id).values(sent_to=" for ".join(names)))
        super().purge(session)

    def save(self, values: dict[str, Any]) -> None:
        """Take a form's values. The posting as it was stays as it is once it is there."""
        for name, value in values.items():
            if name != "source_text" or not self.source_text:
                setattr(self, name, value)
        self.revision = (self.revision or 0) + 1

    # --- the application -----------------------------------------------------------------------------

    def move_to_stage(self, stage: str, reason: str = "") -> JobStage | None:
        """Come to a stage; the step that is noted for it, or None where it stands already.

        Only what is closed keeps a reason. `Refused` for a stage or a reason that there is not.
        """
        if stage not in STAGES or (reason and reason not in REASONS):
            raise Refused("There is no such stage.")
        reason = reason if stage == CLOSED else ""
        if (stage, reason) == (self.stage, self.closed_reason or ""):
            return None
        step = JobStage(stage=stage, reason=reason, at=now())
        self.history.append(step)
        self.stage, self.closed_reason = stage, reason
        return step

    def next_stage(self, by: int) -> str:
        """The stage that lies so many steps on (or back); the first or the last when there is none."""
        return STAGES[max(0, min(STAGES.index(self.stage) + by, len(STAGES) - 1))]

    def take_back(self, step: JobStage) -> None:
        """Undo a step. `Stale` unless it is the last one."""
        if not self.history or self.history[-1] is not step:
            raise Stale
        self.history.remove(step)
        before = self.history[-1] if self.history else JobStage(stage=SAVED, reason="")
        self.stage, self.closed_reason = before.stage, before.reason

    def came_to(self, stage: str) -> datetime | None:
        """When it last came to a stage; None when it never did."""
        return next((step.at for step in reversed(self.history) if step.stage == stage), None)

    # --- what it asks --------------------------------------------------------------------------------

    def lines(self, level: str) -> list[str]:
        """What it asks at a level. Of a job that is older than these lines: what its text says, line by line."""
        if self.wants:
            return [one.text for one in self.wants if one.level == level]
        old = {MUST: self.requirements, DUTY: self.responsibilities}.get(level, "") or ""
        return [text for text in map(str.strip, old.splitlines()) if text]

    def take_requirements(self, lines: Mapping[str, Sequence[str]]) -> None:
        """Ask these lines, by level; a level that is not named stays. A line that was there keeps its answer.

        `Refused` beyond `MOST_LINES` in all or `LINE_CHARACTERS` in one.
        """
        wanted = [(level, text) for level in LEVELS for text in self._texts(level, lines)]
        if len(wanted) > MOST_LINES:
            raise Refused(f"A job holds at most {MOST_LINES} lines of requirements.")
        if any(len(text) > LINE_CHARACTERS for _, text in wanted):
            raise Refused(f"A requirement has at most {LINE_CHARACTERS} characters.")
        had = {(one.level, one.text): one for one in self.wants}
        moved = {one.text: one for one in self.wants if (one.level, one.text) not in wanted}
        kept = [had.get(one) or moved.pop(one[1], None) or JobRequirement(text=one[1]) for one in wanted]
        for number, (one, (level, _)) in enumerate(zip(kept, wanted, strict=True)):
            one.index, one.level = number, level
        self.wants = kept
        self.requirements = "\n".join(text for level, text in wanted if level in (MUST, NICE))
        self.responsibilities = "\n".join(text for level, text in wanted if level == DUTY)

    def _texts(self, level: str, lines: Mapping[str, Sequence[str]]) -> list[str]:
        given = lines[level] if level in lines else self.lines(level)
        return list(dict.fromkeys(text for text in map(str.strip, given) if text))
