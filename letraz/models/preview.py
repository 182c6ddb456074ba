"""The pages beside the editor: images of the PDF that would be exported now, made by a worker.

There is one row a resume, and only workers write it: it says for which digest pages are stored, and for which
they could not be made. Who looks asks the queue, not the database, so looking never writes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz import storage
from letraz.database import line, now
from letraz.document import CannotMake, Document
from letraz.extensions import Model
from letraz.models.resume import Resume

#: Pages as images, and a thumbnail of the first.
Drawing = tuple[list[bytes], bytes]


class Preview(Model):
    """The pages of one resume: those of digest `made`; `error` says why those of `failed` cannot be made."""

    __tablename__ = "preview"

    resume_id: Mapped[int] = mapped_column(ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True)
    made: Mapped[str] = line(64)
    page_count: Mapped[int] = mapped_column(default=0)
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    engine: Mapped[str] = line(100)  #: what drew them; drawings of another engine are not shown
    kept: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default=text("'[]'"))
    failed: Mapped[str] = line(64)
    error: Mapped[str] = line(500)
    made_at: Mapped[datetime] = mapped_column(default=now)  #: `updated_at` of the resume that was drawn

    @classmethod
    def build(cls, session: Session, resume_id: int, digest: str, draw: Callable[[Document], Drawing]) -> None:
        """Draw and store the pages of `digest`; nothing when the resume has moved on. Commits.

        An empty `digest` means the resume as it is now.
        """
        resume = session.get(Resume, resume_id)
        document = resume.document() if resume and resume.deleted_at is None else None
        drawn_at = resume.updated_at if resume else now()
        session.rollback()
        if document is None or digest not in ("", document.digest()):
            return
        digest = document.digest()
        try:
            pages, thumbnail = draw(document)
        except CannotMake as error:
            cls._write(session, resume_id, failed=digest, error=str(error)[:500], made_at=drawn_at)
            return
        for number, page in enumerate(pages, 1):
            storage.put(page_key(resume_id, digest, str(number)), page)
        storage.put(page_key(resume_id, digest, "thumb"), thumbnail)
        cls._write(session, resume_id, made=digest, page_count=len(pages), failed="", error="", made_at=drawn_at)

    @classmethod
    def _write(cls, session: Session, resume_id: int, **values: str | int | datetime) -> None:
        preview = session.get(cls, resume_id, with_for_update=True)
        old = preview.made if preview else ""
        if preview is None:
            preview = cls(resume_id=resume_id, made="", failed="", error="")
            session.add(preview)
        for name, value in values.items():
            setattr(preview, name, value)
        session.commit()
        if old and old != preview.made:
            storage.delete(f"pages/{resume_id}/{old}")


def page_key(resume_id: int, digest: str, name: str) -> str:
    """Where the image of a page lies ("1", "2", … or "thumb")."""
    return f"pages/{resume_id}/{digest}/{name}.webp"
