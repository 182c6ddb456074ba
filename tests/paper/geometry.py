"""Where everything stands on laid-out pages, and what a typographer would send back. Points, from the top left.

Each check gives a list of sentences, one for each fault: an empty list is a good page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.document import Page
from weasyprint.formatting_structure import boxes

from letraz.paper.press import Layout

POINTS = 0.75  # of a CSS pixel
SLACK = 0.5  #: what rounding may move, in points

HUNG = 1.5  #: what the measured width of a marker may be off, in points
MOST = 80  #: characters of a text that are kept: enough to find it by

# Of a line of text, as parts of its size from the baseline: what capitals and tails cover.
RISE, FALL = 0.66, 0.2


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with what it holds: a piece of text, a picture, or the frame of a chip."""

    left: float
    top: float
    right: float
    bottom: float
    holds: str

    def overlaps(self, other: Box) -> bool:
        """By more than rounding, in both directions."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > SLACK and down > SLACK


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its box, its pieces, and the elements it stands in, the outermost first."""

    box: Box
    text: str
    pieces: tuple[Box, ...]
    inside: tuple[Any, ...]

    def has(self, *classes: str) -> bool:
        """Whether it stands in an element of one of these classes."""
        return any(name in element.get("class", "").split() for element in self.inside for name in classes)

    def nearest(self, *tags: str) -> Any:
        """The innermost element around it with one of these tags, or None."""
        return next((element for element in reversed(self.inside) if element.tag in tags), None)

    @property
    def announces(self) -> bool:
        """Whether it only says what follows: a heading, the line of a title, its place and dates."""
        return self.nearest("h1", "h2", "h3", "h4") is not None or self.has("row", "about", "heading")


@dataclass(frozen=True, slots=True)
class Surface:
    """One page: the area within its margins, its lines in the order of the flow, and everything with ink."""

    number: int
    page: Box
    area: Box
    lines: tuple[Line, ...]
    ink: tuple[Box, ...]
    margin: tuple[Box, ...]  #: what stands in the margins


def surfaces(layout: Layout) -> list[Surface]:
    """The pages of a layout."""
    return [_surface(number, page) for number, page in enumerate(layout.pages.pages, 1)]


def faults(layout: Layout) -> list[str]:
    """Everything that is wrong with where things stand."""
    pages = surfaces(layout)
    checks = (outside, overlapping, stranded, lonely, empty, unhung)
    return [said for check in checks for said in check(pages)]


def outside(pages: Sequence[Surface]) -> list[str]:
    """What leaves the area within the margins, and footers that leave the page or enter that area."""
    return [
        f"page {page.number}: outside the margins: {box}"
        for page in pages
        for box in page.ink
        if not _within(box, page.area)
    ] + [
        f"page {page.number}: the footer is cut or in the text: {box}"
        for page in pages
        for box in page.margin
        if not _within(box, page.page) or box.overlaps(page.area)
    ]


def overlapping(pages: Sequence[Surface]) -> list[str]:
    """Two things in one place."""
    found = []
    for page in pages:
        ink = sorted(page.ink, key=lambda box: box.top)
        for at, box in enumerate(ink):
            for other in ink[at + 1 :]:
                if other.top >= box.bottom:
                    break
                if box.overlaps(other):
                    found.append(f"page {page.number}: {box} overlaps {other}")
    return found


def stranded(pages: Sequence[Surface]) -> list[str]:
    """A heading last on a page, or the title of a group or an entry that goes on only on the next one."""
    return [
        f"page {page.number} ends with a heading: {lines[-1].text!r}"
        for page, following in pairwise(pages)
        if (lines := _main(page)) and _is_stranded(lines, _main(following))
    ]


def _is_stranded(lines: list[Line], following: list[Line]) -> bool:
    last = lines[-1]
    if not last.announces:
        return False
    around = last.nearest("article")
    if around is None:  # the heading of a section
        return True
    return any(around in line.inside for line in following)


