"""What is printed: a resume that differs each time, so that nobody prints from memory, and longer ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from letraz.document import Block, Document
from tests.samples import nurse

_TURN = count()


def fresh(document: Document) -> Document:
    """It with a telephone number that no other has."""
    return replace(document, person=replace(document.person, phone=f"+1 253 555 {next(_TURN):04}"))


def two_pages(design: str = "classic") -> Document:
    """The nurse's resume: two pages with every layout in it."""
    return replace(nurse(), design=design)


def of_pages(least: int, pages: Callable[[Document], int]) -> Document:
    """A document of `least` pages: the nurse's experience, over and over."""
    (work,) = [block for block in nurse().blocks if block.kind == "experience"]
    for times in range(1, 60):
        long = Block(work.kind, work.title, work.layout, work.entries * times)
        document = replace(nurse(), blocks=(long,))
        if pages(document) >= least:
            return document
    raise AssertionError(f"no document of {least} pages")
