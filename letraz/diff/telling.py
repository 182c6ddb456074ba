"""A difference in words: what a page shows of it, row by row, in the order in which a resume is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from letraz import outline
from letraz.diff.change import (
    ADDED,
    CHANGED,
    HEADER,
    HIDDEN,
    ITEM,
    LOOK,
    MOVED,
    QUIET,
    REMOVED,
    RENAMED,
    RESUME,
    REWORDED,
    SECTION,
    SHOWN,
    Change,
    DoesNotFit,
    mark,
)
from letraz.diff.naming import name_of, short_name, title_of
from letraz.diff.points import Point, points
from letraz.diff.rich import one_line
from letraz.diff.words import field_of, pieces_of, worded
from letraz.document import Block, Entry
from letraz.wording import DELETED, INSERTED, SAME, Piece

__all__ = ["Row", "describe", "find", "tally", "tell"]

#: The kinds in the order in which they are counted, and how their pieces read.
_KINDS = (MOVED, REWORDED, ADDED, REMOVED, HIDDEN, SHOWN, CHANGED, RENAMED)
_WHOLE = {ADDED: INSERTED, SHOWN: INSERTED, REMOVED: DELETED, HIDDEN: DELETED, MOVED: SAME}
_PARTS = {HEADER: "Header", RESUME: "Resume", LOOK: "Design"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what changed. `id` is the same for the same difference, whenever it is compared."""

    change: Change | Point
    id: str
    kind: str
    label: str
    where: str
    pieces: list[Piece]
    note: str = ""
    section: str = ""


def tell(changes: Iterable[Change]) -> list[Row]:
    """The rows of a difference; what is quiet has none, a reworded text has one for each of its points."""
    every = sorted((change for change in changes if change.kind != QUIET), key=_order)
    return [_row(one) for change in every for one in (points(change) or (change,))]


def describe(change: Change | Point) -> tuple[str, str, list[Piece]]:
    """Its label ("Moved"), where it is, and what it says word by word."""
    row = _row(change)
    return row.label, row.where or row.note, row.pieces


def tally(rows: Sequence[Row]) -> str:
    """How many of which kind: "1 moved, 2 reworded"."""
    counts = Counter(row.kind for row in rows)
    return ", ".join(f"{counts[kind]} {kind}" for kind in _KINDS if counts[kind])


def find(changes: Iterable[Change], row_id: str) -> Change | Point:
    """The change or point of a row. `DoesNotFit` when the documents do not differ like this any more."""
    found = next((row.change for row in tell(changes) if row.id == row_id), None)
    if found is None:
        raise DoesNotFit("That difference is not there any more. Compare again to see what is.")
    return found


def _row(one: Change | Point) -> Row:
    change = one.change if isinstance(one, Point) else one
    where, pieces = _point(one) if isinstance(one, Point) else _said(one)
    label = one.kind.capitalize()
    return Row(one, _id(one), one.kind, label, where, pieces, _note(one), _section(change))


def _order(change: Change) -> tuple[int, int, int]:
    """The header, the resume, its look; then by section and item, what is gone where it stood."""
    place = change.new or change.old
    if place is None:
        return (list(_PARTS).index(change.of), 0, 0) if change.of in _PARTS else (3, 0, 0)
    return (4, place.number, -1) if change.of == SECTION else (4, place.home_number, place.number)


def _id(one: Change | Point) -> str:
    if isinstance(one, Point):
        return mark(_id(one.change), one.kind, one.before, one.after, one.old, one.new)
    whole = (one.before, one.after) if one.kind in (ADDED, REMOVED) else ()
    places = [place and (place.number, place.home.old, place.home.new) for place in (one.old, one.new)]
    parts = [(part.name, part.key, part.before, part.after) for part in one.parts]
    return mark(one.kind, one.of, one.ref.old, one.ref.new, parts, whole, places if one.kind == MOVED else ())


def _section(change: Change) -> str:
    thing = change.after or change.before
    if isinstance(thing, Block):
        return title_of(thing)
    place = change.new or change.old
    return place.title if place else _PARTS.get(change.of, "")


def _said(change: Change) -> tuple[str, list[Piece]]:
    """Where a change is, and its pieces."""
    thing, section = change.after or change.before, _section(change)
    if thing is None:
        return f"{section}, {field_of(change)}", pieces_of(change)
    if change.kind in _WHOLE:
        return ("" if isinstance(thing, Block) else section), _whole(change, thing)
    if isinstance(thing, Block):
        return ("" if change.kind != RENAMED else "Section title"), pieces_of(change)
    return _where(section, short_name(thing), field_of(change)), pieces_of(change)


def _whole(change: Change, thing: Block | Entry) -> list[Piece]:
    """What a section or an item is called, and with something new or gone what it says."""
    how = _WHOLE[change.kind]
    if isinstance(thing, Block):
        within = "; ".join(name for name in map(name_of, thing.entries) if name)
        more = f": {within}" if within and change.kind in (ADDED, REMOVED) else ""
        return [Piece(title_of(thing) + more, how)]
    said = [name_of(thing)] if short_name(thing) or change.kind == MOVED else []
    if change.kind in (ADDED, REMOVED) or not said:
        said += [outline.bare(text) for text, _ in outline.read(thing.text)]
    return [Piece("\n".join(part for part in said if part) or "Nothing written yet", how)]


def _point(point: Point) -> tuple[str, list[Piece]]:
    thing, section = point.change.after, _section(point.change)
    name = short_name(thing) if isinstance(thing, Entry) else ""
    before, after = (outline.bare(line[0]) if line else "" for line in (point.before, point.after))
    where = _where(section, name, f"point {point.number}" if point.number else "")
    if point.kind == MOVED:
        return where, [Piece(after, SAME)]
    if point.before and point.after and before == after:  # its look changed, or where its link leads
        return where, one_line(point.before[0], point.after[0])
    return where, worded(before, after) or [Piece("An empty line", _WHOLE.get(point.kind, SAME))]


def _where(*parts: str) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _note(one: Change | Point) -> str:
    """From where to where something moved."""
    if one.kind != MOVED:
        return ""
    if isinstance(one, Point):
        return f"From line {one.old + 1} to line {one.new + 1}"
    if one.old is None or one.new is None:
        return ""
    if one.of == ITEM and (one.old.home.old, one.old.home.new) != (one.new.home.old, one.new.home.new):
        return f"From “{one.old.title}” to “{one.new.title}”"
    return f"From position {one.old.number + 1} to position {one.new.number + 1}"
