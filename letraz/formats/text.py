"""Plain text, for the boxes of web forms: short lines, "- " before points, nothing that needs a font."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from letraz import language, richtext
from letraz.dates import PartialDate
from letraz.document import Block, Document, Entry, Link, Person
from letraz.formats._format import Format, Kinds
from letraz.formats._wrap import COLUMNS, width, wrapped

_PREFIX = re.compile(r" *(?:- |[0-9]+\. )?")


class PlainText(Format):
    """What is pasted into an employer's form."""

    name, label, suffix, mimetype, order = "text", "Plain text", ".txt", "text/plain", 20
    help = "To paste into a web form."

    def write(self, document: Document, kinds: Kinds) -> bytes:
        """The visible part of the document, in UTF-8, wrapped at 72 columns."""
        return ("\n".join(_Page(document.visible()).lines()).strip("\n") + "\n").encode("utf-8", "replace")


class _Page:
    """Turns a document's faces into lines, in its language."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.language = document.language
        self.comma = self.word("comma")

    def lines(self) -> Iterator[str]:
        yield from self.head(self.document.person)
        for block in self.document.blocks:
            yield from ("", "", *wrapped(block.title), "-" * min(width(block.title), COLUMNS))
            yield from {"tags": self.tags, "lines": self.rows}.get(block.layout, self.timeline)(block)

    def head(self, person: Person) -> Iterator[str]:
        reach = (self.address(person), person.phone, person.email)
        yield from wrapped(person.name)
        yield from wrapped(person.headline)
        yield from wrapped(" | ".join(part for part in reach if part))
        yield from filter(None, (person.url, *map(_spelled, person.links)))
        yield from wrapped(f"{self.word('nationality')}: {person.nationality}" if person.nationality else "")
        yield from wrapped(f"{self.word('born')}: {self.day(person.date_of_birth)}" if person.date_of_birth else "")

    def address(self, person: Person) -> str:
        town = f"{person.postal} {person.city}" if not person.region else person.city
        region = f"{person.region} {person.postal}" if person.region else ""
        land = language.country(person.country, self.language) if person.country else ""
        return self.join(person.address, town.strip(), region.strip(), land)

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
            names = [self.named(entry, bool(group)) for entry in entries]
            if not group and not entries[0].tags and not _says_more(entries[0]):
                loose += names
                continue
            yield from wrapped(self.join(*loose))
            loose = []
            yield from wrapped(f"{group}: {self.join(*names)}" if group else names[0], hang="  ")
            for entry in entries:
                yield from wrapped(self.when(entry))
                yield from self.more(replace(entry, tags=()))
        yield from wrapped(self.join(*loose))

    def named(self, entry: Entry, in_group: bool) -> str:
        """A name, its level, and its tags: "Web (expert): HTML, CSS"; in a group "Web (expert; HTML, CSS)"."""
        remarks = self.join(self.word(entry.level), self.word(entry.note))
        name = self.join(entry.title, entry.subtitle, entry.place)
        tags = self.join(*entry.tags)
        if in_group:
            return _with(name, "; ".join(part for part in (remarks, tags) if part))
        return ": ".join(part for part in (_with(name, remarks), tags) if part)

    def about(self, entry: Entry) -> str:
        """The company, the place, and the remarks in brackets."""
        at = dict.fromkeys(part for part in (entry.subtitle, entry.group, entry.place) if part)
        return _with(self.join(*at), self.join(self.word(entry.note), self.word(entry.level)))

    def more(self, entry: Entry) -> Iterator[str]:
        for line in richtext.to_plain(entry.text, addresses=True).split("\n") if entry.text else ():
            prefix = _PREFIX.match(line)
            lead = prefix[0] if prefix else ""
            yield from wrapped(line[len(lead) :], lead, " " * len(lead)) if line else ("",)
        yield from wrapped(self.join(*entry.tags))
        yield from filter(None, (entry.url, *map(_spelled, entry.links)))

    def when(self, entry: Entry) -> str:
        if entry.dates:
            return language.format_duration(entry.dates, self.language)
        return language.format_date(entry.date, self.language) if entry.date else ""

    def day(self, text: str) -> str:
        try:
            return language.format_date(PartialDate.parse(text), self.language, "day")
        except ValueError:
            return text

    def word(self, name: str) -> str:
        return language.word(name, self.language) if name else ""

    def join(self, *parts: str) -> str:
        return self.comma.join(part for part in parts if part)


def _with(text: str, remark: str) -> str:
    return f"{text} ({remark})" if text and remark else text or remark


def _spelled(link: Link) -> str:
    name = " ".join(part for part in (link.network, link.username) if part)
    return ": ".join(part for part in (name, link.url) if part)


def _says_more(entry: Entry) -> bool:
    return bool(entry.text or entry.dates or entry.date or entry.url or entry.links)
