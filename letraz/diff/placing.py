"""Where things stand in both documents, and which of them moved: as few as can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from letraz.diff.change import Place, Ref
from letraz.diff.handles import Spot
from letraz.diff.naming import title_of
from letraz.diff.pairing import Pairs
from letraz.diff.rising import rising
from letraz.document import Block, Entry

__all__ = ["Placing"]


class Placing:
    """The places of two documents' sections and items."""

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs
        self._sections = (list(pairs.old_blocks), list(pairs.new_blocks))
        self._items = (_by_home(pairs.old_items), _by_home(pairs.new_items))

    def section(self, ref: Ref) -> tuple[Place | None, Place | None]:
        """Where a section stands in the old and in the new document; what it stands behind unless it stays."""
        pairs, goes = self._pairs, self.moved_section(ref)
        old, new = pairs.old_blocks.get(ref.old), pairs.new_blocks.get(ref.new)
        rows = self._sections
        return (
            Place(old.number, _behind(rows[0], old.number, pairs.old_block) if goes else ()) if old else None,
            Place(new.number, _behind(rows[1], new.number, pairs.new_block) if goes else ()) if new else None,
        )

    def item(self, ref: Ref) -> tuple[Place | None, Place | None]:
        """The same of an item."""
        pairs, goes = self._pairs, self.moved_item(ref)
        old, new = pairs.old_items.get(ref.old), pairs.new_items.get(ref.new)
        rows = self._items
        return (
            _within(old, rows[0], goes, pairs.old_blocks, pairs.old_block, pairs.old_item) if old else None,
            _within(new, rows[1], goes, pairs.new_blocks, pairs.new_block, pairs.new_item) if new else None,
        )

    def moved_section(self, ref: Ref) -> bool:
        """Whether a section that is in both documents has another place."""
        return ref.old not in self._staying_sections

    def moved_item(self, ref: Ref) -> bool:
        """The same of an item; in another section is another place."""
        return ref.old not in self._staying_items

    @cached_property
    def _staying_sections(self) -> set[str]:
        return _staying([self._pairs.new_block(handle).old for handle in self._sections[1]], self._sections[0])

    @cached_property
    def _staying_items(self) -> set[str]:
        found: set[str] = set()
        for old_home, new_home in self._pairs.blocks.items():
            order = [self._pairs.new_item(handle).old for handle in self._items[1][new_home]]
            found |= _staying(order, self._items[0][old_home])
        return found


def _within(
    spot: Spot[Entry],
    rows: Mapping[str, Sequence[str]],
    goes: bool,
    blocks: Mapping[str, Spot[Block]],
    block: Callable[[str], Ref],
    item: Callable[[str], Ref],
) -> Place:
    """An item's place in a document of these rows of items and these sections."""
    behind = _behind(rows[spot.home], spot.number, item) if goes else ()
    home = blocks[spot.home]
    return Place(spot.number, behind, block(spot.home), title_of(home.thing), home.number)


def _staying(order: Sequence[str], before: Sequence[str]) -> set[str]:
    """What of `order`, old handles in their new order, can stay where it is among those that were there `before`."""
    numbers = {handle: number for number, handle in enumerate(before)}
    return {before[number] for number in rising([numbers[handle] for handle in order if handle in numbers])}


def _by_home(items: Mapping[str, Spot[Entry]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for handle, spot in items.items():
        found[spot.home].append(handle)
    return found


def _behind(order: Sequence[str], number: int, ref: Callable[[str], Ref]) -> tuple[Ref, ...]:
    return tuple(ref(handle) for handle in reversed(order[:number]))
