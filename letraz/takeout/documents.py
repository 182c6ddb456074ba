"""Documents of a take-out: versions and snapshots of files, each value through its form, and their keys renamed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from letraz.dates import PartialDate
from letraz.document import SCHEMA, Block, Document, Entry
from letraz.formats import FORMATS, UnreadableFile
from letraz.models import Item, cover_letter
from letraz.models.intake import Sieved, header, tidy
from letraz.models.part import whole
from letraz.notes import Note
from letraz.sections import TYPES
from letraz.takeout.shapes import Key, Ref, Unfit, text

#: Entries in all documents of one ZIP: a thousand versions of a long resume have sixty thousand.
MOST_ENTRIES = 150_000

#: Characters of a paragraph of a letter, and paragraphs.
_PARAGRAPH, _PARAGRAPHS = text(20_000), 200


class TooMuch(ValueError):
    """There is more than is read of one ZIP."""


@dataclass
class Reader:
    """Makes documents of what a stranger wrote. What many of them share passes its form once."""

    sieved: Sieved = field(default_factory=dict)
    entries: int = 0
    notes: list[Note] = field(default_factory=list)

    def document(self, data: Any) -> Document:
        """A resume's document. `ValueError` when it is none, `TooMuch` beyond `MOST_ENTRIES` in all."""
        if not isinstance(data, dict):
            raise Unfit("no document")
        try:
            read = FORMATS["letraz"].read(json.dumps(data).encode(), TYPES)
        except UnreadableFile as error:
            raise ValueError(str(error)) from error
        self._count(read.document)
        tidied, notes = tidy(read.document, self.sieved)
        self.notes += notes
        return tidied

    def version(self, frame: Any, parts: Mapping[int, Mapping[str, Any]]) -> Document:
        """The document of a version, whose pieces are rows of their own."""
        if not isinstance(frame, dict):
            raise Unfit("no frame")
        try:
            return self.document(whole(json.loads(json.dumps(frame)), lambda number: parts[number]["content"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("a part of it is missing") from error

    def letter(self, data: Any) -> Document:
        """The document of a letter: a header, and one block of paragraphs. `ValueError` when it is none."""
        blocks = data.get("blocks") if isinstance(data, dict) else None
        if not isinstance(blocks, list) or len(blocks) > 1 or data.get("letraz") != SCHEMA:
            raise Unfit("no letter")
        bare = self.document({**data, "blocks": []})
        rows = blocks[0].get("entries") if blocks and isinstance(blocks[0], dict) else []
        rows = rows[:_PARAGRAPHS] if isinstance(rows, list) else []
        said = [_PARAGRAPH(row.get("text")) for row in rows if isinstance(row, dict)]
        entries = tuple(Entry(cover_letter.KIND, text=one) for one in said)
        person = replace(header(bare.person)[0], photo=None)
        return replace(bare, person=person, blocks=(Block(cover_letter.KIND, layout="prose", entries=entries),))

    def _count(self, document: Document) -> None:
        self.entries += sum(len(block.entries) for block in document.blocks)
        if self.entries > MOST_ENTRIES:
            raise TooMuch("The versions in the ZIP hold more than Letraz reads.")


def values_of(kind: type[Item], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a type as JSON has them, under every name of the type."""
    twin = kind(kind=kind.__tablename__, extra={}, hidden=False)
    twin.take(values)
    return {name: str(value) if isinstance(value, PartialDate) else value for name, value in twin.values.items()}


def relinked(kind: type[Item], values: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """Values whose links lead to the items as they are called here."""
    if kind.relink is Item.relink:
        return dict(values)
    twin = kind(kind=kind.__tablename__, extra={}, hidden=False)
    twin.take(values)
    twin.relink(keys)
    return {name: getattr(twin, name) for name in values}


def renamed(document: Document, keys: Mapping[str, str]) -> Document:
    """The document with the keys that its sections and items have here. What is gone keeps a name that nothing has."""

    def entry(one: Entry) -> Entry:
        kind = TYPES.get(one.kind)
        values = relinked(kind, one.values, keys) if kind else one.values
        return replace(one, key=key_of(one.key, keys), values={n: v for n, v in values.items() if v != []})

    blocks = (replace(block, key=key_of(block.key, keys)) for block in document.blocks)
    return replace(document, blocks=tuple(blocks)).map_entries(entry)


def key_of(key: str, keys: Mapping[str, str]) -> str:
    """What "i12" or "i12.3" is called here; "ix12" when it is not here: that is nobody's, now and later."""
    whose, dot, rest = key.partition(".")
    if whose[:1] not in ("i", "s") or not whose[1:].isdecimal():
        return key
    return keys.get(whose, f"{whose[0]}x{whose[1:]}") + dot + rest


def with_names(value: Any, keys: Mapping[str, str], ids: Mapping[str, Mapping[int, int]]) -> Any:
    """A value of JSON in which the names of items, and the ids of rows, are those that they have here."""
    if isinstance(value, Key):
        return key_of(value, keys)
    if isinstance(value, Ref):
        return ids.get(value.table, {}).get(int(value), 0)
    if isinstance(value, dict):
        return {name: with_names(part, keys, ids) for name, part in value.items()}
    return [with_names(part, keys, ids) for part in value] if isinstance(value, list) else value
