"""The resume as a plain value: the narrow waist between what is stored and what is made of it.

Sections make a `Document`; designs, formats, versions, diffs and matching read it. An `Entry` has two
faces: what it *says* (title, dates, text: read by paper and print formats) and what it *is* (`kind` and
typed `values`: read by data formats, diffs and matching). Nothing here knows Flask, a database or a file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import groupby
from typing import Any, Self
from unicodedata import bidirectional

from letraz.dates import Duration, PartialDate
from letraz.person import MOST_PHOTO, Link, Person, Photo
from letraz.values import JSON, filled

__all__ = [
    "JSON", "MOST_PHOTO", "SCHEMA", "Block", "CannotMake", "Document", "Entry", "Link", "Person", "Photo",
]  # fmt: skip

#: Version of the JSON that `Document.to_json` writes. Raised when a reader of the old form would err.
SCHEMA = 1


class CannotMake(ValueError):
    """A document that no file can be made of. The text is a sentence for the person whose document it is."""


#: Characters that turn the direction of what follows, so that a name can pretend to end otherwise ("fdp.exe").
_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: what it says on paper, and what it is.

    `values` holds the type's own fields as JSON values (dates as ISO strings), under the owner's field names.
    `group` is the heading that consecutive entries share (a company of several roles, a category of skills).
    `text` is the Markdown subset of `letraz.richtext`. `key` names the item for diffs and is never printed.
    """

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    subtitle: str = ""
    place: str = ""
    note: str = ""  #: a short remark beside the subtitle ("full time", "valid to Jul 2027")
    group: str = ""
    level: str = ""
    dates: Duration | None = None
    date: PartialDate | None = None
    url: str = ""
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    text: str = ""
    hidden: bool = False
    key: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The entry that `to_json` wrote. `ValueError` or `TypeError` when it is not one."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        if known.get("dates"):
            known["dates"] = Duration.from_json(known["dates"])
        if known.get("date"):
            known["date"] = PartialDate.parse(known["date"])
        known["links"] = tuple(Link(**link) for link in known.get("links", ()))
        known["tags"] = tuple(known.get("tags", ()))
        return cls(**known)

    def to_json(self) -> dict[str, Any]:
        """Every field that is not empty, dates as ISO strings."""
        return filled(self)


@dataclass(frozen=True, slots=True)
class Block:
    """One section: `layout` says how its entries read (*timeline*, *tags*, *prose*, *lines*)."""

    kind: str
    title: str = ""
    layout: str = "timeline"
    entries: tuple[Entry, ...] = ()
    hidden: bool = False
    new_page: bool = False  #: starts on a new page
    keep_together: bool = False
    key: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def groups(self) -> Iterator[tuple[str, list[Entry]]]:
        """Consecutive entries that share a `group`; an entry without one stands alone."""
        numbered = enumerate(self.entries)
        for (group, _), run in groupby(numbered, lambda pair: (pair[1].group, None if pair[1].group else pair[0])):
            yield group, [entry for _, entry in run]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The block that `to_json` wrote."""
        known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
        known["entries"] = tuple(Entry.from_json(entry) for entry in known.get("entries", ()))
        return cls(**known)

    def to_json(self) -> dict[str, Any]:
        """Every field that is not empty."""
        return filled(self)


@dataclass(frozen=True, slots=True)
class Document:
    """A resume as a value. `design` names a folder in `templates/designs/`, `options` are that design's."""

    person: Person = field(default_factory=Person)
    blocks: tuple[Block, ...] = ()
    title: str = ""
    language: str = "en"  #: BCP 47
    design: str = "classic"
    design_version: int = 0  #: the version of the design it was finished with; 0: the newest
    options: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def visible(self) -> Document:
        """This document as it is printed: without hidden and empty blocks, without hidden entries."""
        shown = (replace(b, entries=tuple(e for e in b.entries if not e.hidden)) for b in self.blocks if not b.hidden)
        return replace(self, blocks=tuple(b for b in shown if b.entries))

    def digest(self) -> str:
        """SHA-256 (hex) of everything that can change the printed page; keys and hidden things cannot."""
        data = self.visible().to_json()
        for block in data.get("blocks", []):
            block.pop("key", None)
            for entry in block["entries"]:
                entry.pop("key", None)
                entry.pop("extra", None)
        canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def file_name(self, suffix: str) -> str:
        """Such as "Zofia-Nowak-Staff-Nurse.pdf": name and title, in any script, safe in every file system."""
        words = f"{self.person.name} {self.title}"
        plain = "".join(char for char in words if bidirectional(char) not in _TURNS)
        kept = "".join(char if char.isalnum() or char in "-_" or ord(char) > 0x2FF else " " for char in plain)
        short = "-".join(kept.split())[:100].encode()[:200].decode(errors="ignore")  # file systems count 255 bytes
        return f"{short or 'Resume'}{suffix}"

    def map_entries(self, change: Callable[[Entry], Entry]) -> Document:
        """A copy in which each entry is what `change` makes of it."""
        return replace(self, blocks=tuple(replace(b, entries=tuple(map(change, b.entries))) for b in self.blocks))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The document that `to_json` wrote.

        Raises `ValueError` when `data` is not one, whatever is wrong with it.
        """
        if data.get("letraz") != SCHEMA:
            raise ValueError(f"not a Letraz document of version {SCHEMA}")
        try:
            known = {f.name: data[f.name] for f in fields(cls) if f.name in data}
            known["person"] = Person.from_json(known.get("person", {}))
            known["blocks"] = tuple(Block.from_json(block) for block in known.get("blocks", ()))
            return cls(**known)
        except (TypeError, AttributeError, KeyError) as error:
            raise ValueError(f"a damaged Letraz document: {error}") from error

    def to_json(self) -> dict[str, Any]:
        """All of it as JSON values; `from_json` gives an equal document back."""
        return {"letraz": SCHEMA, **filled(self)}
