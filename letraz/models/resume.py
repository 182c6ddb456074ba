"""A resume of a person: the base record, or one made for one job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, ForeignKey, Index, and_, text
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship
from sqlalchemy.orm.attributes import set_committed_value

from letraz.database import line, mapping, now, prose
from letraz.designs import Design, design
from letraz.document import Document, Person
from letraz.extensions import Model
from letraz.models import translating
from letraz.models.becoming import become, become_whole
from letraz.models.intake import MOST_SECTIONS, fill
from letraz.models.item import Item
from letraz.models.joining import joined_person
from letraz.models.keeping import Kept
from letraz.models.ordering import Refused, Stale, place, renumber
from letraz.models.papers import Drawn
from letraz.models.photo import Pictured
from letraz.models.section import Section
from letraz.models.translated import Translated
from letraz.notes import REFUSED, Note

if TYPE_CHECKING:
    from letraz.look import Look
    from letraz.models.job import Job
    from letraz.models.user import User


#: Characters of a resume's title.
TITLE = 120


class Resume(Kept, Pictured, Drawn, Translated, Model):
    """An ordered set of sections under a header of its own.

    Exactly one resume of a person is the `base`: the whole record, from which the others are made.
    """

    __tablename__ = "resumes"
    __table_args__ = (
        Index("ix_resumes_one_base", "user_id", unique=True, sqlite_where=text("base"), postgresql_where=text("base")),
        Index("ix_resumes_user_id_updated_at", "user_id", "updated_at"),
        {"sqlite_autoincrement": True},  # an id is never used again: its pages lie under it
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"), index=True)
    base: Mapped[bool] = mapped_column(Boolean, default=False)
    title: Mapped[str] = line(TITLE)
    language: Mapped[str] = line(20)
    personal_info: Mapped[dict[str, Any]] = mapping()
    design: Mapped[str] = line(40)
    design_version: Mapped[int] = mapped_column(default=1, server_default="1")
    options: Mapped[dict[str, Any]] = mapping()
    notes: Mapped[str] = prose()  #: private: never exported
    extra: Mapped[dict[str, Any]] = mapping()
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship(back_populates="resumes")
    job: Mapped[Job | None] = relationship(back_populates="resumes", lazy="joined")
    sections: Mapped[list[Section]] = relationship(
        primaryjoin=lambda: and_(Section.resume_id == Resume.id, Section.deleted_at.is_(None)),
        order_by=lambda: (Section.index, Section.id),
        back_populates="resume",
        passive_deletes=True,
    )

    @property
    def person(self) -> Person:
        """Its header."""
        return Person.from_json(self.personal_info or {})

    def document(self) -> Document:
        """The resume as a value, hidden things and the photo included."""
        return Document(
            person=replace(self.person, photo=self.portrait()),
            blocks=tuple(section.block() for section in self.sections),
            title=self.title,
            language=self.language or "en",
            design=self.design or "classic",
            design_version=self.design_version,
            options=dict(self.options or {}),
            extra=dict(self.extra or {}),
        )

    def seen(self, look: Look) -> Document:
        """The resume as a value, as it would be in another look and language. Nothing of it changes."""
        own = self.language
        set_committed_value(self, "language", look.language or own)  # sections and items ask it for their words
        try:
            return look.on(self.document())
        finally:
            set_committed_value(self, "language", own)

    @property
    def newer_design(self) -> Design | None:
        """The newest version of its design, when it was finished with an older one."""
        newest = design(self.design)
        return newest if newest.name == self.design and newest.version > self.design_version else None

    def fill(self, document: Document) -> list[Note]:
        """Write a document's header and blocks into this resume, behind what it holds.

        Every entry goes through its type's form; the notes say what was changed, kept aside or refused.
        Forms that were made from the revision before are stale.
        """
        notes = fill(self, document)
        self.revision = (self.revision or 0) + 1
        self.touch()
        return notes

    def add(self, document: Document) -> list[Note]:
        """The same, but what this resume's own header says stays; language and design are its own too."""
        return self.fill(replace(document, person=joined_person(self.document().person, document.person)))

    def become(self, document: Document) -> None:
        """Let its sections be those of `document`, row by row: an accepted change, its undo. `Refused` by a form."""
        become(self, document)

    def become_whole(self, document: Document, known: Mapping[str, str] | None = None) -> None:
        """Let all of it be what `document` says: name, header, photo, language and design too. `Refused` by a form."""
        become_whole(self, document, known)

    def save(self, values: dict[str, Any], revision: int | None) -> None:
        """Set columns (title, personal_info, design, options, language) from a form's values.

        `Stale` when the form was made from another revision.
        """
        if revision != self.revision:
            raise Stale
        for name, value in values.items():
            setattr(self, name, value)
        self.drop_removed_photo()
        self.revision += 1
        self.touch()

    def section(self, section_id: int, *, trashed: bool = False) -> Section | None:
        """The section of this id, here; with `trashed`, one that lies in the trash."""
        if not trashed:
            return next((section for section in self.sections if section.id == section_id), None)
        found = self._flush().get(Section, section_id)
        return found if found and found.resume_id == self.id and found.deleted_at else None

    def item(self, item_id: int, *, trashed: bool = False) -> Item | None:
        """The item of this id in one of its sections; with `trashed`, one in the trash."""
        if not trashed:
            return next((item for section in self.sections for item in section.items if item.id == item_id), None)
        found = self._flush().get(Item, item_id)
        return found if found and found.deleted_at and found.section.resume_id == self.id else None

    def add_section(self, kind: str, title: str = "") -> Section:
        """A new, empty section of this type at the end. `KeyError` for no such type, `Refused` when full."""
        Item.of(kind)
        self._require_room()
        section = Section(type=kind, title=title, extra={}, items=[])
        place(self.sections, section, len(self.sections) + 1)
        self.touch()
        return section

    def remove_section(self, section: Section) -> None:
        """Put a section, with its items, in the trash and close the gap."""
        section.trash()
        self._reread()

    def put_back(self, section: Section) -> None:
        """Take a section out of the trash, to where it was. `Refused` when the resume is full."""
        self._require_room()
        position = section.index + 1
        section.restore()
        self._reread()
        place(self.sections, section, position)

    def duplicate(self, title: str = "", job: Job | None = None, document: Document | None = None) -> Resume:
        """A new resume that says the same, for the same job unless another is given; its items know their origin.

        With a `document` that this resume once was it says what that says, and looks like that.

        `Refused` when something of it cannot be in a resume today: a copy leaves nothing out silently.
        """
        self._flush()
        said = document or self.document()
        copy, made = self._copied(title or f"{self.title[: TITLE - 7]} (copy)", job or self.job, said)
        told = {entry.key: entry.values for block in said.blocks for entry in block.entries}
        for section in self.sections:
            for item in section.items:
                if item.key in made:
                    made[item.key].descend_from(item, self.base, told[item.key])
        translating.stay(self, copy, made, said)
        return copy

    def translate(self, tongue: str, title: str) -> Resume:
        """A new resume with all of this one, in another language, whose words are still to be translated.

        What it holds is linked to what is here, and to no base item: it never takes words from the base.
        `Refused` for this resume's own language, and as `duplicate` says.
        """
        self._flush()
        copy, made = self._copied(title, self.job, translating.said_in(self, tongue))
        translating.follow(self, copy, made)
        return copy

    def _copied(self, title: str, job: Job | None, said: Document) -> tuple[Resume, dict[str, Item]]:
        session, user = self._flush(), self.user
        copy = Resume(user=user, user_id=user.id, job=job, title=title, base=False, sections=[])
        session.add(copy)
        copy.language, copy.design, copy.options = said.language, said.design, dict(said.options)
        copy.design_version = said.design_version or self.design_version
        made: dict[str, Item] = {}
        _require_all(fill(copy, said, made))
        return copy, made

    def trash(self) -> None:
        """Put it in the trash. `Refused` for the base resume, which can only be emptied."""
        if self.base:
            raise Refused("Your base resume can't be removed. You can empty it, section by section.")
        super().trash()

    def _flush(self) -> Session:
        """Its session, what is new written: then it has its id, by which it is known in a document."""
        session = object_session(self)
        assert session is not None
        session.flush()
        return session

    def _require_room(self) -> None:
        if len(self.sections) >= MOST_SECTIONS:
            raise Refused(f"A resume holds at most {MOST_SECTIONS} sections.")

    def _reread(self) -> None:
        self._flush().expire(self, ["sections"])
        renumber(self.sections)
        self.touch()


def _require_all(notes: list[Note]) -> None:
    """`Refused` when a note says that something was left out. What says nothing may be."""
    lost = next((note for note in notes if note.what == REFUSED and note.value), None)
    if lost:
        raise Refused(f"It can't be copied whole. {lost.where}, “{lost.value}”: {lost.why} Change that, then copy it.")
