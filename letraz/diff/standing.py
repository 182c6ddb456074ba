"""Where on paper a difference stands, in either document: the places that a laid-out page knows its things by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letraz.diff.change import CHANGED, HEADER, ITEM, RENAMED, SECTION, Change
from letraz.diff.handles import spots
from letraz.diff.points import Point
from letraz.diff.telling import Row
from letraz.document import Document

__all__ = ["standing"]

#: The places of each row by its id: "h" is the header, "b2" a heading, "b2.e0" an item, "b2.e0.l1" a line of its text.
Places = dict[str, tuple[str, ...]]


def standing(rows: Iterable[Row], old: Document, new: Document) -> tuple[Places, Places]:
    """Where each row stands in the old and in the new document; what is not printed, or of all of it, nowhere."""
    every, before, after = list(rows), _printed(old), _printed(new)
    return (
        {row.id: tuple(_old(row.change, before)) for row in every},
        {row.id: tuple(_old(row.change.reversed(), after)) for row in every},
    )


def _printed(document: Document) -> dict[str, str]:
    """The place of each section and each item by its handle, as `Document.visible` counts them."""
    sections, items = spots(document)
    shown = [item for item in items if not item.thing.hidden]
    homes = {item.home for item in shown}
    found: dict[str, str] = {}
    for number, section in enumerate(one for one in sections if not one.thing.hidden and one.handle in homes):
        found[section.handle] = f"b{number}"
        own = (item.handle for item in shown if item.home == section.handle)
        found |= {handle: f"b{number}.e{at}" for at, handle in enumerate(own)}
    return found


def _old(one: Change | Point, places: dict[str, str]) -> Iterator[str]:
    """The places of a difference in its old document."""
    change = one.change if isinstance(one, Point) else one
    at = places.get(change.ref.old, "")
    if isinstance(one, Point):
        yield from [f"{at}.l{one.old}"] if at and one.before else []
    elif change.of == HEADER:
        yield "h"
    elif at and change.of in (SECTION, ITEM):
        yield at
        if change.of == SECTION and change.kind not in (RENAMED, CHANGED):
            yield from (place for place in places.values() if place.startswith(f"{at}."))
