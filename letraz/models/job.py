"""A job: a posting that a person wants to answer. Owned by one person; nothing of it is shared."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from letraz.database import line, now, prose
from letraz.extensions import Model
from letraz.models.ordering import Trashable

if TYPE_CHECKING:
    from letraz.models.resume import Resume


class Job(Trashable, Model):
    """A posting with the raw text it came in (`source_text`), which is never changed once saved."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_user_id_updated_at", "user_id", "updated_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    title: Mapped[str] = line()
    company_name: Mapped[str] = line()
    location: Mapped[str] = line()
    employment_type: Mapped[str] = line(40)
    salary_range: Mapped[str] = line()
    url: Mapped[str] = line(500)
    description: Mapped[str] = prose()
    requirements: Mapped[str] = prose()
    source_text: Mapped[str] = prose()
    notes: Mapped[str] = prose()
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

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
