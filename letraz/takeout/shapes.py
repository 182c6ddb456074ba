"""Shapes of JSON that a stranger wrote: what of a value can be kept, and nothing that is longer, deeper or otherwise.

A shape takes any value and gives back what may be stored of it; `Unfit` when nothing may.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeAlias
from unicodedata import category

Shape: TypeAlias = Callable[[Any], Any]

#: The largest number that a column holds; the longest text; values, and depth, of what has no shape of its own.
MOST_NUMBER, MOST_TEXT, MOST_VALUES, MOST_DEPTH = 2**31 - 1, 200_000, 5_000, 20

_KEY = re.compile(r"(?:[is]x?\d{1,10}|sections|\d{1,4})(?:\.\d{1,4}){0,3}|")
_HEX = re.compile(r"(?:[0-9a-f]{64})?")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,490}", re.IGNORECASE)


class Unfit(ValueError):
    """A value of which nothing can be kept."""


class Key(str):
    """The name of an item or a section ("i12", "s3.1"), which is another one where it is brought to."""

    __slots__ = ()


class Ref(int):
    """The id of a row of some table, which is another one where it is brought to."""

    table: str


def plain(value: str) -> str:
    """A text without what cannot be printed; line breaks and tabs stand."""
    bare = "".join(char for char in value if char in "\n\t" or category(char) not in ("Cc", "Cs"))
    return "".join(char for char in bare if ord(char) & 0xFFFE != 0xFFFE)


def text(most: int = MOST_TEXT, *, line: bool = False) -> Shape:
    """A text of at most so many characters; longer ones are cut. With `line` it is one line."""

    def shape(value: Any) -> str:
        if not isinstance(value, str):
            raise Unfit("no text")
        bare = plain(value[: most * 4])
        return (" ".join(bare.split()) if line else bare)[:most]

    return shape


def flag(value: Any) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise Unfit("neither yes nor no")
    return value


def number(value: Any) -> int:
    """A whole number that a column holds, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_NUMBER:
        raise Unfit("no number")
    return value


def amount(value: Any) -> float:
    """A number, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST_NUMBER:
        raise Unfit("no amount")
    if not math.isfinite(value):
        raise Unfit("no amount")
    return value


def choice(of: Collection[str]) -> Shape:
    """One of these texts."""

    def shape(value: Any) -> str:
        if not isinstance(value, str) or value not in of:
            raise Unfit("not one of those")
        return value

    return shape


def key(value: Any) -> Key:
    """The name of an item, a section or a line; or a point's number, as orders have them."""
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise Unfit("no key")
    return Key(value)


def ref(table: str) -> Shape:
    """The id of a row of this table."""

    def shape(value: Any) -> Ref:
        found = Ref(number(value))
        found.table = table
        return found

    return shape


def fingerprint(value: Any) -> str:
    """A SHA-256 in hex, or none."""
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise Unfit("no SHA-256")
    return value


def address(value: Any) -> str:
    """A web address, or none."""
    if not isinstance(value, str) or not (value == "" or _ADDRESS.fullmatch(value)):
        raise Unfit("no web address")
    return value


def listed(shape: Shape, most: int = 500) -> Shape:
    """A list; what has not this shape is left out."""

    def found(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Unfit("no list")
        return [one for part in value[:most] for one in _tried(shape, part)]

    return found


def mapped(shape: Shape, most: int = 100) -> Shape:
    """An object with any names; values that have not this shape are left out."""

    def found(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unfit("no object")
        pairs = list(value.items())[:most]
        return {plain(name)[:60]: one for name, part in pairs for one in _tried(shape, part)}

    return found


def record(needs: Sequence[str] = (), **shapes: Shape) -> Shape:
    """An object with these names; others, and values of another shape, are left out. It must have what it `needs`."""

    def found(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unfit("no object")
        said = {name: one for name in value if name in shapes for one in _tried(shapes[name], value[name])}
        if any(name not in said for name in needs):
            raise Unfit("not whole")
        return said

    return found


def loose(value: Any) -> dict[str, Any]:
    """An object of anything, not too deep and not too much: what a file of another program said beside our fields."""
    if not isinstance(value, dict):
        raise Unfit("no object")
    left = [MOST_VALUES]
    found: dict[str, Any] = _loose(value, MOST_DEPTH, left)
    aside = found.get("set_aside")
    if aside is not None and not (isinstance(aside, list) and all(isinstance(one, dict) for one in aside)):
        del found["set_aside"]
    if not isinstance(found.get("refused", {}), dict):
        del found["refused"]
    return found


def _loose(value: Any, depth: int, left: list[int]) -> Any:
    left[0] -= 1
    if depth < 0 or left[0] < 0:
        raise Unfit("too much")
    if isinstance(value, dict):
        return {plain(name)[:200]: _loose(part, depth - 1, left) for name, part in value.items()}
    if isinstance(value, list):
        return [_loose(part, depth - 1, left) for part in value]
    if isinstance(value, str):
        return plain(value)[:MOST_TEXT]
    if isinstance(value, float) and not math.isfinite(value):
        raise Unfit("no number")
    if isinstance(value, int) and abs(value) > 2**53:
        raise Unfit("no number that others read")
    return value


def _tried(shape: Shape, value: Any) -> list[Any]:
    try:
        return [shape(value)]
    except Unfit:
        return []
