"""Leaving for good: asked for with the password, a week to think again, then every row and file of a person goes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz import mail
from letraz.models.leftover import Leftover, folders_of
from letraz.models.letter import Letter
from letraz.queue import OutOfTime

log = logging.getLogger(__name__)

#: How long it can be called off.
WAITS = timedelta(days=7)

#: People that one sweep lets go.
MOST = 10


class Leaving:
    """A person who may leave. Their rows hang on theirs with ON DELETE CASCADE; `letraz.models.belonging` is tested."""

    id: Mapped[int]
    email: Mapped[str]
    fs_uniquifier: Mapped[str]
    leaving_at: Mapped[datetime | None] = mapped_column(index=True)  #: when all of it goes; None for who stays

    def leave(self, moment: datetime) -> None:
        """Go a week from `moment`; every session ends. Asked for twice it is still the first week."""
        self.leaving_at = self.leaving_at or moment + WAITS
        self.fs_uniquifier = uuid4().hex

    def stay(self) -> None:
        """Call it off."""
        self.leaving_at = None

    @classmethod
    def depart(cls, session: Session, moment: datetime, farewell: Callable[[Any], dict[str, Any]]) -> int:
        """Let everybody go whose week is over; returns how many. Commits after each.

        `farewell` gives what `Letter.post` takes: the last letter, written in the transaction that removes the rest.
        """
        over = select(cls.id).where(cls.leaving_at <= moment).limit(MOST)
        ids = list(session.scalars(over))
        session.commit()
        return sum(cls._depart_one(session, user_id, moment, farewell) for user_id in ids)

    @classmethod
    def _depart_one(
        cls, session: Session, user_id: int, moment: datetime, farewell: Callable[[Any], dict[str, Any]]
    ) -> bool:
        mine = select(cls).where(cls.id == user_id, cls.leaving_at <= moment)
        locked = mine.with_for_update(of=cls, skip_locked=True).execution_options(populate_existing=True)
        try:
            user = session.scalar(locked)
            if user is not None:
                user._remove(session, farewell(user))
            session.commit()
        except OutOfTime:
            raise
        except Exception:
            session.rollback()
            log.exception("an account cannot be removed", extra={"user": user_id})
            return False
        return user is not None

    def _remove(self, session: Session, farewell: dict[str, Any]) -> None:
        """Their letters in the outbox, then rows and the keys of files: what dies before the commit is done again."""
        kind = type(self)
        mail.forget(self._addresses(session))
        Leftover.note(session, folders_of(session, self.id))
        session.execute(delete(Letter).where(Letter.user_id.is_(None), Letter.to == self.email))
        Letter.post(session, self.email, passing=True, **farewell)
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("PRAGMA secure_delete=ON"))  # what is deleted is overwritten in the file too
        session.execute(delete(kind).where(kind.id == self.id).execution_options(synchronize_session=False))
        session.expunge_all()

    def _addresses(self, session: Session) -> Iterable[str]:
        """Every address that letters to this person went to, but for those that are somebody else's by now."""
        kind = type(self)
        found = {self.email, *session.scalars(select(Letter.to).where(Letter.user_id == self.id))}
        others = select(kind.email).where(kind.email.in_(found), kind.id != self.id)
        return found - set(session.scalars(others))


def kept_until(moment: datetime) -> str:
    """The day as a letter says it: "Thursday 3 December 2026, 14:02 UTC"."""
    return f"{moment:%A} {moment.day} {moment:%B %Y, %H:%M} UTC"
