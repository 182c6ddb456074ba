"""What a released version of a design printed when it was released, and how today's print is held against it.

`drift/documents/*.json` are resumes, stored as documents; `drift/<design>-<version>.json` is what one version of a
design made of each of them, with the files it consists of. `python tools/record_drift.py` writes the latter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from letraz.designs import FOLDER, Design
from letraz.document import Document
from letraz.paper import fonts, press
from tests.paper import geometry

DRIFT = Path(__file__).parent / "drift"
DOCUMENTS = DRIFT / "documents"

#: Points that a line may move where libraries or the system's fonts are others than the stored ones.
TOLERANCE = 1.0

#: What every failure says.
NEW_VERSION = "A released version never changes: give what prints otherwise the next number."

#: The resume that is also printed with every option at its last choice.
SHAPED = "nurse"

#: An option whose value ends in the file and not on the page.
_IN_THE_FILE = "data"


@dataclass(frozen=True, slots=True)
class Print:
    """What came out: by what it was made, the file's hash, and the lines of each page with their places."""

    faces: Mapping[str, str]
    sha256: str
    pages: list[list[list[Any]]]  #: of each line: left, top, right, bottom in points, and its text

    @classmethod
    def of(cls, document: Document) -> Print:
        """Print a document now."""
        laid_out = press.layout(document)
        pages = [[_told(line) for line in page.lines] for page in geometry.surfaces(laid_out)]
        printed = press.finished(laid_out, document)
        return cls(printed.faces, hashlib.sha256(printed.pdf).hexdigest(), pages)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Print:
        return cls(data["faces"], data["sha256"], data["pages"])

    def to_json(self) -> dict[str, Any]:
        return {"faces": dict(self.faces), "sha256": self.sha256, "pages": self.pages}


def record_of(design: Design) -> Path:
    """Where the record of a version lies, or will."""
    return DRIFT / f"{design.name}-{design.version}.json"


def cases(design: Design) -> Iterator[tuple[str, Document]]:
    """The stored documents in a version of a design, and one of them with each option at its last choice."""
    other = {name: list(option.choices)[-1] for name, option in design.options.items() if name != _IN_THE_FILE}
    ours = {name: replace(one, design=design.name, design_version=design.version) for name, one in stored().items()}
    yield from ours.items()
    yield f"{SHAPED}, other options", replace(ours[SHAPED], options=other)


@cache
def stored() -> Mapping[str, Document]:
    """The stored resumes by their names."""
    return {
        path.stem: Document.from_json(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(DOCUMENTS.glob("*.json"))
    }


def files(design: Design) -> dict[str, str]:
    """Every file that a version consists of, with its SHA-256: its own, and those of its base."""
    own = [path for folder in design.folders for path in folder.iterdir() if path.is_file()]
    return {str(path.relative_to(FOLDER)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(own)}


def drift(before: Print, document: Document, made_with: Mapping[str, str]) -> list[str]:
    """How a print that is made now differs. The same bytes say it all, and spare laying it out for its lines."""
    printed = press.print_out(document)
    same = (before.faces, before.sha256) == (printed.faces, hashlib.sha256(printed.pdf).hexdigest())
    return [] if same and made_with == fonts.versions() else drifted(before, Print.of(document), made_with)


def drifted(before: Print, now: Print, made_with: Mapping[str, str]) -> list[str]:
    """How `now` differs from what was stored; `made_with`: the versions of the libraries then.

    Where libraries and fonts are the stored ones the bytes must be, and elsewhere the pages, our own fonts, the text
    and, within `TOLERANCE`, the place of each line.
    """
    if made_with == fonts.versions() and before.faces == now.faces:
        other = before.sha256 != now.sha256
        return ["other bytes, by the same engine and fonts", *_moved(before, now)] if other else []
    return [*_other_fonts(before, now), *_moved(before, now)]


def _other_fonts(before: Print, now: Print) -> Iterator[str]:
    if _ours(before) != _ours(now):
        yield f"our fonts were {_ours(before)} and are {_ours(now)}"


def _ours(printed: Print) -> dict[str, str]:
    return {name: file for name, file in printed.faces.items() if name.startswith("Letraz")}


def _moved(before: Print, now: Print) -> Iterator[str]:
    if len(before.pages) != len(now.pages):
        yield f"{len(before.pages)} pages became {len(now.pages)}"
    for number, (old, new) in enumerate(zip(before.pages, now.pages, strict=False), 1):
        if [line[4] for line in old] != [line[4] for line in new]:
            yield f"page {number} has other lines of text"
            continue
        for was, line in zip(old, new, strict=True):
            if max(abs(one - other) for one, other in zip(was[:4], line[:4], strict=True)) > TOLERANCE:
                yield f"page {number}: {was[4]!r} stood at {was[:4]} and stands at {line[:4]}"


def _told(line: geometry.Line) -> list[Any]:
    box = line.box
    return [*(round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)), line.text]
