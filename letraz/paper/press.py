"""HTML -> tagged PDF through WeasyPrint: one font configuration a process, sheets parsed once, nothing fetched.

Same document, same fonts, same versions: same bytes. Not for threads: Pango's fonts are not safe to share.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pydyf
from weasyprint import CSS, HTML
from weasyprint import Document as Pages
from weasyprint.urls import URLFetcher, URLFetcherResponse

from letraz.designs import Design, design
from letraz.document import Block, Document
from letraz.paper import limits, markup
from letraz.paper.carried import attachments
from letraz.paper.fonts import engine, faces, fonts
from letraz.paper.sheets import Sheet, sheet

__all__ = ["Layout", "Printed", "engine", "finished", "layout", "print_out", "render"]

_VARIANT = "pdf/ua-1"
_LOG = logging.getLogger("weasyprint")
_PRINT_FLAG = 4

# A glyph that has its text from another one (the second of a syllable) is told as nothing at all, which is no text.
# A word joiner is one: it has no width, and breaks no word.
_WORDLESS, _JOINER = re.compile(rb"^(<[0-9a-f]{4}>) <>$"), rb"\1 <2060>"

#: The address of a document's own photo, the one thing that a page may load.
PHOTO = "photo:"


@dataclass(frozen=True, slots=True)
class Layout:
    """A document on its pages, not yet a file. `beside`: the blocks that stand in the column beside."""

    pages: Pages
    sheets: tuple[Sheet, ...]
    beside: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file, what stands where on its pages, and the fonts it was printed with (`fonts.faces`)."""

    pdf: bytes
    sheets: tuple[Sheet, ...]
    beside: frozenset[int] = frozenset()
    faces: Mapping[str, str] = field(default_factory=dict)


def render(document: Document) -> bytes:
    """The visible part of `document` as a tagged PDF. Raises `PaperError` when it cannot be printed."""
    return print_out(document).pdf


def print_out(document: Document) -> Printed:
    """The same, with its sheets."""
    shown = document.visible()
    return finished(layout(shown), shown)


def finished(laid_out: Layout, document: Document) -> Printed:
    """The file of what `layout` made of `document`. Raises `PaperError` as `render` does."""
    limits.check_pages(len(laid_out.sheets))
    shown = document.visible()
    with _missing_characters() as missing:
        pdf: bytes = laid_out.pages.write_pdf(finisher=_finish, pdf_variant=_VARIANT, attachments=attachments(shown))
    limits.refuse_missing(missing, shown)
    return Printed(pdf, laid_out.sheets, laid_out.beside, faces(laid_out.pages))


def layout(document: Document) -> Layout:
    """The visible part of `document` on pages: most of the work of a file. Raises `PaperError` for too much.

    A column beside that would run onto a second page gives what does not fit on the first to the main one: so the file
    reads as one column after the other.
    """
    shown = document.visible()
    limits.check_size(shown)
    look = design(shown.design, shown.design_version)
    if shown.person.photo and look.settle(shown.options).get("photo", "none") != "none":
        limits.check_photo(shown.person.photo)
    beside = _short(shown.blocks) if look.columns > 1 else frozenset()
    while True:
        pages = _laid_out(shown, look, beside)
        sheets = tuple(sheet(page) for page in pages.pages)
        over = {_block_of(mark.at) for later in sheets[1:] for mark in later.marks} & beside
        if not over:
            return Layout(pages, sheets, beside)
        beside = frozenset(number for number in beside if number < min(over))


def _short(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks for a column beside: none when nothing is left for the main one, or that asks for a new page."""
    main = [block for block in blocks if not _is_short(block)]
    if not main or main[0].new_page:
        return frozenset()
    return frozenset(number for number, block in enumerate(blocks) if _is_short(block))


def _is_short(block: Block) -> bool:
    return block.layout in ("tags", "lines") and not block.new_page


def _block_of(at: str) -> int:
    return int(at[1:].partition(".")[0]) if at.startswith("b") else -1


def _laid_out(shown: Document, look: Design, beside: frozenset[int]) -> Pages:
    page = HTML(string=markup.html(shown, look, beside), base_url="about:blank", url_fetcher=_Own(shown))
    sheets = [_sheet(look.name, look.version, tuple(look.settle(shown.options).items()))]
    return page.render(stylesheets=sheets, font_config=fonts(), pdf_variant=_VARIANT)


class _Deny(URLFetcher):
    """Fetches nothing: no sheet needs a file or an address while it prints."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        raise ValueError(f"nothing is fetched while printing: {url}")


class _Own(_Deny):
    """Gives the document's own photo, and nothing else."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._photo = document.person.photo

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        if url == PHOTO and self._photo:
            return URLFetcherResponse(url, self._photo.jpeg(), {"Content-Type": "image/jpeg"})
        return super().fetch(url, headers)


@lru_cache(128)
def _sheet(name: str, version: int, options: tuple[tuple[str, str], ...]) -> CSS:
    return CSS(
        string=markup.css(design(name, version), dict(options)),
        font_config=fonts(),
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
    """Links get the Print flag, and glyphs a text: PDF/UA asks both of every annotation and of every glyph."""
    for found in pdf.objects:
        if isinstance(found, pydyf.Dictionary) and found.get("Subtype") == "/Link":
            found["F"] = _PRINT_FLAG
        elif isinstance(found, pydyf.Stream) and b"begincmap" in found.stream:
            found.stream = [_WORDLESS.sub(_JOINER, line) if isinstance(line, bytes) else line for line in found.stream]
