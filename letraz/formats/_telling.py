"""What a document says, in its language and in reading order: what every format that prints is made from.

Formats differ in how a line looks and not in what stands in it. A company of several roles stands once above them, a
date beside its title, a group of skills in one line: as the designs print it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from letraz import language, richtext
from letraz.dates import PartialDate
from letraz.designs import design
from letraz.document import Block, Document, Entry, Link, Person


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a line; `href` is empty or an address that is safe to follow. `ltr`: it never turns round."""

    text: str
    href: str = ""
    ltr: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An entry: the `level` of its heading (3, or 4 under a company), what stands about it, when.

    With section headings hidden its level is one less: levels have no gaps.
    """

    entry: Entry
    level: int
    about: tuple[Said, ...]
    when: str
    beside: bool  #: `about` stands in the line of the title

    @property
    def links(self) -> tuple[Said, ...]:
        """The entry's links as they are printed."""
        return tuple(map(linked, self.entry.links))


@dataclass(frozen=True, slots=True)
class Company:
    """What several entries share: a heading, and the place when it is the same for all."""

    title: str
    place: str
    entries: tuple[Told, ...]
    level: int


@dataclass(frozen=True, slots=True)
class TagLine:
    """A line of a *tags* block: a label, which may be empty, and what follows it."""

    label: str
    items: tuple[str, ...]


class Teller:
    """Speaks the language of a document, and writes dates as its owner chose. Levels are always words."""

    def __init__(self, document: Document) -> None:
        chosen = design(document.design, document.design_version).settle(document.options)
        self.language = document.language
        self.style = chosen.get("dates", "month")
        self.headings = chosen.get("headings") != "hidden"
        self.comma = self.word("comma")

    @property
    def tag(self) -> str:
        """The language as a tag that is safe to print."""
        return language.tag(self.language)

    @property
    def direction(self) -> str:
        """Which way its script runs: "ltr" or "rtl"."""
        return language.direction(self.language)

    def word(self, name: str) -> str:
        """Our word, or `name` as it is; nothing for nothing."""
        return language.word(name, self.language) if name else ""

    def join(self, *parts: str) -> str:
        """The parts that are not empty, in one line."""
        return self.comma.join(part for part in parts if part)

    def listed(self, items: Iterable[str]) -> str:
        """The items of a list that are not empty, in one line."""
        return self.word("list_comma").join(item for item in items if item)

    def when(self, entry: Entry) -> str:
        """The entry's duration, else its date, else nothing."""
        if entry.dates:
            return language.format_duration(entry.dates, self.language, self.style)
        return self.date(entry.date) if entry.date else ""

    def date(self, date: PartialDate) -> str:
        """A date as far as it is known and wanted."""
        return language.format_date(date, self.language, self.style)

    def day(self, text: str) -> str:
        """An ISO date to the day; what is none is given back as it is."""
        try:
            return language.format_date(PartialDate.parse(text), self.language, "day")
        except ValueError:
            return text

    def address(self, person: Person) -> str:
        """Where the person lives, in one line."""
        town = f"{person.postal} {person.city}" if not person.region else person.city
        region = f"{person.region} {person.postal}" if person.region else ""
        land = language.country(person.country, self.language) if person.country else ""
        return self.join(person.address, town.strip(), region.strip(), land)

    def contact(self, person: Person) -> Iterator[Said]:
        """How to reach the person, and the facts about them that they chose to print."""
        yield from _some(self.address(person))
        yield from _some(person.phone, ltr=True)
        yield from _some(person.email, f"mailto:{person.email}", ltr=True)
        yield from _some(bare(person.url), person.url, ltr=True)
        yield from (linked(link) for link in person.links if link.label)
        if person.nationality:
            yield Said(f"{self.word('nationality')}: {person.nationality}")
        if person.date_of_birth:
            yield Said(f"{self.word('born')}: {self.day(person.date_of_birth)}")

    def block(self, block: Block) -> Iterator[Told | Company | TagLine]:
        """All that a section says beneath its title."""
        if block.layout == "tags":
            yield from self.tag_lines(block)
            return
        for group, entries in block.groups():
            yield self._company(group, entries) if len(entries) > 1 else self.told(entries[0], block.layout)

    def heading(self, block: Block) -> str:
        """The section's title, unless its owner hides the titles."""
        return block.title if self.headings else ""

    @property
    def first(self) -> int:
        """The level of an entry's heading that stands in no company."""
        return 3 if self.headings else 2

    def told(self, entry: Entry, layout: str = "timeline", said: tuple[str, ...] | None = None) -> Told:
        """An entry; `said` is what the company above it, if there is one, already says."""
        level, said = (self.first, ()) if said is None else (self.first + 1, said)
        where = dict.fromkeys(part for part in (entry.subtitle, entry.group, entry.place) if part and part not in said)
        at = self.join(*where)
        about = (*_some(at), *_some(self.word(entry.note)), *_some(self.word(entry.level)))
        about += tuple(_some(bare(entry.url), entry.url, ltr=True))
        return Told(entry, level, about, self.when(entry), bool(entry.title) and (layout == "lines" or not at))

    def _company(self, group: str, entries: list[Entry]) -> Company:
        places = {entry.place for entry in entries}
        place = places.pop() if len(places) == 1 else ""
        return Company(group, place, tuple(self.told(entry, said=(group, place)) for entry in entries), self.first)

    def tag_lines(self, block: Block) -> Iterator[TagLine | Told]:
        """One for each group, one for each entry with tags, the rest joined; what says more comes as an entry."""
        loose: list[str] = []
        for group, entries in block.groups():
            if not group and not entries[0].tags and not says_more(entries[0]):
                loose.append(self.named(entries[0]))
                continue
            yield from (TagLine("", tuple(loose)),) if loose else ()
            loose = []
            yield from self._lines(group, entries)
        yield from (TagLine("", tuple(loose)),) if loose else ()

    def _lines(self, group: str, entries: list[Entry]) -> Iterator[TagLine | Told]:
        if any(map(says_more, entries)):
            yield from map(self.told, entries)
        elif group:
            yield TagLine(group, tuple(self._with_tags(entry) for entry in entries))
        else:
            yield TagLine(self.named(entries[0]), entries[0].tags)

    def _with_tags(self, entry: Entry) -> str:
        named = self.named(entry)
        return f"{named}: {self.listed(entry.tags)}" if entry.tags else named

    def named(self, entry: Entry) -> str:
        """Name, level and remark in one: "English (fluent)"."""
        remarks = self.join(self.word(entry.level), self.word(entry.note))
        return with_remark(self.join(entry.title, entry.subtitle, entry.place), remarks)


def title_of(document: Document) -> str:
    """What the file calls itself: "Zofia Nowak – Registered Nurse"."""
    person = document.person
    said = " – ".join(part for part in (person.name, person.headline) if part)
    return said or document.title or language.word("resume", document.language)


def linked(link: Link) -> Said:
    """A link as it is printed, to follow where that is safe."""
    return Said(link.label, link.url if richtext.is_safe(link.url) else "", ltr=True)


def bare(url: str) -> str:
    """An address without what everybody knows of it."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def with_remark(text: str, remark: str) -> str:
    """`text`, and the remark in brackets behind it; one alone stands as it is."""
    return f"{text} ({remark})" if text and remark else text or remark


def says_more(entry: Entry) -> bool:
    """Whether it says what a line of tags has no room for."""
    return bool(entry.text or entry.dates or entry.date or entry.url or entry.links)


def _some(text: str, href: str = "", ltr: bool = False) -> Iterator[Said]:
    if text:
        yield Said(text, href if richtext.is_safe(href) else "", ltr)
