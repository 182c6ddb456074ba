"""Text that a reader of the file gets and a reader of the paper does not, and the fonts that are not in the file."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from letraz.paper.receipt.structure import Box, wide

#: Letters smaller than this (points) cannot be read on paper.
SMALLEST = 4.0

#: Steps of 255 by which a letter must differ from what it stands on, and parts of 255 that it must be opaque.
LEAST_CONTRAST = 24

# Text that paints nothing: rendering modes 3 and 7 (of which 7 clips).
_UNPAINTED = {3, 7}
_EDGE = 1.0  # points that a letter's outline may reach over the edge of the page
_DEPTH = 8  # of forms within forms
_WHITE = (255, 255, 255)


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
    shapes = [_Shape(at, thing.get_bounds(), _colour(thing)[:3]) for at, thing in enumerate(objects) if _paints(thing)]
    for at, thing in enumerate(objects):
        if _is_text(thing) and _is_unseen(page, box, at, thing, shapes) and (said := _said(thing, texts)):
            yield said


class _Shape(NamedTuple):
    """Something painted at that position in the order of painting. It may be clipped: `_is_blank` looks."""

    at: int
    box: Box
    colour: tuple[int, ...]


def _is_text(thing: Any) -> bool:
    return bool(thing.type == raw.FPDF_PAGEOBJ_TEXT)


def _said(thing: Any, texts: Any) -> str:
    return wide(lambda room, size: raw.FPDFTextObj_GetText(thing, texts, room, size)).strip()


def _is_unseen(page: Any, box: Box, at: int, thing: Any, shapes: Sequence[_Shape]) -> bool:
    """Whether a text is not painted, too small, off the page, painted over, or of the colour it stands on."""
    place: Box = thing.get_bounds()
    if raw.FPDFTextObj_GetTextRenderMode(thing) in _UNPAINTED or _size(thing) < SMALLEST or not _inside(place, box):
        return True
    *colour, opacity = _colour(thing)
    if opacity < LEAST_CONTRAST:
        return True
    there = [shape for shape in shapes if _inside(place, shape.box)]
    if any(shape.at > at for shape in there):
        return _is_blank(page, box, place)
    if not any(_alike(colour, other) for other in (_WHITE, *(shape.colour for shape in there))):
        return False
    return not there or _is_blank(page, box, place)


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


def _paints(thing: Any) -> bool:
    """Whether it is a filled shape or a picture."""
    if thing.type != raw.FPDF_PAGEOBJ_PATH:
        return thing.type in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(thing, fill, stroke) and fill.value)


def _is_blank(page: Any, box: Box, place: Box) -> bool:
    """Whether a picture of that place is of one colour."""
    left, bottom = max(place[0], box[0]), max(place[1], box[1])
    right, top = min(place[2], box[2]), min(place[3], box[3])
    if right - left < 1 or top - bottom < 1:
        return False  # no shape of its own: an emoji, which is a picture beside it
    crop = (left - box[0], bottom - box[1], box[2] - right, box[3] - top)
    picture = page.render(scale=2, crop=crop).to_pil().convert("RGB")
    return all(high - low < LEAST_CONTRAST for low, high in picture.getextrema())


def _font(thing: Any) -> tuple[str, bool]:
    font = raw.FPDFTextObj_GetFont(thing)
    room = ctypes.create_string_buffer(max(raw.FPDFFont_GetBaseFontName(font, None, 0), 1))
    raw.FPDFFont_GetBaseFontName(font, room, len(room))
    name = room.value.decode("utf-8", "replace")
    return name.partition("+")[2] or name, raw.FPDFFont_GetIsEmbedded(font) == 1
