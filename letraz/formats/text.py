"""Plain text, for the boxes of web forms: short lines, "- " before points, nothing that needs a font."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from letraz import richtext
from letraz.document import Block, Document, Entry, Link, Person
from letraz.formats._format import Format, Kinds
from letraz.formats._telling import Teller, says_more, with_remark
from letraz.formats._wrap import COLUMNS, width, wrapped

_PREFIX = re.compile(r" *(?:- |[0-9]+\. )?")


class PlainText(Format):
    """What is pasted into an employer's form."""

    name, label, suffix, mimetype, order = "text", "Plain text", ".txt", "text/plain", 20
    help = "To paste into a web form."

    def write(self, document: Document, kinds: Kinds) -> bytes:
        """The visible part of the document, in UTF-8, wrapped at 72 columns."""
        return ("\n".join(_Page(document.visible()).lines()).strip("\n") + "\n").encode("utf-8", "replace")


def sections(document: Document) -> list[tuple[str, str]]:
    """The visible part of the document to copy piece by piece: each section's title and its text.

    The header comes first, with no title. A section whose title is empty has none here either.
    """
    shown = document.visible()
    page = _Page(shown)
    parts = [("", page.head(shown.person)), *((block.title, page.body(block)) for block in shown.blocks)]
    texts = [(title, "\n".join(lines).strip("\n")) for title, lines in parts]
    return [(title, text) for title, text in texts if text]


class _Page(Teller):
    """Turns a document's faces into lines, in its language."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.document = document

    def lines(self) -> Iterator[str]:
        yield from self.head(self.document.person)
        for block in self.document.blocks:
            yield from ("", "", *wrapped(block.title), "-" * min(width(block.title), COLUMNS))
            yield from self.body(block)

    def body(self, block: Block) -> Iterator[str]:
        return {"tags": self.tags, "lines": self.rows}.get(block.layout, self.timeline)(block)

    def head(self, person: Person) -> Iterator[str]:
        reach = (self.address(person), person.phone, person.email)
        yield from wrapped(person.name)
        yield from wrapped(person.headline)
        yield from wrapped(" | ".join(part for part in reach if part))
        yield from filter(None, (person.url, *map(_spelled, person.links)))
        yield from wrapped(f"{self.word('nationality')}: {person.nationality}" if person.nationality else "")
        yield from wrapped(f"{self.word('born')}: {self.day(person.date_of_birth)}" if person.date_of_birth else "")

    def timeline(self, block: Block) -> Iterator[str]:
        """An entry a paragraph. A company stands with each of its roles: a form has a box for each."""
        for number, entry in enumerate(block.entries):
            yield from ("",) if number else ()
            yield from wrapped(entry.title)
            yield from wrapped(self.about(entry))
            yield from wrapped(self.when(entry))
            yield from self.more(entry)

    def rows(self, block: Block) -> Iterator[str]:
        """An entry a line, and what it has to say beneath."""
        for number, entry in enumerate(block.entries):
            yield from ("",) if number and (entry.text or block.entries[number - 1].text) else ()
            yield from wrapped(self.join(entry.title, self.about(entry), self.when(entry)), hang="  ")
            yield from self.more(entry)

    def tags(self, block: Block) -> Iterator[str]:
        """A group a line; what has no group, no tags and no more to say shares one."""
        loose: list[str] = []
        for group, entries in block.groups():
            names = [self.names(entry, bool(group)) for entry in entries]
            if not group and not entries[0].tags and not says_more(entries[0]):
                loose += names
                continue
            yield from wrapped(self.listed(loose))
            loose = []
            yield from wrapped(f"{group}: {self.listed(names)}" if group else names[0], hang="  ")
            for entry in entries:
                yield from wrapped(self.when(entry))
                yield from self.more(replace(entry, tags=()))
        yield from wrapped(self.listed(loose))

    def names(self, entry: Entry, in_group: bool) -> str:
        """A name, its level, and its tags: "Web (expert): HTML, CSS"; in a group "Web (expert; HTML, CSS)"."""
        tags = self.listed(entry.tags)
        if not in_group:
            return ": ".join(part for part in (self.named(entry), tags) if part)
        remarks = self.join(self.word(entry.level), self.word(entry.note))
        name = self.join(entry.title, entry.subtitle, entry.place)
        return with_remark(name, "; ".join(part for part in (remarks, tags) if part))

    def about(self, entry: Entry) -> str:
        """The company, the place, and the remarks in brackets."""
        at = dict.fromkeys(part for part in (entry.subtitle, entry.group, entry.place) if part)
        return with_remark(self.join(*at), self.join(self.word(entry.note), self.word(entry.level)))

    def more(self, entry: Entry) -> Iterator[str]:
        for line in richtext.to_plain(entry.text, addresses=True).split("\n") if entry.text else ():
            prefix = _PREFIX.match(line)
            lead = prefix[0] if prefix else ""
            yield from wrapped(line[len(lead) :], lead, " " * len(lead)) if line else ("",)
        yield from wrapped(self.listed(entry.tags))
        yield from filter(None, (entry.url, *map(_spelled, entry.links)))


def _spelled(link: Link) -> str:
    name = " ".join(part for part in (link.network, link.username) if part)
    return ": ".join(part for part in (name, link.url) if part)
