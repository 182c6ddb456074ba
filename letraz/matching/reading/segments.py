"""A posting's lines, each with what it stands under: asked of the person, nice, their work, benefits and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from letraz.matching.reading.headings import HEAD, Heading, heading
from letraz.matching.reading.plain import bare
from letraz.matching.reading.squashed import unsquashed
from letraz.matching.words import normal

__all__ = ["HEAD", "LOOSE", "Segment", "segments", "sentences"]

#: Prose after a list, which belongs to none.
LOOSE = ""

#: A line of more words is prose, no point of a list.
PROSE = 25

#: "Pay: £12 an hour" with fewer words behind the colon says one thing, and the lines after it are not about pay.
FACT = 12
_FACTS, _SHORT_FACTS = frozenset({"apply", "condition", HEAD}), frozenset({"benefit", "about", "legal"})

_LABELLED = re.compile(r"([A-Z][\w/&’'# -]{1,30}): (\S.*)")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]?\s+(?=[\"“‘(]?[A-ZÀ-ÖØ-Þ0-9£$€])")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|e\.g|i\.e|etc|incl|approx|min|max|no|nr|st|dr|mr|mrs|ms|co|inc|ltd|vs|ca|bzw|z\.b"
    r"|\d\d?)\.)$",
    re.IGNORECASE,
)

#: What a person specification divides itself into; under "Desirable" it stays desirable.
_NEUTRAL = frozenset(
    """qualifications experience skills knowledge education training competencies certifications licences licenses
    abilities attributes personal other general technical and""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One line. `kind` as the headings have it, `HEAD` or `LOOSE`; `under` is the heading's own text."""

    kind: str
    text: str
    bullet: bool = False
    under: str = ""
    inline: bool = False  #: it stood behind its heading's colon

    @property
    def prose(self) -> bool:
        """Whether it is a paragraph and no point of a list."""
        return not self.bullet and (self.text.count(" ") >= PROSE or len(sentences(self.text)) > 1)


@dataclass(slots=True)
class _Reader:
    """Where the reading stands: the kind, the heading, and how many points have come since."""

    kind: str = HEAD
    under: str = ""
    parent: str = ""
    points: int = 0
    bullets: int = 0
    found: list[Segment] = field(default_factory=list)

    def enter(self, head: Heading) -> None:
        """Another heading: of a division within a kind, of a new one, or a fact ("Location: Hull") that opens none."""
        if head.rest and (head.kind in _FACTS or (head.kind in _SHORT_FACTS and head.rest.count(" ") < FACT)):
            self.found.append(Segment(head.kind, head.rest, under=head.text, inline=True))
            return
        divides = set(normal(head.text).split()) <= _NEUTRAL
        if divides and self.kind == "nice" and (self.points == 0 or self.parent):
            self.parent = "nice"
        else:
            self.kind, self.parent = head.kind or self.kind, ""
        self.under, self.points, self.bullets = head.text, 0, 0
        if head.rest:
            self.take(head.rest, bullet=False, apart=False, inline=True)

    def label(self, text: str, *, bullet: bool) -> bool:
        """Take "FLSA status: exempt" in the head as a fact; False when it is none."""
        said = _LABELLED.fullmatch(text) if self.kind == HEAD and not bullet else None
        if said:
            self.found.append(Segment(HEAD, said[2], under=said[1], inline=True))
        return bool(said)

    def take(self, text: str, *, bullet: bool, apart: bool, inline: bool = False) -> None:
        """A line that is no heading."""
        last = self.found[-1] if self.found else None
        if last and last.bullet and not (bullet or apart or inline) and text[:1].islower():
            self.found[-1] = replace(last, text=f"{last.text} {text}")
            return
        one = Segment(self.kind, text, bullet, self.under, inline)
        if apart and not bullet and (self.bullets > 1 or (self.points > 1 and one.prose)):
            self.kind, self.under, self.points, self.bullets = LOOSE, "", 0, 0
            one = replace(one, kind=LOOSE, under="")
        self.points += not one.prose
        self.bullets += bullet
        self.found.append(one)


def segments(text: str) -> list[Segment]:
    """The lines of a plain text, in order; headings are not among them."""
    lines, reader = unsquashed(text), _Reader()
    spaced = sum(not line.strip() for line in lines) > len(lines) * 0.45  # every line stands apart: none is set off
    apart, listed = True, False
    for number, line in enumerate(lines):
        if line.strip():
            text, bullet = bare(line)
            head = heading(line, apart=apart and not spaced, opens=_opens(lines, number) and (apart or not listed))
            if head and (number or head.rest):  # the first line is no heading, but may be a fact
                reader.enter(head)
            elif text and not (number and reader.label(text, bullet=bullet)):
                reader.take(text, bullet=bullet, apart=apart)
            listed = bullet
        apart = not line.strip()
    return reader.found


def _opens(lines: Sequence[str], number: int) -> bool:
    after = next((line for line in lines[number + 1 : number + 3] if line.strip()), "")
    return bare(after)[1]


def sentences(text: str) -> list[str]:
    """The sentences of a line; abbreviations end none. Joined by a space they are the line."""
    found: list[str] = []
    begin = 0
    for end in _SENTENCE.finditer(text):
        if not _SHORT.search(text[max(begin, end.start() - 8) : end.start()]):
            found.append(text[begin : end.start()].strip())
            begin = end.start()
    return [*found, text[begin:].strip()]
