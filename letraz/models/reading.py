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

from sqlalchemy.orm import Mapped, Session

from letraz.database import line, now
from letraz.extensions import queue, setting
from letraz.models.claiming import MOST_ATTEMPTS, Claimed

log = logging.getLogger(__name__)

WAITING, READING, READY, FAILED = "waiting", "reading", "ready", "failed"

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


class Read(Claimed):
    """A row that is read by a worker, once."""

    waits, held, loads = WAITING, READING, ("given",)

    id: Mapped[int]
    given: Mapped[bytes | None]
    text: Mapped[str]
    sha256: Mapped[str]
    found: Mapped[dict[str, Any]]
    fetched_at: Mapped[datetime | None]
    state: Mapped[str] = line(10)
    error: Mapped[str] = line(500)

    @classmethod
    def build(cls, session: Session, posting_id: int, read: Callable[[Self], TakenIn]) -> None:
        """Read a posting that waits, and tell who waits for it. Commits: when it is claimed, and when it ended.

        A `CannotRead` of `read` ends in *failed* with its sentence. Any other error is tried again up to
        `MOST_ATTEMPTS`, and raised here.
        """
        posting = cls.claimed(session, posting_id)
        if posting is None:
            return
        try:
            found = read(posting)
        except CannotRead as error:
            if posting.is_still_ours(session):
                posting.fail(str(error))
        except Exception as error:
            if posting.is_still_ours(session):
                posting._stumble(error)
            session.commit()
            raise
        else:
            if posting.is_still_ours(session):
                posting._finish(found)
        session.commit()
        queue.tell(posting.told, posting.state)

    @property
    def told(self) -> str:
        """The name under which its end is told."""
        return f"posting:{self.id}"

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
        cls.take_back(session, timedelta(seconds=setting("EXPORT_LEASE_SECONDS")), cls._silent)
        return cls.lost(session)

    def _silent(self) -> None:
        if self.attempts >= MOST_ATTEMPTS:
            self.fail(_UNREAD)
        else:
            self.wait_again()
