"""Document -> HTML, by a design's templates. No WeasyPrint here, and no Flask: the templates have their own room.

Everything a person typed is escaped where it is printed. Templates never see a file or an address that the engine
would fetch: they hold no images, and links pass `href`, which knows four schemes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from letraz import language, richtext
from letraz.dates import PartialDate
from letraz.designs import FOLDER, Design
from letraz.document import Block, Document, Entry, Person

# A run of this many characters without a place to break gets one each `_STEP`. It is long enough to keep most
# addresses whole for whoever copies them, and short enough to fit beside a date; a run of thousands would cost the
# engine seconds (it grows with the square).
_UNBROKEN = 60
_STEP = 40

# Scripts that break between any two characters need no help.
_SELF_BREAKING = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_LONG = re.compile(rf"[^\s{_SELF_BREAKING}]{{{_UNBROKEN},}}")
_PIECE = re.compile(rf"(.{{{_STEP}}})(?=.)")
# Strong characters that run against the page.
_AGAINST = {"ltr": {"R", "AL"}, "rtl": {"L"}}

_BREAKS = re.compile("[\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TagLine:
    """A line of a *tags* block: a label, which may be empty, and what follows it."""

    label: str
    items: tuple[str, ...]


def html(document: Document, design: Design) -> str:
    """The page as HTML. `document` is what `Document.visible` gave."""
    return (
        _environment()
        .get_template(f"{design.name}/resume.html")
        .render(
            document=document,
            person=document.person,
            options=design.settle(document.options),
            tongue=Tongue(document.language),
        )
    )


def css(design: Design, options: Mapping[str, str]) -> str:
    """The design's sheet for settled options."""
    return _environment().get_template(f"{design.name}/style.css").render(options=options)


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a template asks of the document's language."""

    name: str

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

    @property
    def comma(self) -> str:
        """What parts the items of a line."""
        return self.word("comma")

    def join(self, parts: Iterable[str]) -> str:
        """The parts that are not empty in one line, isolated where one runs against the page."""
        found = [part for part in parts if part]
        if not any(self._runs_against(part) for part in found):
            return self.comma.join(found)
        return self.comma.join(f"\u2068{part}\u2069" for part in found)

    def _runs_against(self, text: str) -> bool:
        return any(unicodedata.bidirectional(character) in _AGAINST[self.direction] for character in text)

    def when(self, entry: Entry) -> str:
        """The entry's duration, else its date, else nothing."""
        if entry.dates:
            return language.format_duration(entry.dates, self.name)
        return language.format_date(entry.date, self.name) if entry.date else ""

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
        loose: list[str] = []
        for group, entries in block.groups():
            if not group and not entries[0].tags and not _says_more(entries[0]):
                loose.append(self._named(entries[0]))
                continue
            if loose:
                yield TagLine("", tuple(loose))
                loose = []
            yield from self._lines(group, entries)
        if loose:
            yield TagLine("", tuple(loose))

    def _lines(self, group: str, entries: list[Entry]) -> Iterator[TagLine | Entry]:
        if any(map(_says_more, entries)):
            yield from entries
        elif group:
            yield TagLine(group, tuple(self._with_tags(entry) for entry in entries))
        else:
            yield TagLine(self._named(entries[0]), entries[0].tags)

    def _with_tags(self, entry: Entry) -> str:
        named = self._named(entry)
        return f"{named}: {self.join(entry.tags)}" if entry.tags else named

    def _named(self, entry: Entry) -> str:
        remarks = [self.word(part) for part in (entry.level, entry.note) if part]
        title = self.join((entry.title, entry.subtitle, entry.place))
        return f"{title} ({self.join(remarks)})" if remarks and title else title or self.join(remarks)


@cache
def _environment() -> Environment:
    room = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_printable,
    )
    room.filters.update(rich=_rich, href=_href)
    return room


def _printable(value: Any) -> Any:
    return soften(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def soften(text: str) -> str:
    """`text` without characters that have no shape, and with places to break in very long runs."""
    text = _INVISIBLE.sub("", _BREAKS.sub(" ", text))
    return _LONG.sub(lambda run: _PIECE.sub("\\1\u200b", run[0]), text) if len(text) >= _UNBROKEN else text


def _rich(source: str) -> Markup:
    return Markup(richtext.to_html(source, soften))  # noqa: S704 - nh3 let only eight elements through


def _href(url: str) -> Markup | str:
    """The attribute, or nothing when the address is not one to follow."""
    return Markup(' href="{}"').format(url) if richtext.is_safe(url) else ""


def _says_more(entry: Entry) -> bool:
    return bool(entry.text or entry.dates or entry.date or entry.url or entry.links)
