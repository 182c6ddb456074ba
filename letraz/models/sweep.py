"""The sweep: what the queue lost, what dead workers hold, and what has ended, found in the tables.

It runs every few seconds and may run twice at once; each step takes a row only while it is as it was found.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from letraz.database import now
from letraz.extensions import setting
from letraz.models.claiming import MOST, MOST_ATTEMPTS, PATIENCE
from letraz.models.export import EXPIRED, READY, REVOKED, ExportRequest
from letraz.queue import OutOfTime

log = logging.getLogger(__name__)

_SILENT = "The worker stopped each time it made this file. Ask again, or tell who runs Letraz."


def exports(session: Session) -> list[int]:
    """Take back what dead workers hold; returns the ids to put on the queue."""
    ExportRequest.take_back(session, timedelta(seconds=setting("EXPORT_LEASE_SECONDS")), _silent)
    return ExportRequest.lost(session)


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


def drop_ended(session: Session) -> None:
    """Drop the bytes of ended links. Commits. A file that cannot be deleted stays, and its row with it."""
    ended = select(ExportRequest).where(
        ExportRequest.state == READY, ExportRequest.expires_at <= now(), ~ExportRequest.kept, ~ExportRequest.sent
    )
    # Locked and read anew: a *keep* or *prolong* may be committed while we look. In no order, so that files that
    # cannot be deleted never stand before all others.
    mine = ended.order_by(func.random()).limit(MOST).with_for_update(of=ExportRequest, skip_locked=True)
    for export in session.scalars(mine.execution_options(populate_existing=True)):
        try:
            export.drop_file(REVOKED if export.link_ended else EXPIRED)
        except OutOfTime:
            raise
        except Exception:  # a store has errors of its own kind
            log.exception("a file cannot be deleted", extra={"export": export.id})
    session.commit()


def _silent(export: ExportRequest) -> None:
    if export.attempts >= MOST_ATTEMPTS:
        export.fail(_SILENT)
    else:
        export.wait_again()
