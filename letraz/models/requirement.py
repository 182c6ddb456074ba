"""A requirement of a job: one line that the posting asks for, and what its person says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Mapped, mapped_column, relationship

from letraz.database import line, mapping, parent, prose
from letraz.extensions import Model

if TYPE_CHECKING:
    from letraz.models.job import Job

#: What a person may answer: the offered line shows it, or does not; it is not true for them; they have checked it.
YES, NO, NOT_TRUE, CHECKED = "yes", "no", "not_true", "checked"

#: Lines that are remembered to be something else.
MOST_NO = 50


class JobRequirement(Model):
    """One line of a posting, by `level` (must, nice, duty, condition; `letraz.matching.posting`)."""

    __tablename__ = "job_requirement"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = parent("jobs.id")
    index: Mapped[int] = mapped_column(default=0)
    level: Mapped[str] = line(10)
    text: Mapped[str] = prose()
    answer: Mapped[str] = line(10)
    #: the line that was answered yes or no: its `at` and `text`; `no`: the texts of those that were answered no before
    evidence: Mapped[dict[str, Any]] = mapping()

    job: Mapped[Job] = relationship(back_populates="wants")

    def say(self, answer: str, at: str = "", text: str = "") -> None:
        """Take an answer, about a line where it is about one. Every line that was said to be no answer counts."""
        no = [*self.evidence.get("no", ()), self.evidence.get("text", "")] if self.answer == NO == answer else []
        about = {"at": at, "text": text} if at else {}
        self.answer, self.evidence = answer, about | ({"no": no[-MOST_NO:]} if no else {})
