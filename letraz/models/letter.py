"""A letter that waits to be sent, or was sent. It goes at most once by itself.

It is marked *sending* before it goes. What dies between the server's yes and our commit is *unknown*: the
person sees "send again", and Letraz does not (DESIGN rule 4).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Self

from sqlalchemy import ForeignKey, Index, LargeBinary, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz import mail, secrets
from letraz.database import flag, line, now
from letraz.extensions import Model, queue
from letraz.queue import DEFAULT

log = logging.getLogger(__name__)

WAITING, SENDING, SENT, UNKNOWN, FAILED = "waiting", "sending", "sent", "unknown", "failed"
CANCELLED = "cancelled"

#: Tries before a letter is called failed; the pauses grow from 5 s to 15 min, about 4 hours in all.
MOST_TRIES = 20

#: A letter that is *sending* for longer died on the way.
SENDING_LASTS = timedelta(minutes=2)


class Letter(Model):
    """One e-mail to one address. Its body is sealed while it waits, and wiped when it has gone."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    to: Mapped[str] = line(255)
    subject: Mapped[str] = line()
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = line(10)
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = line()
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]
    passing: Mapped[bool] = flag()  #: its row goes when it has gone, or cannot: the last letter to who left

    @classmethod
    def post(
        cls, session: Session, to: str, subject: str, text: str, html: str = "", user_id: int | None = None,
        headers: Mapping[str, str] | None = None, passing: bool = False,
    ) -> Self:  # fmt: skip
        """A letter that leaves once `session` has committed. `headers` may hold a link: they are sealed with it."""
        body = secrets.seal(json.dumps([text, html, dict(headers or {})]))
        letter = cls(to=to, subject=subject, body=body, state=WAITING, user_id=user_id, due_at=now(), passing=passing)
        session.add(letter)
        session.flush()
        queue.later(session, DEFAULT, "send_letter", letter.id)
        return letter

    @classmethod
    def deliver(cls, session: Session, letter_id: int, send: Callable[[EmailMessage], None] = mail.send) -> None:
        """Send a waiting letter, and write down how it went. Commits twice: before and after."""
        letter = cls._claim(session, letter_id)
        if letter is None:
            return
        # text, html, headers; a letter of an older Letraz has none of its own
        parts = json.loads(secrets.unseal(letter.body or b""))
        try:
            send(mail.compose(letter.to, letter.subject, *parts))
        except mail.NotSent as error:
            letter._not_sent(str(error))
        except mail.Unclear as error:
            letter.state, letter.error = UNKNOWN, str(error)[:200]
        else:
            letter.state, letter.sent_at, letter.body, letter.error = SENT, now(), None, ""
        if letter.passing and letter.state != WAITING:
            session.delete(letter)
        session.commit()

    @classmethod
    def _claim(cls, session: Session, letter_id: int) -> Self | None:
        """The letter, marked as sending and committed; None when it is not waiting, or not due."""
        mine = update(cls).where(cls.id == letter_id, cls.state == WAITING, cls.due_at <= now())
        # `due_at` of a letter that is sending says when it started.
        taken = session.execute(mine.values(state=SENDING, due_at=now()).returning(cls.id)).scalar()
        session.commit()
        letter = session.get(cls, taken, populate_existing=True) if taken else None
        session.commit()  # a mail server may take its time: no lock is held meanwhile
        return letter

    @classmethod
    def cancel(cls, session: Session, letter_id: int | None) -> None:
        """Let a waiting letter never go, and wipe its body. One that is on its way, or went, stays as it is."""
        mine = update(cls).where(cls.id == letter_id, cls.state == WAITING)
        session.execute(mine.values(state=CANCELLED, body=None, error=""))

    def _not_sent(self, why: str) -> None:
        self.tries += 1
        self.error = why[:200]
        self.state = WAITING if self.tries < MOST_TRIES else FAILED
        self.due_at = now() + timedelta(seconds=min(5 * 2 ** (self.tries - 1), 900))
        log.warning("letter not sent", extra={"letter": self.id, "tries": self.tries})

    @classmethod
    def sweep(cls, session: Session) -> list[int]:
        """Mark letters that died on the way as unknown; returns the ids of those that are due."""
        dead = update(cls).where(cls.state == SENDING, cls.due_at < now() - SENDING_LASTS)
        session.execute(dead.values(state=UNKNOWN, error="It is not known whether the server took it."))
        session.execute(delete(cls).where(cls.state == UNKNOWN, cls.passing))
        due = select(cls.id).where(cls.state == WAITING, cls.due_at <= now()).order_by(cls.due_at).limit(100)
        return list(session.scalars(due))
