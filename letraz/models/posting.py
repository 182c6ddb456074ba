"""A posting as it was: what was pasted, fetched or uploaded, and what was read from it. Never changed once read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from letraz.database import line, mapping, now, parent, prose
from letraz.extensions import Model

WAITING, READING, READY, FAILED = "waiting", "reading", "ready", "failed"
PASTED, LINK, FILE = "paste", "link", "file"


class Posting(Model):
    """One reading of a posting. Without a job it waits for its person to check the form that it fills."""

    __tablename__ = "posting"
    __table_args__ = (
        Index("ix_posting_state_asked_at", "state", "asked_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent("user.id")
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = line(10)
    url: Mapped[str] = line(500)
    given: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)  #: what came in, compressed
    text: Mapped[str] = prose()
    sha256: Mapped[str] = line(64)  #: of `text`
    found: Mapped[dict[str, Any]] = mapping()  #: what was read from it (`letraz.matching.posting.Posting.to_json`)
    state: Mapped[str] = line(10)
    error: Mapped[str] = line(500)
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = line(40)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    fetched_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
