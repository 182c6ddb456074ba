"""What lay in the trash for its time goes for good. What was sent stays: it hangs on the person, not on the resume."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from letraz.extensions import Model
from letraz.models.ordering import TRASH_LASTS, Trashable
from letraz.queue import OutOfTime

log = logging.getLogger(__name__)

#: Rows of each kind that one sweep removes.
MOST = 50


def kinds() -> list[type[Any]]:
    """Everything that can be put in the trash, wholes before their parts; a new noun is here by being `Trashable`."""
    tables = Model.metadata.sorted_tables
    roots = [one.class_ for one in Model.registry.mappers if issubclass(one.class_, Trashable) and one.inherits is None]
    return sorted(roots, key=lambda kind: tables.index(kind.__table__))


def purge(session: Session, moment: datetime) -> int:
    """Remove for good what was put in the trash 30 days before `moment`; returns how many rows. Commits after each.

    What cannot be removed stays as it was, and the others go.
    """
    gone = 0
    for kind in kinds():
        over = select(kind.id).where(kind.deleted_at <= moment - TRASH_LASTS).limit(MOST)
        ids = list(session.scalars(over))
        session.commit()
        gone += sum(_purge_one(session, kind, row_id, moment) for row_id in ids)
    return gone


def _purge_one(session: Session, kind: type[Any], row_id: int, moment: datetime) -> bool:
    """Locked and read anew: it may be put back while we look, or be gone with what it was part of."""
    mine = select(kind).where(kind.id == row_id, kind.deleted_at <= moment - TRASH_LASTS)
    locked = mine.with_for_update(of=kind.__table__, skip_locked=True).execution_options(populate_existing=True)
    try:
        row = session.scalar(locked)
        if row is not None:
            row.purge(session)
        session.commit()
    except OutOfTime:
        raise
    except Exception:
        session.rollback()
        log.exception("a row cannot be purged", extra={"table": kind.__tablename__, "row": row_id})
        return False
    return row is not None
