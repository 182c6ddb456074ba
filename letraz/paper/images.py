"""PDF -> pictures of its pages, sharp on a dense screen. In this process, through PDFium."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from PIL import Image

PAGE_WIDTH = 1240  #: pixels; A4 at 150 to the inch
THUMBNAIL_WIDTH = 480
MAX_BYTES = 150_000  #: of one picture: the editor sends it after each saved change

_QUALITIES = (82, 70, 55, 40, 25)


def pages(pdf: bytes) -> list[bytes]:
    """A WebP of each page, `PAGE_WIDTH` wide and at most `MAX_BYTES`."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_webp(_picture(page, PAGE_WIDTH)) for page in document]


def thumbnail(pdf: bytes) -> bytes:
    """A WebP of the first page, `THUMBNAIL_WIDTH` wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        return _webp(_picture(document[0], THUMBNAIL_WIDTH))


def _picture(page: pypdfium2.PdfPage, width: int) -> Image.Image:
    return page.render(scale=width / page.get_width()).to_pil().convert("RGB")


def _webp(picture: Image.Image) -> bytes:
    for quality in _QUALITIES:
        written = BytesIO()
        picture.save(written, "WEBP", quality=quality, method=2)
        if written.tell() <= MAX_BYTES:
            break
    return written.getvalue()
