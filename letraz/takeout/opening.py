"""Opens a take-out that was sent. Nothing it says of itself is believed; sizes, hashes, shapes are looked at."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from stat import S_ISLNK
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from letraz.models.bringing import CannotBring
from letraz.takeout.parcel import FORM, MANIFEST

#: Files in one ZIP; bytes of one that is read whole, and of all together; how many times smaller a file may be packed.
MOST_FILES, MOST_ONE, MOST_ALL, MOST_RATIO = 50_000, 32_000_000, 400_000_000, 400

#: A packed file smaller than this (bytes, unpacked) may be packed as tightly as it likes.
SMALL = 1_000_000

#: Rows that are read of one table.
MOST_ROWS = 20_000

#: Bytes that are unpacked at once.
PIECE = 1 << 18

_EXPORT = re.compile(r"exports/(\d{1,9})-[^/]+")
_DAMAGED = (BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error)


class NotATakeout(CannotBring):
    """What was sent can't be brought in. The text is a sentence for the person."""


@dataclass
class Opened:
    """An open take-out. Only what is asked for is unpacked, and never more than `MOST_ALL` bytes in all."""

    archive: ZipFile
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: str = ""  #: when it was packed, as it says
    packed_by: str = ""  #: the version of Letraz, as it says
    read_so_far: int = 0
    _ids: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """A file that the manifest names, as it names it. `NotATakeout` when it is another, or too large."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str, most: int = MOST_ONE) -> Iterator[bytes]:
        """The same piece by piece. `NotATakeout` after the last one, when it is another than the manifest says."""
        info = self._info(name)
        digest = hashlib.sha256()
        for piece in self._unpacked(info, most):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != self.files.get(name, {}).get("sha256"):
            raise NotATakeout(f"{name[:80]} is not as it was packed. Bring the ZIP as you got it.")

    def size(self, name: str) -> int:
        """Bytes of a file of the ZIP when it is unpacked: counted, for the manifest may say anything."""
        return self._info(name).file_size

    def _info(self, name: str) -> ZipInfo:
        try:
            return self.archive.getinfo(name)
        except KeyError:
            raise NotATakeout(f"The ZIP is not whole: {name[:80]} is missing.") from None

    def verify(self) -> None:
        """Unpack every file that the manifest names, and look whether it is as it was packed. Keeps none of them."""
        for name in self.files:
            for _ in self.pieces(name, MOST_ALL):
                pass
        self.read_so_far = 0

    @property
    def exports(self) -> Mapping[int, str]:
        """The exported files: the ids of their rows -> their names in the ZIP."""
        found = ((_EXPORT.fullmatch(name), name) for name in self.files)
        return {int(match[1]): name for match, name in found if match}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table; none where the ZIP has none. What is no row is left out."""
        name = f"records/{table}.jsonl"
        if name not in self.files:
            return []
        lines = self.read(name).decode("utf-8", "replace").split("\n")
        if len(lines) > MOST_ROWS:
            raise NotATakeout(f"More than {MOST_ROWS} rows of one kind can't be brought in.")
        found = (_json(line) for line in lines if line.strip())
        return [row for row in found if isinstance(row, dict)]

    def by_id(self, table: str) -> Mapping[int, dict[str, Any]]:
        """The rows of a table by their ids; read once."""
        if table not in self._ids:
            rows = self.rows(table)
            self._ids[table] = {row["id"]: row for row in rows if isinstance(row.get("id"), int)}
        return self._ids[table]

    def _unpacked(self, info: ZipInfo, most: int) -> Iterator[bytes]:
        tight = info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1)
        left = min(most, MOST_ALL - self.read_so_far)
        if tight or info.file_size > left:
            raise NotATakeout("The ZIP unpacks to more than Letraz reads.")
        try:
            with self.archive.open(info) as packed:
                while left >= 0 and (piece := packed.read(min(PIECE, left + 1))):
                    left -= len(piece)
                    self.read_so_far += len(piece)
                    yield piece
        except _DAMAGED as error:
            raise NotATakeout("The ZIP is damaged.") from error
        if left < 0:
            raise NotATakeout("The ZIP unpacks to more than Letraz reads.")


def opened(file: IO[bytes]) -> Opened:
    """Open what was sent. `NotATakeout` for anything else than a take-out of this form."""
    try:
        archive = ZipFile(file)
    except _DAMAGED as error:
        raise NotATakeout("This is no ZIP that can be read.") from error
    _check_names(archive)
    found = Opened(archive)
    told = b"".join(found._unpacked(archive.getinfo(MANIFEST), MOST_ONE))  # noqa: SLF001 - its own file
    said = _json(told.decode("utf-8", "replace"))
    if not isinstance(said, dict) or said.get("letraz_takeout") != FORM:
        raise NotATakeout("Another Letraz packed this ZIP; this one can’t read it.")
    found.files = {str(one.get("path")): one for one in _mappings(said.get("files"))}
    found.made, found.packed_by = (str(said.get(name, ""))[:40] for name in ("made", "letraz"))
    return found


def _check_names(archive: ZipFile) -> None:
    """Nothing is unpacked to a name of the ZIP's, but one that tries to lead elsewhere was made to do harm."""
    every = archive.infolist()
    names = [info.filename for info in every]
    if len(every) > MOST_FILES:
        raise NotATakeout(f"The ZIP has more than {MOST_FILES} files.")
    if MANIFEST not in names:
        raise NotATakeout("This ZIP was not packed by Letraz: it has no manifest.")
    if len(set(names)) < len(names):
        raise NotATakeout("Two files in the ZIP have the same name.")
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise NotATakeout("A file in the ZIP has a name that leads out of it.")
    if any(S_ISLNK(info.external_attr >> 16) or info.flag_bits & 1 for info in every):
        raise NotATakeout("A file in the ZIP is a link, or locked. Bring the ZIP as you got it.")


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        return None
