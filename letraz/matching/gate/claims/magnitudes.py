"""Rule: no word of amount (doubled, dozens, most) that the facts do not have."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import Problem
from letraz.matching.gate.claims import tables
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.phrases import found

__all__ = ["magnitudes"]

#: Of rules.toml's words: those that the number rule reads, and small words.
_ELSEWHERE = tables.words("magnitudes", "elsewhere")
_SEVERAL = tables.words("magnitudes", "several")


def magnitudes(claim: Claim) -> Iterator[Problem]:
    """The words of amount that no fact has."""
    for first, last, phrase in found(claim, claim.rules.magnitudes | claim.tables.magnitudes):
        if phrase.split()[0] in _ELSEWHERE or claim.facts(first).says(phrase) or first in claim.aliased:
            continue
        if first not in claim.numbered and not (phrase in _SEVERAL and _several(claim, first)):
            written = claim.new.written(first, last)
            yield Problem("magnitude", (written,), f"Your record does not say “{written}”.")


def _several(claim: Claim, at: int) -> bool:
    """Whether the facts count three or more of something, or call them several in another word."""
    facts = claim.facts(at)
    return not _SEVERAL.isdisjoint(facts.norms) or any(
        max(one.sizes) >= 3 and "" in one.kinds for line in facts.lines for one in line.quantities
    )
