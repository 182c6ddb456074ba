"""The names of what people can do and use: which of them stand in a text, and which mean the same.

Two sources: the hand-written aliases, and names that were made from ESCO and O*NET. The first win.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from letraz.matching.rules import Rules
from letraz.matching.vocabulary.aliases import Aliases, keys
from letraz.matching.vocabulary.stored import Stored
from letraz.matching.words import Token, normal

_SOURCES = {"a": "alias", "e": "esco", "o": "onet", "t": "text"}

#: "Long Name (LN)": up to six words, then two to seven capitals and small signs in brackets. And "LN (Long Name)".
_LONG_SHORT = re.compile(r"((?:[\w'’&/-]{1,30} ){0,5}[\w'’&/-]{1,30}) \(([A-Z][A-Za-z0-9&/+]{1,6})\)")
_SHORT_LONG = re.compile(r"\b([A-Z][A-Za-z0-9&/+]{1,6}) \(((?:[\w'’&/-]{1,30} ){1,5}[\w'’&/-]{1,30})\)")
_SMALL = frozenset(["a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"])


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that stands in a text: its words are `start` to `end` (exclusive).

    `source` is alias, esco, onet or text (learned). `strict`: it names a thing that one has or has not, so that it
    may not come into a claim unproved; the others are phrases of work ("keep records").
    """

    concept: str
    canonical: str
    start: int
    end: int
    source: str
    strict: bool


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What is known. Never changes: `learn` gives another one."""

    _aliases: Aliases
    _stored: Stored
    _learned: Mapping[tuple[str, ...], str] = field(default_factory=dict)  # norms -> concept
    _shown: Mapping[str, str] = field(default_factory=dict)  # learned concept -> its long name
    _begin: Mapping[str, int] = field(default_factory=dict)  # first norms of what was learned -> words in the longest

    @staticmethod
    def load() -> Vocabulary:
        """The vocabulary of the files, read once (about 60 ms with the first text)."""
        return _load()

    def find(self, words: list[Token]) -> list[Hit]:
        """The names in a text's words, in order and never over each other; the longest that begins at a word wins.

        Names that need company ("AP", with invoices) look for it in all of `words`, so give a whole text or line.
        """
        around = frozenset(word.stem for word in words) | frozenset(word.norm for word in words)
        found, at = [], 0
        while at < len(words):
            hit = self._at(words, at, around)
            if hit:
                found.append(hit)
            at = hit.end if hit else at + 1
        return found

    def concept(self, name: str) -> str | None:
        """The id of what a whole name stands for; None when it is unknown, or stands for two things by itself."""
        known = self._learned.get(tuple(normal(name).split())) or self._aliases.whole(name)
        if known:
            return known
        found = self._stored.whole(name)
        return self._merged(found) if found else None

    def canonical(self, concept: str) -> str | None:
        """The name of a thing as it is shown."""
        if concept in self._shown:
            return self._shown[concept]
        if concept in self._aliases.names:
            return self._aliases.names[concept][0]
        try:
            return self._stored.shown(concept)
        except KeyError:
            return None

    def names(self, concept: str) -> tuple[str, ...]:
        """The names that may stand for each other, the shown one first; of stored things only that one."""
        shown = self.canonical(concept)
        return self._aliases.names.get(concept, (shown,) if shown else ())

    def same(self, one: str, other: str) -> bool:
        """Whether two names mean one thing, ESCO's looser labels included. Good for matching, not for rewriting."""
        if normal(one) == normal(other):
            return True
        concept = self.concept(one)
        return concept is not None and concept == self.concept(other)

    def swappable(self, one: str, other: str) -> bool:
        """Whether one name may stand for the other on a resume without changing the claim: hand-written or learned."""
        if normal(one) == normal(other):
            return True
        return self.same(one, other) and (self.concept(one) or "")[:1] in ("a", "t")

    def proves(self, evidence: str, wanted: str) -> bool:
        """Whether having the one shows the other: the same thing, or a narrower one (Epic shows EHR, never back)."""
        if self.same(evidence, wanted):
            return True
        one, other = self.concept(evidence), self.concept(wanted)
        return one is not None and other in self.implied(one)

    def implied(self, concept: str) -> frozenset[str]:
        """The things that this one proves as well, over any number of steps; not itself."""
        found: set[str] = set()
        ahead = [concept]
        while ahead:
            new = _wider(ahead.pop()) - found
            found |= new
            ahead += new
        return frozenset(found - {concept})

    def learn(self, text: str) -> Vocabulary:
        """A vocabulary that also knows the text's `Long Name (LN)`; a name that is known already stays what it is.

        For a text that was learned from shortly before it is the same one.
        """
        return _learned(self, text)

    def _learn(self, text: str) -> Vocabulary:
        learned, shown = dict(self._learned), dict(self._shown)
        for long, short in _pairs(text):
            known = self.concept(long) or self.concept(short)
            if known is None:
                known = "t:" + normal(long)
                shown[known] = long
            for name in (long, short):
                learned.setdefault(tuple(normal(name).split()), known)
        begin = {key[0]: max(len(other) for other in learned if other[0] == key[0]) for key in learned}
        return Vocabulary(self._aliases, self._stored, learned, shown, begin)

    def _at(self, words: list[Token], at: int, around: frozenset[str]) -> Hit | None:
        """The longest name that begins at a word; of equal ones the hand-written."""
        reach = next((end for end in range(at + 1, len(words)) if not words[end].near), len(words))
        stored = self._stored.longest(words, at, reach)
        own = self._own(words, at, reach, around)
        if stored is None or (own and own.end >= stored[0]):
            return own
        found = self._hit(self._merged(stored[1].concept), at, stored[0], strict=stored[1].strict)
        if found.source == "esco" and any(self._own(words, inner, reach, around) for inner in range(at, found.end)):
            return own  # "follow SOPs" is said of SOPs
        return found

    def _own(self, words: list[Token], at: int, reach: int, around: frozenset[str]) -> Hit | None:
        """The longest hand-written or learned name that begins at a word."""
        for end in range(min(len(words), at + self._longest(words[at])), at, -1):
            for key in keys(words[at:end]):
                for spelling in self._aliases.by_key.get(key, ()):
                    if spelling.fits(words, at, end, around):
                        return self._hit(spelling.concept, at, end, strict=spelling.strict)
            learned = self._learned.get(tuple(word.norm for word in words[at:end]))
            if learned and end <= reach:
                return self._hit(learned, at, end, strict=True)
        return None

    def _longest(self, first: Token) -> int:
        """How many words a hand-written or learned name may have that begins with this one."""
        known = self._aliases.firsts
        return max(
            *(known.get(word, 0) for word in (first.norm, first.stem, first.norm[:-1])), self._begin.get(first.norm, 0)
        )

    def _merged(self, concept: str) -> str:
        """The hand-written thing of the same name, if there is one."""
        return self._aliases.whole(self._stored.shown(concept)) or concept

    def _hit(self, concept: str, start: int, end: int, *, strict: bool) -> Hit:
        return Hit(concept, self.canonical(concept) or "", start, end, _SOURCES[concept[0]], strict)


