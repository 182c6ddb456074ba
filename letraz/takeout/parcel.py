"""A ZIP that is written piece by piece. What goes in is counted and hashed as it goes by, for the manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The file that names all others.
MANIFEST = "manifest.json"

#: The form of a take-out. Raised when a reader of the old form would err.
FORM = 1


class Parcel:
    """Files under their names, each with its size and SHA-256."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.files: list[dict[str, Any]] = []

    @classmethod
    @contextmanager
    def at(cls, path: Path) -> Iterator[Self]:
        """A new one, written to this path."""
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            yield cls(archive)

    def add(self, name: str, pieces: Iterable[bytes]) -> str:
        """Put a file in. Returns its name."""
        digest, size = hashlib.sha256(), 0
        info = ZipInfo(name)  # its date is always the same: equal things make equal files
        info.compress_type = ZIP_DEFLATED
        with self._archive.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
        self.files.append({"path": name, "bytes": size, "sha256": digest.hexdigest()})
        return name

    def close(self, **said: Any) -> None:
        """Put the manifest in, the last file: the form, what is `said`, and every file before it."""
        told = {"letraz_takeout": FORM, **said, "files": self.files}
        self._archive.writestr(ZipInfo(MANIFEST), pretty(told))


def pretty(value: Any) -> bytes:
    """JSON that a person can read."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def hashed(path: Path) -> str:
    """The SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
