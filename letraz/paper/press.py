"""HTML -> tagged PDF through WeasyPrint: one font configuration a process, sheets parsed once, nothing fetched.

Same document, same fonts, same versions: same bytes. Not for threads: Pango's fonts are not safe to share.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pydyf
from weasyprint import CSS, HTML, VERSION
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from letraz.designs import FOLDER, design
from letraz.document import Document
from letraz.paper import limits, markup

_VARIANT = "pdf/ua-1"
_FONTS = FOLDER / "fonts"
_SYSTEM_FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
_LOG = logging.getLogger("weasyprint")
_PRINT_FLAG = 4


def render(document: Document) -> bytes:
    """The visible part of `document` as a tagged PDF. Raises `PaperError` when it cannot be printed."""
    shown = document.visible()
    limits.check_size(shown)
    look = design(shown.design)
    page = HTML(string=markup.html(shown, look), base_url="about:blank", url_fetcher=_Deny())
    sheets = [_sheet(look.name, tuple(look.settle(shown.options).items()))]
    with _missing_characters() as missing:
        laid_out = page.render(stylesheets=sheets, font_config=_fonts(), pdf_variant=_VARIANT)
        limits.check_pages(len(laid_out.pages))
        pdf: bytes = laid_out.write_pdf(finisher=_finish, pdf_variant=_VARIANT)
    limits.refuse_missing(missing, shown)
    return pdf


@cache
def engine() -> str:
    """What the bytes depend on beside the document: versions of engine, shaper and fonts. Changes when they do."""
    pango = ".".join(str(ffi.pango.pango_version() // unit % 100) for unit in (10_000, 100, 1))
    return (
        f"WeasyPrint {VERSION}, Pango {pango}, HarfBuzz {_harfbuzz()}, pydyf {pydyf.VERSION}, fonts {_fonts_digest()}"
    )


class _Deny(URLFetcher):
    """Fetches nothing: no design needs a file or an address while it prints."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        raise ValueError(f"nothing is fetched while printing: {url}")


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

    def __del__(self) -> None:
        if self._owner == os.getpid():
            super().__del__()


@cache
def _fonts() -> FontConfiguration:
    # A font of bitmaps (emoji) is written anew with the time of day in it, unless this says what time it is.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    fonts = _Fonts()
    CSS(filename=str(_FONTS / "fonts.css"), font_config=fonts, url_fetcher=_OwnFonts())
    return fonts


@lru_cache(128)
def _sheet(name: str, options: tuple[tuple[str, str], ...]) -> CSS:
    return CSS(
        string=markup.css(design(name), dict(options)),
        font_config=_fonts(),
        url_fetcher=_Deny(),
        base_url="about:blank",
    )


@contextmanager
def _missing_characters() -> Iterator[list[str]]:
    """The characters that no font had, which WeasyPrint tells only to its log."""
    found: list[str] = []
    listener = _Listener(found)
    _LOG.addHandler(listener)
    try:
        yield found
    finally:
        _LOG.removeHandler(listener)


class _Listener(logging.Handler):
    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith(".notdef") and isinstance(record.args, tuple):
            self._found.append(str(record.args[0]))


def _finish(_document: Any, pdf: pydyf.PDF) -> None:
    """Links get the Print flag, which PDF/UA asks of every annotation."""
    for found in pdf.objects:
        if isinstance(found, pydyf.Dictionary) and found.get("Subtype") == "/Link":
            found["F"] = _PRINT_FLAG


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
