"""A change between two documents as a value: what it is about, what it does, and the same the other way round."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final, TypeAlias

from letraz.document import Block, Entry

__all__ = [
    "ABSENT", "ADDED", "CHANGED", "HEADER", "HIDDEN", "ITEM", "LOOK", "MOVED", "NOTHING", "QUIET", "REMOVED", "RENAMED",
    "RESUME", "REWORDED", "SECTION", "SHOWN", "Absent", "Change", "Diff", "DoesNotFit", "Part", "Place", "Ref", "mark",
    "reverse_all",
]  # fmt: skip

#: Kinds of change. *quiet* ones are part of the difference and of no interest to anybody: keys, words of a language.
ADDED, REMOVED, MOVED, HIDDEN, SHOWN, RENAMED, REWORDED, CHANGED, QUIET = (
    "added", "removed", "moved", "hidden", "shown", "renamed", "reworded", "changed", "quiet",
)  # fmt: skip

#: What a change is of.
HEADER, RESUME, LOOK, SECTION, ITEM = "header", "resume", "look", "section", "item"

_BACK = {ADDED: REMOVED, REMOVED: ADDED, HIDDEN: SHOWN, SHOWN: HIDDEN}


class DoesNotFit(ValueError):
    """A change that cannot be made to this document. The text is a sentence for the person whose document it is."""


class Absent(Enum):
    """What stands for a value that a mapping does not have: JSON's null is a value."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Ref:
    """A section or an item by its handle (`letraz.diff.handles`) in the old and in the new document; "": not there."""

    old: str = ""
    new: str = ""

    def reversed(self) -> Ref:
        """The same the other way round."""
        return Ref(self.new, self.old)


NOTHING = Ref()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section or an item stands in one of the documents.

    `number` counts from 0, `behind` is what stands before it, the nearest first; empty for what stays in its order.
    `home` and `title` are of the section that an item stands in.
    """

    number: int
    behind: tuple[Ref, ...] = ()
    home: Ref = NOTHING
    title: str = ""
    home_number: int = 0

    def reversed(self) -> Place:
        """The same the other way round."""
        return replace(self, home=self.home.reversed(), behind=tuple(ref.reversed() for ref in self.behind))


@dataclass(frozen=True, slots=True)
class Part:
    """A field and its values: of a dataclass, or with `key` of the mapping in that field.

    `told` is how both values read, where the values themselves say nothing to a person.
    """

    name: str
    before: Any
    after: Any
    key: str | None = None
    told: tuple[str, str] | None = None

    def reversed(self) -> Part:
        """The same the other way round."""
        told = (self.told[1], self.told[0]) if self.told else None
        return Part(self.name, self.after, self.before, self.key, told)


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `parts` for fields; `before` and `after` are the whole section or item in either document.

    The first of several `parts` is what it is about; the others follow from it. A section that was added or removed has
    its `own` items with it: those that are in one of the documents only.
    """

    kind: str
    of: str
    ref: Ref = NOTHING
    parts: tuple[Part, ...] = ()
    before: Block | Entry | None = None
    after: Block | Entry | None = None
    old: Place | None = None
    new: Place | None = None
    own: tuple[Ref, ...] = ()

    def reversed(self) -> Change:
        """The same from the new document to the old one."""
        return Change(
            _BACK.get(self.kind, self.kind),
            self.of,
            self.ref.reversed(),
            tuple(part.reversed() for part in self.parts),
            self.after,
            self.before,
            self.new and self.new.reversed(),
            self.old and self.old.reversed(),
            tuple(ref.reversed() for ref in self.own),
        )


Diff: TypeAlias = tuple[Change, ...]


def reverse_all(changes: Sequence[Change]) -> Diff:
    """The difference from the new document to the old one."""
    return tuple(change.reversed() for change in changes)


def mark(*said: Any) -> str:
    """16 hex digits: the same for the same values, whenever they are compared."""
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if hasattr(value, "to_json"):
        return value.to_json()
    return dict(value) if isinstance(value, Mapping) else str(value)
