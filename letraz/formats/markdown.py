"""Markdown (CommonMark): headings, lists and links, for a wiki, a README or a site that is made from such files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from letraz import richtext
from letraz.document import Block, Document, Person
from letraz.formats._format import Format, Kinds
from letraz.formats._telling import Company, Said, TagLine, Teller, Told
from letraz.richtext import Run

# What means something anywhere in a line, and what does at its start. "&" only where an entity could begin.
_SPECIAL = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w)")
_START = re.compile(r"^(\s*)(?:([-+#=])|([0-9]{1,9})(?=[.)](?:\s|$)))", re.MULTILINE)
#: Signs that would end an address between "<" and ">".
_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", "\n": "%0A", " ": "%20"})
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


class Markdown(Format):
    """Headings and lists."""

    name, label, suffix, mimetype, order = "markdown", "Markdown", ".md", "text/markdown", 28
    help = "For a wiki, a README or a site of your own."

    def write(self, document: Document, kinds: Kinds) -> bytes:
        """The visible part of the document, as CommonMark in UTF-8. What was typed as text stays text."""
        shown = document.visible()
        page = _Page(shown)
        parts = [*page.head(shown.person), *(part for block in shown.blocks for part in page.section(block))]
        return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8", "replace")


class _Page(Teller):
    """Each method gives paragraphs, that stand apart by an empty line."""

    def head(self, person: Person) -> Iterator[str]:
        yield _heading(1, person.name)
        yield f"**{_line(person.headline)}**" if person.headline else ""
        yield "\n".join(f"- {_linked(said)}" for said in self.contact(person))

    def section(self, block: Block) -> Iterator[str]:
        yield _heading(2, self.heading(block))
        lines = block.layout == "lines"
        for short, same in groupby(self.block(block), lambda one: lines and _is_short(one)):
            parts = [part for one in same for part in self.part(one, short)]
            yield from ["\n".join(parts)] if short else parts

    def part(self, one: Told | Company | TagLine, short: bool) -> Iterator[str]:
        if isinstance(one, TagLine):
            label = f"**{_line(one.label)}{':' if one.items else ''}** " if one.label else ""
            yield (label + _line(self.listed(one.items))).strip()
        elif isinstance(one, Company):
            yield _heading(one.level, self.join(one.title, one.place))
            yield from (part for told in one.entries for part in self.entry(told))
        elif short:
            yield f"- {self.comma.join([f'**{_line(one.entry.title)}**', *self.facts(one)])}"
        else:
            yield from self.entry(one)

    def facts(self, told: Told) -> list[str]:
        """What stands about an entry and when, in the order of the designs."""
        when = [f"*{_line(told.when)}*"] if told.when else []
        about = list(map(_linked, told.about))
        return about + when if told.beside else when + about

    def entry(self, told: Told) -> Iterator[str]:
        entry = told.entry
        yield _heading(told.level, entry.title)
        yield " · ".join(self.facts(told))
        yield rich(entry.text)
        yield _line(self.listed(entry.tags))
        yield " · ".join(map(_linked, told.links))


def rich(source: str) -> str:
    """Our rich text as CommonMark: the same words, styles, lists and links, whatever signs stand in the text."""
    lines: list[str] = []
    open_: list[str] = []  # the markers of the items that the line stands in
    for one in richtext.runs(source):
        marker = one.marker.replace("•", "-")
        inside, before = open_[: one.depth - 1 if marker else one.depth], open_
        open_ = [*inside, marker] if marker else inside
        if lines and not _follows(marker, before, one.depth):
            lines.append("")
        first, *rest = _styled(one.runs).split("\n")
        indent, hang = (" " * sum(len(sign) + 1 for sign in signs) for signs in (inside, open_))
        lines += [f"{indent}{marker} {first}".rstrip() if marker else indent + first, *(hang + line for line in rest)]
    return "\n".join(lines)


def _follows(marker: str, before: list[str], depth: int) -> bool:
    """Whether an item may stand right under the line before: a list that is not first needs an empty line."""
    if not marker or not before:
        return False
    same = len(before) >= depth and (before[depth - 1] == "-") == (marker == "-")
    return same or marker in ("-", "1.")


def escaped(text: str) -> str:
    """`text` so that a reader of Markdown shows it as it is."""
    safe = _SPECIAL.sub(r"\\\g<0>", text)
    return _guarded(safe)


def _guarded(text: str) -> str:
    return _START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[0]}\\", text)


def _is_short(one: Told | Company | TagLine) -> bool:
    entry = one.entry if isinstance(one, Told) else None
    return bool(entry and entry.title and not (entry.text or entry.tags or entry.links))


def _heading(level: int, text: str) -> str:
    return f"{'#' * level} {_line(text)}" if text.strip() else ""


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _linked(said: Said) -> str:
    return _anchor(said.href, _line(said.text))


def _anchor(href: str, text: str) -> str:
    return f"[{text}](<{href.translate(_ADDRESS)}>)" if href and text.strip() else text


def _styled(runs: Sequence[Run]) -> str:
    texts = ["", *(run.text for run in runs), ""]
    around = zip(texts, texts[2:], strict=False)
    marked = [(run, _slant(run, before[-1:], after[:1])) for run, (before, after) in zip(runs, around, strict=True)]
    linked = groupby(marked, lambda pair: pair[0].href)
    said = "".join(_anchor(href, "".join(_bold(same))) for href, same in linked)
    return _guarded(said)


def _bold(runs: Iterable[tuple[Run, str]]) -> Iterator[str]:
    for bold, same in groupby(runs, lambda pair: pair[0].bold):
        text = "".join(_marked(_said(run.text), slant) for run, slant in same)
        yield _marked(text, "**" if bold else "")


def _slant(run: Run, before: str, after: str) -> str:
    """The sign of italics: inside a word only a star has its meaning, beside another star only a line."""
    return ("*" if before.isalnum() or after.isalnum() else "_") if run.italic else ""


def _said(text: str) -> str:
    """A run's text; a line break in it is one on the page, and leading space none of a list."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\\n")


def _marked(text: str, sign: str) -> str:
    """The sign on both sides of the words: a space inside it would take its meaning away."""
    match = _EDGES.fullmatch(text)
    before, words, after = match.groups() if match else ("", text, "")
    return f"{before}{sign}{words}{sign}{after}" if words and sign else text
