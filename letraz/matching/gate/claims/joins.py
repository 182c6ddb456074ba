"""Rule: what one entry says of a number or a skill is not said of another entry's place or deed."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import REWRITE_BULLET, Problem
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.numbers import sources
from letraz.matching.gate.claims.verbs import parts
from letraz.matching.gate.claims.whose import MINE
from letraz.matching.gate.quantities import Quantity
from letraz.matching.vocabulary import Hit

__all__ = ["joins"]

RULE = "number"


def joins(claim: Claim) -> Iterator[Problem]:
    """What has come to another place than its own. A bullet has one entry only."""
    if claim.kind == REWRITE_BULLET:
        return
    for part in parts(claim.new):
        if any(claim.whose[at] != MINE for at in part):
            continue
        places = [at for at in part if _is_place(claim, at)]
        deeds = [at for at in part if claim.rules.verb_rung(claim.new.words[at].norm) is not None]
        for quantity in (one for one in claim.new.quantities if one.first in part):
            yield from _apart(claim, quantity.text, _counting(claim, quantity), places + deeds)
        for hit in (one for one in claim.new.hits if one.strict and one.start in part):
            yield from _apart(claim, claim.new.written(hit.start, hit.end), _naming(claim, hit), places)
        yield from _moved(claim, part, places)


def _counting(claim: Claim, quantity: Quantity) -> frozenset[int]:
    return frozenset(line.group for line, _ in sources(quantity, claim.mine))


def _naming(claim: Claim, hit: Hit) -> frozenset[int]:
    lines = claim.mine.lines
    return frozenset(line.group for line in lines for other in line.hits if other.concept == hit.concept)


def _apart(claim: Claim, said: str, there: frozenset[int], anchors: list[int]) -> Iterator[Problem]:
    """The problem of something that is said in the company of a word which only other entries have."""
    for at in anchors:
        word = claim.new.words[at]
        with_it = _groups(claim, {word.stem}, 1)
        if there and with_it and there.isdisjoint(with_it):
            yield Problem(RULE, (said,), f"“{said}” belongs to another entry of your record than “{word.text}”.")
            return


def _moved(claim: Claim, part: range, places: list[int]) -> Iterator[Problem]:
    """The problem of a part whose words are all of entries that know nothing of its place."""
    words = claim.new.words
    names = {words[at].stem for at in part if words[at].text[:1].isupper()}
    said = {words[at].stem for at in part if not claim.stops(at) and claim.knows(at)} - names
    here = _groups(claim, {words[at].stem for at in places}, 1)
    elsewhere = _groups(claim, said, 2)
    if places and here and elsewhere and here.isdisjoint(_groups(claim, said, 1)):
        place = words[places[0]].text
        yield Problem(RULE, (place,), f"This is not what your record says of {place}.")


def _groups(claim: Claim, stems: set[str], least: int) -> frozenset[int]:
    """The entries in which a line has so many of these words."""
    return frozenset(line.group for line in claim.mine.lines if len(stems & line.stems) >= least)


def _is_place(claim: Claim, at: int) -> bool:
    """Whether a name follows "at" or "for": where something was done."""
    words, back = claim.new.words, at
    while back > 0 and words[back].text[:1].isupper() and at - back < 4:
        back -= 1
    return words[at].text[:1].isupper() and back != at and words[back].norm in {"at", "for"}
