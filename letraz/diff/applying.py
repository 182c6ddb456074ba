"""Making changes to a document: all of a difference, or one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from letraz.diff.change import ADDED, HEADER, ITEM, MOVED, REMOVED, SECTION, Change, DoesNotFit
from letraz.diff.desk import Desk, Slot
from letraz.diff.handles import is_key
from letraz.diff.points import Point, put_point
from letraz.diff.setting import put
from letraz.document import Block, Document, Entry

__all__ = ["apply", "take"]

#: What a removed section is to be told by when it holds what came from elsewhere.
_HOLDS_MORE = "There is more in that section than what was removed with it. Move or remove that first."


def apply(changes: Iterable[Change], a: Document) -> Document:
    """The new document, made of the old one: `apply(diff(a, b), a) == b`. `DoesNotFit` for another document."""
    desk = Desk(a)
    for change in sorted(changes, key=_turn):
        _make(change, desk)
    return desk.document()


def take(change: Change | Point, document: Document) -> Document:
    """`document` with this one change made. `DoesNotFit` when what it is about is another by now.

    What says already what it is to say stays as it is. A face that a type makes of several fields may lag behind:
    what is written into rows is made anew there.
    """
    desk = Desk(document)
    if isinstance(change, Point):
        slot = desk.item(change.change.ref)
        slot.thing = put_point(change, slot.thing)
    else:
        _require(change, desk)
        _make(change, desk)
    return desk.document()


def _turn(change: Change) -> tuple[int, int, int]:
    """Fields first; then what is placed, in the order in which it will stand; what is removed last."""
    if change.kind == REMOVED:
        return (3 if change.of == ITEM else 4), 0, 0
    if change.new and change.kind in (ADDED, MOVED):
        return (1 if change.of == SECTION else 2), change.new.home_number, change.new.number
    return 0, 0, 0


def _make(change: Change, desk: Desk) -> None:
    if change.of == SECTION:
        _make_section(change, desk)
    elif change.of == ITEM:
        _make_item(change, desk)
    elif change.of == HEADER:
        desk.whole = replace(desk.whole, person=put(desk.whole.person, change.parts))
    else:
        desk.whole = put(desk.whole, change.parts)


def _make_section(change: Change, desk: Desk) -> None:
    if change.kind == ADDED and isinstance(change.after, Block) and change.new:
        desk.add_section(change.ref, change.after, change.own, change.new)
        return
    slot = desk.section(change.ref)
    if change.kind == REMOVED:
        desk.sections.remove(slot)
    elif change.kind == MOVED and change.new:
        desk.place_section(slot, change.new)
    else:
        slot.thing = put(slot.thing, change.parts)


def _make_item(change: Change, desk: Desk) -> None:
    if change.kind == ADDED and isinstance(change.after, Entry) and change.new:
        desk.add_item(change.ref, change.after, change.new)
        return
    slot = desk.item(change.ref)
    if change.kind == REMOVED:
        desk.home(slot).items.remove(slot)
    elif change.kind == MOVED and change.new:
        desk.place_item(slot, change.new)
    else:
        slot.thing = put(slot.thing, change.parts)


def _require(change: Change, desk: Desk) -> None:
    """`DoesNotFit` when this change alone would lose something, or do something twice."""
    if change.kind == ADDED:
        if any(desk.has(ref.new) for ref in (change.ref, *change.own)):
            raise DoesNotFit("That is there already.")
    elif change.of == SECTION:
        section = desk.section(change.ref)
        if change.kind == REMOVED:
            _require_same_section(change, desk, section)
        elif not is_key(change.ref.old):
            _require_known(change, section)
    elif change.of == ITEM:
        item = desk.item(change.ref)
        if change.kind == REMOVED or not is_key(change.ref.old):
            _require_known(change, item)


def _require_same_section(change: Change, desk: Desk, section: Slot[Block]) -> None:
    own = [desk.item(ref) for ref in change.own]
    if any(item not in own for item in section.items):
        raise DoesNotFit(_HOLDS_MORE)
    if isinstance(change.before, Block) and tuple(item.thing for item in section.items) != change.before.entries:
        raise DoesNotFit("Something in that section was changed since.")
    _require_known(change, section)


def _require_known(change: Change, slot: Slot[Block] | Slot[Entry]) -> None:
    before = replace(change.before, entries=()) if isinstance(change.before, Block) else change.before
    if slot.thing != before:
        raise DoesNotFit("That was changed since. Compare again to see what it says now.")
