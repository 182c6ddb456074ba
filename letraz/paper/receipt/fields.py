"""What a resume says, field by field, in the order a design prints it. From the document alone: never from a file.

This is the one place that knows the house's reading order; it follows `_blocks.html` of the designs'
base, macro by macro. The text of a field is what is printed for it (our words, dates and country names in the
document's language), without separators, labels and bullets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from letraz import language, richtext, ways
from letraz.document import Block, Document, Entry, Person
from letraz.paper.receipt.normal import has_shape
from letraz.paper.receipt.says import Says
from letraz.paper.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Field:
    """One stored, visible text as it is printed.

    `where` names its section and item for a person, `label` what it is ("title", "point"), `key` its item.
    `pieces` are the stretches of it that are set apart (bold, links), as they are laid out: each by itself. `runs` says
    which way: as the page does ("page"), to the right ("ltr") or to the left ("rtl"). `marker` is the number that the
    page prints before it, or may: some designs number the lines of a block.
    """

    where: str
    label: str
    text: str
    stream: int = 0
    key: str = ""
    pieces: tuple[str, ...] = ()
    marker: str = ""
    runs: str = "page"

    @property
    def is_head(self) -> bool:
        """Whether it is of the name block, which stands before all columns."""
        return self.where == _HEAD


#: Where the fields of the name block are.
_HEAD = "Personal details"

# Fields that run to the right on every page, and those that run as it does.
_STRAIGHT = {"phone", "email", "url", "link"}
_TIMES = {"when", "born"}

# Before the second base of designs: what is isolated in its line, and so runs as its first letter does.
_ISOLATED = {"address", "postal", "city", "region", "country", "subtitle", "tag"}


def fields(document: Document, says: Says | None = None) -> tuple[Field, ...]:
    """Every stored, visible field as it is printed, in reading order."""
    return tuple(field for field in _told(document, says or Says.of(document)) if has_shape(field.text))


def own_words(document: Document, says: Says) -> Counter[str]:
    """What the page prints and nobody stored, as often as it does: labels of the header, numbers of lists.

    A number is printed before a line that shows nothing, too.
    """
    person, tongue = document.person, Tongue(document.language)
    words = Counter(field.marker for field in _told(document, says) if field.marker)
    labels = {"nationality": person.nationality, "born": person.date_of_birth}
    for label in (tongue.word(name) for name, value in labels.items() if value):
        words.update(label.split())
    return words


def _told(document: Document, says: Says) -> Iterator[Field]:
    """Every place for a text, also those with none."""
    shown = document.visible()
    teller = _Teller(shown, says)
    yield from teller.head(shown.person)
    for at, block in enumerate(shown.blocks):
        yield from teller.block(block, int(at in says.beside))


class _Teller:
    """Tells a visible document's fields in the words of its language."""

    def __init__(self, document: Document, says: Says) -> None:
        self.tongue, self.says = Tongue(document.language, says.dates, says.levels, says.sided), says

    def head(self, person: Person) -> Iterator[Field]:
        parts: Mapping[str, Iterable[tuple[str, str]]] = {
            "name": (("name", person.name),),
            "headline": (("headline", person.headline),),
            "contact": self._contact(person),
        }
        for part in self.says.head:
            for label, text in parts[part]:
                town = f"{person.postal} {person.city if not person.region else person.region}"
                unit = town if label in {"postal", "region"} or (label == "city" and not person.region) else text
                yield self._laid(Field(_HEAD, label, text), label in _ISOLATED, unit)

    def _contact(self, person: Person) -> Iterator[tuple[str, str]]:
        """Each part of the address is a field, so that a lost one is named; they stand in the order of the line."""
        town = [("postal", person.postal), ("city", person.city)]
        region = [("city", person.city), ("region", person.region), ("postal", person.postal)]
        yield "address", person.address
        yield from region if person.region else town
        yield "country", language.country(person.country, self.tongue.name) if person.country else ""
        yield from (("phone", person.phone), ("email", person.email), ("url", bare(person.url)))
        yield from (("link", link.label) for link in person.links)
        yield "nationality", person.nationality
        yield "born", self.tongue.day(person.date_of_birth) if person.date_of_birth else ""

    def block(self, block: Block, stream: int) -> Iterator[Field]:
        if self.says.headings:
            yield self._laid(Field(block.title, "heading", block.title, stream))
        told = self._tags(block) if block.layout == "tags" else self._entries(block)
        numbers = _numbers(block)
        for said in told:
            entry, label, text = said.entry, said.label, said.text
            named = " · ".join(part for part in (block.title, entry.title if entry else "") if part)
            marker = said.marker or (numbers.get(id(entry), "") if label == "title" else "")
            field = Field(named, label, text, stream, entry.key if entry else "", said.pieces, marker)
            yield self._laid(field, bool(entry and said.joined) or label in _ISOLATED)

    def _laid(self, field: Field, isolated: bool = False, unit: str = "") -> Field:
        """The field as its design lays it out, in a `unit` with others or by itself."""
        page = self.tongue.direction
        if field.label in _STRAIGHT:
            return replace(field, runs="ltr")
        if field.label in _TIMES or (page == "ltr" and not ways.TURNING.search(unit or field.text)):
            return field
        if not self.says.sided:
            return replace(field, runs=ways.first(field.text, page)) if isolated else field
        runs = ways.way(unit or field.text, page)
        pieces = field.pieces or (field.text,)
        return replace(field, runs=runs, pieces=tuple(map(ways.held, pieces)) if runs == "rtl" else field.pieces)

    def _tags(self, block: Block) -> Iterator[_Told]:
        """A group's label, then each item's names, remarks and tags; an entry that says more stands as one."""
        for group, entries in block.groups():
            if any(map(_says_more, entries)):
                for entry in entries:
                    yield from self._entry(entry, "timeline", ())
                continue
            yield _Told(None, "group", group)
            for entry in entries:
                yield from _named(entry, "title", "subtitle", "place")
                yield from self._remarks(entry, ("level", "note"))
                yield from (_Told(entry, "tag", tag) for tag in entry.tags)

    def _entries(self, block: Block) -> Iterator[_Told]:
        for group, entries in block.groups():
            if len(entries) == 1:
                yield from self._entry(entries[0], block.layout, ())
                continue
            places = _unique(entry.place for entry in entries)
            said = (group, places[0]) if len(places) == 1 else (group,)
            yield from (_Told(None, label, text) for label, text in zip(("group", "place"), said, strict=False))
            for entry in entries:
                yield from self._entry(entry, "timeline", said)

    def _entry(self, entry: Entry, layout: str, said: tuple[str, ...]) -> Iterator[_Told]:
        """Title, when, about; where nothing but remarks follows the title they stand beside it, before the date."""
        faces = [(name, getattr(entry, name)) for name in ("subtitle", "group", "place")]
        kept = {
            text.lower(): _Told(entry, name, text, joined=True)
            for name, text in reversed(faces)
            if text and text not in said
        }
        at = [kept[text.lower()] for text in _unique(text for _, text in faces if text and text not in said)]
        about = [*at, *self._remarks(entry, ("note", "level")), _Told(entry, "url", bare(entry.url))]
        when = _Told(entry, "when", self.tongue.when(entry))
        beside = entry.title and (layout == "lines" or not at)
        yield _Told(entry, "title", entry.title)
        yield from (*about, when) if beside else (when, *about)
        yield from _prose(entry)
        yield from (_Told(entry, "tag", tag) for tag in entry.tags)
        yield from (_Told(entry, "link", link.label) for link in entry.links)

    def _remarks(self, entry: Entry, names: tuple[str, ...]) -> Iterator[_Told]:
        said = {"level": self.tongue.level(entry.level), "note": self.tongue.word(entry.note)}
        yield from (_Told(entry, name, said[name]) for name in names)


