"""The lines of a resume, each with its address: what can be evidence, and what a change can be made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from letraz import richtext
from letraz.document import Block, Document, Entry

__all__ = ["FACE", "Line", "keyed", "lines", "target_of"]

#: The number of the line that is no point of a text: an entry's title, subtitle, place, dates, tags.
FACE = -1


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a point of an entry's text, its text outside points, or its face.

    `at` is its address: the entry's key and the line's number, "i12.0"; "i12" for the face. `text` is plain.
    """

    at: str
    entry: str
    number: int
    text: str
    where: str  #: for people: "Lakeview Hospital, point 2", "Skills"
    kind: str  #: the section type
    hidden: bool = False


def target_of(at: str) -> tuple[str, int]:
    """The entry's key and the line's number of an address."""
    key, _, number = at.partition(".")
    return key, int(number) if number.isdecimal() else FACE


def keyed(document: Document) -> Document:
    """The document with a key for each entry: one that has none is called "b2e0" by its place."""
    blocks = (
        replace(block, entries=tuple(replace(e, key=e.key or f"b{b}e{at}") for at, e in enumerate(block.entries)))
        for b, block in enumerate(document.blocks)
    )
    return replace(document, blocks=tuple(blocks))


def lines(document: Document) -> list[Line]:
    """Every line of a document in order, hidden ones too; entries are named as `keyed` names them."""
    named = keyed(document)
    return [line for block in named.blocks for entry in block.entries for line in _of_entry(block, entry, entry.key)]


def texts(source: str) -> list[str]:
    """The plain lines of a rich text: its paragraphs and points in order. Their numbers are the addresses' ends."""
    return [_flat(text) for text, _ in richtext.outline(source)]


def _of_entry(block: Block, entry: Entry, key: str) -> Iterator[Line]:
    name = entry.subtitle or entry.title or block.title
    hidden = block.hidden or entry.hidden
    if face := ", ".join(dict.fromkeys(part for part in _face(entry) if part)):
        yield Line(key, key, FACE, face, name if name == block.title else f"{block.title}: {name}", block.kind, hidden)
    count = 0
    for number, (text, marker) in enumerate(richtext.outline(entry.text)):
        count += bool(marker)
        where = f"{name}, point {count}" if marker else name
        yield Line(f"{key}.{number}", key, number, _flat(text), where, block.kind, hidden)


def _flat(text: str) -> str:
    return " ".join(richtext.bare(text).split())


def _face(entry: Entry) -> Iterator[str]:
    yield from (
        entry.title,
        entry.subtitle,
        entry.group,
        entry.place,
        entry.note.replace("_", " "),
        entry.level,
        *entry.tags,
    )
