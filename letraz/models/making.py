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
from typing import Any, Protocol, Self

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz import secrets, storage
from letraz.database import line, mapping, now
from letraz.document import CannotMake, Document
from letraz.extensions import queue
from letraz.models.claiming import MOST_ATTEMPTS, Claimed
from letraz.models.leftover import Filed
from letraz.queue import EXPORT

log = logging.getLogger(__name__)

PENDING, PROCESSING, READY, FAILED, EXPIRED, REVOKED = "pending", "processing", "ready", "failed", "expired", "revoked"

# What of a receipt's facts a list shows.
_IN_SHORT = ("pages", "tagged", "links", "links_working", "language")

#: What the key of a file's picture ends in.
PICTURE = ".webp"


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


class Made(Claimed, Filed):
    """A row whose file is made by a worker from its snapshot."""

    waits, held, loads = PENDING, PROCESSING, ("snapshot",)

    id: Mapped[int]
    format: Mapped[str]
    design_version: Mapped[int]
    engine: Mapped[str] = line(100)
    snapshot: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[str] = line(12)
    error: Mapped[str] = line(500)
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
        export = cls.claimed(session, export_id)
        if export is None:
            return
        try:
            file = write(export)
            key = export._store(file)
        except CannotMake as error:
            if export.is_still_ours(session):
                export.fail(str(error))
        except Exception as error:
            if export.is_still_ours(session):
                export._stumble(error)
            session.commit()
            raise
        else:
            if export.is_still_ours(session):
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