def lonely(pages: Sequence[Surface]) -> list[str]:
    """A paragraph or an item of a list that leaves a single line on a page."""
    found = []
    for page, following in pairwise(pages):
        before, after = _by_paragraph(page), _by_paragraph(following)
        for element in before.keys() & after.keys():
            if len(before[element]) == 1:
                found.append(f"page {page.number} ends with a first line: {before[element][0]!r}")
            if len(after[element]) == 1:
                found.append(f"page {following.number} begins with a last line: {after[element][0]!r}")
    return found


def empty(pages: Sequence[Surface]) -> list[str]:
    """A page with nothing on it, in a document of several."""
    return [f"page {page.number} is empty" for page in pages if not page.lines and len(pages) > 1]


def unhung(pages: Sequence[Surface]) -> list[str]:
    """A list in which later lines of an item do not begin where its text does, behind the bullet."""
    found = []
    for page in pages:
        items: dict[Any, list[Line]] = {}
        for line in page.lines:
            if (item := line.nearest("li", "p")) is not None and item.tag == "li":
                items.setdefault(item, []).append(line)
        for first, *later in items.values():
            if not first.text.startswith("•") or not first.pieces[1:]:
                continue
            wanted = _start(first, first.pieces[1:])
            if any(abs(_start(line, line.pieces) - wanted) > HUNG for line in later):
                found.append(f"page {page.number}: the lines under {first.text[:30]!r} do not begin where it does")
    return found


def _start(line: Line, pieces: Sequence[Box]) -> float:
    """Where the line begins, from the left; from the right, as a negative number, where that is its start."""
    if line.inside[0].get("dir") == "rtl":
        return -max(piece.right for piece in pieces)
    return min(piece.left for piece in pieces)


def _by_paragraph(page: Surface) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = {}
    for line in page.lines:
        if (element := line.nearest("p", "li")) is not None:
            found.setdefault(element, []).append(line.text)
    return found


def _main(page: Surface) -> list[Line]:
    """The lines of the flow that goes on from page to page."""
    return [line for line in page.lines if not line.has("beside")]


def _within(box: Box, area: Box) -> bool:
    return (
        box.left >= area.left - SLACK
        and box.right <= area.right + SLACK
        and box.top >= area.top - SLACK
        and box.bottom <= area.bottom + SLACK
    )


def _surface(number: int, page: Page) -> Surface:
    root = page._page_box
    area = _box(root.content_box_x(), root.content_box_y(), root.width, root.height, "")
    margins = [child for child in root.children if isinstance(child, boxes.MarginBox)]
    flow = [child for child in root.children if not isinstance(child, boxes.MarginBox)]
    return Surface(
        number,
        _box(0, 0, page.width, page.height, ""),
        area,
        tuple(line for child in flow for line in _lines(child, ())),
        tuple(box for child in flow for box in _ink(child)),
        tuple(box for child in margins for box in _ink(child)),
    )


def _lines(box: Any, inside: tuple[Any, ...]) -> Iterator[Line]:
    if box.element is not None and (not inside or box.element is not inside[-1]):
        inside = (*inside, box.element)
    if isinstance(box, boxes.LineBox):
        text = "".join(piece.text for piece in box.descendants() if isinstance(piece, boxes.TextBox))
        inner = [piece.element for piece in box.descendants() if piece.element is not None]
        if text.strip():
            here = _box(box.position_x, box.position_y, box.width, box.height, text)
            yield Line(here, text, tuple(_ink(box)), (*inside, *inner[:1]))
    else:
        for child in getattr(box, "children", ()):
            yield from _lines(child, inside)


def _ink(box: Any) -> Iterator[Box]:
    if isinstance(box, boxes.TextBox):
        if box.text.strip():
            size, base = box.style["font_size"], box.position_y + box.baseline
            yield _box(box.position_x, base - RISE * size, box.width, (RISE + FALL) * size, box.text)
    elif isinstance(box, boxes.ReplacedBox):
        yield _box(box.content_box_x(), box.content_box_y(), box.width, box.height, "a picture")
    else:
        for child in getattr(box, "children", ()):
            yield from _ink(child)


def _box(left: float, top: float, width: float, height: float, holds: str) -> Box:
    edges = (left, top, left + width, top + height)
    shown = holds if len(holds) <= MOST else f"{holds[:MOST]}…"
    return Box(*(round(edge * POINTS, 2) for edge in edges), shown)
