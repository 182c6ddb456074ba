"""What versions are made of: each entry, header and photo once, however many versions of a resume say it.

A version holds the frame of its document, and in it the numbers of its parts. So a new version costs its frame and what
is new in it, and opening one costs the same whether there are ten or a thousand.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, delete, event, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz.document import Document
from letraz.extensions import Model

#: Bytes of a part's hash: enough that two parts of one resume never share one by accident.
HASH = 16


class VersionPart(Model):
    """A piece of one resume's versions, known by the hash of what it says. Never changed."""

    __tablename__ = "version_part"
    __table_args__ = (Index("ix_version_part_resume_id_hash", "resume_id", "hash", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resume_id: Mapped[int] = mapped_column(ForeignKey("resumes.id", ondelete="CASCADE"))
    hash: Mapped[bytes] = mapped_column(LargeBinary(HASH))
    content: Mapped[bytes] = mapped_column(LargeBinary)  #: compressed JSON


@event.listens_for(VersionPart, "before_update")
def _never(mapper: Any, connection: Any, part: VersionPart) -> None:
    raise TypeError("a part of a version is never changed")


def fold(session: Session, resume_id: int, document: Document) -> bytes:
    """The frame of a document; its parts are stored as far as they are new. Two may not fold for one resume at once."""
    data = document.to_json()
    if photo := data.get("person", {}).pop("photo", None):
        data["photo"] = photo
    found: dict[bytes, bytes] = {}

    def note(part: Any) -> bytes:
        text = _text(part)
        key = hashlib.blake2b(text, digest_size=HASH).digest()
        found[key] = text
        return key

    _swap(data, note)
    _swap(data, _stored(session, resume_id, found).__getitem__)
    return zlib.compress(_text(data), 9)


def unfold(session: Session, frame: bytes) -> Document:
    """The document of a frame. `ValueError` when it is damaged."""
    data = json.loads(zlib.decompress(frame))
    rows = session.execute(select(VersionPart.id, VersionPart.content).where(VersionPart.id.in_(_numbers(data))))
    parts = {row.id: zlib.decompress(row.content) for row in rows}
    try:
        return Document.from_json(whole(data, lambda number: json.loads(parts[number])))
    except KeyError as error:
        raise ValueError(f"a part of a version is gone: {error}") from error


def whole(frame: dict[str, Any], part: Callable[[Any], Any]) -> dict[str, Any]:
    """The JSON of a document, of that of its frame; `part` gives each piece by its number. The frame is used up."""
    _swap(frame, part)
    if "photo" in frame:
        frame["person"] = {**frame.get("person", {}), "photo": frame.pop("photo")}
    return frame


def drop_unused(session: Session, resume_id: int, frames: Iterable[bytes]) -> None:
    """Remove the parts of a resume that none of `frames`, all that are left of it, holds."""
    used = {number for frame in frames for number in _numbers(json.loads(zlib.decompress(frame)))}
    stored = set(session.scalars(select(VersionPart.id).where(VersionPart.resume_id == resume_id)))
    for some in _by_hundreds(sorted(stored - used)):
        session.execute(delete(VersionPart).where(VersionPart.id.in_(some)))


def _stored(session: Session, resume_id: int, texts: dict[bytes, bytes]) -> dict[bytes, int]:
    """The number of each part; what is new is stored."""
    mine = select(VersionPart.hash, VersionPart.id).where(VersionPart.resume_id == resume_id)
    known = {row.hash: row.id for row in session.execute(mine.where(VersionPart.hash.in_(list(texts))))}
    new = [
        {"resume_id": resume_id, "hash": key, "content": zlib.compress(text, 9)}
        for key, text in texts.items()
        if key not in known
    ]
    if new:
        made = session.execute(insert(VersionPart).returning(VersionPart.hash, VersionPart.id), new)
        known |= {row.hash: row.id for row in made}
    return known


def _swap(data: dict[str, Any], change: Callable[[Any], Any]) -> None:
    """Let each place of a part hold what `change` makes of what stands there."""
    for name in ("person", "photo"):
        if name in data:
            data[name] = change(data[name])
    for block in data.get("blocks", ()):
        block["entries"] = [change(entry) for entry in block.get("entries", ())]


def _numbers(data: dict[str, Any]) -> list[int]:
    found: list[int] = []

    def note(number: int) -> int:
        found.append(number)
        return number

    _swap(data, note)
    return found


def _by_hundreds(numbers: list[int]) -> Iterable[list[int]]:
    return (numbers[start : start + 500] for start in range(0, len(numbers), 500))


def _text(data: Any) -> bytes:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