@lru_cache(8)
def _learned(vocabulary: Vocabulary, text: str) -> Vocabulary:
    return vocabulary._learn(text)  # noqa: SLF001 - of this module


@lru_cache(1)
def _load() -> Vocabulary:
    return Vocabulary(Aliases.load(), Stored.load())


@lru_cache(1)
def _implications() -> Mapping[str, frozenset[str]]:
    """What one thing proves in one step: the file of rules, and the narrower names of the aliases."""
    concept: Callable[[str], str | None] = _load().concept
    found = {one: set(every) for one, every in Aliases.load().proofs.items()}
    for strong, weak in Rules.load().implications:
        found.setdefault(concept(strong) or strong, set()).add(concept(weak) or weak)
    return {one: frozenset(every) for one, every in found.items()}


def _wider(concept: str) -> frozenset[str]:
    return _implications().get(concept, frozenset())


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Long names with their short ones, where the letters agree."""
    for match in _LONG_SHORT.finditer(text):
        long = _named(match[1].split(), match[2])
        if long:
            yield long, match[2]
    for match in _SHORT_LONG.finditer(text):
        if _named(match[2].split(), match[1]) == match[2]:
            yield match[2], match[1]


def _named(before: list[str], short: str) -> str:
    """The last words of `before` whose initials are the short name, small words counted or not; "" for none."""
    letters = [letter.casefold() for letter in short if letter.isalnum()]
    letters = letters[:-1] if short[-1:] == "s" and len(letters) > 2 else letters
    for size in range(2, len(before) + 1):
        words = before[-size:]
        large = [word for word in words if word.casefold() not in _SMALL]
        if letters in (_initials(words), _initials(large)) and words[0].casefold() not in _SMALL:
            return " ".join(words)
    return ""


def _initials(words: list[str]) -> list[str]:
    return [part[0] for word in words for part in re.split(r"[-/&]", word.casefold()) if part]
