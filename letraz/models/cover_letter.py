"""A cover letter for one job, in the design of a resume. An e-mail that Letraz writes is a `Letter`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from letraz.database import line, mapping, now, prose
from letraz.extensions import Model
from letraz.models.ordering import Trashable


class CoverLetter(Trashable, Model):
    """Recipient, greeting, paragraphs, closing. Sender, design and language are those of its resume."""

    __tablename__ = "cover_letters"
    __table_args__ = (Index("ix_cover_letters_user_id_updated_at", "user_id", "updated_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"), index=True)
    resume_id: Mapped[int | None] = mapped_column(ForeignKey("resumes.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = line(120)
    recipient: Mapped[str] = prose()
    date_line: Mapped[str] = line(100)
    subject: Mapped[str] = line()
    greeting: Mapped[str] = line()
    body: Mapped[str] = prose()  #: the Markdown subset
    closing: Mapped[str] = line()
    drafts: Mapped[dict[str, Any]] = mapping()  #: paragraphs proposed and not decided
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)
