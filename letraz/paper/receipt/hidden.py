"""Text that a reader of the file gets and a reader of the paper does not, and the fonts that are not in the file."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

import pypdfium2
from pypdfium2 import raw

from letraz.paper.receipt.structure import wide

#: Letters smaller than this (points) cannot be read on paper.
SMALLEST = 4.0

#: Steps of 255 by which a letter must differ from what it stands on, and parts of 255 that it must be opaque.
LEAST_CONTRAST = 24

# Text that paints nothing: rendering modes 3 and 7 (of which 7 clips).
_UNPAINTED = {3, 7}
_EDGE = 1.0  # points that a letter's outline may reach over the edge of the page
_DEPTH = 8  # of forms within forms
_WHITE = (255, 255, 255)

#: left, bottom, right, top
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Looked:
    """`hidden`: the texts that cannot be seen; `fonts`: those that are used; `loose`: of these, those not embedded."""

    hidden: tuple[str, ...]
    fonts: tuple[str, ...]
    loose: tuple[str, ...]


def look(pages: Sequence[tuple[pypdfium2.PdfPage, Any]]) -> Looked:
    """Look at every object of every page, with the page's text beside it."""
    hidden: list[str] = []
    fonts: dict[str, bool] = {}
    for page, texts in pages:
        objects = list(page.get_objects(max_depth=_DEPTH))
        fonts |= dict(_font(thing) for thing in objects if _is_text(thing))
        hidden += _hidden(page, texts, objects)
    loose = tuple(sorted(name for name, embedded in fonts.items() if not embedded))
    return Looked(tuple(hidden), tuple(sorted(fonts)), loose)


def _hidden(page: Any, texts: Any, objects: Sequence[Any]) -> Iterator[str]:
    box: Box = tuple(page.get_bbox())
    for at, thing in enumerate(objects):
        if _is_text(thing) and (said := _said(thing, texts)) and _unseen(page, box, objects, at):
            yield said


def _is_text(thing: Any) -> bool:
    return bool(thing.type == raw.FPDF_PAGEOBJ_TEXT)


def _said(thing: Any, texts: Any) -> str:
    return wide(lambda room, size: raw.FPDFTextObj_GetText(thing, texts, room, size)).strip()


def _unseen(page: Any, box: Box, objects: Sequence[Any], at: int) -> bool:
    """Whether a text is not painted, too small, off the page, painted over, or of the colour it stands on."""
    thing = objects[at]
    place: Box = thing.get_bounds()
    if raw.FPDFTextObj_GetTextRenderMode(thing) in _UNPAINTED or _size(thing) < SMALLEST or not _inside(place, box):
        return True
    *colour, opacity = _colour(thing)
    if opacity < LEAST_CONTRAST:
        return True
    if any(_covers(other, place) for other in objects[at + 1 :]):
        return _is_blank(page, box, place)
    under = [_colour(other)[:3] for other in objects[:at] if _covers(other, place)]
    if not any(_alike(colour, other) for other in (_WHITE, *under)):
        return False
    return not under or _is_blank(page, box, place)


def _size(thing: Any) -> float:
    """The height of its letters on the page, in points."""
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(thing, size)
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    return float(size.value * hypot(matrix.c, matrix.d))


def _colour(thing: Any) -> tuple[int, int, int, int]:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(thing, red, green, blue, opacity):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, opacity.value


def _alike(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(abs(a - b) < LEAST_CONTRAST for a, b in zip(one, other, strict=True))


def _inside(place: Box, box: Box) -> bool:
    low = place[0] >= box[0] - _EDGE and place[1] >= box[1] - _EDGE
    return low and place[2] <= box[2] + _EDGE and place[3] <= box[3] + _EDGE


def _covers(thing: Any, place: Box) -> bool:
    """Whether it is a filled shape or a picture whose bounds hold `place`; it may be clipped, so `_is_blank` looks."""
    if thing.type not in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if thing.type == raw.FPDF_PAGEOBJ_PATH and not (raw.FPDFPath_GetDrawMode(thing, fill, stroke) and fill.value):
        return False
    return _inside(place, thing.get_bounds())


def _is_blank(page: Any, box: Box, place: Box) -> bool:
    """Whether a picture of that place is of one colour."""
    left, bottom, right, top = place
    crop = (left - box[0], bottom - box[1], box[2] - right, box[3] - top)
    picture = page.render(scale=2, crop=tuple(max(side, 0) for side in crop)).to_pil().convert("RGB")
    return all(high - low < LEAST_CONTRAST for low, high in picture.getextrema())


def _font(thing: Any) -> tuple[str, bool]:
    font = raw.FPDFTextObj_GetFont(thing)
    room = ctypes.create_string_buffer(max(raw.FPDFFont_GetBaseFontName(font, None, 0), 1))
    raw.FPDFFont_GetBaseFontName(font, room, len(room))
    name = room.value.decode("utf-8", "replace")
    return name.partition("+")[2] or name, raw.FPDFFont_GetIsEmbedded(font) == 1
