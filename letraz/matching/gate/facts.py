"""What a person has stated, made ready to be asked: the lines, their words, numbers and names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from letraz.matching.gate.claims import tables
from letraz.matching.gate.quantities import Quantity, quantities, rates
from letraz.matching.vocabulary import Hit, Vocabulary
from letraz.matching.words import Token, normal, tokens

__all__ = ["Facts", "Said"]


@dataclass(frozen=True, eq=False)
class Said:
    """One text, read once. `group` is one number for all lines of an entry."""

    text: str
    words: tuple[Token, ...]
    hits: tuple[Hit, ...]
    group: int = 0

    @staticmethod
    def of(text: str, vocabulary: Vocabulary, group: int = 0) -> Said:
        """A text as it is read; the lines of a record are asked for by each change that is checked against them."""
        return _said(text, vocabulary, group)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers."""
        return tuple(quantities(self.words, self.text))

    @cached_property
    def counting(self) -> dict[str, list[Quantity]]:
        """Which numbers each word (stem) belongs to: that it follows, or else that it stands before."""
        found: dict[str, list[Quantity]] = {}
        for one in self.quantities:
            for stem in one.after or one.before:
                found.setdefault(stem, []).append(one)
        return found

    @cached_property
    def rates(self) -> tuple[tuple[int, int, str], ...]:
        """How often: see `letraz.matching.gate.quantities.rates`."""
        return tuple(rates(self.words, self.text))

    @cached_property
    def norms(self) -> frozenset[str]:
        """Its words."""
        return frozenset(word.norm for word in self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its words without their endings, and the plain forms of the irregular ones."""
        root = tables.load().root
        return frozenset(word.stem for word in self.words) | frozenset(map(root, self.words))

    def written(self, first: int, last: int) -> str:
        """What stands there from word to word."""
        return self.text[self.words[first].start : self.words[last - 1].end]

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.words[at - 1].end if at else 0 : self.words[at].start]

    def phrase(self, first: int, last: int) -> str:
        """Those words in normal form."""
        return " ".join(word.norm for word in self.words[first:last])


@lru_cache(1024)
def _said(text: str, vocabulary: Vocabulary, group: int) -> Said:
    words = tokens(text)
    return Said(text, tuple(words), tuple(vocabulary.find(words)), group)


@dataclass(frozen=True)
class Facts:
    """The lines that hold what may be said."""

    lines: tuple[Said, ...]
    vocabulary: Vocabulary

    @staticmethod
    def of(groups: Iterable[Sequence[str]], vocabulary: Vocabulary) -> Facts:
        """The facts of some entries' texts."""
        return Facts(
            tuple(Said.of(text, vocabulary, number) for number, texts in enumerate(groups) for text in texts if text),
            vocabulary,
        )

    def __add__(self, other: Facts) -> Facts:
        return Facts(self.lines + other.lines, self.vocabulary)

    @cached_property
    def norms(self) -> frozenset[str]:
        """Every word."""
        return frozenset[str]().union(*(line.norms for line in self.lines))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every word without its ending."""
        return frozenset[str]().union(*(line.stems for line in self.lines))

    @cached_property
    def text(self) -> str:
        """All that is said, to look for a character in."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def phrases(self) -> str:
        """All words in normal form, to look for a saying in."""
        return " | ".join(line.phrase(0, len(line.words)) for line in self.lines)

    @cached_property
    def counted(self) -> dict[tuple[float, str], list[tuple[Said, Quantity]]]:
        """Where each reading of a number stands, told once a line for numbers that are alike."""
        found: dict[tuple[float, str], dict[tuple[object, ...], tuple[Said, Quantity]]] = {}
        for at, line in enumerate(self.lines):
            for one in line.quantities:
                for reading in one.readings:
                    found.setdefault(reading, {})[at, *one.alike] = line, one
        return {reading: list(known.values()) for reading, known in found.items()}

    @cached_property
    def meanings(self) -> frozenset[int]:
        """The groups of words that may stand for each other, of which one is here."""
        groups = tables.load().groups
        return frozenset(number for stem in self.stems for number in groups.get(stem, ()))

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """The things of the vocabulary that are named, with the spellings that name them."""
        found: dict[str, list[str]] = {}
        for line in self.lines:
            for hit in line.hits:
                found.setdefault(hit.concept, []).append(line.written(hit.start, hit.end))
        return found

    def knows(self, word: Token) -> bool:
        """Whether a word is said, in any of its forms."""
        plain = word.norm.removesuffix("'s")
        return plain in self.norms or word.stem in self.stems or tables.load().root(word) in self.stems

    def says(self, phrase: str) -> bool:
        """Whether these words stand there in a row."""
        return f" {phrase} " in f" {self.phrases} "

    def alike(self, stem: str) -> bool:
        """Whether a word stands there that may stand for this one."""
        return not self.meanings.isdisjoint(tables.load().groups.get(stem, ()))

    def names(self, hit: Hit, written: str) -> bool:
        """Whether the thing is named, by a spelling that may be exchanged for this one."""
        return any(
            normal(other) == normal(written) or self.vocabulary.swappable(other, written)
            for other in self.named.get(hit.concept, ())
        )
