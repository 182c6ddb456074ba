"""What a document's language, and a person's choices, make of words: dates, levels, addresses, lines of tags."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from letraz import language
from letraz.dates import PartialDate
from letraz.document import Block, Entry, Person

# Strong characters that run against the page.
_AGAINST = {"ltr": {"R", "AL"}, "rtl": {"L"}}

# Our levels as signs, out of four.
_DOTS = {"beginner": 1, "intermediate": 2, "advanced": 3, "expert": 4}
_SIGNS = ("●", "○")


@dataclass(frozen=True, slots=True)
class TagLine:
    """A line of a *tags* block: a label, which may be empty, and what follows it."""

    label: str
    items: tuple[str, ...]
    places: tuple[int, ...] = ()  #: which entry of the block each item is; none when they are tags of one


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a template asks of the document's language.

    `dates` is a style of `letraz.language`; `levels` is *words* or *dots*; `sided` is that of the design.
    """

    name: str
    dates: str = "month"
    levels: str = "words"
    sided: bool = True

    @property
    def tag(self) -> str:
        """For the `lang` attribute."""
        return language.tag(self.name)

    @property
    def direction(self) -> str:
        """For the `dir` attribute."""
        return language.direction(self.name)

    def word(self, name: str) -> str:
        """Our word, or `name` as it is."""
        return language.word(name, self.name) if name else ""

    def level(self, level: str) -> str:
        """A proficiency in words, or as dots where the level is one of ours."""
        dots = _DOTS.get(level) if self.levels == "dots" else None
        return "●" * dots + "○" * (4 - dots) if dots else self.word(level)

    @property
    def comma(self) -> str:
        """What parts the items of a line."""
        return self.word("comma")

    @property
    def list_comma(self) -> str:
        """What parts the items of a list, which is another sign in Chinese."""
        return self.word("list_comma") if self.sided else self.comma

    def join(self, parts: Iterable[str]) -> str:
        """The parts that are not empty in one line, isolated where one runs against the page."""
        return self._joined(self.comma, parts)

    def _joined(self, comma: str, parts: Iterable[str]) -> str:
        return comma.join(self.isolated([part for part in parts if part]))

    def isolated(self, parts: Sequence[str]) -> list[str]:
        """The parts, each isolated from the others where one runs against the page; before dots the name is already."""
        if not any(self._runs_against(part) for part in parts):
            return list(parts)
        return [part if part.endswith(_SIGNS) else f"\u2068{part}\u2069" for part in parts]

    def _runs_against(self, text: str) -> bool:
        return any(unicodedata.bidirectional(character) in _AGAINST[self.direction] for character in text)

    def when(self, entry: Entry) -> str:
        """The entry's duration, else its date, else nothing."""
        if entry.dates:
            return language.format_duration(entry.dates, self.name, self.dates)
        return language.format_date(entry.date, self.name, self.dates) if entry.date else ""

    def day(self, text: str) -> str:
        """An ISO date to the day; what is none is given back as it is."""
        try:
            return language.format_date(PartialDate.parse(text), self.name, "day")
        except ValueError:
            return text

    def address(self, person: Person) -> str:
        """Where the person lives, in one line."""
        town = f"{person.postal} {person.city}" if not person.region else person.city
        region = f"{person.region} {person.postal}" if person.region else ""
        land = language.country(person.country, self.name) if person.country else ""
        return self.join(part.strip() for part in (person.address, town, region, land))

    def tag_lines(self, block: Block) -> Iterator[TagLine | Entry]:
        """A *tags* block as lines: one for each group, one for each entry with tags, the rest joined.

        An entry that says more than a line can hold comes as it is.
        """
        return (line for _, line in self.placed_lines(block))

    def placed_lines(self, block: Block) -> Iterator[tuple[int, TagLine | Entry]]:
        """The same, each with the number of its first entry in the block."""
        loose: list[tuple[str, int]] = []
        place = 0
        for group, entries in block.groups():
            if not group and not entries[0].tags and not _says_more(entries[0]):
                loose.append((self._named(entries[0]), place))
            else:
                yield from _loose(loose)
                loose = []
                yield from self._lines(group, entries, place)
            place += len(entries)
        yield from _loose(loose)

    def _lines(self, group: str, entries: list[Entry], place: int) -> Iterator[tuple[int, TagLine | Entry]]:
        if any(map(_says_more, entries)):
            yield from enumerate(entries, place)
        elif group:
            named = tuple(self._with_tags(entry) for entry in entries)
            yield place, TagLine(group, named, tuple(range(place, place + len(entries))))
        else:
            yield place, TagLine(self._named(entries[0]), entries[0].tags)

    def _with_tags(self, entry: Entry) -> str:
        named = self._named(entry)
        return f"{named}: {self._joined(self.list_comma, entry.tags)}" if entry.tags else named

    def _named(self, entry: Entry) -> str:
        title = self.join((entry.title, entry.subtitle, entry.place))
        level = self.level(entry.level)
        if level.startswith(_SIGNS):  # dots fill up in the direction of the page, whatever the name's is
            title, level = f"{self.isolated([title])[0]} {level}".strip(), ""
        remarks = [part for part in (level, self.word(entry.note)) if part]
        return f"{title} ({self.join(remarks)})" if remarks and title else title or self.join(remarks)


def placed_groups(block: Block) -> Iterator[tuple[str, list[tuple[int, Entry]]]]:
    """The groups of a block, each entry with its number in it."""
    place = 0
    for group, entries in block.groups():
        yield group, list(enumerate(entries, place))
        place += len(entries)


def _loose(named: Sequence[tuple[str, int]]) -> Iterator[tuple[int, TagLine]]:
    if named:
        names, places = zip(*named, strict=True)
        yield places[0], TagLine("", names, places)


def _says_more(entry: Entry) -> bool:
    return bool(entry.text or entry.dates or entry.date or entry.url or entry.links)
