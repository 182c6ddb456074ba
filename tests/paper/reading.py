"""How the tests read a PDF back: three extractors, and what a resume says in the order it says it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Iterator
from dataclasses import replace
from io import BytesIO, StringIO

import pikepdf
import pypdfium2
from pdfminer.high_level import extract_text, extract_text_to_fp

from letraz import language, richtext
from letraz.document import Block, Document


def squash(text: str) -> str:
    """Without white space and without what only steers a line, so that line ends do not matter."""
    return re.sub(r"[\s\u200b\u2066-\u2069\u200e\u200f\xad]", "", text)


def poppler(pdf: bytes, *options: str) -> str:
    """What pdftotext says."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def pdfminer(pdf: bytes) -> str:
    """What pdfminer says, in the order of the file."""
    said = StringIO()
    extract_text_to_fp(BytesIO(pdf), said, laparams=None)
    return said.getvalue()


def pdfminer_by_layout(pdf: bytes) -> str:
    """What pdfminer makes of the layout, with its own defaults."""
    return str(extract_text(BytesIO(pdf)))


def pdfium(pdf: bytes) -> str:
    """What PDFium, and so Chrome, says."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def page_count(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def decompressed(pdf: bytes) -> bytes:
    """All objects and streams of the file, readable."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        parts = []
        for thing in opened.objects:
            parts.append(thing.unparse(resolved=True) if hasattr(thing, "unparse") else b"")
            if isinstance(thing, pikepdf.Stream):
                parts.append(thing.read_bytes())
    return b"\n".join(parts)


def as_printed(document: Document, beside: Collection[int]) -> Document:
    """The document with its blocks in the order in which they are read: those of the column beside first."""
    blocks = document.visible().blocks
    order = sorted(range(len(blocks)), key=lambda number: number not in beside)
    return replace(document, blocks=tuple(blocks[number] for number in order))


def sayings(document: Document) -> Iterator[str]:
    """Every text of the document in reading order. Groups and lines of tags are told as designs tell them."""
    shown = document.visible()
    yield from filter(None, (shown.person.name, shown.person.headline, shown.person.city, shown.person.phone))
    yield from filter(None, (shown.person.email, *(link.label for link in shown.person.links)))
    for block in shown.blocks:
        yield block.title
        yield from _of_tags(block) if block.layout == "tags" else _of_entries(block, shown.language)


def _of_tags(block: Block) -> Iterator[str]:
    for group, entries in block.groups():
        yield group
        for entry in entries:
            yield from (entry.title, *entry.tags)


def _of_entries(block: Block, tongue: str) -> Iterator[str]:
    for group, entries in block.groups():
        several = len(entries) > 1
        yield group if several else ""
        for entry in entries:
            when = language.format_duration(entry.dates, tongue) if entry.dates else ""
            subtitle = "" if several else entry.subtitle
            yield from (entry.title, subtitle, when) if block.layout == "lines" else (entry.title, when, subtitle)
            yield from (run.text for paragraph in richtext.runs(entry.text) for run in paragraph.runs)
            yield from (*entry.tags, *(link.label for link in entry.links))
