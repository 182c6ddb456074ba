"""What a change is made to: whether it is there and still as it was, and which lines may be its sources."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Iterator, Mapping, Sequence

from letraz.dates import Duration, PartialDate
from letraz.document import Block, Document, Entry
from letraz.matching.change import (
    ADD_SKILL,
    HIDE,
    LETTER_PARAGRAPH,
    REORDER,
    REWRITE_BULLET,
    REWRITE_SUMMARY,
    SHOW,
    Change,
    Problem,
    mark_of,
)
from letraz.matching.lines import FACE, Line, keyed, lines, target_of

__all__ = ["SECTIONS", "Target", "basis"]

#: The target of a reorder of the sections themselves.
SECTIONS = "sections"

_GONE = "What this changes is not there any more."


def basis(kind: str, target: str, document: Document) -> str:
    """The text that `Change.based_on` is the mark of: the line as it is, or the order as it is, joined by spaces.

    Empty for what needs none: hiding or showing an entry or a section, a new skill, a letter.
    """
    if kind == REORDER:
        return " ".join(_order(target, document) or ())
    return next((line.text for line in lines(document) if line.at == target and line.number != FACE), "")


class Target:
    """A change's target in a document, with the evidence that it names."""

    def __init__(self, change: Change, document: Document, record: Document) -> None:
        self.change, self.document, self.record = change, keyed(document), keyed(record)
        self.lines = {line.at: line for line in lines(document)}
        self.recorded = self.lines if record == document else {line.at: line for line in lines(record)}

    @property
    def line(self) -> Line | None:
        """The line that is rewritten, hidden or shown."""
        return self.lines.get(self.change.target)

    @property
    def old(self) -> str:
        """The text that the new one takes the place of."""
        return self.line.text if self.line and self.change.kind in {REWRITE_BULLET, REWRITE_SUMMARY} else ""

    def problems(self) -> Iterator[Problem]:
        """What the ids are wrong in; the first is enough."""
        checks: Mapping[str, Callable[[], str]] = {
            REWRITE_BULLET: self._bullet, REWRITE_SUMMARY: self._summary, REORDER: self._reorder, HIDE: self._hide,
            SHOW: self._show, ADD_SKILL: self._skill, LETTER_PARAGRAPH: lambda: "",
        }  # fmt: skip
        check = checks.get(self.change.kind)
        wrong = check() or self._stale() or self._evidence() if check else "There is no such change."
        if wrong:
            yield Problem("ids", (self.change.target,), wrong)

    def sources(self) -> list[list[str]]:
        """The texts that may be said, entry by entry."""
        cited = [line for line in map(self._cited, self.change.evidence) if line]
        if self.change.kind == REWRITE_BULLET and self.line:
            entry = self._entry(self.line.entry)
            return [[self.line.text, *(line.text for line in cited), *(_face(entry) if entry else ())]]
        if self.change.kind == ADD_SKILL:
            return [[line.text] for line in cited]
        own = [] if self.document == self.record else stated(self.document, self.lines)
        return [[self.old], *stated(self.record, self.recorded), *own, [line.text for line in cited]]

    # --- each kind ------------------------------------------------------------------------------------

    def _bullet(self) -> str:
        return "" if self.line and self.line.number != FACE else _GONE

    def _summary(self) -> str:
        block = next((b for b, e in _entries(self.document) if self.line and e.key == self.line.entry), None)
        return "" if block and block.layout == "prose" and self.line and self.line.number != FACE else _GONE

    def _reorder(self) -> str:
        order = _order(self.change.target, self.document)
        if order is None:
            return _GONE
        return "" if sorted(order) == sorted(self.change.order) else "This is not the same list in another order."

    def _hide(self) -> str:
        key, number = target_of(self.change.target)
        if number != FACE:
            alone = sum(line.entry == key and line.number != FACE for line in self.lines.values()) < 2
            return _GONE if not self.line else "This would leave the entry empty." if alone else ""
        if block := next((b for b in self.document.blocks if b.key == key and key), None):
            others = [b for b in self.document.blocks if b is not block and not b.hidden and b.entries]
            return "" if others else "This would leave the resume empty."
        block = next((b for b, e in _entries(self.document) if e.key == key), None)
        if not block:
            return _GONE
        left = [e for e in block.entries if e.key != key and not e.hidden]
        return "" if left else "This would leave the section empty."

    def _show(self) -> str:
        key, number = target_of(self.change.target)
        known = {b.key for b in self.document.blocks} | {e.key for _, e in _entries(self.document)}
        return "" if (key and key in known and number == FACE) or self.line else _GONE

    def _skill(self) -> str:
        keys = {b.key for b in self.document.blocks if b.layout == "tags"}
        if self.change.target and self.change.target not in keys:
            return _GONE
        return "" if self.change.evidence else "No line is named that shows this skill."

    # --- what it was made from ------------------------------------------------------------------------

    def _stale(self) -> str:
        line = self.line if self.line and self.line.number != FACE else None
        text = (
            basis(REORDER, self.change.target, self.document)
            if self.change.kind == REORDER
            else line.text
            if line
            else ""
        )
        needs = self.change.kind in {REWRITE_BULLET, REWRITE_SUMMARY, REORDER} or self.change.based_on
        if text and needs and self.change.based_on != mark_of(text):
            return "This was made for another text than the one that is there now."
        return ""

    def _cited(self, at: str) -> Line | None:
        return self.lines.get(at) or (None if self.change.kind == REWRITE_BULLET else self.recorded.get(at))

    def _evidence(self) -> str:
        found = [self._cited(at) for at in self.change.evidence]
        if not all(found):
            return "A line that is named as evidence is not there."
        if self.change.kind == REWRITE_BULLET and any(
            line and self.line and line.entry != self.line.entry for line in found
        ):
            return "A line of another entry is named as evidence."
        return ""

    def _entry(self, key: str) -> Entry | None:
        return next((entry for _, entry in _entries(self.document) if entry.key == key), None)


