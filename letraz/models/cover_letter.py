"""A cover letter for one job, in the design of a resume. An e-mail that Letraz writes is a `Letter`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import ColumnElement, ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from letraz import richtext, salutes
from letraz.database import line, now, prose
from letraz.document import Block, Document, Entry, Person
from letraz.extensions import Model
from letraz.models.drafting import Drafted, paragraphs
from letraz.models.ordering import Refused, Stale
from letraz.models.papers import Exported, exporting
from letraz.models.user import User

if TYPE_CHECKING:
    from letraz.models.job import Job
    from letraz.models.resume import Resume

#: The kind of a letter's one block. It is no section type: nothing of a letter is a line of a record.
KIND = "letter"

#: Letters of one person.
MOST_LETTERS = 500

#: Characters of a letter's name.
TITLE = 120

#: What a resume may print and a letter does not: a photo, a copy of its data for import.
_NOT_IN_A_LETTER = ("photo", "data")


class CoverLetter(Drafted, Exported, Model):
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
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)

    job: Mapped[Job | None] = relationship(lazy="joined")

    @classmethod
    def begin(cls, job: Job, resume: Resume, today: date, to: Sequence[str] = ()) -> Self:
        """A letter for this job in the look of that resume, with no words of its own yet but how one begins and ends.

        `to` is the name and the role of somebody at the company, if somebody is known.
        """
        said, name = resume.language or "en", next(iter(to), "")
        where = job.company_name or job.title
        return cls(
            user_id=job.user_id, job=job, resume_id=resume.id, body="", drafts={}, revision=1,
            title=" ".join(part for part in (salutes.phrase("cover_letter", said), where) if part)[:TITLE],
            recipient="\n".join(part for part in (*to, job.company_name, job.location) if part),
            date_line=salutes.written(today, said),
            subject=salutes.phrase("subject", said, job.title)[:200] if job.title else "",
            greeting=salutes.phrase("dear", said, name)[:200] if name else salutes.phrase("dear_all", said),
            closing=salutes.phrase("closing", said),
        )  # fmt: skip

    @classmethod
    def require_room(cls, session: Session, user_id: int) -> None:
        """`Refused` when the person has as many letters as the house allows."""
        count = select(func.count()).select_from(cls).where(cls.user_id == user_id, cls.deleted_at.is_(None))
        if (session.scalar(count) or 0) >= MOST_LETTERS:
            raise Refused(f"You have {MOST_LETTERS} letters. Remove one to write another.")

    @property
    def name(self) -> str:
        """What a page calls it."""
        return self.title or self.subject or "Letter"

    @property
    def resume(self) -> Resume:
        """The resume whose look and sender it has: its own, or the base one when that is gone or in the trash."""
        from letraz.models.resume import Resume  # a resume's file knows nothing of letters, and this one waits for it

        session = object_session(self)
        assert session is not None
        found = session.get(Resume, self.resume_id) if self.resume_id else None
        if found is not None and found.deleted_at is None:
            return found
        return session.get_one(User, self.user_id).base_resume()

    def document(self) -> Document:
        """The letter as a value: what it says under the sender of its resume, in that one's look."""
        resume = self.resume
        return replace(
            printed(self, resume.person),
            language=resume.language or "en",
            design=resume.design or "classic",
            design_version=resume.design_version,
            options={name: value for name, value in (resume.options or {}).items() if name not in _NOT_IN_A_LETTER},
        )

    def save(self, values: Mapping[str, Any], revision: int | None) -> None:
        """Take a form's values. `Stale` when the form was made from another revision."""
        if revision != self.revision:
            raise Stale
        for name, value in values.items():
            setattr(self, name, value)
        self.touch()

    def exports(self) -> ColumnElement[bool]:
        """Which exports are of it."""
        mine: ColumnElement[bool] = exporting().cover_letter_id == self.id
        return mine

    def touch(self) -> None:
        """Note that its words changed now: forms of the revision before are stale."""
        self.revision = (self.revision or 0) + 1
        self.updated_at = now()


def printed(letter: CoverLetter, person: Person) -> Document:
    """A letter from this person: one block without a heading, each paragraph an entry, so any design prints it.

    Who writes and how to reach them is told as on the resume; what only a resume tells stays there.
    """
    sender = replace(person, photo=None, date_of_birth="", nationality="")
    block = Block(KIND, layout="prose", entries=tuple(_entries(letter, person.name)))
    return Document(sender, (block,), letter.title)


def _entries(letter: CoverLetter, name: str) -> Iterator[Entry]:
    parts = [
        richtext.escape(letter.recipient or ""),
        richtext.escape(letter.date_line or ""),
        f"**{richtext.escape(letter.subject)}**" if (letter.subject or "").strip() else "",
        richtext.escape(letter.greeting or ""),
        *paragraphs(letter.body),
        richtext.escape(letter.closing or ""),
        richtext.escape(name),
    ]
    yield from (Entry(KIND, text=text) for text in parts if text)
