"""Readers of PDF, each in its own words. Poppler and PDFium share no code; both judge. Nothing here knows a document.

Both give lines of right-to-left script in an order of their own. Their characters are taken, and put in the order in
which they stand on the page: Poppler gives that order and marks the words it turned; of PDFium's characters it is
asked where they stand (from the top, then from the left). Lines without such script stay as the reader gives them.
"""

from __future__ import annotations

import ctypes
import re
import resource
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from tempfile import TemporaryFile
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from letraz.paper.receipt import bidi
from letraz.paper.receipt.normal import fold, plain


class _Placed(NamedTuple):
    """A character, the height of its line, its edges and how tall it is, in points."""

    char: str
    y: float
    left: float
    right: float
    height: float


SECONDS = 20  #: that a reader may take
MOST_TEXT = 4_000_000  #: bytes of text that a reader may give

_RLE, _LRE, _POP = "\u202b", "\u202a", "\u202c"
_LINES = re.compile(r"\r\n|[\r\n]")
_BRACKETS = "()[]{}"
_SAME_LINE = 2.0  # points between baselines
_SPACE = 0.06  # of a character's height: no font has a narrower space
_JOINED = "\ufffe"  # what PDFium gives for a hyphen at the end of a line, instead of both
_JOINED_CODE = 2  # the same, asked for one character


class ReaderMissing(RuntimeError):
    """A program that a receipt needs is not installed. The text says which package brings it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader makes of a file: the `text` as it gives it, and the `pages` as lines in the order of the page.

    `turned` counts the lines that were reordered for the comparison.
    """

    name: str
    version: str
    text: str
    pages: tuple[tuple[str, ...], ...] = ()
    turned: int = 0


class Unreadable(RuntimeError):
    """A reader fails on a file, takes too long or finds too much. The text says which."""


class Poppler:
    """A running `pdftotext`, which reads while this process does something else. Close it."""

    def __init__(self, path: str, *options: str) -> None:
        arguments = [program("pdftotext"), "-enc", "UTF-8", *options, path, "-"]
        self._said = TemporaryFile()  # noqa: SIM115 - closed with the process that writes it
        self._process = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=self._said, stderr=subprocess.DEVNULL
        )
        if hasattr(resource, "prlimit"):  # Linux; elsewhere time alone bounds it
            with suppress(ProcessLookupError):
                resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (MOST_TEXT, MOST_TEXT))

    def text(self) -> str:
        """What it says. Raises `Unreadable`."""
        try:
            ended = self._process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            raise Unreadable(f"pdftotext took longer than {SECONDS} seconds") from error
        if ended:
            raise Unreadable(f"pdftotext ended with {ended}")
        self._said.seek(0)
        return self._said.read().decode("utf-8", "replace")

    def close(self) -> None:
        """End it, if it has not ended."""
        self._process.kill()
        self._process.wait()
        self._said.close()


def poppler(said: str) -> Reading:
    """The reading of `pdftotext -raw`: the order of the content."""
    pages = said.removesuffix("\f").split("\f")
    lines = [[_poppler_line(line) for line in _LINES.split(page)] for page in pages]
    return _reading("poppler", poppler_version(), said, lines)


class Opened:
    """A file that PDFium has open: its pages, and the text of each. Raises `Unreadable`. Close it."""

    def __init__(self, pdf: bytes) -> None:
        try:
            self.file = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Unreadable(f"PDFium cannot open the file: {error}") from error
        self.pages = [self.file[n] for n in range(len(self.file))]
        self.texts = [page.get_textpage() for page in self.pages]

    def close(self) -> None:
        """Give back what PDFium holds."""
        for thing in (*self.texts, *self.pages, self.file):
            thing.close()


def pdfium(opened: Opened) -> Reading:
    """The reading of PDFium, and so of Chrome."""
    said = [text.get_text_range() for text in opened.texts]
    lines = [_pdfium_lines(text, page) for text, page in zip(opened.texts, said, strict=True)]
    return _reading("pdfium", pdfium_version(), "\f".join(said), lines)


@cache
def program(name: str) -> str:
    """Its path. Raises `ReaderMissing`."""
    if path := shutil.which(name):
        return path
    raise ReaderMissing(f"{name} is not installed: the package poppler-utils brings it")


