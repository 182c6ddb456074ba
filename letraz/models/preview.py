"""The pages beside the editor: images of the PDF that would be exported now, made by a worker.

There is one row a resume. It names the digest that is wanted and the one that was made; a task for a digest
that is no longer wanted is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz import storage
from letraz.database import line, now
from letraz.document import Document
from letraz.extensions import Model, queue
from letraz.models.resume import Resume
from letraz.queue import PREVIEW

#: A wanted preview is asked for again after this long.
PATIENCE = timedelta(seconds=15)


class Preview(Model):
    """The pages of one resume. `digest` is wanted, `made` is stored; `error` says why `digest` was not made."""

    __tablename__ = "preview"

    resume_id: Mapped[int] = mapped_column(ForeignKey("resumes.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = line(64)
    made: Mapped[str] = line(64)
    page_count: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = line(500)
    asked_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def ready(self) -> bool:
        """Whether the pages that are wanted are stored, or cannot be made."""
        return self.made == self.digest or bool(self.error)

    @classmethod
    def want(cls, session: Session, resume: Resume) -> Self:
        """The row for the resume as it is now; a worker is asked for pages that are not there."""
        preview = session.get(cls, resume.id) or cls(resume_id=resume.id, digest="", made="", error="")
        session.add(preview)
        digest = resume.document().digest()
        late = now() - (preview.asked_at or now()) > PATIENCE
        if preview.digest != digest or (late and not preview.ready):
            preview.digest, preview.error, preview.asked_at = digest, "", now()
            if not preview.ready:
                queue.later(session, PREVIEW, "build_preview", resume.id, digest)
        return preview

    @classmethod
    def build(
        cls, session: Session, resume_id: int, digest: str, draw: Callable[[Document], tuple[list[bytes], bytes]]
    ) -> None:
        """Draw and store the pages, unless others are wanted by now. Commits."""
        preview, resume = session.get(cls, resume_id), session.get(Resume, resume_id)
        if preview is None or resume is None or preview.digest != digest or preview.ready:
            return
        document = resume.document()
        session.rollback()
        if document.digest() != digest:
            return
        try:
            pages, thumbnail = draw(document)
        except ValueError as error:
            cls._write(session, resume_id, digest, error=str(error)[:500])
            return
        for number, page in enumerate(pages, 1):
            storage.put(page_key(resume_id, digest, str(number)), page)
        storage.put(page_key(resume_id, digest, "thumb"), thumbnail)
        cls._write(session, resume_id, digest, page_count=len(pages))

    @classmethod
    def _write(cls, session: Session, resume_id: int, digest: str, error: str = "", page_count: int = 0) -> None:
        preview = session.get(cls, resume_id, with_for_update=True)
        old = ""
        if preview is not None and preview.digest == digest:
            preview.error = error
            if not error:
                old, preview.made, preview.page_count = preview.made, digest, page_count
        session.commit()
        if old and old != digest:
            storage.delete(f"pages/{resume_id}/{old}")


def page_key(resume_id: int, digest: str, name: str) -> str:
    """Where the image of a page lies ("1", "2", … or "thumb")."""
    return f"pages/{resume_id}/{digest}/{name}.webp"
