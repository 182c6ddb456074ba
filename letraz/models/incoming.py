"""A file that was brought in and waits for the person's yes. Nothing of it is in a resume before that."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from letraz.database import line, mapping, now, parent
from letraz.document import Document
from letraz.extensions import Model
from letraz.models.resume import Resume


class ImportRequest(Model):
    """The document read from a file, as the forms take it, with a note for each value not simply taken."""

    __tablename__ = "import_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent("user.id")
    resume_id: Mapped[int | None] = mapped_column(ForeignKey("resumes.id", ondelete="SET NULL"), index=True)
    file_name: Mapped[str] = line()
    format: Mapped[str] = line(20)
    content: Mapped[dict[str, Any]] = mapping()
    notes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]

    resume: Mapped[Resume | None] = relationship(lazy="raise_on_sql")

    @property
    def title(self) -> str:
        """What a resume made of it is called: its own title, or the file's name without its ending."""
        return (self.document.title or self.file_name.rsplit(".", 1)[0] or "Imported resume")[:120]

    @property
    def document(self) -> Document:
        """What the file says, as the forms take it."""
        return Document.from_json(self.content)
