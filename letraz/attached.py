"""What a PDF may carry of its resume: the Letraz JSON of what it shows, and of nothing else. Pure.

Whoever gets the file can read all of it, so it holds what stands on the pages and not a word more. An item stores what
is never printed (the name of a referee "on request", what a strength is shown by, what an import kept aside); none of
that is in it, nor what only its owner sees: the resume's name, its keys, hidden things.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from letraz.designs import design
from letraz.document import Block, Document, Entry
from letraz.person import Link, Person

#: The name of the attachment.
NAME = "letraz.json"

_FACES = ("title", "subtitle", "place", "note", "group", "level", "url", "text")


def attached(document: Document) -> bytes:
    """The attachment of a document that asks for one (option `data`), empty for any other. Equal for an equal page."""
    if design(document.design, document.design_version).settle(document.options).get("data") != "attached":
        return b""
    data = printed(document).to_json()
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "replace")


def printed(document: Document) -> Document:
    """The document without what its pages do not show. An entry keeps its values, of which its type makes the rest."""
    shown = document.visible()
    chosen = design(shown.design, shown.design_version).settle(shown.options)
    person = _person(shown.person, photo=chosen.get("photo", "none") != "none")
    return replace(shown, person=person, blocks=tuple(map(_block, shown.blocks)), title="", extra={})


def _person(person: Person, *, photo: bool) -> Person:
    links = tuple(_link(link) for link in person.links if link.label)
    return replace(person, links=links, photo=person.photo if photo else None, extra={})


def _link(link: Link) -> Link:
    """A name that neither the label nor the address tells is not on the page."""
    said = f"{link.label} {link.url}".casefold()
    names = {name: text for name in ("network", "username") if (text := getattr(link, name)).casefold() in said}
    return Link(link.url, **names)


def _block(block: Block) -> Block:
    return replace(block, entries=tuple(map(_entry, block.entries)), key="", extra={})


def _entry(entry: Entry) -> Entry:
    said = "\n".join(_says(entry))
    shown = {name: _shown(value, said) for name, value in entry.values.items()}
    return Entry(entry.kind, {name: value for name, value in shown.items() if value not in (None, "", [])})


def _shown(value: Any, said: str) -> Any:
    """Of a field's value what is printed: a text that stands there, of a list those that do. A yes tells nothing."""
    if isinstance(value, list):
        return [part for part in value if isinstance(part, str) and part in said]
    return value if isinstance(value, bool) or str(value) in said else None


def _says(entry: Entry) -> Iterator[str]:
    """All that an entry prints, dates as they are stored."""
    yield from (getattr(entry, name) for name in _FACES)
    yield from (text for link in entry.links for text in (link.url, link.label))
    yield from entry.tags
    if entry.dates:
        yield from (str(date) for date in (entry.dates.start, entry.dates.end) if date)
    yield str(entry.date or "")
