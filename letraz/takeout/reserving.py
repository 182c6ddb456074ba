"""Ids for exported files that come in: given away before, and never to another row, so that what dies can be swept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from letraz.database import now
from letraz.models import ExportRequest, Leftover

#: How long the folders of files that come in are safe from the sweep.
SAFE = timedelta(hours=1)


def reserve(session: Session, user_id: int, count: int) -> list[int]:
    """Ids for exports that no row had or will have, their folders noted to go unless `keep` is asked. Commits."""
    bare = {"user_id": user_id, "format": "", "state": "failed", "snapshot": b"", "expires_at": now()}
    ids: list[int] = []
    if count:
        made = insert(ExportRequest).returning(ExportRequest.id, sort_by_parameter_order=True)
        ids = list(session.scalars(made, [dict(bare) for _ in range(count)]))
        session.execute(delete(ExportRequest).where(ExportRequest.id.in_(ids)))
        session.execute(insert(Leftover), [{"key": key, "due_at": now() + SAFE} for key in _folders(ids)])
    session.commit()
    return ids


def keep(session: Session, ids: Iterable[int]) -> None:
    """Let the folders of these exports stay: their rows are written in this transaction."""
    keys = list(_folders(ids))
    for start in range(0, len(keys), 500):
        session.execute(delete(Leftover).where(Leftover.key.in_(keys[start : start + 500])))


def _folders(ids: Iterable[int]) -> Iterator[str]:
    return (f"{ExportRequest.shelf}/{row_id}" for row_id in ids)
