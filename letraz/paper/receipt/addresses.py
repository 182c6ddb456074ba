"""Where the links of a resume lead, and how many of them a file has. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from letraz import richtext
from letraz.document import Document, Link
from letraz.paper.receipt.fields import bare
from letraz.paper.receipt.normal import plain
from letraz.paper.receipt.scripts import BASELINE
from letraz.paper.receipt.structure import Link as Found

# As the engine writes an address: the rest is percent-encoded.
_KEPT = b"/:?#[]@!$&'()*+,;=~%"


class Target(NamedTuple):
    """An address, and the text that leads there."""

    url: str
    text: str


def targets(document: Document) -> tuple[Target, ...]:
    """Every address of the visible document that a reader of the file can follow, once for each time it is printed."""
    shown = document.visible()
    person = shown.person
    found = [Target(f"mailto:{person.email}", person.email)] if person.email else []
    found += [Target(person.url, bare(person.url)), *_labelled(link for link in person.links if link.label)]
    for entry in (entry for block in shown.blocks for entry in block.entries):
        found += [Target(entry.url, bare(entry.url)), *_followed(entry.text), *_labelled(entry.links)]
    return tuple(target for target in found if richtext.is_safe(target.url))


def as_written(url: str) -> str:
    """`url` as a file holds it."""
    return quote(url.strip().encode("utf-8", "replace"), safe=_KEPT)


def working(wanted: Iterable[Target], found: Iterable[Found]) -> Counter[str]:
    """How many of the `wanted` links a file has, by address as it is written: tagged, described, each under its text.

    A link may be broken over lines, so letters are counted, not links: each letter under a link is of one text only.
    Those of scripts that PDFium is known to extract badly are not asked for.
    """
    places, letters = Counter[str](), defaultdict[str, Counter[str]](Counter)
    for link in found:
        if link.tagged and link.said:
            places[link.target] += 1
            letters[link.target] += _letters(link.text)
    works = Counter[str]()
    for url, text in ((as_written(target.url), target.text) for target in wanted):
        if works[url] < places[url] and _letters(text) <= letters[url]:
            letters[url] -= _letters(text)
            works[url] += 1
    return works


def _letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, BASELINE["pdfium"].sub("", plain(text))))


def _labelled(links: Iterable[Link]) -> Iterator[Target]:
    yield from (Target(link.url, link.label) for link in links)


def _followed(source: str) -> Iterator[Target]:
    """The addresses of rich text, one for each run of runs that leads there."""
    for paragraph in richtext.runs(source) if source else ():
        for url, runs in groupby(paragraph.runs, lambda run: run.href):
            if url:
                yield Target(url, "".join(run.text for run in runs))
