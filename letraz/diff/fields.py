"""What changed in the fields of one thing: which belong together, and which nobody needs to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from letraz.diff.change import ABSENT, CHANGED, QUIET, REWORDED, Part
from letraz.document import Entry

__all__ = ["DATES", "entry_parts", "in_mapping", "parts"]

#: The fields of a type with a duration (`letraz.forms.DatedForm`): they are checked, read and changed together.
DATES = ("start_date", "end_date", "current")

#: What an entry says on paper, `text` apart.
_FACE = ("title", "subtitle", "place", "note", "group", "level", "dates", "date", "url", "links", "tags")

#: Longer texts are compared line by line.
_ONE_LINE = 200


def parts(old: Any, new: Any, names: Iterable[str]) -> tuple[Part, ...]:
    """Those of the fields that are not equal."""
    found = (Part(name, getattr(old, name), getattr(new, name)) for name in names)
    return tuple(part for part in found if part.before != part.after)


def in_mapping(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Part, ...]:
    """Those of a mapping's values that are not equal, in the order of the new one."""
    every = (Part(name, old.get(key, ABSENT), new.get(key, ABSENT), key) for key in dict.fromkeys([*new, *old]))
    return tuple(part for part in every if part.before != part.after)


def entry_parts(old: Entry, new: Entry, names: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """What changed in an item: a kind of change, and the parts that are changed together.

    `names` has, for each item's key in the old document, its key in the new one and what it is called. A value that
    holds keys is the same when it names the same items.
    """
    values = list(in_mapping("values", old.values, new.values))
    if keyed := tuple(part for part in values if _is_same(part, names)):
        yield QUIET, keyed
        values = [part for part in values if part not in keyed]
    faces = list(parts(old, new, _FACE))
    for kind, group in _groups(values, list(parts(old, new, ["text"]))):
        owned = [face for face in faces if _owns(group, face)]
        faces = [face for face in faces if face not in owned]
        yield kind, (*(_told(part, names) for part in group), *owned)
    if faces:
        yield (QUIET if old.values and new.values else CHANGED), tuple(faces)
    if rest := (*parts(old, new, ["key"]), *in_mapping("extra", old.extra, new.extra)):
        yield QUIET, rest


def _groups(values: list[Part], text: list[Part]) -> Iterator[tuple[str, list[Part]]]:
    """The values as they are changed: the long text with what it is on paper, dates together, the others singly."""
    if text:
        said = (text[0].before, text[0].after)
        written = [part for part in values if (_plain(part.before), _plain(part.after)) == said]
        yield REWORDED, [*written[:1], *text]
        values = [part for part in values if part not in written[:1]]
    if dates := [part for part in values if part.key in DATES]:
        yield CHANGED, sorted(dates, key=lambda part: DATES.index(part.key or ""))
    for part in values:
        if part.key not in DATES:
            yield (REWORDED if _is_long(part) else CHANGED), [part]


def _owns(group: list[Part], face: Part) -> bool:
    """Whether a face says what one of these values says."""
    if face.name == "dates":
        return any(part.key in DATES for part in group)
    return any(_says(face.before, part.before) and _says(face.after, part.after) for part in group if part.key)


def _says(face: Any, value: Any) -> bool:
    """Whether a face is a value, or has it in its words."""
    if isinstance(face, str) and isinstance(value, str):
        return value in face if value else True
    if isinstance(face, tuple) and isinstance(value, list):
        return list(face) == value
    return not face if value is ABSENT else str(face or "") == value


def _plain(value: Any) -> Any:
    return "" if value is ABSENT else value


def _is_long(part: Part) -> bool:
    texts = [value for value in (_plain(part.before), _plain(part.after)) if isinstance(value, str)]
    return len(texts) == 2 and any("\n" in text or len(text) > _ONE_LINE for text in texts)


def _keys(value: Any, names: Mapping[str, Any]) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(key, str) and key in names for key in value)


def _is_same(part: Part, names: Mapping[str, tuple[str, str]]) -> bool:
    return _keys(part.before, names) and [names[key][0] for key in part.before] == part.after


def _told(part: Part, names: Mapping[str, tuple[str, str]]) -> Part:
    """A part whose values are keys, with what is called by them."""
    called = dict(names.values())
    if not (_keys(part.before, names) or _keys(part.after, called)):
        return part
    before = ", ".join(names[key][1] for key in _listed(part.before) if key in names)
    after = ", ".join(called[key] for key in _listed(part.after) if key in called)
    return Part(part.name, part.before, part.after, part.key, (before, after))


def _listed(value: Any) -> list[Any]:
    return [key for key in value if isinstance(key, str)] if isinstance(value, list) else []
