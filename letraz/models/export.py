"""An export: a file asked for, made by a worker from a snapshot, and a link to it that ends.

The row is the truth and the queue a hint (DESIGN rule 4). How the file is made: `letraz.models.making`.
"""

from __future__ import annotations

import json
import logging
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, delete, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from letraz import storage
from letraz.database import flag, line, now
from letraz.document import Document
from letraz.extensions import Model, queue
from letraz.models.letter import Letter
from letraz.models.link import DAYS, Linked
from letraz.models.making import EXPIRED, FAILED, PENDING, PICTURE, PROCESSING, READY, REVOKED, Made
from letraz.models.ordering import Refused
from letraz.models.resume import Resume
from letraz.models.user import User
from letraz.models.version import EXPORT as EXPORTED
from letraz.models.version import Version
from letraz.queue import EXPORT

__all__ = [
    "EXPIRED", "FAILED", "MOST_LIVE", "PENDING", "PROCESSING", "READY", "REVOKED",
    "ExportRequest", "TooMany",
]  # fmt: skip

if TYPE_CHECKING:
    from letraz.models.cover_letter import CoverLetter
    from letraz.models.job import Job

log = logging.getLogger(__name__)

#: Live exports of one person; one more is answered with 429.
MOST_LIVE = 20


class TooMany(Refused):
    """The person has as many live exports as the house allows."""


