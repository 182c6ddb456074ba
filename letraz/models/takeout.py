"""A take-out: one ZIP of all that a person has, made by a worker, with an end. Only its person gets it, signed in.

The row is the truth and the queue a hint, as with exports: pending, processing, ready or failed, then expired.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from sqlalchemy import CheckConstraint, ForeignKey, Index, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz import secrets, storage
from letraz.database import line, now, parent
from letraz.extensions import Model, queue, setting
from letraz.models.claiming import MOST, MOST_ATTEMPTS, PATIENCE, Claimed
from letraz.models.leftover import Filed, Leftover
from letraz.models.making import EXPIRED, FAILED, PENDING, PROCESSING, READY
from letraz.models.ordering import Refused
from letraz.queue import DEFAULT

log = logging.getLogger(__name__)

#: How long it can be fetched.
LASTS = timedelta(days=7)

#: Take-outs of one person on their page.
MOST_LIVE = 3

_NOT_MADE = "It could not be made. Nothing of yours is changed; ask again later, or tell who runs Letraz."

#: Writes the ZIP of a person to a path; returns its SHA-256 (hex).
Pack = Callable[[Session, int, Path], str]


class Takeout(Claimed, Filed, Model):
    """One ZIP of all that a person has at the moment when it is made."""

    shelf = "takeouts"
    waits, held = PENDING, PROCESSING
    __tablename__ = "takeout"
    __table_args__ = (
        CheckConstraint("(state = 'ready') = (file_key IS NOT NULL)", name="ready_has_file"),
        Index("ix_takeout_state_expires_at", "state", "expires_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent("user.id")
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="SET NULL"), index=True)
    state: Mapped[str] = line(12)
    error: Mapped[str] = line()
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    file_key: Mapped[str | None]
    file_size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = line(64)

    @classmethod
    def ask(cls, session: Session, user_id: int) -> Self:
        """One that a worker makes after the commit. `Refused` while one is being made, or there are `MOST_LIVE`."""
        mine = list(session.scalars(select(cls).where(cls.user_id == user_id, cls.state != EXPIRED).with_for_update()))
        if any(one.being_made for one in mine):
            raise Refused("One is being made already. A letter tells you when it is ready.")
        if len(mine) >= MOST_LIVE:
            raise Refused(f"You have {MOST_LIVE} of them. Remove one first.")
        made = cls(user_id=user_id, state=PENDING, expires_at=now() + LASTS, asked_at=now())
        session.add(made)
        session.flush()
        queue.later(session, DEFAULT, "build_takeout", made.id)
        return made

    @property
    def being_made(self) -> bool:
        """Whether a worker has it, or will."""
        return self.state in (PENDING, PROCESSING)

    @property
    def file_name(self) -> str:
        """What it is called when it is saved."""
        return f"Letraz-{self.created_at:%Y-%m-%d}.zip"

    # --- making it: for workers ----------------------------------------------------------------------

    @classmethod
    def build(cls, session: Session, takeout_id: int, pack: Pack) -> None:
        """Make the ZIP of one that waits, in a file beside the storage and not in memory. Commits.

        An error is tried again up to `MOST_ATTEMPTS`, and raised here.
        """
        made = cls.claimed(session, takeout_id)
        if made is None:
            return
        row_id, user_id, claim, attempts = made.id, made.user_id, made.claim, made.attempts
        key = f"{made.folder}/{secrets.nonce()}"
        try:
            with TemporaryDirectory(prefix="letraz-takeout-") as folder:
                path = Path(folder, "all.zip")
                sha256, size = pack(session, user_id, path), path.stat().st_size
                storage.put_file(key, path)
        except Exception:
            session.rollback()
            again = attempts < MOST_ATTEMPTS
            cls._end(session, row_id, claim, state=PENDING if again else FAILED, error="" if again else _NOT_MADE)
            raise
        ready = {"state": READY, "file_key": key, "file_size": size, "sha256": sha256, "expires_at": now() + LASTS}
        if cls._end(session, row_id, claim, **ready):
            queue.put(DEFAULT, "write_takeout_letter", row_id)
        else:
            storage.delete(key)

    @classmethod
    def _end(cls, session: Session, row_id: int, claim: str, **values: object) -> bool:
        """Write how it ended, if it is still ours: the sweep may have taken it back, or its person removed it."""
        mine = update(cls).where(cls.id == row_id, cls.state == PROCESSING, cls.claim == claim)
        ended = session.execute(mine.values(asked_at=now(), **values).returning(cls.id)).scalar()
        session.commit()
        return ended is not None

    # --- the sweep -----------------------------------------------------------------------------------

    @classmethod
    def sweep(cls, session: Session) -> list[int]:
        """Take back what dead workers hold; the ids of what waits too long, to put on the queue."""
        lease = timedelta(seconds=setting("EXPORT_LEASE_SECONDS")) + LEASE
        dead = update(cls).where(cls.state == PROCESSING, cls.asked_at < now() - lease)
        session.execute(dead.where(cls.attempts >= MOST_ATTEMPTS).values(state=FAILED, error=_NOT_MADE))
        session.execute(dead.values(state=PENDING, asked_at=now() - PATIENCE * 2))
        waits = update(cls).where(cls.state == PENDING, cls.asked_at < now() - PATIENCE)
        return list(session.scalars(waits.values(asked_at=now()).returning(cls.id)))

    @classmethod
    def without_letter(cls, session: Session) -> list[int]:
        """The ids of ready ones whose letter the queue lost."""
        living = select(cls.id).where(cls.state == READY, cls.letter_id.is_(None), cls.expires_at > now())
        return list(session.scalars(living.where(cls.asked_at < now() - PATIENCE).limit(MOST)))

    @classmethod
    def drop_ended(cls, session: Session) -> None:
        """Let the files of ended ones go. Commits."""
        over = select(cls).where(cls.state == READY, cls.expires_at <= now())
        for one in session.scalars(over.limit(MOST).with_for_update(skip_locked=True)):
            one.state, one.file_key = EXPIRED, None
            Leftover.note(session, [one.folder])
        session.commit()

    def remove(self, session: Session) -> None:
        """Remove it, and its file after it."""
        Leftover.note(session, [self.folder])
        session.delete(self)


#: A worker may be silent so much longer than with an export: the ZIP of a long life takes its time.
LEASE = timedelta(seconds=120)
