"""How fields and their values read where differences are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from letraz import language
from letraz.dates import Duration
from letraz.designs import designs
from letraz.diff.change import ABSENT, HEADER, LOOK, SECTION, Change, Part
from letraz.diff.fields import DATES
from letraz.diff.lines import ALIKE, alike
from letraz.person import Link, Photo
from letraz.wording import DELETED, INSERTED, SAME, Piece, readable

__all__ = ["between", "field_of", "pieces_of", "worded"]

_CALLED = {
    "url": "web address", "email": "e-mail", "postal": "postal code", "country": "country code", "github_url":
    "GitHub address", "live_url": "web address", "date_of_birth": "date of birth", "language": "language",
    "design": "design", "design_version": "design",
}  # fmt: skip

_FLAGS = {"new_page": "Starts on a new page", "keep_together": "Kept together on one page"}


def field_of(change: Change) -> str:
    """What the field is called that a change is about: "job title"."""
    part = change.parts[0]
    if change.of == LOOK and part.key:
        labels = (one.options[part.key].label for one in designs().values() if part.key in one.options)
        return next(labels, _spaced(part.key)).lower()
    if part.key in DATES or part.name == "dates":
        return "dates"
    name = part.key or part.name
    return _CALLED.get(name, _spaced(name))


def pieces_of(change: Change) -> list[Piece]:
    """The difference of a field's values, word by word where they are texts."""
    part = change.parts[0]
    if change.of == SECTION and part.name in _FLAGS:
        return [Piece(_FLAGS[part.name], INSERTED if part.after else DELETED)]
    if any(one.key in DATES for one in change.parts):
        return between(*_dates(change))
    before, after = part.told or (_said(part.before), _said(part.after))
    if before == after:
        return _other(part, before)
    return between(before, after) if change.of != HEADER and part.told else worded(before, after)


def worded(before: str, after: str) -> list[Piece]:
    """Two texts word by word; whole when they have next to nothing in common."""
    if before and after and alike(before, after) < ALIKE / 2:
        return between(before, after)
    return readable(before, after)


def between(before: str, after: str) -> list[Piece]:
    """Two values, whole: what is a name or a date is not compared by its words."""
    gone, come = Piece(before, DELETED), Piece(after, INSERTED)
    return [gone, Piece(" ", SAME), come] if before and after else [one for one in (gone, come) if one.text]


def _other(part: Part, said: str) -> list[Piece]:
    """Two values that read the same."""
    return [Piece("Another photo" if isinstance(part.before, Photo) else said, SAME)]


def _dates(change: Change) -> tuple[str, str]:
    """From when to when, by the entry's values; the changed ones alone when it has no dates on paper."""
    before, after = (_duration(getattr(thing, "dates", None)) for thing in (change.before, change.after))
    if before != after:
        return before, after
    return _said([part.before for part in change.parts]), _said([part.after for part in change.parts])


def _duration(dates: Duration | None) -> str:
    return language.format_duration(dates, "en") if dates else ""


def _said(value: Any) -> str:
    """A value in words; nothing where there is none."""
    if value in (ABSENT, None):
        return ""
    for kind, says in _SAYS:
        if isinstance(value, kind):
            return says(value)
    return str(value)


def _mapping(value: Mapping[str, Any]) -> str:
    return ", ".join(f"{_spaced(key)}: {_said(own)}" for key, own in value.items())


def _spaced(name: str) -> str:
    return name.replace("_", " ")


#: How a value of each type reads; the first that fits.
_SAYS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (bool, lambda value: "yes" if value else "no"),
    (Photo, lambda photo: f"Photo: {photo.alt}" if photo.alt else "Photo"),
    (Link, lambda link: link.label),
    ((list, tuple), lambda values: ", ".join(filter(None, map(_said, values)))),
    (Mapping, _mapping),
    (Duration, _duration),
)
