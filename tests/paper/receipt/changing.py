"""Changing what a reader gave, one field at a time: what a receipt must notice."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from tempfile import NamedTemporaryFile

from letraz import language
from letraz.document import Document
from letraz.paper.receipt import Field, Says, fields, readers
from letraz.paper.receipt.body import Body
from letraz.paper.receipt.compare import Comparison, compare, plans, without_footers
from letraz.paper.receipt.fields import own_words
from letraz.paper.receipt.match import match
from letraz.paper.receipt.normal import BROKEN, HYPHEN, LINE, NONE, SPACE
from letraz.paper.receipt.readers import Opened, Poppler, Reading
from tests.paper import cases

_SPELLED = {NONE: "", SPACE: " ", HYPHEN: "-", LINE: "\n", BROKEN: "-\n"}

#: A text as signs, each with what stands before it.
Signs = list[tuple[str, str]]


def read(pdf: bytes, reader: str) -> Reading:
    """What one reader gives of a file."""
    if reader == "pdfium":
        with closing(Opened(pdf)) as opened:
            return readers.pdfium(opened)
    with NamedTemporaryFile() as file:
        file.write(pdf)
        file.flush()
        with closing(Poppler(file.name, "-raw")) as running:
            return readers.poppler(running.text())


class Read:
    """A real file as one reader gave it, taken apart into its fields."""

    def __init__(self, document: Document, reader: str) -> None:
        self.document = document.visible()
        printed = cases.printed(document)
        self.says = Says.of(self.document, printed.beside)
        self.fields: tuple[Field, ...] = fields(self.document, self.says)
        self.own = own_words(self.document, self.says)
        self.reading = read(printed.pdf, reader)
        self.base = int(language.direction(document.language) == "rtl")
        pages = without_footers(self.reading.pages, document.person.name, self.says)
        turned = bool(self.reading.turned)
        body = Body(pages, self.base, turned=turned, folded=turned)
        self.spans = match(list(map(body.key, self.fields)), body.occurrences, plans(self.fields)).in_order
        assert len(self.spans) == len(self.fields)
        self.signs: Signs = list(zip(body.text.gaps, body.text.chars, strict=True))
        self.breaks = body.text.pages

    def compare(self, signs: Signs) -> Comparison:
        """What comes of the text when it is this instead."""
        text = "".join(_SPELLED[gap] + char for gap, char in signs)
        page = tuple(line[::-1] if self.base else line for line in text.split("\n"))
        return compare(replace(self.reading, pages=(page,)), self.fields, self.document, self.says, self.own)

    def red(self, signs: Signs) -> dict[int, str]:
        """The fields that are not found then, with their states."""
        return {at: state for at, state in enumerate(self.compare(signs).states) if state != "found"}

    def drop(self, at: int) -> Signs:
        """Without that field."""
        start, end = self.spans[at]
        return self.signs[:start] + _led(self.signs[end:], self.signs[start][0])

    def garble(self, at: int) -> Signs:
        """With one sign of that field another one."""
        start, end = self.spans[at]
        middle = next((n for n in _outward(start, end) if self.signs[n][1].isalnum()), (start + end) // 2)
        gap, char = self.signs[middle]
        return [*self.signs[:middle], (gap, "Q" if char != "Q" else "X"), *self.signs[middle + 1 :]]

    def split(self, at: int) -> Signs:
        """With a space in the middle of that field's first word."""
        start = self.spans[at][0]
        gap, char = self.signs[start + 1]
        assert gap == NONE
        return [*self.signs[: start + 1], (SPACE, char), *self.signs[start + 2 :]]

    def swap(self, at: int, other: int) -> Signs:
        """With these two in each other's place."""
        (a, b), (c, d) = sorted((self.spans[at], self.spans[other]))
        first, second = self.signs[a:b], self.signs[c:d]
        moved = [_led(second, first[0][0]), self.signs[b:c], _led(first, second[0][0]), self.signs[d:]]
        return self.signs[:a] + [sign for part in moved for sign in part]

    def next_other(self, at: int) -> int | None:
        """The field that follows on the page and says something else."""
        later = sorted((span, n) for n, span in self.spans.items() if span > self.spans[at])
        return next((n for _, n in later if self.fields[n].text != self.fields[at].text), None)


def _led(signs: Signs, gap: str) -> Signs:
    return [(gap, signs[0][1]), *signs[1:]] if signs else signs


def _outward(start: int, end: int) -> Sequence[int]:
    middle = (start + end) // 2
    return sorted(range(start, end), key=lambda n: abs(n - middle))
