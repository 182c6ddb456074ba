"""What a translation knows of its original: which it is, what that one said, and which words are answered.

These columns are their own and not those of a copy of the base: what is taken from the base is the same words again,
and a translation never says them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from letraz.database import flag, line, listing, maybe


class Answering:
    """A row that may say in another language what its original says."""

    original_answered: Mapped[bool] = flag()  #: the person said that it says the same, though its words may be the same
    original_before: Mapped[dict[str, Any] | None] = maybe()  #: what undoes the last answer


class Translated(Answering):
    """A resume that may be the translation of another; its header answers the other's header."""

    original_person: Mapped[dict[str, Any] | None] = maybe()  #: what the original's header said when last answered
    original_left: Mapped[list[str]] = listing()  #: keys of the original ("i12", "s3") that have no place here

    #: The resume that it is a translation of.
    original_id: Mapped[int | None] = mapped_column(ForeignKey("resumes.id", ondelete="SET NULL"), index=True)


class TranslatedSection(Answering):
    """A section that may stand for one of the original."""

    original_title: Mapped[str] = line(100)  #: the title of the person's own that the original had; "" for the usual

    #: The section of the original that it stands for.
    original_section_id: Mapped[int | None] = mapped_column(
        ForeignKey("resume_section.id", ondelete="SET NULL"), index=True
    )


class TranslatedItem(Answering):
    """An item that may say what an item of the original says."""

    original_revision: Mapped[int | None]  #: of the original when all of it was answered; an older one asks nothing
    original_values: Mapped[dict[str, Any] | None] = maybe()  #: what the original said, field by field, when answered

    #: The item of the original that it translates.
    original_item_id: Mapped[int | None] = mapped_column(ForeignKey("resume_item.id", ondelete="SET NULL"), index=True)
