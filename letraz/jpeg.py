"""A JPEG without what a camera wrote beside the picture, told by its segments; and whether it can be decoded. Pure.

Segments are those of ITU-T T.81, annex B: a marker, a length, and after a start of scan the coded picture.
"""

from __future__ import annotations

import re
from io import BytesIO

from letraz.document import CannotMake, Photo

#: Pixels of the longer side of a picture that is taken as it is: twice what a portrait prints with.
MOST_SIDE = 1200

#: The same of a picture that is decoded; ours have 600.
MOST_DRAWN = 2000

_END, _SCAN, _ADOBE, _COMMENT = 0xD9, 0xDA, 0xEE, 0xFE
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_BESIDE = {*range(0xE1, 0xF0), _COMMENT} - {_ADOBE}  # Exif, XMP, profiles; Adobe's says how colours are coded
_NEXT = re.compile(rb"\xff(?=[^\x00\xd0-\xd7\xff])")


def clean(data: bytes) -> bytes:
    """The picture alone, its own bytes. `ValueError` for what is no JPEG, ends too early, or is larger than needed."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("not a JPEG")
    kept, at, drawn = [data[:2]], 2, False
    while data[at + 1 : at + 2] != bytes([_END]):
        marker, after = _segment(data, at)
        kept += [] if marker in _BESIDE else [data[at:after]]
        at = after
        if marker == _SCAN:
            at, drawn = _scan_end(data, at), True
            kept.append(data[after:at])
    if not drawn or data[at] != 0xFF:
        raise ValueError("a JPEG without a picture")
    return b"".join(kept) + b"\xff\xd9"


def whole(photo: Photo) -> bytes:
    """Its picture, decoded once to its end: one that is damaged or huge would be left out, or be shown in part.

    For workers: loads Pillow, whose setting is that of the process. Raises `CannotMake`.
    """
    from PIL import Image, ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint takes halves, too
    try:
        with Image.open(BytesIO(photo.jpeg()), formats=["JPEG"]) as picture:
            if max(picture.size) <= MOST_DRAWN:
                picture.load()
                return photo.jpeg()
    except (ValueError, OSError, SyntaxError, Image.DecompressionBombError):
        pass
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    raise CannotMake("The photo cannot be read. Please choose it anew, or print without one.")


def _segment(data: bytes, at: int) -> tuple[int, int]:
    """The marker at this place, and where its segment ends."""
    if len(data) < at + 4 or data[at] != 0xFF:
        raise ValueError("a damaged JPEG")
    marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
    if marker < 0xC0 or 0xD0 <= marker <= 0xD8 or length < 2 or len(data) < at + 2 + length:
        raise ValueError("a damaged JPEG")
    if marker in _FRAMES:
        sides = int.from_bytes(data[at + 5 : at + 7]), int.from_bytes(data[at + 7 : at + 9])
        if not 0 < min(sides) <= max(sides) <= MOST_SIDE:
            raise ValueError(f"a JPEG of {sides[1]} × {sides[0]} pixels")
    return marker, at + 2 + length


def _scan_end(data: bytes, at: int) -> int:
    found = _NEXT.search(data, at)
    if found is None:
        raise ValueError("a JPEG that ends too early")
    return found.start()
