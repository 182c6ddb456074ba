"""Rule: what the facts say that somebody else did or is, is not said of the person."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import Problem
from letraz.matching.gate.claims import tables
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.verbs import DID, parts, rung_of
from letraz.matching.gate.claims.whose import MINE
from letraz.matching.gate.facts import Said

__all__ = ["others"]

_ARTICLE = tables.words("others", "article")


def others(claim: Claim) -> Iterator[Problem]:
    """The deeds and the ranks that are another's."""
    lines = [(line, frozenset(_theirs(claim, line))) for line in claim.mine.lines]
    there = {claim.tables.root(line.words[at]) for line, found in lines for at in found}
    mine = {claim.tables.root(word) for line, found in lines for at, word in enumerate(line.words) if at not in found}
    told = frozenset(_theirs(claim, claim.new))
    for at in sorted({n for part in parts(claim.new) for n in part[:2]} - told):
        word, root = claim.new.words[at], claim.tables.root(claim.new.words[at])
        starts = at == 0 or claim.stops(at - 1) or bool(claim.new.gap(at).strip())
        deed = starts and claim.whose[at] == MINE and (rung_of(claim.new, at) or 0) >= DID
        if deed and root in there and root not in mine:
            yield Problem("verb", (word.text,), f"In your record it is somebody else who did this: “{word.text}”.")
    yield from _ranks(claim)


def _theirs(claim: Claim, line: Said) -> Iterator[int]:
    """The words of a line that another does: "that my manager closed", "for the engineer to sign off"."""
    for part in parts(line):
        norms = [line.words[at].norm for at in part]
        acted = any(rung_of(line, at) is not None for at in range(part.start))
        relative = norms[0] in {"that", "which"} and len(norms) > 1 and norms[1] in _ARTICLE
        if acted and (norms[0] == "who" or relative):
            yield from part
        else:
            yield from (part[at] for at in _wanted(norms))


def _wanted(norms: list[str]) -> Iterator[int]:
    """Where a part says what something was for: "for approval", "for the engineer to sign off"."""
    for at, norm in enumerate(norms[:-1]):
        if norm == "for" and norms[at + 1] in _ARTICLE and "to" in norms[at + 2 : at + 6]:
            yield from range(norms.index("to", at), len(norms))
        elif norm == "for" and not norms[at + 1].endswith("ing"):
            yield at + 1


def _ranks(claim: Claim) -> Iterator[Problem]:
    """Ranks that the facts name behind a deed ("reported to the ward manager") and the new text names as one's own."""
    for at, word in enumerate(claim.new.words):
        if claim.rules.risk_classes.get(word.norm) == "rank" and claim.whose[at] == MINE and _own(claim, claim.new, at):
            places = [
                (line, n) for line in claim.mine.lines for n, one in enumerate(line.words) if one.norm == word.norm
            ]
            if places and not any(_own(claim, line, n) for line, n in places):
                yield Problem("risk", (word.text,), f"In your record it is somebody else who is “{word.text}”.")


def _own(claim: Claim, line: Said, at: int) -> bool:
    """Whether nothing is done before a word of its line, or "as" stands close before it."""
    near = {word.norm for word in line.words[max(0, at - 3) : at]}
    return "as" in near or all(rung_of(line, before) is None for before in range(at))
