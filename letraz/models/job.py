"""A job: a posting that a person wants to answer. Owned by one person; nothing of it is shared."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from letraz.database import line, now, prose
from letraz.extensions import Model
from letraz.models.ordering import Trashable

if TYPE_CHECKING:
    from letraz.models.requirement import JobRequirement
    from letraz.models.resume import Resume


#: Where an application stands, in the order in which it goes on.
SAVED, APPLYING, SENT, INTERVIEW, OFFER, CLOSED = STAGES = (
    "saved", "applying", "sent", "interview", "offer", "closed",
)  # fmt: skip


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
    resumes: Mapped[list[Resume]] = relationship(back_populates="job", lazy="raise_on_sql", passive_deletes=True)

    @property
    def name(self) -> str:
        """What a page calls it: "Staff nurse, Harborview"."""
        return ", ".join(part for part in (self.title, self.company_name) if part) or "Job"

    def save(self, values: dict[str, Any]) -> None:
        """Take a form's values. The posting as it was stays as it is once it is there."""
        for name, value in values.items():
            if name != "source_text" or not self.source_text:
                setattr(self, name, value)
        self.revision = (self.revision or 0) + 1
