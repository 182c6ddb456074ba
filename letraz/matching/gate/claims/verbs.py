"""Rule: no verb climbs from helped to did to led: "helped to plan" is not "planned", and "planned" is not "headed"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from letraz.matching.change import Problem
from letraz.matching.gate.claims import tables
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.whose import MINE
from letraz.matching.gate.facts import Said
from letraz.matching.rules import Rules

__all__ = ["HELPED", "parts", "rung_of", "verbs"]

#: The rungs. WORKED ("worked on it") is a deed of which nobody knows how large it was.
HELPED, WORKED, DID, LED = 0.0, 0.5, 1.0, 2.0
_RUNGS = {"helped": HELPED, "worked": WORKED, "led": LED}

_JOINTS = tables.words("verbs", "joints")
_SIGNS = ",;:.()\u2013\u2014"


@dataclass(frozen=True, slots=True)
class Deed:
    """A part of a text with one deed: how high it stands, the words it is about (stems), and its verb."""

    rung: float
    about: frozenset[str]
    verb: str
    authored: bool = False  #: it says that the thing would not be without the person: built, wrote


def verbs(claim: Claim) -> Iterator[Problem]:
    """The deeds that stand higher than the facts have them."""
    facts = [deed for line in claim.mine.lines for _, deed in _deeds(line)]
    for part, deed in _deeds(claim.new):
        mine = all(claim.whose[at] == MINE for at in part)
        if mine and deed.verb and deed.rung > HELPED and _climbs(deed, facts):
            yield Problem("verb", (deed.verb,), f"“{deed.verb}” says more of your part than your record does.")


def rung_of(line: Said, at: int) -> float | None:
    """How high a word stands as a deed; None for a word that is none."""
    return _rungs(line)[at]


@lru_cache(1024)  # several rules ask this of every word of a record, for each change anew
def _rungs(line: Said) -> tuple[float | None, ...]:
    return tuple(_rung(line, at) for at in range(len(line.words)))


def _rung(line: Said, at: int) -> float | None:
    norm, following = line.words[at].norm, line.phrase(at + 1, at + 2)
    if norm == "part" and following in {"in", "of"}:
        return HELPED
    if norm == "lead" and at and line.words[at - 1].norm not in {"to", "i", "who", "and"}:
        return None  # a shift lead
    if norm in {"work", "works", "worked", "working"} and following in {
        "on",
        "with",
        "alongside",
        "under",
        "for",
        "in",
    }:
        return WORKED
    rung = _RUNGS.get(tables.load().rungs.get(norm, ""), Rules.load().verb_rung(norm))
    return DID if rung is None and _past(line, at) else rung


def _past(line: Said, at: int) -> bool:
    """Whether a word that no table knows as a verb is one by its place and its form: the first, in the past."""
    norm = line.words[at].norm
    first = at == 0 or line.words[at - 1].norm in _JOINTS or line.words[at - 1].norm == "i"
    return first and ((len(norm) > 4 and norm.endswith("ed")) or tables.load().irregular.get(norm, norm) != norm)


def _climbs(deed: Deed, facts: list[Deed]) -> bool:
    """Whether the facts have it lower: in the part that shares most of its words, or in the first line."""
    most = max((len(deed.about & other.about) for other in facts), default=0)
    same = [other for other in facts if len(deed.about & other.about) == most] if most else facts[:1]
    if _whole(deed, facts):
        return True
    known = max((other.rung for other in same), default=DID)
    if known == WORKED:
        return deed.rung == LED or (deed.authored and not any(other.authored for other in facts))
    return deed.rung > known


def _whole(deed: Deed, facts: list[Deed]) -> bool:
    """Whether the deed takes in all of one that was only helped, and that no other deed of the facts covers."""
    for other in facts:
        shared = deed.about & other.about
        if other.rung == HELPED and len(shared) >= 2 and len(shared) >= 0.8 * len(other.about):
            return not any(one.rung > HELPED and shared <= one.about for one in facts)
    return False


@lru_cache(1024)
def _deeds(line: Said) -> tuple[tuple[range, Deed], ...]:
    """The deeds of a text, part by part. A part without a verb goes on with the one before it."""
    rung, verb, authored = DID, "", False
    found, known = [], tables.load()
    for part in parts(line):
        if part.start and any(sign in line.gap(part.start) for sign in ":;."):
            rung, verb, authored = DID, "", False
        read = {at: one for at in part if (one := rung_of(line, at)) is not None}
        if read:
            at = max(read, key=lambda at: read[at])
            rung, verb = (HELPED if HELPED in read.values() else read[at]), line.words[at].text
            authored = any(known.rungs.get(line.words[at].norm) == "authored" for at in read)
        words = (line.words[at] for at in part if at not in read and line.words[at].norm not in known.stop)
        found.append((part, Deed(rung, frozenset(map(known.root, words)), verb, authored)))
    return tuple(found)


@lru_cache(1024)
def parts(line: Said) -> tuple[range, ...]:
    """The parts of a text, cut at signs, and before "and", "which" and their like."""
    ends = [
        at
        for at in range(1, len(line.words))
        if line.words[at].norm in _JOINTS or any(sign in line.gap(at) for sign in _SIGNS)
    ]
    starts = [0, *ends] if line.words else []
    return tuple(range(start, end) for start, end in zip(starts, [*ends, len(line.words)], strict=False))
