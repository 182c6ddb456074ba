"""The lines of a resume, indexed once: which of them says a term, how surely, and with which words. Pure.

The order of trust is MATCHING.md's ("Match order"): the same words 1.0, the same stems in order .97, another name of
it .95, all its words in one line .9, a slip of a letter .85, part of its words .6 of the part.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from letraz.matching import words
from letraz.matching.evidence.terms import Term
from letraz.matching.lines import Line
from letraz.matching.vocabulary import Hit, Vocabulary
from letraz.matching.words import Token

__all__ = ["Shelf", "Shown"]

SAME, STEMS, ALIAS, ALL, TYPO, PART = 1.0, 0.97, 0.95, 0.9, 0.85, 0.6

#: A slip of a letter: rapidfuzz's ratio, and words of so many letters.
ALIKE, LONG = 90, 6

#: The part of a term's words, by rarity, from which on a line is a part of it.
LEAST = 0.6

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """How a line says a term: the score and the stretches of its text."""

    score: float
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    line: Line
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    stems: dict[str, list[int]]


class Shelf:
    """The lines, read once; asked for each term."""

    def __init__(self, lines: Iterable[Line], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._reads = [self._read(line) for line in lines]
        seen = Counter(stem for read in self._reads for stem in read.stems)
        most = math.log(1 + len(self._reads))
        self._rarity = {stem: math.log(1 + len(self._reads) / count) / (most or 1) for stem, count in seen.items()}

    @property
    def lines(self) -> list[Line]:
        """The lines in their order."""
        return [read.line for read in self._reads]

    def _read(self, line: Line) -> _Read:
        found = words.tokens(line.text)
        stems: dict[str, list[int]] = {}
        for at, token in enumerate(found):
            stems.setdefault(token.stem, []).append(at)
        return _Read(line, tuple(found), tuple(self.vocabulary.find(found)), stems)

    def showing(self, term: Term) -> list[Shown]:
        """How each line says the term, in the order of `lines`."""
        return [self._shown(read, term) for read in self._reads]

    def _shown(self, read: _Read, term: Term) -> Shown:
        stems = [token.stem for token in term.tokens]
        start = _run(read, stems)
        if start is not None:
            spans = ((read.tokens[start].start, read.tokens[start + len(stems) - 1].end),)
            same = [t.norm for t in read.tokens[start : start + len(stems)]] == [t.norm for t in term.tokens]
            return Shown(SAME if same else STEMS, spans)
        return self._other_name(read, term) or self._scattered(read, stems) or Shown(0.0)

    def _other_name(self, read: _Read, term: Term) -> Shown | None:
        if not term.concept:
            return None
        for hit in read.hits:
            if hit.concept == term.concept or term.concept in self.vocabulary.implied(hit.concept):
                return Shown(ALIAS, ((read.tokens[hit.start].start, read.tokens[hit.end - 1].end),))
        return None

    def _scattered(self, read: _Read, stems: Sequence[str]) -> Shown | None:
        at = {stem: read.stems[stem][0] if stem in read.stems else _slip(read, stem) for stem in stems}
        there = {stem: place for stem, place in at.items() if place is not None}
        if not there:
            return None
        spans = tuple(sorted((read.tokens[place].start, read.tokens[place].end) for place in there.values()))
        if len(there) == len(at):
            return Shown(ALL if all(stem in read.stems for stem in at) else TYPO, spans)
        share = sum(map(self._weight, there)) / sum(map(self._weight, at))
        return Shown(PART * share, spans) if share >= LEAST else None

    def _weight(self, stem: str) -> float:
        """How much a word tells: rare in this resume and rare in English tell most."""
        return self._rarity.get(stem, 1.0) * (0.5 if words.is_common(stem) else 1.0) + 0.05


def _run(read: _Read, stems: Sequence[str]) -> int | None:
    for start in read.stems.get(stems[0], ()):
        if [token.stem for token in read.tokens[start : start + len(stems)]] == list(stems):
            return start
    return None


def _slip(read: _Read, stem: str) -> int | None:
    if len(stem) < LONG:
        return None
    return next((places[0] for other, places in read.stems.items() if _alike(stem, other)), None)


def _alike(stem: str, other: str) -> bool:
    return len(other) >= LONG and abs(len(stem) - len(other)) <= 2 and fuzz.ratio(stem, other) >= ALIKE