class _Told(NamedTuple):
    """A text of a block; its item (none for what several share). Rich text has pieces and perhaps a number.

    `joined`: it shares a line with others, as `Tongue.join` makes it.
    """

    entry: Entry | None
    label: str
    text: str
    pieces: tuple[str, ...] = ()
    marker: str = ""
    joined: bool = False


def _numbers(block: Block) -> Mapping[int, str]:
    """The number that a design may print before each entry of a block of lines."""
    entries = block.entries if block.layout == "lines" else ()
    return {id(entry): f"{number}." for number, entry in enumerate(entries, 1)}


def _named(entry: Entry, *names: str) -> Iterator[_Told]:
    yield from (_Told(entry, name, getattr(entry, name), joined=True) for name in names)


def _prose(entry: Entry) -> Iterator[_Told]:
    for paragraph in richtext.runs(entry.text) if entry.text else ():
        pieces = tuple(run.text for run in paragraph.runs)
        label = "point" if paragraph.depth else "text"
        marker = paragraph.marker.replace("•", "")
        yield _Told(entry, label, "".join(pieces), pieces if len(pieces) > 1 else (), marker)


def bare(url: str) -> str:
    """As the macro `bare` prints an address."""
    return url.replace("https://", "").replace("http://", "").replace("www.", "", 1).strip("/")


def _unique(texts: Iterable[str]) -> list[str]:
    """The first of those that differ in more than case, as Jinja's filter has it."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.lower(), text)
    return list(found.values())


def _says_more(entry: Entry) -> bool:
    """Whether a line of tags cannot hold it, as `Tongue.tag_lines` decides."""
    return bool(entry.text or entry.dates or entry.date or entry.url or entry.links)
