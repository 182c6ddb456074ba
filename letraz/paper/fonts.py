"""The fonts of this process, made ready once, and the fingerprint of everything that decides the bytes."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pydyf
from weasyprint import CSS, VERSION
from weasyprint import Document as Pages
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from letraz.designs import FOLDER

_FONTS = FOLDER / "fonts"
_HOUSE = Path(__file__).parent.parent
_SYSTEM_FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


@cache
def fonts() -> FontConfiguration:
    """Our faces, and the system's, for every page of this process."""
    # A font of bitmaps (emoji) is written anew with the time of day in it, unless this says what time it is.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    found = _Fonts()
    CSS(filename=str(_FONTS / "fonts.css"), font_config=found, url_fetcher=_OwnFonts())
    return found


@cache
def engine() -> str:
    """What the bytes of any document may depend on beside it: versions, and a digest of every font and the rest.

    It changes with our own templates and code, and when a font comes or goes: any of them may be the one that has a
    character. Pages drawn before are then drawn again. What one file was made with, `faces` says.
    """
    digest = hashlib.sha256("".join(versions().values()).encode())
    for path in sorted(_FONTS.glob("*.ttf")):
        digest.update(path.read_bytes())
    for folder in _SYSTEM_FONTS:
        for path in sorted(path for path in folder.rglob("*.[ot]t[fc]")):
            digest.update(f"{path.name} {path.stat().st_size}\n".encode())
    shown = ", ".join(f"{name} {versions()[name]}" for name in ("WeasyPrint", "Pango", "HarfBuzz", "pydyf"))
    return f"{shown}, fonts {digest.hexdigest()[:12]}, ours {_ours()}"


def _ours() -> str:
    """Of the templates, sheets, words and code of our own that pages are made with."""
    digest = hashlib.sha256()
    rooms = (*FOLDER.rglob("*.html"), *FOLDER.rglob("*.css"), *FOLDER.rglob("*.toml"), *_HOUSE.glob("*.py"))
    for path in sorted((*rooms, *Path(__file__).parent.glob("*.py"), _HOUSE / "words.toml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:6]


@cache
def versions() -> Mapping[str, str]:
    """The version of each library that has a part in the bytes: layout, shaping, hyphens, subsets, compression."""
    pango = ".".join(str(ffi.pango.pango_version() // unit % 100) for unit in (10_000, 100, 1))
    return {
        "WeasyPrint": VERSION,
        "Pango": pango,
        "HarfBuzz": _harfbuzz(),
        "pydyf": pydyf.VERSION,
        "Pyphen": version("pyphen"),
        "fontTools": version("fonttools"),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def faces(pages: Pages) -> dict[str, str]:
    """The fonts that pages were printed with, once `write_pdf` has: name -> which file that was, in 16 digits.

    With the same `versions` and the same faces, the same document gives the same bytes, whatever else is installed.
    """
    found = {font.name.decode().partition("+")[2]: font.hb_face for font in pages.fonts.values()}
    return {name: hashlib.sha256(_head(found[name])).hexdigest()[:16] for name in sorted(found)}


def _head(face: Any) -> bytes:
    """A font's `head` table: it holds the checksum of the whole file, its revision and when it was made."""
    blob = ffi.harfbuzz.hb_face_reference_table(face, ffi.harfbuzz.hb_tag_from_string(b"head", -1))
    length = ffi.ffi.new("unsigned int *")
    data = ffi.harfbuzz.hb_blob_get_data(blob, length)
    try:
        return bytes(ffi.ffi.unpack(data, length[0])) if length[0] else b""
    finally:
        ffi.harfbuzz.hb_blob_destroy(blob)


class _OwnFonts(URLFetcher):
    """Fetches the font files beside `fonts.css`, and only when that sheet is read."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        if not url.startswith(_FONTS.as_uri() + "/") or ".." in url:
            raise ValueError(f"not one of our fonts: {url}")
        return super().fetch(url, headers)


class _Fonts(FontConfiguration):
    """Its folder of fonts goes with the process that made it: a forked worker must not take it from its parent."""

    def __init__(self) -> None:
        super().__init__()
        self._owner = os.getpid()

    def __del__(self, getpid: Callable[[], int] = os.getpid) -> None:  # at the end of a process `os` may be gone
        if self._owner == getpid():
            super().__del__()


def _harfbuzz() -> str:
    """Its version, found by asking: WeasyPrint binds only "is it at least"."""
    version = [0, 0, 0]
    for place in range(3):
        while ffi.harfbuzz.hb_version_atleast(*version[:place], version[place] + 1, *[0] * (2 - place)):
            version[place] += 1
    return ".".join(map(str, version))
