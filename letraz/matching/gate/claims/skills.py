"""Rule: no skill or tool, also in lower case, that the facts do not have."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import Problem
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.vocabulary import Hit
from letraz.matching.words import is_common

__all__ = ["skills"]


def skills(claim: Claim) -> Iterator[Problem]:
    """The named skills that no fact has."""
    for hit in claim.new.hits:
        written = claim.new.written(hit.start, hit.end)
        if hit.strict and not _proved(claim, hit, written):
            yield Problem("skill", (written,), f"Your record does not show {written}.")


def _proved(claim: Claim, hit: Hit, written: str) -> bool:
    facts = claim.facts(hit.start)
    if facts.names(hit, written):
        return True
    span = range(hit.start, hit.end)
    if any(claim.new.words[at].norm in claim.rules.languages for at in span):
        return True  # the rule below
    stems = {claim.new.words[at].stem for at in span if not claim.stops(at)}
    if any(stems <= line.stems for line in facts.lines):
        return len(span) > 1 or _meant(claim, hit)
    return len(span) > 1 and all(_common(claim, at) for at in span)


def _meant(claim: Claim, hit: Hit) -> bool:
    """Whether a name that is also an everyday word, or very short (Go, R), is written in the facts as it is here."""
    word = claim.new.words[hit.start]
    product = hit.canonical[:1].isupper() and hit.source in {"alias", "onet"} and is_common(word.norm)
    if not product and len(word.text) > 2:
        return True
    texts = {other.text for line in claim.facts(hit.start).lines for other in line.words}
    return word.text in texts


def _common(claim: Claim, at: int) -> bool:
    """Whether a word of a phrase says nothing new: it is known, or small, or may stand for a known one."""
    word = claim.new.words[at]
    return claim.knows(at) or claim.stops(at) or claim.facts(at).alike(word.stem)
