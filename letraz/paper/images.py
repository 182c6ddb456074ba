"""PDF -> pictures of its pages, sharp on a dense screen. In this process, through PDFium."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pypdfium2
from PIL import Image

PAGE_WIDTH = 1240  #: pixels; A4 at 150 to the inch
THUMBNAIL_WIDTH = 480
SMALL_WIDTH = 168  #: 56 CSS pixels on the densest screens: many stand on one page
MAX_BYTES = 150_000  #: of one picture: the editor gets it anew after each saved change

# Sixteen steps a channel are enough for the edges of letters. Without loss they are then smaller, sharper and twice
# as fast as a lossy picture (80 kB in 29 ms, against 120 kB in 50).
_STEPS = [min(255, (value + 8) // 17 * 17) for value in range(256)] * 3
_LOSSY_QUALITIES = (80, 60, 40, 20)


def pictures(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """Each page by its number, then the thumbnail as "thumb": made one by one, as they are taken."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            yield str(number), _webp(_picture(page, PAGE_WIDTH))
        yield "thumb", _webp(_picture(document[0], THUMBNAIL_WIDTH))


def pages(pdf: bytes) -> list[bytes]:
    """A WebP of each page, `PAGE_WIDTH` wide and at most `MAX_BYTES`."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_webp(_picture(page, PAGE_WIDTH)) for page in document]


def thumbnail(pdf: bytes) -> bytes:
    """A WebP of the first page, `THUMBNAIL_WIDTH` wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        return _webp(_picture(document[0], THUMBNAIL_WIDTH))


def small(pdf: bytes) -> bytes:
    """A WebP of the first page, `SMALL_WIDTH` wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        return _webp(_picture(document[0], SMALL_WIDTH))


def _picture(page: pypdfium2.PdfPage, width: int) -> Image.Image:
    picture: Image.Image = page.render(scale=width / page.get_width()).to_pil()
    return picture.convert("RGB")


def _webp(picture: Image.Image) -> bytes:
    """Without loss, unless colours make that too large."""
    best = _written(picture.point(_STEPS), lossless=True, quality=0, method=1)
    for quality in _LOSSY_QUALITIES:
        if len(best) <= MAX_BYTES:
            break
        best = _written(picture, quality=quality, method=2)
    return best


def _written(picture: Image.Image, **how: int) -> bytes:
    written = BytesIO()
    picture.save(written, "WEBP", **how)
    return written.getvalue()
