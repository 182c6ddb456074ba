"""A document taken apart, so that its sections and items can be changed and moved by their handles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from letraz.diff.change import DoesNotFit, Place, Ref
from letraz.diff.handles import is_key, spots
from letraz.document import Block, Document, Entry

__all__ = ["Desk", "Slot"]

T = TypeVar("T", Block, Entry)


@dataclass(eq=False)
class Slot(Generic[T]):
    """A section without its items, or an item. `items` are a section's."""

    thing: T
    items: list[Slot[Entry]] = field(default_factory=list)


class Desk:
    """The document. What it lacks is a `DoesNotFit`."""

    def __init__(self, document: Document) -> None:
        self.whole = document
        self.sections: list[Slot[Block]] = []
        self._sections: dict[tuple[str, str], Slot[Block]] = {}
        self._items: dict[tuple[str, str], Slot[Entry]] = {}
        blocks, entries = spots(document)
        for block in blocks:
            slot = self._sections["old", block.handle] = Slot(replace(block.thing, entries=()))
            self.sections.append(slot)
        for entry in entries:
            item = self._items["old", entry.handle] = Slot(entry.thing)
            self._sections["old", entry.home].items.append(item)

    def document(self) -> Document:
        """What lies here now."""
        blocks = (replace(slot.thing, entries=tuple(item.thing for item in slot.items)) for slot in self.sections)
        return replace(self.whole, blocks=tuple(blocks))

    def section(self, ref: Ref) -> Slot[Block]:
        """The section; `DoesNotFit` when it is not here."""
        if found := _found(self._sections, ref):
            return found
        raise DoesNotFit("That section is not there any more, or not yet: take it over first.")

    def item(self, ref: Ref) -> Slot[Entry]:
        """The item; `DoesNotFit` when it is not here."""
        if found := _found(self._items, ref):
            return found
        raise DoesNotFit("That item is not there any more.")

    def home(self, slot: Slot[Entry]) -> Slot[Block]:
        """The section that an item lies in."""
        return next(section for section in self.sections if slot in section.items)

    def has(self, handle: str) -> bool:
        """Whether something has this handle already."""
        return is_key(handle) and (("old", handle) in self._sections or ("old", handle) in self._items)

    def add_section(self, ref: Ref, block: Block, own: Sequence[Ref], place: Place) -> None:
        """Put a new section, with items of its own, in its place."""
        slot = self._sections["new", ref.new] = Slot(replace(block, entries=()))
        for one, entry in zip(own, block.entries, strict=True):
            item = self._items["new", one.new] = Slot(entry)
            slot.items.append(item)
        self.place_section(slot, place)

    def add_item(self, ref: Ref, entry: Entry, place: Place) -> None:
        """Put a new item in its place."""
        slot = self._items["new", ref.new] = Slot(entry)
        self._put(slot, self.section(place.home).items, [_found(self._items, one) for one in place.behind])

    def place_section(self, slot: Slot[Block], place: Place) -> None:
        """Put a section behind the nearest that is here of those that it is to stand behind."""
        if slot in self.sections:
            self.sections.remove(slot)
        self._put(slot, self.sections, [_found(self._sections, one) for one in place.behind])

    def place_item(self, slot: Slot[Entry], place: Place) -> None:
        """The same for an item, that may lie in another section."""
        target = self.section(place.home)
        self.home(slot).items.remove(slot)
        self._put(slot, target.items, [_found(self._items, one) for one in place.behind])

    @staticmethod
    def _put(slot: Slot[T], row: list[Slot[T]], behind: Sequence[Slot[T] | None]) -> None:
        before = next((one for one in behind if one is not None and one in row), None)
        row.insert(row.index(before) + 1 if before else 0, slot)


def _found(slots: dict[tuple[str, str], Slot[T]], ref: Ref) -> Slot[T] | None:
    """By its handle in the document that was taken apart, or what was added under its new one.

    What was added by somebody before has its key.
    """
    if ref.old:
        return slots.get(("old", ref.old))
    return slots.get(("new", ref.new)) or (slots.get(("old", ref.new)) if is_key(ref.new) else None)
