"""The sweep: what the queue lost, what dead workers hold, and what has ended, found in the tables.

It runs every few seconds and may run twice at once; each step takes a row only while it is as it was found.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from letraz.database import now
from letraz.extensions import setting
from letraz.models.export import EXPIRED, MOST_ATTEMPTS, PENDING, PROCESSING, READY, ExportRequest

#: How long a pending export, or a ready one without a letter, waits before it is asked for again.
PATIENCE = timedelta(seconds=15)

#: Rows that one sweep takes of each kind.
MOST = 500

_SILENT = "The worker stopped each time it made this file. Ask again, or tell who runs Letraz."


def exports(session: Session) -> list[int]:
    """Take back what dead workers hold, drop the bytes of ended links; returns the ids to put on the queue."""
    _take_back(session)
    _drop_ended(session)
    query = select(ExportRequest).where(ExportRequest.state == PENDING, ExportRequest.asked_at < now() - PATIENCE)
    lost = list(session.scalars(query.limit(MOST).with_for_update(of=ExportRequest, skip_locked=True)))
    for export in lost:
        export.asked_at = now()
    return [export.id for export in lost]


def without_letter(session: Session) -> list[int]:
    """The ids of ready exports whose letter the queue lost."""
    query = select(ExportRequest.id).where(
        ExportRequest.state == READY,
        ExportRequest.letter_id.is_(None),
        ~ExportRequest.link_ended,
        ExportRequest.expires_at > now(),
        ExportRequest.asked_at < now() - PATIENCE,
    )
    return list(session.scalars(query.limit(MOST)))


def _take_back(session: Session) -> None:
    lease = timedelta(seconds=setting("EXPORT_LEASE_SECONDS"))
    dead = select(ExportRequest).where(ExportRequest.state == PROCESSING, ExportRequest.asked_at < now() - lease)
    for export in session.scalars(dead.limit(MOST).with_for_update(of=ExportRequest, skip_locked=True)):
        if export.attempts >= MOST_ATTEMPTS:
            export.fail(_SILENT)
        else:
            export.state, export.asked_at = PENDING, now() - PATIENCE * 2


def _drop_ended(session: Session) -> None:
    ended = select(ExportRequest).where(
        ExportRequest.state == READY, ExportRequest.expires_at <= now(), ~ExportRequest.kept, ~ExportRequest.sent
    )
    for export in session.scalars(ended.limit(MOST)):
        export.drop_file(EXPIRED)
