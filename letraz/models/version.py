"""A version: a resume as it once was. It never changes; going back to one makes new ones (DESIGN section 2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, Select, event, inspect, select, update
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from letraz.database import line, now, parent
from letraz.document import Document
from letraz.extensions import Model
from letraz.models.part import fold, unfold
from letraz.models.preview import Preview
from letraz.models.resume import Resume

#: Why there is a version.
AUTO, NAMED, IMPORT, TAILOR, EXPORT, RESTORE, DESIGN = (
    "auto", "named", "import", "tailor", "export", "restore", "design",
)  # fmt: skip

#: What a version is when it says nothing else.
WORDS = {
    AUTO: "Kept while you wrote", NAMED: "Kept by you", IMPORT: "Brought in", TAILOR: "Proposed changes made",
    EXPORT: "Exported", RESTORE: "Went back", DESIGN: "Another design",
}  # fmt: skip

#: Kinds whose last version gives way to the next one of a sitting: ten tried designs are one line of the timeline.
ROLLING = (TAILOR, DESIGN)

#: Minutes without a change that end a sitting.
QUIET = timedelta(minutes=20)

#: What may be written to a version after it was made: what it is called, how many pages somebody counted, its export.
_LATER = {"name", "note", "page_count", "export_request_id", "export"}


class Version(Model):
    """A state of one resume. `number` counts within the resume; `digest` names its pages, `hash` its whole document."""

    __tablename__ = "versions"
    __table_args__ = (Index("ix_versions_resume_id_number", "resume_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent("user.id")
    resume_id: Mapped[int] = mapped_column(ForeignKey("resumes.id", ondelete="CASCADE"))
    export_request_id: Mapped[int | None] = mapped_column(
        ForeignKey("export_request.id", ondelete="SET NULL"), index=True
    )
    number: Mapped[int]
    kind: Mapped[str] = line(10)
    name: Mapped[str] = line(120)  #: what its person calls it; one with a name stays
    note: Mapped[str] = line(200)  #: what happened, in words
    content: Mapped[bytes] = mapped_column("document", LargeBinary, deferred=True)
    hash: Mapped[str] = line(64)
    digest: Mapped[str] = line(64)
    page_count: Mapped[int] = mapped_column(default=0)  #: 0 while nobody has counted
    created_at: Mapped[datetime] = mapped_column(default=now)

    export: Mapped[Any] = relationship("ExportRequest", lazy="joined", innerjoin=False)
    resume: Mapped[Resume] = relationship(lazy="raise_on_sql")

    # --- making --------------------------------------------------------------------------------------

    @classmethod
    def keep(
        cls, session: Session, resume: Resume, kind: str = AUTO, note: str = "", document: Document | None = None
    ) -> Version:
        """A version of `resume` as it is now, or of a `document` that it was.

        The newest one is returned, and nothing made, when it says the same already; only an export has one of its own.
        """
        session.flush()
        mine = select(Resume.id).where(Resume.id == resume.id)
        session.execute(mine.with_for_update(key_share=True))  # numbers are given in turn
        newest, found = cls.newest(session, resume.id), document or resume.document()
        if document is None:
            resume.unkept_since = None
        last = newest if newest is None or newest.was_now else cls.last_state(session, resume.id)
        if last and last.hash == hash_of(found) and kind != EXPORT:
            return last
        version = cls._of(session, resume, kind, note, found, newest.number if newest else 0)
        if newest and newest._gives_way(kind):
            session.delete(newest)
        resume.thin_at = resume.thin_at or now() + timedelta(days=1)
        session.flush()
        return version

    @classmethod
    def _of(cls, session: Session, resume: Resume, kind: str, note: str, document: Document, number: int) -> Version:
        preview, digest = session.get(Preview, resume.id), document.digest()
        drawn = preview.find(digest) if preview else None
        version = cls(
            user_id=resume.user_id, resume_id=resume.id, number=number + 1, kind=kind, note=note[:200], name="",
            content=fold(session, resume.id, document), hash=hash_of(document), digest=digest,
            page_count=drawn.page_count if drawn else 0,
        )  # fmt: skip
        session.add(version)
        return version

    def _gives_way(self, kind: str) -> bool:
        return self.kind == kind and kind in ROLLING and not self.stays and self.created_at > now() - QUIET

    @classmethod
    def name_now(cls, session: Session, resume: Resume, name: str) -> Version:
        """Keep the resume as it is now, under a name that lets it stay."""
        version = cls.keep(session, resume, NAMED)
        if version.name and version.name != name:
            newest = cls.newest(session, resume.id) or version
            version = cls._of(session, resume, NAMED, "", resume.document(), newest.number)
        version.name = name[:120]
        session.flush()
        return version

    # --- finding -------------------------------------------------------------------------------------

    @classmethod
    def newest(cls, session: Session, resume_id: int) -> Version | None:
        """The newest version of a resume."""
        found: Version | None = session.scalar(cls.timeline(resume_id).limit(1))
        return found

    @classmethod
    def last_state(cls, session: Session, resume_id: int) -> Version | None:
        """The newest version that its resume said when it was made, and not something older that went out again."""
        found: Version | None = session.scalar(cls.timeline(resume_id).where(cls.was_now).limit(1))
        return found

    @hybrid_property
    def was_now(self) -> bool:
        """Whether its resume said this when it was made."""
        return (self.kind != EXPORT) | (self.note == "")

    @classmethod
    def timeline(cls, resume_id: int) -> Select[Any]:
        """A query for the versions of a resume, the newest first, with their exports and without their documents."""
        return select(cls).where(cls.resume_id == resume_id).order_by(cls.number.desc())

    @property
    def document(self) -> Document:
        """What it says."""
        return unfold(self._session, self.content)

    @property
    def stays(self) -> bool:
        """Whether thinning leaves it: it has a name, or a file was made of it."""
        return bool(self.name) or self.kind == EXPORT or self.export_request_id is not None

    @classmethod
    def count_pages(cls, session: Session, resume_id: int, digest: str, preview: Preview) -> None:
        """Note on the versions of this digest how many pages were drawn. Commits."""
        drawn = preview.find(digest)
        if drawn:
            mine = update(cls).where(cls.resume_id == resume_id, cls.digest == digest, cls.page_count == 0)
            session.execute(mine.values(page_count=drawn.page_count))
        session.commit()

    # --- using ---------------------------------------------------------------------------------------

    def restore(self, resume: Resume) -> Version:
        """Let its resume be as it was then. Returns the version of what was there before, for an Undo.

        `Refused` when a form takes something of it no longer; nothing is changed then if the caller rolls back.
        """
        session = self._session
        before = Version.keep(session, resume, note=f"Before going back to version {self.number}")
        resume.become_whole(self.document)
        Version.keep(session, resume, RESTORE, f"As in version {self.number}")
        return before

    @property
    def _session(self) -> Session:
        session = object_session(self)
        assert session is not None
        return session


@contextmanager
def kept_around(session: Session, resume: Resume, kind: str, note: str, before: str = "") -> Iterator[None]:
    """Keep what is there before a change that matters, when no version says it, and what the change made of it."""
    if resume.unkept_since:
        Version.keep(session, resume, note=before)
    yield
    Version.keep(session, resume, kind, note)


def hash_of(document: Document) -> str:
    """SHA-256 (hex) of all that a document says, hidden things and keys included."""
    text = json.dumps(document.to_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@event.listens_for(Version, "before_update")
def _never(mapper: Any, connection: Any, version: Version) -> None:
    """What a version says is never written again."""
    changed = {one.key for one in inspect(version).attrs if one.key not in _LATER and one.history.has_changes()}
    if changed:
        raise TypeError(f"a version is never changed: {', '.join(sorted(changed))}")
