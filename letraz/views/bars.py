"""Change bars: what differs, marked on the pages of a side as a proofreader would, and told in words beneath each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from letraz.diff import Row
from letraz.diff.change import MOVED
from letraz.views.pages import Pages

#: Points between the text of a page and its bars; what moved is marked further out, for it may hold other changes.
GAP, FURTHER = 8, 13


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a page, in points from its top left, on which `row` differs. `margin` is where its bar stands."""

    row: Row
    margin: float
    x: float
    y: float
    width: float
    height: float


def bars(pages: Pages, rows: Sequence[Row], places: Mapping[str, Sequence[str]], rtl: bool = False) -> list[list[Bar]]:
    """The bars of each page, in the order of the rows. `places` is what `standing` says of this side.

    `rtl`: the lines begin at the right, and so do the bars.
    """
    known = {mark[0] for image in pages.images for mark in image.marks}
    wanted = {row.id: {_known(place, known) for place in places.get(row.id, ())} for row in rows}
    return [[bar for row in rows for bar in _bar(row, wanted[row.id], image.marks, rtl)] for image in pages.images]


def _known(place: str, known: set[str]) -> str:
    """The place, or its item's where a drawing of before knows no lines."""
    item, line, _ = place.partition(".l")
    return place if not line or any(one.startswith(item + line) for one in known) else item


def _bar(row: Row, wanted: set[str], marks: Sequence[list[Any]], rtl: bool) -> Iterator[Bar]:
    """One around all of its places on this page; none where it has none."""
    found = [mark for mark in marks if mark[0] in wanted]
    if not found:
        return
    x, y, right, bottom = _around(found)
    section = found[0][0].partition(".")[0]
    start, _, end, _ = _around([mark for mark in marks if mark[0].partition(".")[0] == section])
    gap = FURTHER if row.kind == MOVED else GAP
    yield Bar(row, *(round(n, 1) for n in (end + gap if rtl else start - gap, x, y, right - x, bottom - y)))


def _around(marks: Sequence[list[Any]]) -> tuple[float, float, float, float]:
    _, x, y, width, height = zip(*marks, strict=True)
    right, bottom = map(sum, zip(x, width, strict=True)), map(sum, zip(y, height, strict=True))
    return min(x), min(y), max(right), max(bottom)
