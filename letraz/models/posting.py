"""A posting as it was: what was pasted, fetched or uploaded, and what was read from it. Never changed once read.

How it is read: `letraz.models.reading`.
"""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import ForeignKey, Index, LargeBinary, Select, Text, delete, event, inspect, or_, select
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column, relationship

from letraz.database import line, now, parent
from letraz.extensions import Model, queue
from letraz.models.job import Job
from letraz.models.ordering import Refused
from letraz.models.reading import FAILED, READING, READY, WAITING, CannotRead, Read
from letraz.queue import DEFAULT, EXPORT

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

__all__ = ["FAILED", "FILE", "LINK", "PASTED", "READING", "READY", "WAITING", "CannotRead", "Posting"]

PASTED, LINK, FILE = "paste", "link", "file"

#: Postings of a person that wait to be saved: the oldest goes when one more comes. And readings of one job.
MOST_UNSAVED, MOST_OF_A_JOB = 20, 20

#: What never changes once it was read.
KEPT = ("user_id", "source", "url", "given", "text", "sha256", "found", "fetched_at", "created_at")


class Posting(Read, Model):
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
    text: Mapped[str] = mapped_column(Text, default="", server_default="", deferred=True, deferred_group="read")
    sha256: Mapped[str] = line(64)  #: of `text`
    #: what was read from it: `letraz.matching.posting.Posting.to_json` without its text, and what
    #: `letraz.postings.TakenIn` adds
    found: Mapped[dict[str, Any]] = mapped_column(
        default=dict, server_default="{}", deferred=True, deferred_group="read"
    )
    fetched_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    job: Mapped[Job | None] = relationship(back_populates="postings", lazy="raise_on_sql")

    @classmethod
    def ask(
        cls, session: Session, user_id: int, source: str, data: bytes = b"", url: str = "", job: Job | None = None
    ) -> Self:
        """A posting that a worker reads after the commit. `Refused` when `job` has as many as the house allows."""
        if job is None:
            cls._forget_oldest(session, user_id)
        else:
            cls._require_room(session, job)
        posting = cls(user_id=user_id, source=source, url=url, job_id=job.id if job else None, state=WAITING)
        posting.given = zlib.compress(data) if data else None
        session.add(posting)
        session.flush()
        # a site may take its time, and nobody's file is to wait for that
        queue.later(session, DEFAULT if source == LINK else EXPORT, "read_posting", posting.id)
        return posting

    @classmethod
    def _forget_oldest(cls, session: Session, user_id: int) -> None:
        newest = select(cls.id).where(cls.user_id == user_id, cls.job_id.is_(None)).order_by(cls.id.desc())
        for old in list(session.scalars(newest.offset(MOST_UNSAVED - 1))):
            session.execute(delete(cls).where(cls.id == old))

    @classmethod
    def _require_room(cls, session: Session, job: Job) -> None:
        """Forget what says nothing new of the job: what failed, and what is as the one before. `Refused` when full."""
        rows = session.execute(select(cls.id, cls.state, cls.sha256).where(cls.job_id == job.id).order_by(cls.id))
        left: list[str] = []
        for row_id, state, sha256 in rows.all():
            if state == FAILED or (state == READY and left and left[-1] == sha256):
                session.execute(delete(cls).where(cls.id == row_id))
            else:
                left.append(sha256)
        if len(left) >= MOST_OF_A_JOB:
            raise Refused(f"This posting was kept {MOST_OF_A_JOB} times. No more can be kept with this job.")

    @property
    def data(self) -> bytes:
        """What came in."""
        return zlib.decompress(self.given) if self.given else b""

    @property
    def seen_at(self) -> datetime:
        """When it was as it is here."""
        return self.fetched_at or self.created_at

    @classmethod
    def unsaved(cls, user_id: int) -> Select[Any]:
        """A query for the postings of a person that were read and wait for a yes, the newest first."""
        mine = select(cls).where(cls.user_id == user_id, cls.job_id.is_(None), cls.state == READY)
        return mine.order_by(cls.id.desc())

    @classmethod
    def before(cls, session: Session, posting: Self) -> Self | None:
        """The reading of the same job that came before this one; None for the first."""
        mine = select(cls).where(cls.job_id == posting.job_id, cls.state == READY, cls.id < posting.id)
        return session.scalar(mine.order_by(cls.id.desc()).limit(1)) if posting.job_id else None

    @classmethod
    def saved_job(cls, session: Session, user_id: int, url: str) -> Job | None:
        """The person's job that was saved from this address, if there is one; the newest when there are several."""
        if not url:
            return None
        same = _spellings(url)
        read = select(cls.job_id).where(cls.user_id == user_id, cls.url.in_(same), cls.job_id.is_not(None))
        mine = select(Job).where(Job.user_id == user_id, Job.deleted_at.is_(None))
        found = mine.where(or_(Job.url.in_(same), Job.id.in_(read))).order_by(Job.id.desc())
        return session.scalar(found.limit(1))


def _spellings(url: str) -> list[str]:
    """The address as people write it: with and without the slash at its end and the mark within the page."""
    bare = url.partition("#")[0].rstrip("/")
    return list(dict.fromkeys([url, bare, f"{bare}/"]))


@event.listens_for(Posting, "before_update")
def _stays(mapper: Mapper[Any], connection: Connection, posting: Posting) -> None:
    """What was read stays as it was. A `ValueError` here is a fault of ours."""
    state = inspect(posting)
    was = state.attrs.state.history
    if READY not in (was.deleted or (posting.state,)):
        return
    for name in KEPT:
        if state.attrs[name].history.has_changes():
            raise ValueError(f"a posting that was read does not change: {name}")
