"""Looking for the words and phrases of a table in a new text."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from letraz.matching.gate.claims.claim import Claim

__all__ = ["found"]

_LONGEST = 5


def found(claim: Claim, phrases: AbstractSet[str]) -> Iterator[tuple[int, int, str]]:
    """Where phrases stand, the longest at each word: first word, last (exclusive), phrase."""
    words, at = claim.new.words, 0
    while at < len(words):
        for last in range(min(len(words), at + _LONGEST), at, -1):
            if (phrase := claim.new.phrase(at, last)) in phrases:
                yield at, last, phrase
                at = last - 1
                break
        at += 1