@cache
def poppler_version() -> str:
    """Such as "22.12.0"."""
    done = subprocess.run([program("pdftotext"), "-v"], capture_output=True, text=True, timeout=SECONDS, check=False)
    found = re.search(r"version (\S+)", done.stderr + done.stdout)
    return found[1] if found else "unknown"


def pdfium_version() -> str:
    """The build of PDFium."""
    return str(pypdfium2.PDFIUM_INFO.version)


def _reading(name: str, version: str, said: str, pages: Sequence[Sequence[tuple[str, bool]]]) -> Reading:
    lines = tuple(tuple(line for line, _ in page) for page in pages)
    return Reading(name, version, said, lines, sum(turned for page in pages for _, turned in page))


def _poppler_line(line: str) -> tuple[str, bool]:
    """A line from left to right: what stands between marks is turned back."""
    if _RLE not in line and _LRE not in line:
        return plain(line), False
    stack: list[list[str]] = [[]]
    marks: list[str] = []
    for char in line:
        if char in {_RLE, _LRE}:
            marks.append(char)
            stack.append([])
        elif char == _POP and marks:
            inner = stack.pop()
            stack[-1].append("".join(reversed(inner) if marks.pop() == _RLE else inner))
        else:
            stack[-1].append(char)
    return fold(plain("".join("".join(part) for part in stack))), True


def _pdfium_lines(page: pypdfium2.PdfTextPage, said: str) -> list[tuple[str, bool]]:
    if not bidi.is_turned(said):
        return [(plain(line), False) for line in _LINES.split(said.replace(_JOINED, "-\n"))]
    return [(plain(line), turned) for line, turned in _standing(_characters(page))]


def _characters(page: Any) -> list[_Placed]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    found = []
    for at in range(page.count_chars()):
        raw.FPDFText_GetCharOrigin(page, at, x, y)
        raw.FPDFText_GetLooseCharBox(page, at, box)
        code = raw.FPDFText_GetUnicode(page, at)
        char = _JOINED if code == _JOINED_CODE else chr(code) if code < 0x110000 else "\ufffd"
        found.append(_Placed(char, y.value, box.left, box.right, box.top - box.bottom))
    return found


def _standing(characters: Iterable[_Placed]) -> Iterator[tuple[str, bool]]:
    """The lines; PDFium tears those of right-to-left script at a bracket, which is then a line by itself."""
    line: list[_Placed] = []
    torn = False
    for part in _as_given(characters):
        alone = len(part) == 1 and part[0].char in _BRACKETS
        if (alone or torn) and line and part and abs(line[-1].y - part[0].y) < _SAME_LINE:
            line = line + part
        else:
            yield from _lines(line)
            line = part
        torn = alone
    yield from _lines(line)


def _as_given(characters: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    """What PDFium takes for lines."""
    line: list[_Placed] = []
    for placed in characters:
        if placed.char in {"\n", _JOINED}:
            yield [*line, placed._replace(char="-")] if placed.char == _JOINED else line
            line = []
        elif placed.char != "\r":
            line.append(placed)
    yield line


def _lines(line: list[_Placed]) -> Iterator[tuple[str, bool]]:
    """What PDFium takes for one line: where lines stand close, those of right-to-left script are two in one."""
    said = "".join(placed.char for placed in line)
    if not bidi.is_turned(said):
        yield said, False
        return
    heights: list[float] = []
    for placed in line:
        heights += [] if any(abs(placed.y - other) < _SAME_LINE for other in heights) else [placed.y]
    for height in sorted(heights, reverse=True):
        here = [placed for placed in line if abs(placed.y - height) < _SAME_LINE and not placed.char.isspace()]
        yield fold(_spaced(here)), True


def _spaced(line: list[_Placed]) -> str:
    """Its characters from the left, with a space wherever there is room for one: PDFium puts some elsewhere."""
    said, end = "", float("inf")
    for _, placed in sorted(enumerate(line), key=lambda one: (one[1].left, -one[0])):
        said += (" " if placed.left - end > _SPACE * placed.height else "") + placed.char
        end = placed.right
    return said
