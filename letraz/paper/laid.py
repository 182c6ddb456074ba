"""Texts that run against what is around them, as elements with a direction of their own.

The engine lays each line out by itself and knows no isolate that began on the one before, so in a title of two lines
the signs of Unicode lose their hold. An element keeps its direction on every line.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from letraz import ways
from letraz.ways import PDI


def alone(text: str, page: str, change: Callable[[str], str]) -> Markup | str:
    """A text that stands by itself on a page of that direction. `change` is made to what is printed of it.

    What needs no element is given back as it is, to be changed and escaped where it is printed.
    """
    return in_line(f"\u2068{text}{PDI}", page, change) if _turns(text, page) else text


def in_line(text: str, page: str, change: Callable[[str], str]) -> Markup | str:
    """The same of a line as `Tongue.join` makes it: each of its isolates may run otherwise than the page."""
    return _line(text, page, change) if _turns(text, page) else text


def _turns(text: str, page: str) -> bool:
    return page == "rtl" or bool(ways.TURNING.search(text))


def _line(text: str, way: str, change: Callable[[str], str], depth: int = 0) -> Markup:
    found, at = Markup(), 0
    for start, end in ways.isolates(text) if depth < ways.DEEPEST else ():
        found += _said(text[at : start - 1], way, change)
        own = ways.way(text[start:end], way)
        inner = _line(text[start:end], own, change, depth + 1)
        found += inner if own == way else Markup('<span dir="{}">{}</span>').format(own, inner)
        at = end + 1
    return found + _said(text[at:], way, change)


def _said(text: str, way: str, change: Callable[[str], str]) -> Markup:
    return escape(change(ways.held(text) if way == "rtl" else text))
