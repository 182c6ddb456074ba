"""What a translation knows of its original: which it is, what that one said, and which words are answered.

These columns are their own and not those of a copy of the base: what is taken from the base is the same words again,
and a translation never says them.
"""

from __future__ import annotations

from collections.abc import Mapping
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

    def follow_header(self, other: Any, said: dict[str, Any]) -> None:
        """Note the resume that it translates, whose header says this now."""
        self.original_id, self.original_person = other.id, said

    def stay_header(self, other: Any) -> None:
        """Answer the same original as `other`, to the same words."""
        self.original_id, self.original_person = other.original_id, other.original_person
        self.original_left, self.original_answered = list(other.original_left or []), other.original_answered


class TranslatedSection(Answering):
    """A section that may stand for one of the original."""

    original_title: Mapped[str] = line(100)  #: the title of the person's own that the original had; "" for the usual

    #: The section of the original that it stands for.
    original_section_id: Mapped[int | None] = mapped_column(
        ForeignKey("resume_section.id", ondelete="SET NULL"), index=True
    )

    def follow_section(self, other: Any) -> None:
        """Note the section that it stands for, as it is called now."""
        self.original_section_id, self.original_title, self.original_answered = other.id, other.title or "", False

    def stay_section(self, other: Any) -> None:
        """Stand for the same section as `other`."""
        self.original_section_id, self.original_title = other.original_section_id, other.original_title
        self.original_answered = other.original_answered


class TranslatedItem(Answering):
    """An item that may say what an item of the original says."""

    original_revision: Mapped[int | None]  #: of the original when all of it was answered; an older one asks nothing
    original_values: Mapped[dict[str, Any] | None] = maybe()  #: what the original said, field by field, when answered

    #: The item of the original that it translates.
    original_item_id: Mapped[int | None] = mapped_column(ForeignKey("resume_item.id", ondelete="SET NULL"), index=True)

    def follow_item(self, other: Any, said: dict[str, Any]) -> None:
        """Note the item that it is to translate, which says this now."""
        self.original_item_id, self.original_revision, self.original_values = other.id, other.revision, said

    def stay_item(self, other: Any) -> None:
        """Translate the same item as `other`, with the same answers."""
        self.original_item_id, self.original_revision = other.original_item_id, other.original_revision
        self.original_values, self.original_answered = other.original_values, other.original_answered

    def recall_answer(self, said: dict[str, Any]) -> None:
        """Forget the last answer, when that wrote something and the item says again what it said before it: `said`."""
        before = self.original_before
        if before and before.get("wrote") and before["gave"] is None and before["mine"] == said:
            self.original_values, self.original_revision = before["old"], None
            self.original_answered, self.original_before = before["answered"], None

    def ask_again(self: Any, before: Mapping[str, Any] | None, said: Mapping[str, Any]) -> None:
        """Forget the answer that `before` undoes, as far as it was about words, when the item says other ones: `said`.

        Whether those say what the original says by now nobody knows.
        """
        if before and self.words_of(before["mine"]) != self.words_of(said):
            plain = {
                name: value for name, value in (self.original_values or {}).items() if not self.words_of({name: 0})
            }
            self.original_values = {**plain, **self.words_of(before["old"])}
            self.original_answered, self.original_revision, self.original_before = before["answered"], None, None

    def words_of(self: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """Those of such values that are said in a language."""
        spoken = self.Form.spoken()
        return {name: value for name, value in values.items() if name in spoken}
