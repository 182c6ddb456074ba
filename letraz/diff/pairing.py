"""Which section and which item of one document is which of another: by key, by lineage, by what they say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from letraz.diff.change import Ref
from letraz.diff.handles import Spot, is_key, spots
from letraz.diff.lines import ALIKE, alike
from letraz.document import Block, Document, Entry

__all__ = ["Pairs"]

T = TypeVar("T", Block, Entry)
S = TypeVar("S", float, tuple[int, bool, bool])

#: What an item is known by; None: not by this.
Name = Callable[[Spot[Entry]], Hashable | None]


@dataclass
class Pairs:
    """Two documents, and what in them belongs together. `blocks` and `items` map old handles to new ones."""

    a: Document
    b: Document
    lineage: Mapping[str, str]
    blocks: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        blocks, items = spots(self.a)
        self.old_blocks, self.old_items = _by_handle(blocks), _by_handle(items)
        blocks, items = spots(self.b)
        self.new_blocks, self.new_items = _by_handle(blocks), _by_handle(items)
        for name in (self._by_key, self._by_lineage, *_NAMES):
            self._pair_items(name)
        self._pair_prose()
        self._pair_blocks()

    def _pair_items(self, name: Name) -> None:
        """Pair what has the same name, the first with the first."""
        waiting: dict[Hashable, list[str]] = defaultdict(list)
        taken = set(self.items.values())
        for spot in self.new_items.values():
            if spot.handle not in taken and (known := name(spot)) is not None:
                waiting[known].append(spot.handle)
        for spot in self.old_items.values():
            if spot.handle not in self.items and (found := waiting.get(name(spot))):
                self.items[spot.handle] = found.pop(0)

    def _pair_prose(self) -> None:
        """Pair what has no name by its text: the most alike first, and the only two there are."""
        old = [s for s in self.old_items.values() if s.handle not in self.items and not _face(s.thing)]
        taken = set(self.items.values())
        new = [s for s in self.new_items.values() if s.handle not in taken and not _face(s.thing)]
        scores = [
            (_like(one, two), one.handle, two.handle) for one in old for two in new if one.thing.kind == two.thing.kind
        ]
        _pair_best(scores, self.items, lambda score: score >= ALIKE)

    def _pair_blocks(self) -> None:
        for handle, spot in self.old_blocks.items():
            if is_key(handle) and (other := self.new_blocks.get(handle)) and other.thing.kind == spot.thing.kind:
                self.blocks[handle] = handle
        taken = set(self.blocks.values())
        scores = [
            (self._score(one, two), one.handle, two.handle)
            for one in self.old_blocks.values()
            for two in self.new_blocks.values()
            if one.thing.kind == two.thing.kind and one.handle not in self.blocks and two.handle not in taken
        ]
        _pair_best(scores, self.blocks, any)

    def _score(self, one: Spot[Block], two: Spot[Block]) -> tuple[int, bool, bool]:
        shared = self._shared.get((one.handle, two.handle), 0)
        titled = bool(one.thing.title) and one.thing.title == two.thing.title
        return shared, titled, replace(one.thing, entries=()) == replace(two.thing, entries=())

    @cached_property
    def _shared(self) -> dict[tuple[str, str], int]:
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for old, new in self.items.items():
            counts[self.old_items[old].home, self.new_items[new].home] += 1
        return counts

    def _by_key(self, spot: Spot[Entry]) -> Hashable | None:
        return (spot.thing.kind, spot.handle) if is_key(spot.handle) else None

    def _by_lineage(self, spot: Spot[Entry]) -> Hashable | None:
        key = spot.thing.key
        return (spot.thing.kind, self.lineage.get(key, key)) if self.lineage and is_key(spot.handle) else None

    @cached_property
    def _back(self) -> tuple[dict[str, str], dict[str, str]]:
        return ({n: o for o, n in self.blocks.items()}, {n: o for o, n in self.items.items()})

    def old_block(self, handle: str) -> Ref:
        """The section that has this handle in the old document."""
        return Ref(handle, self.blocks.get(handle, ""))

    def new_block(self, handle: str) -> Ref:
        """The section that has this handle in the new document."""
        return Ref(self._back[0].get(handle, ""), handle)

    def old_item(self, handle: str) -> Ref:
        """The item that has this handle in the old document."""
        return Ref(handle, self.items.get(handle, ""))

    def new_item(self, handle: str) -> Ref:
        """The item that has this handle in the new document."""
        return Ref(self._back[1].get(handle, ""), handle)

    @cached_property
    def keys(self) -> dict[str, str]:
        """The key in the new document for each item's key in the old one."""
        return {self.old_items[o].thing.key: self.new_items[n].thing.key for o, n in self.items.items()}


def _pair_best(scores: Sequence[tuple[S, str, str]], pairs: dict[str, str], enough: Callable[[S], bool]) -> None:
    """Add to `pairs`, the highest score first. One that is not enough counts only where there is no choice."""
    choices = Counter(handle for _, old, new in scores for handle in (("old", old), ("new", new)))
    taken = set(pairs.values())
    for score, old, new in sorted(scores, key=lambda row: row[0], reverse=True):
        lone = choices["old", old] == choices["new", new] == 1
        if old not in pairs and new not in taken and (lone or enough(score)):
            pairs[old] = new
            taken.add(new)


def _by_handle(found: Iterable[Spot[T]]) -> dict[str, Spot[T]]:
    return {spot.handle: spot for spot in found}


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _face(entry: Entry) -> tuple[str, str] | None:
    """Its title and subtitle, folded; None when it has neither."""
    face = _fold(entry.title), _fold(entry.subtitle)
    return face if any(face) else None


def _when(entry: Entry) -> tuple[object, object] | None:
    return (entry.dates, entry.date) if entry.dates or entry.date else None


def _like(one: Spot[Entry], two: Spot[Entry]) -> float:
    return alike(one.thing.text, two.thing.text)


def _named(*parts: Callable[[Entry], Hashable | None]) -> Name:
    def name(spot: Spot[Entry]) -> Hashable | None:
        found = tuple(part(spot.thing) for part in parts)
        return None if any(part in (None, "") for part in found) else (spot.thing.kind, *found)

    return name


#: The names in the order in which they are tried: the whole, then face and dates, the face, half of it and dates.
_NAMES: tuple[Name, ...] = (
    lambda spot: repr(spot.thing),
    lambda spot: repr(replace(spot.thing, key="")),
    _named(_face, _when),
    _named(_face),
    _named(lambda entry: _fold(entry.subtitle), _when),
    _named(lambda entry: _fold(entry.title), _when),
)
