"""Rows that a worker claims, works at without a lock, and ends while they are still its own.

A claim is new each time, so what a dead or late worker brings is never taken for what the one after it brings; what the
queue lost, and what dead workers hold, is found in the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from letraz import secrets
from letraz.database import line, now

#: Times a worker may begin a row before it is called failed.
MOST_ATTEMPTS = 3

#: How long a waiting row waits before it is asked for again, and how many one sweep takes.
PATIENCE, MOST = timedelta(seconds=15), 500


class Claimed:
    """Such a row. `waits` and `held` are its states before and while a worker has it; `loads` comes with a claim.

    `patience` is how long one waits before it is asked for again.
    """

    waits: ClassVar[str]
    held: ClassVar[str]
    loads: ClassVar[tuple[str, ...]] = ()
    patience: ClassVar[timedelta] = PATIENCE

    id: Mapped[int]
    state: Mapped[Any]
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = line(40)  #: whose it is while it is held: new with each claim, never used twice
    asked_at: Mapped[datetime] = mapped_column(default=now)  #: when it was last put on the queue, claimed, or heard of

    @classmethod
    def claimed(cls, session: Session, row_id: int) -> Self | None:
        """Claim a row that waits; None when somebody else has. Commits, so that no lock is held meanwhile."""
        claim = secrets.nonce()
        mine = update(cls).where(cls.id == row_id, cls.state == cls.waits)
        taken = mine.values(state=cls.held, claim=claim, asked_at=now(), attempts=cls.attempts + 1)
        found = session.execute(taken.returning(cls.id)).scalar()
        session.commit()
        if not found:
            return None
        options = [undefer(getattr(cls, name)) for name in cls.loads]
        row = session.get(cls, found, options=options, populate_existing=True)
        session.commit()  # the work takes long, and SQLite has one lock for all writers
        return row if row and row.claim == claim else None

    @classmethod
    def is_held(cls, session: Session, row_id: int, claim: str) -> bool:
        """Lock the row and look: the sweep may have taken it back meanwhile, or its owner removed or cancelled it."""
        row = select(cls.state, cls.claim).where(cls.id == row_id)
        return session.execute(row.with_for_update()).one_or_none() == (cls.held, claim)

    def is_still_ours(self, session: Session) -> bool:
        """The same of a row that this worker has claimed."""
        return self.is_held(session, self.id, self.claim)

    def wait_again(self) -> None:
        """Go back to those that wait, to be asked for by the next sweep."""
        self.state, self.asked_at = self.waits, now() - self.patience * 2

    @classmethod
    def take_back(cls, session: Session, lease: timedelta, again: Callable[[Self], None]) -> None:
        """Do `again` with each row that a worker holds and was silent about for longer than `lease`."""
        dead = select(cls).where(cls.state == cls.held, cls.asked_at < now() - lease)
        for row in session.scalars(dead.limit(MOST).with_for_update(of=cls, skip_locked=True)):
            again(row)
        session.flush()

    @classmethod
    def lost(cls, session: Session) -> list[int]:
        """The ids of what waits for too long, to be put on the queue."""
        waiting = select(cls).where(cls.state == cls.waits, cls.asked_at < now() - cls.patience)
        rows = list(session.scalars(waiting.limit(MOST).with_for_update(of=cls, skip_locked=True)))
        for row in rows:
            row.asked_at = now()
        return [row.id for row in rows]
