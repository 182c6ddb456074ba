"""A document as a Word file: which paragraph of which style says what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from docx.shared import Pt

from letraz import richtext
from letraz.document import Block, Document, Person
from letraz.formats._docx_package import package
from letraz.formats._docx_sheet import Element, Sheet
from letraz.formats._spirit import Spirit, spirit
from letraz.formats._telling import Company, Said, TagLine, Teller, Told
from letraz.richtext import Paragraph

#: Characters of an entry that stays whole on its page, as in the designs.
_SHORT = 500

#: Above an entry that is a line among lines.
_BETWEEN_LINES = Pt(2.5)


def write(document: Document) -> bytes:
    """The file of what `Document.visible` gave."""
    look = spirit(document)
    teller = Teller(document)
    sheet = Sheet(package(document, look), rtl=teller.direction == "rtl")
    writer = _Writer(sheet, teller)
    writer.head(document.person, look)
    for block in document.blocks:
        writer.section(block)
    return sheet.finish()


class _Writer:
    """Writes part after part. What a method gives are the paragraphs it has made."""

    def __init__(self, sheet: Sheet, teller: Teller) -> None:
        self.sheet, self.teller = sheet, teller

    def head(self, person: Person, look: Spirit) -> None:
        name = self.line("Title", person.name or " ")
        if look.photo and person.photo:
            self.sheet.photo(name, look.photo, person.photo.alt)
        parts = [self.headline, self.contact]
        for part in reversed(parts) if look.contact_first else parts:
            part(person)

    def headline(self, person: Person) -> None:
        if person.headline:
            self.line("Subtitle", person.headline)

    def contact(self, person: Person) -> None:
        if contact := list(self.teller.contact(person)):
            self.dotted(self.sheet.paragraph("Contact"), contact)

    def section(self, block: Block) -> None:
        title = self.teller.heading(block)
        made = [self.line("Heading1", title)] if title else []
        for number, one in enumerate(self.teller.block(block)):
            made += (here := self.part(one))
            if number and block.layout == "lines" and here:
                here[0].get_or_add_pPr().spacing_before = _BETWEEN_LINES
        if block.new_page and made:
            made[0].get_or_add_pPr().get_or_add_pageBreakBefore()
        if block.keep_together:
            _keep(made)

    def part(self, one: Told | Company | TagLine) -> list[Element]:
        if isinstance(one, Company):
            heading = self.heading(one.level, one.title, [Said(one.place)] if one.place else [], "")
            return [heading, *(made for told in one.entries for made in self.entry(told))]
        return [self.tags(one)] if isinstance(one, TagLine) else self.entry(one)

    def tags(self, line: TagLine) -> Element:
        made = self.sheet.paragraph("Tags")
        if line.label:
            self.sheet.say(made, f"{line.label}{':' if line.items else ''}", "Strong")
        self.sheet.say(made, (" " if line.label and line.items else "") + self.teller.listed(line.items))
        return made

    def entry(self, told: Told) -> list[Element]:
        made = [*self.opening(told), *self.rich(told.entry.text)]
        if told.entry.tags:
            made.append(self.line("Tags", self.teller.listed(told.entry.tags)))
        if told.links:
            made.append(self.dotted(self.sheet.paragraph("Tags"), told.links))
        _keep(made if len(told.entry.text) < _SHORT else made[:2])
        return made

    def opening(self, told: Told) -> Iterator[Element]:
        """The title with its date at the far end, and what stands about it: beside it or beneath."""
        title, beside = told.entry.title, told.about if told.beside else ()
        if title:
            yield self.heading(told.level, title, beside, told.when)
        elif told.when:
            yield self.line("About", told.when)
        if told.about and not told.beside:
            yield self.dotted(self.sheet.paragraph("About"), told.about)

    def heading(self, level: int, title: str, beside: Iterable[Said], when: str) -> Element:
        made = self.line(f"Heading{level - 1}", title)
        if parts := list(beside):
            self.sheet.say(made, self.teller.comma, "Quiet")
            self.dotted(made, parts, "Quiet")
        if when:
            self.sheet.say(made, f"\t{when}", "Quiet")
        return made

    def rich(self, source: str) -> Iterator[Element]:
        """Paragraphs and lists; each numbered list counts as its source does."""
        counting: dict[int, tuple[int, int]] = {}  # depth: the list and the number it stands at
        for one in richtext.runs(source):
            for deeper in [depth for depth in counting if depth > one.depth]:
                del counting[deeper]
            yield self.paragraph(one, counting)

    def paragraph(self, one: Paragraph, counting: dict[int, tuple[int, int]]) -> Element:
        numbered = one.marker.endswith(".")
        kind = "ListNumber" if numbered else "ListBullet" if one.marker else "ListContinue" if one.depth else "BodyText"
        made = self.sheet.paragraph(f"{kind}{one.depth}" if one.depth > 1 else kind)
        if numbered:
            here = int(one.marker[:-1])
            list_id, before = counting.get(one.depth, (0, 0))
            if not list_id or here != before + 1:
                list_id = self.sheet.list_from(here, one.depth)
            counting[one.depth] = list_id, here
            self.sheet.number(made, list_id, one.depth)
        elif one.marker:
            counting.pop(one.depth, None)
        self.runs(made, one)
        return made

    def runs(self, into: Element, one: Paragraph) -> None:
        for href, same in groupby(one.runs, lambda run: run.href):
            place = self.sheet.link(into, href) if href else into
            for run in same:
                styles = [name for name, wanted in (("Strong", run.bold), ("Emphasis", run.italic)) if wanted]
                self.sheet.say(place, run.text, *styles)

    def line(self, style: str, text: str) -> Element:
        made = self.sheet.paragraph(style)
        self.sheet.say(made, text)
        return made

    def dotted(self, into: Element, parts: Iterable[Said], *styles: str) -> Element:
        for number, part in enumerate(parts):
            if number:
                self.sheet.say(into, " · ", *styles)
            place = self.sheet.link(into, part.href) if part.href else into
            self.sheet.say(place, part.text, *styles, ltr=part.ltr)
        return into


def _keep(paragraphs: list[Element]) -> None:
    """On one page, as far as it goes; the last one may part from what follows, also when it is a heading."""
    for number, paragraph in enumerate(paragraphs, 1):
        paragraph.get_or_add_pPr().get_or_add_keepNext().val = number < len(paragraphs)
