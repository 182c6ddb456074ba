"""Asking a language model: a task with progress, an end, and a plain sentence when it fails."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from letraz.database import line, mapping, now, parent
from letraz.extensions import Model

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
CHANGES, LETTER = "changes", "letter"


class ModelCall(Model):
    """One question to the model, with exactly what is sent. It holds no name, address, number or link of its person."""

    __tablename__ = "model_call"
    __table_args__ = (
        Index("ix_model_call_state_asked_at", "state", "asked_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent("user.id")
    job_id: Mapped[int] = parent("jobs.id")
    resume_id: Mapped[int | None] = mapped_column(ForeignKey("resumes.id", ondelete="CASCADE"), index=True)
    cover_letter_id: Mapped[int | None] = mapped_column(ForeignKey("cover_letters.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = line(10)
    payload: Mapped[dict[str, Any]] = mapping()
    state: Mapped[str] = line(10)
    progress: Mapped[str] = line()
    error: Mapped[str] = line(500)
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = line(40)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