class ExportRequest(Made, Linked, Model):
    """One file of one resume, or of one letter, as it was when it was asked for."""

    shelf = "exports"
    __tablename__ = "export_request"
    __table_args__ = (
        CheckConstraint("(state = 'ready') = (file_key IS NOT NULL)", name="ready_has_file"),
        Index("ix_export_request_state_expires_at", "state", "expires_at"),
        Index("ix_export_request_user_id_created_at", "user_id", "created_at"),
        {"sqlite_autoincrement": True},  # an id is never used again: a late worker and an old link know rows by it
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    resume_id: Mapped[int | None] = mapped_column(ForeignKey("resumes.id", ondelete="SET NULL"), index=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"), index=True)
    cover_letter_id: Mapped[int | None] = mapped_column(ForeignKey("cover_letters.id", ondelete="SET NULL"), index=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = line(120)  #: of the resume or letter, when it was asked for
    format: Mapped[str] = line(20)
    design: Mapped[str] = line(40)
    design_version: Mapped[int] = mapped_column(default=1)
    digest: Mapped[str] = line(64)
    file_name: Mapped[str] = line()
    created_at: Mapped[datetime] = mapped_column(default=now)
    kept: Mapped[bool] = flag()
    sent: Mapped[bool] = flag()
    sent_at: Mapped[datetime | None]  #: when its person said that it was sent
    sent_to: Mapped[str] = line(420)  #: of its job, since that is gone: "Acme for Staff Nurse"
    sha256_before: Mapped[str] = line(64)  #: of the file that this one is again; empty when it is the first

    user: Mapped[User] = relationship(lazy="raise_on_sql")
    resume: Mapped[Resume | None] = relationship(lazy="raise_on_sql")
    job: Mapped[Job | None] = relationship(lazy="joined")
    letter: Mapped[Letter | None] = relationship(lazy="joined")

    @classmethod
    def ask(
        cls, session: Session, resume: Resume, name: str, suffix: str, days: int = DAYS[0],
        version: Version | None = None,
    ) -> Self:  # fmt: skip
        """A pending export of `resume` as it is now, or as it was in a `version`; a worker makes it after the commit.

        What goes out is kept as a version. `TooMany` beyond the limit of live exports.
        """
        export = cls(user_id=resume.user_id, resume_id=resume.id, job_id=resume.job_id, format=name)
        older = version.document if version else None
        export._of(older or resume.document(), suffix)._begin(session, days)
        note = f"As in version {version.number}" if version else ""
        Version.keep(session, resume, EXPORTED, note, older).export = export
        return export

    @classmethod
    def ask_letter(cls, session: Session, letter: CoverLetter, name: str, suffix: str, days: int = DAYS[0]) -> Self:
        """As `ask`, of a letter; its pages are kept beside those of the resume whose look it has."""
        export = cls(user_id=letter.user_id, resume_id=letter.resume.id, job_id=letter.job_id, format=name)
        export.cover_letter_id = letter.id
        return export._of(letter.document(), suffix)._begin(session, days)

    def _of(self, document: Document, suffix: str) -> Self:
        self.title, self.design, self.design_version = document.title, document.design, document.design_version
        self.snapshot = zlib.compress(json.dumps(document.to_json(), ensure_ascii=False).encode())
        self.digest, self.file_name = document.digest(), document.file_name(suffix)
        return self

    def again(self, session: Session) -> ExportRequest:
        """The same file once more, from the same snapshot: a new export with a new link."""
        names = (
            "user_id",
            "resume_id",
            "job_id",
            "sent_to",
            "cover_letter_id",
            "title",
            "format",
            "design",
            "design_version",
            "snapshot",
        )
        copied = {name: getattr(self, name) for name in (*names, "digest", "file_name")}
        export = ExportRequest(**copied, sha256_before=self.sha256 or self.sha256_before)._begin(session, self.days)
        resume = session.get(Resume, self.resume_id) if self.resume_id and not self.cover_letter_id else None
        if resume:
            Version.keep(session, resume, EXPORTED, "Made again", self.document).export = export
        return export

    def _begin(self, session: Session, days: int) -> Self:
        self._require_room(session)
        self.state, self.asked_at = PENDING, now()
        self.start_link(days)
        session.add(self)
        session.flush()
        queue.later(session, EXPORT, "build_export", self.id)
        return self

    def _require_room(self, session: Session) -> None:
        """`TooMany` when one more would be too many. Its owner's others wait until this one is committed."""
        session.execute(select(User.id).where(User.id == self.user_id).with_for_update(key_share=True))
        if self.live_count(session, self.user_id) >= MOST_LIVE:
            raise TooMany(f"You have {MOST_LIVE} live exports. Delete one, or wait until one ends.")

    @classmethod
    def live_count(cls, session: Session, user_id: int) -> int:
        """How many exports of a person are being made or have a living link."""
        live = or_(cls.state.in_((PENDING, PROCESSING)), cls._living())
        return session.scalar(select(func.count()).select_from(cls).where(cls.user_id == user_id, live)) or 0

    @classmethod
    def living_links(cls, session: Session, **of: int) -> int:
        """How many links give a file of this resume (`resume_id`) or letter (`cover_letter_id`) now."""
        return session.scalar(select(func.count()).select_from(cls).filter_by(**of).where(cls._living())) or 0

    @classmethod
    def _living(cls) -> ColumnElement[bool]:
        return (cls.state == READY) & ~cls.link_ended & (cls.expires_at > now())

    # --- the link ------------------------------------------------------------------------------------

    @property
    def link_lives(self) -> bool:
        """Whether the link gives the file now."""
        return self.state == READY and not self.link_ended and self.expires_at > now()

    def revoke(self) -> None:
        """End the link at once, with a letter that waits to bring it. The file goes too, unless it is kept."""
        self.end_link()
        self._forget_letter(self._session)
        if self.state == READY and not self.stays:
            try:
                self.drop_file(REVOKED)
            except OSError:  # the link ends all the same, and the sweep drops the file
                self.expires_at = now()
                log.exception("a file cannot be deleted", extra={"export": self.id})

    def prolong(self, days: int) -> None:
        """Let the link live `days` from now. `Refused` when the file is gone, `TooMany` as for a new one."""
        if self.state != READY:
            raise Refused("The file is gone. Make it again to get a new link.")
        if not self.link_lives:
            self._require_room(self._session)
        self.start_link(days)

    def mark_sent(self, sent: bool) -> None:
        """Note that it was sent to somebody, now; or that it was not after all. What was sent keeps its bytes."""
        if sent != self.sent:
            self.sent, self.sent_at = sent, now() if sent else None

    @property
    def is_the_same(self) -> bool | None:
        """Whether a file that was made again has the bytes that it had; None when it is no such file, or not made."""
        return self.sha256 == self.sha256_before if self.sha256 and self.sha256_before else None

    @property
    def stays(self) -> bool:
        """Whether the bytes outlive the link."""
        return self.kept or self.sent

    def mail_again(self, session: Session) -> None:
        """Write its letter once more. `Refused` when there is no living link to send."""
        if not self.link_lives:
            raise Refused("The link has ended. Prolong it first, then send the letter.")
        self._forget_letter(session)
        queue.later(session, EXPORT, "write_letter", self.id)

    def _forget_letter(self, session: Session) -> None:
        Letter.cancel(session, self.letter_id)
        self.letter_id = None

    def read(self) -> bytes:
        """The file. `FileNotFoundError` when it is gone."""
        if not self.file_key:
            raise FileNotFoundError
        return storage.read(self.file_key)

    def picture(self) -> bytes:
        """Its first page as WebP. `FileNotFoundError` when there is none."""
        if not self.file_key:
            raise FileNotFoundError
        return storage.read(f"{self.file_key}{PICTURE}")

    @property
    def has_picture(self) -> bool:
        """Whether its first page can be shown: what was read back was drawn too."""
        return bool(self.file_key and self.proof)

    def remove(self, session: Session) -> None:
        """Remove the export and its file for good."""
        Letter.cancel(session, self.letter_id)
        session.execute(delete(ExportRequest).where(ExportRequest.id == self.id))
        storage.delete(self.folder)

    def drop_file(self, state: str) -> None:
        """Let the bytes go, and become expired or revoked. Nothing is changed when the store refuses."""
        storage.delete(self.folder)
        self.file_key, self.state = None, state

    @property
    def _session(self) -> Session:
        session = object_session(self)
        assert session is not None
        return session
