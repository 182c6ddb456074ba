"""Rows that stand in an order among siblings, and rows that can be put in the trash and taken out.

Siblings are renumbered in one transaction; there is no unique constraint on (parent, index), which could
not be renumbered row by row (DESIGN section 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz.database import now

#: How long what was removed can be put back.
TRASH_LASTS = timedelta(days=30)


class Stale(Exception):
    """What the person saw is no longer what is stored: another tab or device was faster."""


class Refused(ValueError):
    """A rule forbids it; the text says which, in a sentence for the person."""


class _Placed(Protocol):
    @property
    def id(self) -> int: ...

    index: Any


Row = TypeVar("Row", bound=_Placed)


def parse_order(text: str) -> list[int]:
    """The ids of "3,1,2". `Stale` when it is no such list: a page that never came from us."""
    parts = [part for part in text.split(",") if part]
    if not all(part.isdecimal() and len(part) < 19 for part in parts):
        raise Stale
    return [int(part) for part in parts]


def require_order(rows: Sequence[_Placed], seen: Sequence[int]) -> None:
    """`Stale` unless the person saw exactly these rows in this order."""
    if [row.id for row in rows] != list(seen):
        raise Stale


def place(rows: list[Row], row: Row, position: int) -> int:
    """Put `row` at `position` (1-based, held within the list) of `rows` and renumber them.

    Returns the position it got.
    """
    if row in rows:
        rows.remove(row)
    position = max(1, min(position, len(rows) + 1))
    rows.insert(position - 1, row)
    renumber(rows)
    return position


def renumber(rows: Sequence[_Placed]) -> None:
    """Give the rows the indexes 0, 1, 2, … in the order in which they stand."""
    for index, row in enumerate(rows):
        if row.index != index:
            row.index = index


class Trashable:
    """A row that is removed softly: `deleted_at` says when, Undo clears it."""

    deleted_at: Mapped[datetime | None] = mapped_column(default=None, index=True)

    @property
    def goes_at(self) -> datetime | None:
        """From when on it goes for good; None for what is not in the trash."""
        return self.deleted_at + TRASH_LASTS if self.deleted_at else None

    def trash(self) -> None:
        """Put it in the trash."""
        self.deleted_at = now()

    def restore(self) -> None:
        """Take it out of the trash."""
        self.deleted_at = None

    def purge(self, session: Session) -> None:
        """Remove its row for good, with what hangs on it in the database. What has files notes them as leftovers."""
        mapper = inspect(type(self)).base_mapper  # of an item the row that all types share: its own goes with it
        session.flush()
        session.execute(mapper.local_table.delete().where(mapper.local_table.c.id == self.id))  # type: ignore[attr-defined]
        session.expunge(self)
