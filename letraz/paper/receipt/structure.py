"""The structure of a PDF: its tree of tags and its links, through PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

#: Tags are looked at this deep: a document that nests more is not one of ours.
DEEPEST = 60

#: left, bottom, right, top
Box = tuple[float, float, float, float]

_NEAR = 1.0  # point
_HEADINGS = {f"H{level}": level for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Tree:
    """What the tags say: whether there are any, the levels of the headings in order, each picture's description."""

    tagged: bool
    headings: tuple[int, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where it goes, what it says to those who do not see it, whether the tags hold it.

    `text` is what stands under it, and `box` its place: left, bottom, right and top in points.
    """

    target: str
    said: str
    tagged: bool
    text: str = ""
    box: Box = (0, 0, 0, 0)

    def within(self, other: Link) -> bool:
        """Whether it only repeats a part of `other`, as the engine does with what is set apart in a link."""
        (left, bottom, right, top), (west, south, east, north) = self.box, other.box
        inside = west - _NEAR <= left and right <= east + _NEAR and south - _NEAR <= bottom and top <= north + _NEAR
        return inside and self.target == other.target


def tree(pages: Sequence[pypdfium2.PdfPage]) -> Tree:
    """The tags of all pages in order."""
    elements = [element for page in pages for element in _of_page(page)]
    headings = tuple(_HEADINGS[kind] for kind, _ in elements if kind in _HEADINGS)
    return Tree(bool(elements), headings, tuple(alt for kind, alt in elements if kind == "Figure"))


def links(pages: Sequence[tuple[pypdfium2.PdfPage, Any]]) -> tuple[Link, ...]:
    """The links of all pages, each given with its text, in order; one that is broken over lines is several."""
    return tuple(link for page, texts in pages for link in _apart(_links(page, texts)))


def _of_page(page: pypdfium2.PdfPage) -> list[tuple[str, str]]:
    found = raw.FPDF_StructTree_GetForPage(page)
    if not found:
        return []
    try:
        tops = range(raw.FPDF_StructTree_CountChildren(found))
        return [pair for n in tops for pair in _walk(raw.FPDF_StructTree_GetChildAtIndex(found, n), 0)]
    finally:
        raw.FPDF_StructTree_Close(found)


def _walk(element: Any, depth: int) -> Iterator[tuple[str, str]]:
    if not element or depth > DEEPEST:
        return
    kind = wide(lambda room, size: raw.FPDF_StructElement_GetType(element, room, size))
    alt = wide(lambda room, size: raw.FPDF_StructElement_GetAltText(element, room, size)) if kind == "Figure" else ""
    yield kind, alt
    for n in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _walk(raw.FPDF_StructElement_GetChildAtIndex(element, n), depth + 1)


def _apart(found: Iterable[Link]) -> list[Link]:
    kept: list[Link] = []
    for link in found:
        kept += [] if any(link.within(other) for other in kept) else [link]
    return kept


def _links(page: pypdfium2.PdfPage, texts: Any) -> Iterator[Link]:
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        annotation = raw.FPDFLink_GetAnnot(page, link)
        tagged = bool(raw.FPDFAnnot_HasKey(annotation, b"StructParent"))
        box = _box(link)
        yield Link(_target(page.pdf, link), _contents(annotation), tagged, texts.get_text_bounded(*box), box)
        raw.FPDFPage_CloseAnnot(annotation)


def _box(link: Any) -> Box:
    box = raw.FS_RECTF()
    raw.FPDFLink_GetAnnotRect(link, box)
    return box.left, box.bottom, box.right, box.top


def _target(opened: pypdfium2.PdfDocument, link: Any) -> str:
    action = raw.FPDFLink_GetAction(link)
    room = ctypes.create_string_buffer(max(raw.FPDFAction_GetURIPath(opened, action, None, 0), 1))
    raw.FPDFAction_GetURIPath(opened, action, room, len(room))
    return room.value.decode("utf-8", "replace")


def _contents(annotation: Any) -> str:
    return wide(lambda room, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", room, size))


def wide(ask: Callable[[Any, int], int]) -> str:
    """What a function of PDFium that fills a buffer of UTF-16 has to say."""
    size = ask(None, 0)
    room = (ctypes.c_ushort * (size // 2 + 1))()
    ask(room, size)
    return bytes(room).decode("utf-16-le", "replace").split("\0")[0]
