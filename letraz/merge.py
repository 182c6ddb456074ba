"""Three texts of one item: what it was, what it became in one place, and what it became in another. Pure.

What only one of them changed is taken from it, field by field, and within a text line by line. Where both changed the
same to something else there is a conflict, and the merged item keeps mine until somebody settles it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from letraz import outline
from letraz.dates import Duration
from letraz.diff.change import ABSENT
from letraz.diff.fields import DATES
from letraz.diff.lines import aligned, same
from letraz.diff.threeway import Met, merged_rows
from letraz.document import Entry

__all__ = ["BASE", "BOTH", "MINE", "Conflict", "Merged", "merge", "settle"]

#: A field as it was, as it became in the base, and mine.
Sides = tuple[Any, Any, Any]

#: How a conflict is settled.
BASE, MINE, BOTH = "base", "mine", "both"

#: The fields of an entry that are said by its values.
_FACES = tuple(field.name for field in fields(Entry) if field.name not in ("kind", "values", "extra", "hidden", "key"))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both changed: its JSON values, None where there is none.

    With `line` it is one line of that field, as Markdown without its `marker`. The field "dates" is all of a duration.
    """

    field: str
    base_old: Any
    base_new: Any
    mine: Any
    line: bool = False
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged item, which keeps mine where there is a conflict."""

    entry: Entry
    conflicts: tuple[Conflict, ...] = ()


def merge(base_old: Entry, base_new: Entry, mine: Entry, keys: Mapping[str, str] | None = None) -> Merged:
    """What `mine` is with all that changed from `base_old` to `base_new`, where that does not meet a change of mine.

    `keys` maps the keys of base items to those of mine, for values that name items. Faces that a type makes of several
    fields may lag behind: what is written into rows is made anew there. `ValueError` for items of different types.
    """
    if not base_old.kind == base_new.kind == mine.kind:
        raise ValueError("Items of different types can't be merged.")
    old, new = (_renamed(entry, keys or {}) for entry in (base_old, base_new))
    if mine in (old, new) or old == new:
        return Merged(new if mine == old else mine)
    return _merged(old, new, mine)


def _merged(old: Entry, new: Entry, mine: Entry) -> Merged:
    texts = {entry.text for entry in (old, new, mine)} - {""}
    values, conflicts = _mapping(old.values, new.values, mine.values, texts)
    if _duration(values) is None:
        values, conflicts = _with_my_dates(values, conflicts, old, new, mine)
    faces: dict[str, Any] = {}
    unsaid: list[Conflict] = []
    for name in _FACES:
        faces[name], found = _one(name, (getattr(old, name), getattr(new, name), getattr(mine, name)), texts)
        unsaid += found
        if found and name == "dates":
            faces[name] = _duration(values) or mine.dates
    extra, _ = _mapping(old.extra, new.extra, mine.extra, set())
    hidden, key = (_plain(*(getattr(one, name) for one in (old, new, mine)))[0] for name in ("hidden", "key"))
    entry = replace(mine, values=values, extra=extra, hidden=hidden, key=key, **faces)
    return Merged(entry, tuple(conflicts if values else unsaid))


def settle(entry: Entry, conflict: Conflict, how: str) -> Entry:
    """A merged item with a conflict settled: *base* takes the base's, *mine* leaves it, *both* keeps two lines.

    `ValueError` for another word, and for both of what is no line.
    """
    if how == MINE:
        return entry
    if how not in (BASE, BOTH) or (how == BOTH and not conflict.line):
        raise ValueError(f"{conflict.field} can't be settled like that: {how}")
    if conflict.line:
        text = _settled_text(str(entry.values.get(conflict.field, entry.text)), conflict, how)
        was = entry.values.get(conflict.field)
        values = {**entry.values, conflict.field: text} if conflict.field in entry.values else entry.values
        return replace(entry, values=values, text=text if was in (None, entry.text) else entry.text)
    news = conflict.base_new if conflict.field == "dates" else {conflict.field: conflict.base_new}
    if not entry.values and conflict.field != "dates":
        return replace(entry, **{conflict.field: conflict.base_new})
    kept = {name: value for name, value in entry.values.items() if name not in news}
    return replace(entry, values=kept | {name: value for name, value in news.items() if value is not None})


def _settled_text(source: str, conflict: Conflict, how: str) -> str:
    lines = outline.read(source)
    theirs = [(conflict.base_new, conflict.marker)] if conflict.base_new is not None else []
    at = next((n for n, line in enumerate(lines) if line[0] == conflict.mine), None)
    if at is None:
        return outline.written([*lines, *theirs])
    kept = lines[: at + 1] if how == BOTH else lines[:at]
    return outline.written([*kept, *theirs, *lines[at + 1 :]])


def _mapping(
    old: Mapping[str, Any], new: Mapping[str, Any], mine: Mapping[str, Any], texts: set[str]
) -> tuple[dict[str, Any], list[Conflict]]:
    found: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for name in dict.fromkeys([*mine, *new, *old]):
        sides = old.get(name, ABSENT), new.get(name, ABSENT), mine.get(name, ABSENT)
        value, met = _one(name, sides, texts)
        conflicts += met
        if value is not ABSENT:
            found[name] = value
    return found, conflicts


def _one(name: str, sides: Sides, texts: set[str]) -> tuple[Any, list[Conflict]]:
    """A field of three items, and its conflicts. Texts are merged by lines, lists by what is in them."""
    value, settled = _plain(*sides)
    if settled:
        return value, []
    old, new, mine = ("" if side is ABSENT else side for side in sides)
    if all(isinstance(side, str) for side in (old, new, mine)):
        if any("\n" in side or side in texts for side in (old, new, mine)):
            return _text(name, old, new, mine)
    elif all(isinstance(side, (list, tuple)) and _are_texts(side) for side in (old, new, mine)):
        return type(mine)(merged_rows(old, new, mine, same)[0]), []
    old, new, own = (None if side is ABSENT else side for side in sides)
    return sides[2], [Conflict(name, old, new, own)]


def _plain(old: Any, new: Any, mine: Any) -> tuple[Any, bool]:
    """The value that only one side changed, or both to the same; mine and False otherwise."""
    return (new, True) if mine == old else (mine, new in (old, mine))


def _text(name: str, old: str, new: str, mine: str) -> tuple[str, list[Conflict]]:
    lines, met = merged_rows(outline.read(old), outline.read(new), outline.read(mine), aligned)
    whole = next((side for side in (mine, new) if outline.read(side) == lines), None)
    return outline.written(lines) if whole is None else whole, [_line(name, one) for one in met]


def _line(name: str, met: Met[outline.Line]) -> Conflict:
    marker = (met.new or met.mine or met.old)[1]
    return Conflict(name, met.old[0], met.new and met.new[0], met.mine and met.mine[0], line=True, marker=marker)


def _with_my_dates(
    values: dict[str, Any], conflicts: list[Conflict], old: Entry, new: Entry, mine: Entry
) -> tuple[dict[str, Any], list[Conflict]]:
    """My dates and one conflict, where dates of both sides make no duration."""
    was, now, own = ({name: side.values.get(name) for name in DATES} for side in (old, new, mine))
    kept = {name: value for name, value in values.items() if name not in DATES}
    kept |= {name: mine.values[name] for name in DATES if name in mine.values}
    return kept, [*(one for one in conflicts if one.field not in DATES), Conflict("dates", was, now, own)]


def _duration(values: Mapping[str, Any]) -> Duration | None:
    """The dates of such values; None when they are none that go together."""
    start, end, current = (values.get(name) for name in DATES)
    try:
        return Duration.from_json({"start": start, "end": end, "current": current})
    except (ValueError, TypeError):
        return None


def _are_texts(row: Sequence[Any]) -> bool:
    return all(isinstance(one, str) for one in row)


def _renamed(entry: Entry, keys: Mapping[str, str]) -> Entry:
    """The entry with the keys that its values hold as they are called in my resume."""
    if not keys:
        return entry
    return replace(entry, values={name: _called(value, keys) for name, value in entry.values.items()})


def _called(value: Any, keys: Mapping[str, str]) -> Any:
    return [keys.get(one, one) for one in value] if isinstance(value, list) and _are_texts(value) else value
