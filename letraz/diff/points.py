"""A reworded text, line by line: each point that was added, removed, moved or reworded is a change of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letraz import outline
from letraz.diff.change import ABSENT, ADDED, MOVED, REMOVED, REWORDED, Change, DoesNotFit, Part
from letraz.diff.lines import aligned
from letraz.diff.rising import rising
from letraz.diff.setting import read, write
from letraz.document import Entry
from letraz.outline import Line

__all__ = ["Point", "points", "put_point"]

_BACK = {ADDED: REMOVED, REMOVED: ADDED}


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a text. `before` and `after` are None where it is not; `old` and `new` are its numbers from 0.

    `behind` is what it is to stand behind, the nearest first; `was_behind` what it stood behind.
    """

    change: Change
    kind: str
    before: Line | None
    after: Line | None
    old: int
    new: int
    behind: tuple[Line, ...] = ()
    was_behind: tuple[Line, ...] = ()

    @property
    def number(self) -> int:
        """What a person calls it: "point 2"; 0 for a paragraph outside lists."""
        side = self.change.parts[0].after if self.after else self.change.parts[0].before
        lines, at = _lines(side), self.new if self.after else self.old
        return sum(bool(marker) for _, marker in lines[: at + 1]) if lines[at][1] else 0

    def reversed(self) -> Point:
        """The same from the new document to the old one."""
        return Point(
            self.change.reversed(),
            _BACK.get(self.kind, self.kind),
            self.after,
            self.before,
            self.new,
            self.old,
            self.was_behind,
            self.behind,
        )


def points(change: Change) -> tuple[Point, ...]:
    """The lines that changed, in their new order, what is gone where it stood; none for a change of another kind."""
    if change.kind != REWORDED:
        return ()
    old, new = _lines(change.parts[0].before), _lines(change.parts[0].after)
    pairs = aligned(old, new)
    back = {j: i for i, j in pairs.items()}
    staying = rising([back[j] for j in sorted(back)])

    def point(kind: str, i: int, j: int) -> Point:
        before, after = (old[i] if i >= 0 else None), (new[j] if j >= 0 else None)
        return Point(change, kind, before, after, i, j, _behind(new, j, old, back), _behind(old, i, new, pairs))

    found = [point(REMOVED, i, -1) for i in range(len(old)) if i not in pairs]
    for j in range(len(new)):
        i = back.get(j, -1)
        if i < 0:
            found.append(point(ADDED, -1, j))
        else:
            found += [point(MOVED, i, j)] if i not in staying else []
            found += [point(REWORDED, i, j)] if old[i] != new[j] else []
    return tuple(sorted(found, key=lambda one: one.new if one.after else one.old))


def put_point(point: Point, entry: Entry) -> Entry:
    """The entry with this line changed, wherever its text stands by now. `DoesNotFit` when the line is another."""
    for part in point.change.parts:
        if _is_text(part):
            entry = write(entry, part, _changed(point, part, read(entry, part)))
    return entry


def _changed(point: Point, part: Part, source: object) -> object:
    lines = _lines(source)
    after = _with(point, lines, _lines(part.after))
    if after == lines:
        return source
    wanted = part.after
    return wanted if after == _lines(wanted) else outline.written(after)


def _with(point: Point, lines: list[Line], wanted: list[Line]) -> list[Line]:
    """The lines with the point made; as they are when it is made: a line may stand there as often as is `wanted`."""
    if point.kind == ADDED and point.after:
        there = lines.count(point.after) >= wanted.count(point.after)
        return lines if there else _inserted(lines, point.after, point.behind)
    if point.kind == REMOVED and point.before and lines.count(point.before) <= wanted.count(point.before):
        return lines
    here = next((line for line in (point.before, point.after) if line is not None and line in lines), None)
    if here is None:
        raise DoesNotFit("That line was changed since. Compare again to see what it says now.")
    at = lines.index(here)
    if point.kind == REWORDED and point.after:
        return [*lines[:at], point.after, *lines[at + 1 :]]
    rest = [*lines[:at], *lines[at + 1 :]]
    return rest if point.kind == REMOVED else _inserted(rest, here, point.behind)


def _inserted(lines: list[Line], line: Line, behind: Sequence[Line]) -> list[Line]:
    before = next((one for one in behind if one in lines), None)
    at = lines.index(before) + 1 if before is not None else 0
    return [*lines[:at], line, *lines[at:]]


def _behind(row: Sequence[Line], number: int, other: Sequence[Line], pairs: dict[int, int]) -> tuple[Line, ...]:
    """What stands before a line, the nearest first, each followed by what it is in the other text."""
    found: list[Line] = []
    for at in reversed(range(max(number, 0))):
        found += [row[at], *([other[pairs[at]]] if at in pairs else [])]
    return tuple(dict.fromkeys(found))


def _is_text(part: Part) -> bool:
    return all(value is ABSENT or isinstance(value, str) for value in (part.before, part.after))


def _lines(source: object) -> list[Line]:
    return outline.read(source) if isinstance(source, str) else []
