"""What a laid-out page holds: how many lines, and where each thing of the document stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.document import Page
from weasyprint.formatting_structure import boxes

_POINTS = 0.75  # a CSS pixel is 1/96 inch, a point 1/72

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a thing stands: its place in the document, and points from the page's top left.

    Places are "h", "b2", "b2.e0", and of an entry's text the lines as `richtext.outline` counts them: "b2.e0.l1".

    `lines` are those that a reader would count in it: what stands side by side is one.
    """

    at: str
    x: float
    y: float
    width: float
    height: float
    lines: int = 0


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
    lines: list[Rectangle] = []
    places: dict[Any, str] = {}
    for box in _flow(page._page_box):  # noqa: SLF001 - the only way to the boxes
        if isinstance(box, boxes.LineBox) and box.height:
            lines.append((box.position_x, box.position_y, box.position_x + box.width, box.position_y + box.height))
        at = _place(box, places)
        if at and "::" not in box.element_tag and box.width and box.height:
            found[at] = _union(found[at], _around(box)) if at in found else _around(box)
    marks = tuple(Mark(at, *_sized(here), lines=_count(_inside(lines, here))) for at, here in found.items())
    return Sheet(page.width * _POINTS, page.height * _POINTS, _count(lines), marks)


def _place(box: Any, places: dict[Any, str]) -> str | None:
    """What a box is of; the lines of a text learn their places from the entry around them."""
    element = box.element
    if element is None or box.element_tag.startswith("{"):
        return None
    at: str | None = element.get("data-at") or places.get(element)
    if at and element not in places:
        places[element] = at
        places |= {line: f"{at}.l{number}" for number, line in enumerate(_text_of(element))}
    return at


def _text_of(element: Any) -> Iterator[Any]:
    """The paragraphs and the items of outermost lists in the text of an entry."""
    for part in element.iterfind("div[@class='text']/*"):
        yield from part if part.tag in ("ul", "ol") else (part,)


def _flow(box: Any) -> Iterator[Any]:
    """The boxes of the text, without those in the margins of the page."""
    for child in getattr(box, "children", ()):
        if not isinstance(child, boxes.MarginBox):
            yield child
            yield from _flow(child)


def _around(box: Any) -> Rectangle:
    left, top = box.position_x, box.position_y
    return left, top, left + box.margin_width(), top + box.margin_height()


def _union(one: Rectangle, other: Rectangle) -> Rectangle:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _sized(here: Rectangle) -> Rectangle:
    left, top, right, bottom = (round(length * _POINTS, 1) for length in here)
    return left, top, round(right - left, 1), round(bottom - top, 1)


def _inside(lines: Iterable[Rectangle], here: Rectangle) -> Iterator[Rectangle]:
    """The lines whose middle is in a rectangle."""
    for line in lines:
        across, down = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
        if here[0] <= across <= here[2] and here[1] <= down <= here[3]:
            yield line


def _count(lines: Iterable[Rectangle]) -> int:
    """How many a reader counts: a line that begins above the middle of the one before stands beside it."""
    count, middle = 0, float("-inf")
    for line in sorted(lines, key=lambda one: (one[1] + one[3]) / 2):
        if line[1] >= middle:
            count += 1
            middle = (line[1] + line[3]) / 2
    return count
