"""A new text beside what may be said: what every rule of the gate is asked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from letraz.matching.change import LETTER_PARAGRAPH
from letraz.matching.gate.claims import tables
from letraz.matching.gate.claims.tables import Tables
from letraz.matching.gate.claims.whose import MINE, WISHED, whose
from letraz.matching.gate.facts import Facts, Said
from letraz.matching.gate.quantities import Quantity
from letraz.matching.rules import Rules
from letraz.matching.vocabulary import Vocabulary

__all__ = ["Claim"]


@dataclass(frozen=True)
class Claim:
    """`new` is the text; `mine` what the person stated; `theirs` what a posting says, for a letter only.

    `old` is the text that the new one takes the place of; empty for a letter and for a skill.
    """

    kind: str
    new: Said
    old: str
    mine: Facts
    theirs: Facts
    vocabulary: Vocabulary
    strict: bool = False  #: every word must be in the facts: a language whose words we do not know
    tables: Tables = field(default_factory=tables.load)
    rules: Rules = field(default_factory=Rules.load)

    @property
    def letter(self) -> bool:
        """Whether it is a paragraph of a letter, which speaks of two."""
        return self.kind == LETTER_PARAGRAPH

    @cached_property
    def both(self) -> Facts:
        """Both sources."""
        return self.mine + self.theirs

    @cached_property
    def whose(self) -> tuple[int, ...]:
        """Of each word, whom it is about: MINE, MIXED, WISHED or THEIRS."""
        return whose(self.new, self.mine, self.theirs) if self.letter else (MINE,) * len(self.new.words)

    def facts(self, at: int) -> Facts:
        """What may be said at a word."""
        return self.both if self.whose[at] >= WISHED else self.mine

    @cached_property
    def aliased(self) -> frozenset[int]:
        """Words of names that the facts have in another spelling."""
        return frozenset(
            at
            for hit in self.new.hits
            if self.facts(hit.start).names(hit, self.new.written(hit.start, hit.end))
            for at in range(hit.start, hit.end)
        )

    @cached_property
    def numbered(self) -> dict[int, Quantity]:
        """Words that belong to a number."""
        return {at: one for one in self.new.quantities for at in range(one.first, one.last)}

    @cached_property
    def rated(self) -> frozenset[int]:
        """Words that say how often."""
        return frozenset(at for first, last, _ in self.new.rates for at in range(first, last))

    def knows(self, at: int) -> bool:
        """Whether a word is in the facts, in any form or spelling."""
        return self.facts(at).knows(self.new.words[at]) or at in self.aliased

    def stops(self, at: int) -> bool:
        """Whether a word says nothing by itself."""
        norm = self.new.words[at].norm
        return norm in self.tables.stop or (norm == "well" and self.new.phrase(max(0, at - 1), at) == "as")

    def unsaid(self) -> list[int]:
        """The words that no fact has. Numbers and how often count as said when their rule says so."""
        return [at for at in range(len(self.new.words)) if not (self.knows(at) or self.stops(at) or self._counted(at))]

    def _counted(self, at: int) -> bool:
        from letraz.matching.gate.claims.numbers import sources

        quantity = self.numbered.get(at)
        if quantity:
            return bool(sources(quantity, self.facts(at)))
        return at in self.rated and any(
            unit == other
            for first, last, unit in self.new.rates
            if first <= at < last
            for line in self.facts(at).lines
            for _, _, other in line.rates
        )
