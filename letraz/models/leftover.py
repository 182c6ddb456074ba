"""Files whose rows are gone: their keys are written down in the transaction that removes the rows, and go after it.

So what dies half-way is found again, and a store that is away delays nothing but the bytes. Each is looked for twice,
an hour apart: a worker that was still at it may have put a file there after the row had gone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz import storage
from letraz.database import flag, line, now
from letraz.extensions import Model
from letraz.queue import OutOfTime

log = logging.getLogger(__name__)

#: When a folder is looked for again, after it was removed and after the store refused.
AGAIN, REFUSED = timedelta(hours=1), timedelta(minutes=1)

#: Folders that one sweep removes.
MOST = 100


class Filed:
    """A row with files of its own, in one folder of the storage. Its id is never given to another row."""

    shelf: ClassVar[str]  #: the folder above
    id: Mapped[int]

    @property
    def folder(self) -> str:
        """The key above its files. What a killed worker left half done lies there too, and goes with it."""
        return f"{self.shelf}/{self.id}"


class Leftover(Model):
    """A folder of the storage that is to go. The key holds numbers, and nothing of a person."""

    __tablename__ = "leftover"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = line(100)
    due_at: Mapped[datetime] = mapped_column(default=now, index=True)
    looked: Mapped[bool] = flag()  #: it was removed once

    @classmethod
    def note(cls, session: Session, keys: Iterable[str]) -> None:
        """Let these folders go once `session` has committed."""
        rows = [{"key": key, "due_at": now()} for key in keys]
        if rows:
            session.execute(insert(cls), rows)

    @classmethod
    def clear(cls, session: Session, moment: datetime) -> None:
        """Remove the folders that are due, in no order: what the store refuses holds up no other. Commits after each.

        Removing what is gone does nothing, so it may be killed anywhere, and run twice at once.
        """
        due = select(cls.id, cls.key, cls.looked).where(cls.due_at <= moment).order_by(func.random()).limit(MOST)
        found = session.execute(due).all()
        session.commit()
        for row_id, key, looked in found:
            mine = cls.id == row_id
            if not _removed(key):
                session.execute(update(cls).where(mine).values(due_at=moment + REFUSED))
            elif looked:
                session.execute(delete(cls).where(mine))
            else:
                session.execute(update(cls).where(mine).values(looked=True, due_at=moment + AGAIN))
            session.commit()


def _removed(key: str) -> bool:
    try:
        storage.delete(key)
    except OutOfTime:
        raise
    except Exception:  # a store has errors of its own kind
        log.exception("a folder cannot be deleted", extra={"key": key})
        return False
    return True


def shelves() -> list[type[Any]]:
    """Every kind of row with files."""
    return [mapper.class_ for mapper in Model.registry.mappers if issubclass(mapper.class_, Filed)]


def folders_of(session: Session, user_id: int) -> Iterator[str]:
    """The folders of everything that a person has."""
    for kind in sorted(shelves(), key=lambda one: str(one.shelf)):
        ids = session.scalars(select(kind.id).where(kind.user_id == user_id))
        yield from (f"{kind.shelf}/{row_id}" for row_id in ids)
