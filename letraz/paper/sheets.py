"""What a laid-out page holds: how many lines, and where each thing of the document stands on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.document import Page
from weasyprint.formatting_structure import boxes

_POINTS = 0.75  # a CSS pixel is 1/96 inch, a point 1/72

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a thing stands: its place in the document ("h", "b2", "b2.e0"), and points from the page's top left."""

    at: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size in points, the lines of text on it, and its marks."""

    width: float
    height: float
    lines: int
    marks: tuple[Mark, ...]

    def to_json(self) -> dict[str, Any]:
        """It as JSON values, tenths of a point being enough for a finger: each mark is a list, its place first."""
        marks = [[mark.at, *(round(n, 1) for n in (mark.x, mark.y, mark.width, mark.height))] for mark in self.marks]
        return {"width": round(self.width, 1), "height": round(self.height, 1), "lines": self.lines, "marks": marks}


def sheet(page: Page) -> Sheet:
    """What stands on a page of WeasyPrint's."""
    found: dict[str, Rectangle] = {}
    lines = 0
    for box in _flow(page._page_box):  # noqa: SLF001 - the only way to the boxes
        lines += isinstance(box, boxes.LineBox)
        at = box.element.get("data-at") if box.element is not None and not box.element_tag.startswith("{") else None
        if at and "::" not in box.element_tag and box.width and box.height:
            here = (
                box.position_x,
                box.position_y,
                box.position_x + box.margin_width(),
                box.position_y + box.margin_height(),
            )
            found[at] = _union(found[at], here) if at in found else here
    marks = tuple(Mark(at, *_sized(here)) for at, here in found.items())
    return Sheet(page.width * _POINTS, page.height * _POINTS, lines, marks)


def _flow(box: Any) -> Iterator[Any]:
    """The boxes of the text, without those in the margins of the page."""
    for child in getattr(box, "children", ()):
        if not isinstance(child, boxes.MarginBox):
            yield child
            yield from _flow(child)


def _union(one: Rectangle, other: Rectangle) -> Rectangle:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _sized(here: Rectangle) -> Rectangle:
    left, top, right, bottom = (round(length * _POINTS, 1) for length in here)
    return left, top, round(right - left, 1), round(bottom - top, 1)
