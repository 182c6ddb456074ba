"""Reading and setting the fields that a change names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from letraz.diff.change import ABSENT, DoesNotFit, Part

__all__ = ["put", "read", "write"]

T = TypeVar("T")


def read(thing: Any, part: Part) -> Any:
    """What the field says now; `ABSENT` when its mapping has no such value."""
    value = getattr(thing, part.name)
    return value if part.key is None else value.get(part.key, ABSENT)


def write(thing: T, part: Part, value: Any) -> T:
    """A copy that says `value` there."""
    if part.key is None:
        return replace(thing, **{part.name: value})  # type: ignore[type-var]  # documents and their parts are all frozen
    mapping = {key: own for key, own in getattr(thing, part.name).items() if key != part.key}
    if value is not ABSENT:
        mapping[part.key] = value
    return replace(thing, **{part.name: mapping})  # type: ignore[type-var]


def put(thing: T, parts: Iterable[Part]) -> T:
    """A copy with these fields changed. `DoesNotFit` when one says neither what it was nor what it is to be.

    A face that follows from a value is not insisted on.
    """
    listed = list(parts)
    valued = any(part.key is not None for part in listed)
    for part in listed:
        now = read(thing, part)
        if now == part.before:
            thing = write(thing, part, part.after)
        elif now != part.after and (part.key is not None or not valued):
            raise DoesNotFit("That was changed since. Compare again to see what it says now.")
    return thing
