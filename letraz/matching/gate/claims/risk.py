"""Rule: no word that claims rank, reach, recognition, a credential or money that the facts do not have."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import Problem
from letraz.matching.gate.claims import tables
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.phrases import found
from letraz.matching.gate.facts import Facts, Said

__all__ = ["risk"]

#: Words that are plain where a letter speaks of a wish or of the job: "I would be first to say".
_PLAIN = tables.words("risk", "plain")

#: Names of a degree that say its rung and nothing else.
_ANY_DEGREE = tables.words("risk", "any_degree")


def risk(claim: Claim) -> Iterator[Problem]:
    """The words of risk that no fact has."""
    table = claim.rules.risk | claim.tables.risk | claim.rules.degrees.keys()
    for first, last, phrase in found(claim, table):
        span = frozenset(range(first, last))
        if _said(claim, first, last, phrase) or span <= claim.aliased | claim.rated or _plain(claim, first, phrase):
            continue
        written = claim.new.written(first, last)
        yield Problem("risk", (written,), f"Your record does not say “{written}”.")


def _said(claim: Claim, first: int, last: int, phrase: str) -> bool:
    """Whether the facts have it: as it is, as a plural, or by a sibling (certificate for certified) beside the same."""
    facts = claim.facts(first)
    other = phrase[:-1] if phrase.endswith("s") else phrase + "s"
    if facts.says(phrase) or facts.says(other):
        return True
    if phrase in claim.tables.risk and facts.knows(claim.new.words[first]) and last == first + 1:
        return True
    return _sibling(claim, first, facts) or _degree(claim, phrase, facts)


def _sibling(claim: Claim, at: int, facts: Facts) -> bool:
    """Whether a line has another form of the word, and the word that stands beside it here."""
    mine = claim.tables.siblings.get(claim.new.words[at].norm)
    if not mine:
        return False
    if claim.new.words[at].norm == "lead" and not (at and claim.new.words[at - 1].norm in {"to", "i", "and", "who"}):
        return False
    beside = {claim.new.words[near].stem for near in (at - 1, at + 1)
              if 0 <= near < len(claim.new.words) and not claim.stops(near)}  # fmt: skip
    return any(_has(claim, line, mine) and (not beside or not beside.isdisjoint(line.stems)) for line in facts.lines)


def _has(claim: Claim, line: Said, groups: frozenset[int]) -> bool:
    return any(not groups.isdisjoint(claim.tables.siblings.get(norm, frozenset())) for norm in line.norms)


def _degree(claim: Claim, phrase: str, facts: Facts) -> bool:
    """Whether a degree of the same rung is in the facts, when the word says no more than the rung."""
    degrees = claim.rules.degrees
    if phrase not in _ANY_DEGREE and phrase.removesuffix(" degree") not in _ANY_DEGREE:
        return False
    rungs = {rung for name, rung in degrees.items() if facts.says(name)}
    if phrase in {"degree", "graduate", "graduated"}:
        return max(rungs, default=0) >= degrees.get("bachelor's", 3)
    return degrees.get(phrase, degrees.get(phrase.removesuffix(" degree"))) in rungs


def _plain(claim: Claim, at: int, phrase: str) -> bool:
    return claim.letter and claim.whose[at] > 0 and phrase in _PLAIN
