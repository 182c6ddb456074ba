"""Rule: a letter does not take what the posting asks for by pointing at it: "fluent German, which I speak"."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import Problem
from letraz.matching.gate.claims import tables
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.verbs import parts

__all__ = ["anaphora"]

_HAVING, _POINTING = tables.words("anaphora", "having"), tables.words("anaphora", "pointing")


def anaphora(claim: Claim) -> Iterator[Problem]:
    """The parts that say "I have it" and nothing of their own."""
    if not claim.letter:
        return
    for part in parts(claim.new):
        norms = {claim.new.words[at].norm for at in part}
        own = any(not claim.stops(at) and claim.new.words[at].norm not in _HAVING for at in part)
        if "i" in norms and not own and norms & _HAVING and norms & _POINTING and part.start:
            words = claim.new.written(part.start, part.stop)
            yield Problem("unproven", (words,), f"“{words}” claims what the job asks for. Say where you did it.")
