"""Where the links of a resume lead. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from letraz import richtext
from letraz.document import Document

# As the engine writes an address: the rest is percent-encoded.
_KEPT = b"/:?#[]@!$&'()*+,;=~%"


def targets(document: Document) -> tuple[str, ...]:
    """Every address of the visible document that a reader of the file can follow, once for each time it is printed."""
    shown = document.visible()
    person = shown.person
    found = [f"mailto:{person.email}"] if person.email else []
    found += [person.url, *(link.url for link in person.links if link.label)]
    for entry in (entry for block in shown.blocks for entry in block.entries):
        found += [entry.url, *_followed(entry.text), *(link.url for link in entry.links)]
    return tuple(url for url in found if richtext.is_safe(url))


def as_written(url: str) -> str:
    """`url` as a file holds it."""
    return quote(url.strip().encode("utf-8", "replace"), safe=_KEPT)


def _followed(source: str) -> Iterator[str]:
    """The addresses of rich text, one for each run of runs that leads there."""
    for paragraph in richtext.runs(source) if source else ():
        before = ""
        for run in paragraph.runs:
            if run.href and run.href != before:
                yield run.href
            before = run.href
