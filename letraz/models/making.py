"""How the file of an export is made: a worker claims the row, writes the file, and looks whether it is still its own.

States go forward: pending, processing, ready or failed, then expired or revoked; only what a dead worker left
*processing* goes back to *pending*.
"""

from __future__ import annotations

import hashlib
import json
import logging
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol, Self

from sqlalchemy import LargeBinary, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from letraz import secrets, storage
from letraz.database import line, mapping, now
from letraz.document import CannotMake, Document
from letraz.extensions import queue
from letraz.models.leftover import Filed
from letraz.queue import EXPORT

log = logging.getLogger(__name__)

PENDING, PROCESSING, READY, FAILED, EXPIRED, REVOKED = "pending", "processing", "ready", "failed", "expired", "revoked"

# What of a receipt's facts a list shows.
_IN_SHORT = ("pages", "tagged", "links", "links_working", "language")

#: What the key of a file's picture ends in.
PICTURE = ".webp"

#: Times a worker may begin a file before it is called failed.
MOST_ATTEMPTS = 3


class File(Protocol):
    """What a writer gives: the bytes, and a receipt as JSON values or None."""

    @property
    def data(self) -> bytes:
        """The file."""
        ...

    @property
    def receipt(self) -> Mapping[str, Any] | None:
        """What proves it."""
        ...

    @property
    def picture(self) -> bytes:
        """Its first page, of a file that has a receipt."""
        ...


class Made(Filed):
    """A row whose file is made by a worker from its snapshot."""

    id: Mapped[int]
    format: Mapped[str]
    design_version: Mapped[int]
    engine: Mapped[str] = line(100)
    snapshot: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[str] = line(12)
    error: Mapped[str] = line(500)
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = line(40)  #: whose it is while it is made: new with each claim, never used twice
    asked_at: Mapped[datetime] = mapped_column(default=now)  #: when it was last put on the queue, or claimed
    file_key: Mapped[str | None]
    file_size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = line(64)
    proof: Mapped[str] = line(12)  #: the verdict of its receipt: *proved*, *partly*, *unproved*; empty without one
    summary: Mapped[dict[str, Any]] = mapping()  #: the receipt in short, for a list: sentence, fields, pages, links
    receipt: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)  #: all of it, compressed JSON

    @property
    def document(self) -> Document:
        """The snapshot that the file is made from. An old one does not say its design's version: the row does."""
        found = Document.from_json(json.loads(zlib.decompress(self.snapshot)))
        return replace(found, design_version=found.design_version or self.design_version)

    @classmethod
    def build(cls, session: Session, export_id: int, write: Callable[[Self], File], engine: str) -> None:
        """Make the file of a pending export. Commits: when it is claimed, and when it ended.

        A `CannotMake` of `write` is the person's to mend and ends in *failed* with its sentence. Any other
        error is tried again up to `MOST_ATTEMPTS`, and raised here.
        """
        export = cls._claim(session, export_id)
        if export is None:
            return
        try:
            file = write(export)
            key = export._store(file)
        except CannotMake as error:
            if export._is_still_ours(session):
                export.fail(str(error))
        except Exception as error:
            if export._is_still_ours(session):
                export._stumble(error)
            session.commit()
            raise
        else:
            if export._is_still_ours(session):
                export._finish(session, key, file, engine)
            else:
                storage.delete(key)
                storage.delete(f"{key}{PICTURE}")
        session.commit()

    def _store(self, file: File) -> str:
        key = f"{self.folder}/{self.attempts}-{secrets.nonce()}"
        storage.put(key, file.data)
        if file.picture:
            storage.put(f"{key}{PICTURE}", file.picture)
        return key

    @classmethod
    def _claim(cls, session: Session, export_id: int) -> Self | None:
        claim = secrets.nonce()
        mine = update(cls).where(cls.id == export_id, cls.state == PENDING)
        taken = mine.values(state=PROCESSING, claim=claim, asked_at=now(), attempts=cls.attempts + 1)
        found = session.execute(taken.returning(cls.id)).scalar()
        session.commit()
        if not found:
            return None
        export = session.get(cls, found, options=[undefer(cls.snapshot)], populate_existing=True)
        session.commit()  # a file takes long to make: no lock is held meanwhile (SQLite has one for all writers)
        return export if export and export.claim == claim else None

    def _is_still_ours(self, session: Session) -> bool:
        """Lock the row and look: the sweep may have taken it back meanwhile, or its owner removed it."""
        kind = type(self)
        row = select(kind.state, kind.claim).where(kind.id == self.id)
        return session.execute(row.with_for_update()).one_or_none() == (PROCESSING, self.claim)

    def _finish(self, session: Session, key: str, file: File, engine: str) -> None:
        self.state, self.file_key, self.file_size, self.engine = READY, key, len(file.data), engine[:100]
        self.sha256, self.error = hashlib.sha256(file.data).hexdigest(), ""
        if file.receipt:
            self._take_receipt(file.receipt)
        queue.later(session, EXPORT, "write_letter", self.id)

    def _take_receipt(self, receipt: Mapping[str, Any]) -> None:
        self.receipt = zlib.compress(json.dumps(receipt, ensure_ascii=False).encode())
        self.proof = receipt["verdict"]
        self.summary = {"sentence": receipt["sentence"], **{name: receipt["facts"][name] for name in _IN_SHORT}}

    def read_receipt(self) -> dict[str, Any] | None:
        """The whole receipt as JSON values; None for a file that has none."""
        return dict(json.loads(zlib.decompress(self.receipt))) if self.receipt else None

    def fail(self, why: str) -> None:
        """Become failed, with a reason for the person."""
        self.state, self.error = FAILED, why[:500]
        log.warning("export failed", extra={"export": self.id})

    def _stumble(self, error: Exception) -> None:
        log.error("export stumbled", exc_info=error, extra={"export": self.id, "attempt": self.attempts})
        if self.attempts < MOST_ATTEMPTS:
            self.state, self.asked_at = PENDING, now()
        elif isinstance(error, OSError):
            self.fail("The server could not store the file. Your resume is unchanged; ask again later.")
        else:
            self.fail("The file could not be made. Your resume is unchanged; the server's log says more.")
