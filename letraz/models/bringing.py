"""A take-out on its way in: sent, read by a worker, looked at by its person, and written after their yes.

The row is the truth and the queue a hint, as with exports. What was sent lies in the storage and has an end; nothing
of it is in the person's rows before they say so, and then all of it is, or none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Index, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz import secrets, storage
from letraz.database import line, mapping, now, parent
from letraz.extensions import Model, queue, setting
from letraz.models.claiming import MOST, PATIENCE
from letraz.models.leftover import Filed, Leftover
from letraz.models.ordering import Refused, Stale
from letraz.queue import DEFAULT, OutOfTime

log = logging.getLogger(__name__)

#: It is being sent; waits to be read, is read; can be looked at; waits to be written, is written; is in; or neither.
SENT, WAITING, READING, READ, ASKED, WRITING, DONE, FAILED = (
    "sent", "waiting", "reading", "read", "asked", "writing", "done", "failed",
)  # fmt: skip

#: What a worker does with a row of this state, and what it is meanwhile and afterwards.
WORK = {WAITING: (READING, READ), ASKED: (WRITING, DONE)}

#: How long what was sent waits for a yes, and how long what came of it can be looked at.
LASTS, KEPT = timedelta(days=1), timedelta(days=7)

#: ZIPs of one person that wait; times that a worker may begin one; how much longer than a file it may take.
MOST_LIVE, MOST_ATTEMPTS, LEASE = 3, 2, timedelta(seconds=120)

_SLOW = "It takes longer to read than Letraz gives it. Nothing was brought in."
_GONE = "What was sent is not there any more. Send it again."
_BROKE = "Something here broke. Nothing was brought in; try again, or tell who runs Letraz."


class CannotBring(ValueError):
    """What was sent cannot be brought in. The text is a sentence for the person."""


#: Reads or writes what lies at a path; returns what a page says of it, as JSON values.
Do = Callable[[Session, "Bringing", Path], dict[str, Any]]


class Bringing(Filed, Model):
    """One ZIP that a person sent, what it holds, and what came of it (`review`)."""

    shelf = "brought"
    __tablename__ = "bringing"
    __table_args__ = (Index("ix_bringing_state_asked_at", "state", "asked_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent("user.id")
    file_name: Mapped[str] = line()
    file_size: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = line(10)
    error: Mapped[str] = line(500)
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = line(40)  #: whose it is while it is read or written: new with each claim
    review: Mapped[dict[str, Any]] = mapping()  #: what it holds and what will happen; once it is in, what came in
    asked_at: Mapped[datetime] = mapped_column(default=now)  #: when it was last put on the queue, or claimed
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)

    # --- sending and saying yes -----------------------------------------------------------------------

    @classmethod
    def take(cls, session: Session, user_id: int, name: str, path: Path) -> Self:
        """Keep what was sent, and let a worker read it. Commits: no lock is held while it goes to the storage."""
        waits = select(func.count()).select_from(cls).where(cls.user_id == user_id, cls.state != DONE)
        if (session.scalar(waits.where(cls.state != FAILED, cls.expires_at > now())) or 0) >= MOST_LIVE:
            raise Refused(f"{MOST_LIVE} ZIPs of yours wait already. Forget one first.")
        made = cls(user_id=user_id, file_name=name[:200], file_size=path.stat().st_size, state=SENT)
        made.expires_at, made.review = now() + LASTS, {}
        session.add(made)
        session.commit()
        try:
            storage.put_file(made.key, path)
        except Exception:
            made.remove(session)
            session.commit()
            raise
        made._ask(session, WAITING)
        session.commit()
        return made

    @property
    def key(self) -> str:
        """Where it lies in the storage."""
        return f"{self.folder}/all.zip"

    @property
    def told(self) -> str:
        """The name under which its end is told."""
        return f"bringing:{self.id}"

    @property
    def works(self) -> bool:
        """Whether a worker has it, or will."""
        return self.state in (SENT, WAITING, READING, ASKED, WRITING)

    def accept(self, session: Session) -> None:
        """Let a worker write it. `Stale` when it was asked for before, or its time is over."""
        if self.state != READ or self.expires_at <= now():
            raise Stale
        self._ask(session, ASKED)

    def _ask(self, session: Session, state: str) -> None:
        self.state, self.asked_at, self.attempts = state, now(), 0
        session.flush()
        queue.later(session, DEFAULT, "bring", self.id)

    def remove(self, session: Session) -> None:
        """Forget it, and its file after it."""
        Leftover.note(session, [self.folder])
        session.delete(self)

    # --- a worker's way through it ----------------------------------------------------------------------

    @classmethod
    def work(cls, session: Session, row_id: int, state: str, do: Do, folder: Path) -> None:
        """Read (*waiting*) or write (*asked*) one, in a file of `folder`. Commits what `do` did, or rolls it back.

        `CannotBring` is told to the person; another error is tried again up to `MOST_ATTEMPTS`, and raised here.
        """
        one = cls._claim(session, row_id, state)
        if one is None:
            return
        claim, told = one.claim, one.told
        try:
            review = do(session, one, _fetched(one.key, folder))
            if not cls._is_ours(session, row_id, claim):
                session.rollback()
                return
            one._finish(session, WORK[state][1], review)
            session.commit()
        except (CannotBring, OutOfTime, FileNotFoundError) as error:
            why = {OutOfTime: _SLOW, FileNotFoundError: _GONE}.get(type(error), str(error))
            cls._fail(session, row_id, claim, why)
        except Exception:
            cls._stumble(session, row_id, claim, state)
            raise
        finally:
            queue.tell(told, "")

    @classmethod
    def _claim(cls, session: Session, row_id: int, state: str) -> Self | None:
        claim = secrets.nonce()
        mine = update(cls).where(cls.id == row_id, cls.state == state)
        taken = mine.values(state=WORK[state][0], claim=claim, asked_at=now(), attempts=cls.attempts + 1)
        session.execute(taken)
        session.commit()
        found = session.scalar(select(cls).where(cls.id == row_id, cls.claim == claim))
        session.commit()
        return found

    @classmethod
    def _is_ours(cls, session: Session, row_id: int, claim: str) -> bool:
        """Lock the row and look: the sweep may have taken it back meanwhile, or its person removed it."""
        row = select(cls.claim).where(cls.id == row_id, cls.state.in_((READING, WRITING)))
        return session.scalar(row.with_for_update()) == claim

    def _finish(self, session: Session, state: str, review: dict[str, Any]) -> None:
        self.state, self.review, self.error = state, review, ""
        if state == DONE:
            self.expires_at = now() + KEPT
            Leftover.note(session, [self.folder])

    @classmethod
    def _fail(cls, session: Session, row_id: int, claim: str, why: str) -> None:
        session.rollback()
        mine = update(cls).where(cls.id == row_id, cls.claim == claim)
        if session.execute(mine.values(state=FAILED, error=why[:500]).returning(cls.id)).scalar():
            Leftover.note(session, [f"{cls.shelf}/{row_id}"])
        session.commit()
        log.warning("a ZIP cannot be brought", extra={"bringing": row_id, "why": why})

    @classmethod
    def _stumble(cls, session: Session, row_id: int, claim: str, state: str) -> None:
        session.rollback()
        attempts = session.scalar(select(cls.attempts).where(cls.id == row_id, cls.claim == claim))
        if attempts is None or attempts >= MOST_ATTEMPTS:
            cls._fail(session, row_id, claim, _BROKE)
            return
        session.execute(update(cls).where(cls.id == row_id, cls.claim == claim).values(state=state, asked_at=now()))
        session.commit()

    # --- the sweep ------------------------------------------------------------------------------------

    @classmethod
    def sweep(cls, session: Session) -> list[int]:
        """Take back what dead workers hold; the ids of what waits too long, to put on the queue."""
        lease = timedelta(seconds=setting("EXPORT_LEASE_SECONDS")) + LEASE
        for state, (at_it, _) in WORK.items():
            dead = update(cls).where(cls.state == at_it, cls.asked_at < now() - lease)
            session.execute(dead.where(cls.attempts >= MOST_ATTEMPTS).values(state=FAILED, error=_BROKE))
            session.execute(dead.values(state=state, asked_at=now() - PATIENCE * 2))
        waits = update(cls).where(cls.state.in_(WORK), cls.asked_at < now() - PATIENCE)
        return list(session.scalars(waits.values(asked_at=now()).returning(cls.id)))

    @classmethod
    def drop_ended(cls, session: Session) -> None:
        """Forget those whose time is over, with what was sent. Commits. One that a worker is at stays until then."""
        over = select(cls.id).where(cls.expires_at <= now(), cls.state.not_in((READING, WRITING))).limit(MOST)
        ids = list(session.scalars(over))
        if not ids:
            return
        Leftover.note(session, [f"{cls.shelf}/{row_id}" for row_id in ids])
        session.execute(delete(cls).where(cls.id.in_(ids)))
        session.commit()


def _fetched(key: str, folder: Path) -> Path:
    """What lies in the storage, as a file that can be read anywhere in it."""
    path = folder / "all.zip"
    with path.open("wb") as out:
        for piece in storage.pieces(key):
            out.write(piece)
    return path
