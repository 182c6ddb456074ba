"""How a posting is read: a worker claims the row, reads it, and looks whether it is still its own.

States go forward: waiting, reading, ready or failed; only what a dead worker left *reading* goes back to *waiting*.
"""

from __future__ import annotations

import hashlib
import logging
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol, Self

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from letraz import secrets
from letraz.database import line, now
from letraz.extensions import queue, setting

log = logging.getLogger(__name__)

WAITING, READING, READY, FAILED = "waiting", "reading", "ready", "failed"

#: Times a worker may begin a posting before it is called failed.
MOST_ATTEMPTS = 3

#: How long a waiting posting waits before it is asked for again, and how many one sweep takes.
PATIENCE, MOST = timedelta(seconds=15), 500

_UNREAD = "This could not be read. Paste the text of the posting instead."


class CannotRead(ValueError):
    """What came in is no posting that can be read. The text is a sentence or two for the person."""


class TakenIn(Protocol):
    """What a reader gives back; `given` is what came in, and `found` holds JSON values."""

    @property
    def given(self) -> bytes:
        """The bytes as they came."""
        ...

    @property
    def text(self) -> str:
        """All of it, as plain text."""
        ...

    @property
    def found(self) -> Mapping[str, Any]:
        """What was read from the text."""
        ...

    @property
    def fetched_at(self) -> datetime | None:
        """When its page was fetched; None for what a person brought."""
        ...


class Read:
    """A row that is read by a worker, once."""

    id: Mapped[int]
    given: Mapped[bytes | None]
    text: Mapped[str]
    sha256: Mapped[str]
    found: Mapped[dict[str, Any]]
    fetched_at: Mapped[datetime | None]
    state: Mapped[str] = line(10)
    error: Mapped[str] = line(500)
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = line(40)  #: whose it is while it is read: new with each claim, never used twice
    asked_at: Mapped[datetime] = mapped_column(default=now)  #: when it was last put on the queue, or claimed

    @classmethod
    def build(cls, session: Session, posting_id: int, read: Callable[[Self], TakenIn]) -> None:
        """Read a posting that waits, and tell who waits for it. Commits: when it is claimed, and when it ended.

        A `CannotRead` of `read` ends in *failed* with its sentence. Any other error is tried again up to
        `MOST_ATTEMPTS`, and raised here.
        """
        posting = cls._claim(session, posting_id)
        if posting is None:
            return
        try:
            found = read(posting)
        except CannotRead as error:
            if posting._is_still_ours(session):
                posting.fail(str(error))
        except Exception as error:
            if posting._is_still_ours(session):
                posting._stumble(error)
            session.commit()
            raise
        else:
            if posting._is_still_ours(session):
                posting._finish(found)
        session.commit()
        queue.tell(posting.told, posting.state)

    @property
    def told(self) -> str:
        """The name under which its end is told."""
        return f"posting:{self.id}"

    @classmethod
    def _claim(cls, session: Session, posting_id: int) -> Self | None:
        claim = secrets.nonce()
        mine = update(cls).where(cls.id == posting_id, cls.state == WAITING)
        taken = mine.values(state=READING, claim=claim, asked_at=now(), attempts=cls.attempts + 1)
        found = session.execute(taken.returning(cls.id)).scalar()
        session.commit()
        if not found:
            return None
        posting = session.get(cls, found, options=[undefer(cls.given)], populate_existing=True)
        session.commit()  # reading may wait for a site: no lock is held meanwhile (SQLite has one for all writers)
        return posting if posting and posting.claim == claim else None

    def _is_still_ours(self, session: Session) -> bool:
        """Lock the row and look: the sweep may have taken it back meanwhile, or its owner removed it."""
        kind = type(self)
        row = select(kind.state, kind.claim).where(kind.id == self.id)
        return session.execute(row.with_for_update()).one_or_none() == (READING, self.claim)

    def _finish(self, found: TakenIn) -> None:
        self.given, self.text, self.found = zlib.compress(found.given), found.text, dict(found.found)
        self.sha256 = hashlib.sha256(found.text.encode()).hexdigest()
        self.fetched_at, self.state, self.error = found.fetched_at, READY, ""

    def fail(self, why: str) -> None:
        """Become failed, with a reason for the person."""
        self.state, self.error = FAILED, why[:500]

    def _stumble(self, error: Exception) -> None:
        log.error("posting stumbled", exc_info=error, extra={"posting": self.id, "attempt": self.attempts})
        if self.attempts < MOST_ATTEMPTS:
            self.state, self.asked_at = WAITING, now()
        else:
            self.fail(_UNREAD)

    @classmethod
    def sweep(cls, session: Session) -> list[int]:
        """Take back what dead workers hold; the ids of what waits too long, to put on the queue."""
        lease = timedelta(seconds=setting("EXPORT_LEASE_SECONDS"))
        dead = select(cls).where(cls.state == READING, cls.asked_at < now() - lease)
        for posting in session.scalars(dead.limit(MOST).with_for_update(of=cls, skip_locked=True)):
            if posting.attempts >= MOST_ATTEMPTS:
                posting.fail(_UNREAD)
            else:
                posting.state, posting.asked_at = WAITING, now() - PATIENCE * 2
        waits = select(cls).where(cls.state == WAITING, cls.asked_at < now() - PATIENCE)
        lost = list(session.scalars(waits.limit(MOST).with_for_update(of=cls, skip_locked=True)))
        for posting in lost:
            posting.asked_at = now()
        return [posting.id for posting in lost]