def stated(document: Document, known: Mapping[str, Line]) -> list[list[str]]:
    """The texts of each entry of a document whose lines are `known`: its face with its dates, and its lines."""
    by_entry: dict[str, list[str]] = {}
    for line in known.values():
        if line.number != FACE:
            by_entry.setdefault(line.entry, []).append(line.text)
    return [[*_face(entry), *by_entry.get(entry.key, ())] for _, entry in _entries(document)]


def _face(entry: Entry) -> list[str]:
    """What an entry says of itself, one text a field, its dates too."""
    said = [entry.title, entry.subtitle, entry.group, entry.place, entry.note, entry.level, *entry.tags]
    return [text for text in (*dict.fromkeys(said), _dates(entry.dates), _date(entry.date)) if text]


def _dates(dates: Duration | None) -> str:
    if not dates:
        return ""
    end = "present" if dates.current else _date(dates.end)
    return " – ".join(part for part in (_date(dates.start), end) if part)


def _date(date: PartialDate | None) -> str:
    """A date with its month's name, as a rewrite would say it."""
    return f"{month_name[date.month]} {date.year}" if date and date.month else str(date.year) if date else ""


def _entries(document: Document) -> Iterator[tuple[Block, Entry]]:
    return ((block, entry) for block in document.blocks for entry in block.entries)


def _order(target: str, document: Document) -> Sequence[str] | None:
    """The keys, or the numbers of the points, in their order; None for a target that is not there."""
    if target == SECTIONS:
        return [block.key for block in document.blocks]
    for block in document.blocks:
        if target and block.key == target:
            return [entry.key for entry in block.entries]
    if any(entry.key == target for _, entry in _entries(document) if target):
        return [str(line.number) for line in lines(document) if line.entry == target and line.number != FACE]
    return None
