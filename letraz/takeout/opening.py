"""Opens a take-out that was sent. Nothing it says of itself is believed; sizes, hashes, shapes are looked at."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from letraz.takeout.parcel import FORM, MANIFEST

#: Files in one ZIP; bytes of one that is read, and of all that are; how many times smaller a file may be packed.
MOST_FILES, MOST_ONE, MOST_ALL, MOST_RATIO = 50_000, 32_000_000, 200_000_000, 400

#: A packed file smaller than this (bytes, unpacked) may be packed as tightly as it likes.
SMALL = 1_000_000

#: Rows that are read of one table.
MOST_ROWS = 20_000


class NotATakeout(ValueError):
    """What was sent can't be brought in. The text is a sentence for the person."""


@dataclass
class Opened:
    """An open take-out. Only what is asked for is unpacked, and never more than `MOST_ALL` bytes in all."""

    archive: ZipFile
    files: dict[str, dict[str, Any]]
    resumes: list[dict[str, Any]]
    read_so_far: int = 0

    def read(self, name: str) -> bytes:
        """A file that the manifest names, as it names it. `NotATakeout` when it is another, or too large."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            raise NotATakeout(f"The ZIP is not whole: {name[:80]} is missing.") from None
        data = self._unpack(info)
        if hashlib.sha256(data).hexdigest() != self.files.get(name, {}).get("sha256"):
            raise NotATakeout(f"{name[:80]} is not as it was packed. Bring the ZIP as you got it.")
        return data

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

    def _unpack(self, info: ZipInfo) -> bytes:
        tight = info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1)
        room = min(MOST_ONE, MOST_ALL - self.read_so_far)
        if tight or info.file_size > room:
            raise NotATakeout("The ZIP unpacks to more than Letraz reads.")
        try:
            with self.archive.open(info) as packed:
                data = packed.read(room + 1)
        except (BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
            raise NotATakeout("The ZIP is damaged.") from error
        self.read_so_far += len(data)
        if len(data) > room:
            raise NotATakeout("The ZIP unpacks to more than Letraz reads.")
        return data


def opened(file: IO[bytes]) -> Opened:
    """Open what was sent. `NotATakeout` for anything else than a take-out of this form."""
    try:
        archive = ZipFile(file)
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise NotATakeout("This is no ZIP that can be read.") from error
    if len(archive.infolist()) > MOST_FILES:
        raise NotATakeout(f"The ZIP has more than {MOST_FILES} files.")
    if MANIFEST not in archive.namelist():
        raise NotATakeout("This ZIP was not packed by Letraz: it has no manifest.")
    found = Opened(archive, {}, [])
    said = _json(found._unpack(archive.getinfo(MANIFEST)).decode("utf-8", "replace"))  # noqa: SLF001 - its own file
    if not isinstance(said, dict) or said.get("letraz_takeout") != FORM:
        raise NotATakeout("Another Letraz packed this ZIP; this one can’t read it.")
    found.files = {str(one.get("path")): one for one in _mappings(said.get("files"))}
    found.resumes = [one for one in _mappings(said.get("resumes")) if isinstance(one.get("letraz"), str)]
    return found


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
