"""The fonts of this process, made ready once, and the fingerprint of everything that decides the bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pydyf
from weasyprint import CSS, VERSION
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from letraz.designs import FOLDER

_FONTS = FOLDER / "fonts"
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
    """What the bytes depend on beside the document: versions of engine, shaper and fonts. Changes when they do."""
    pango = ".".join(str(ffi.pango.pango_version() // unit % 100) for unit in (10_000, 100, 1))
    return (
        f"WeasyPrint {VERSION}, Pango {pango}, HarfBuzz {_harfbuzz()}, pydyf {pydyf.VERSION}, fonts {_fonts_digest()}"
    )


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


def _fonts_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(_FONTS.glob("*.ttf")):
        digest.update(path.read_bytes())
    for folder in _SYSTEM_FONTS:
        for path in sorted(path for path in folder.rglob("*.[ot]t[fc]")):
            digest.update(f"{path.name} {path.stat().st_size}\n".encode())
    return digest.hexdigest()[:12]
