"""What is allowed and worth a second look: much that is new, a number that is gone, a word said again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from letraz.matching.change import ADD_SKILL, LETTER_PARAGRAPH, Problem
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.numbers import says_same
from letraz.matching.gate.facts import Said

__all__ = ["warnings"]

#: The share of new words from which on a rewrite is worth a second look (MATCHING.md).
MUCH = 0.45


def warnings(claim: Claim, old: Said) -> Iterator[Problem]:
    """All of them, for a text that the rules let pass."""
    if claim.kind == ADD_SKILL:
        return
    weight = [at for at in range(len(claim.new.words)) if not claim.stops(at)]
    new = claim.unsaid()
    if weight and len(new) > MUCH * len(weight):
        words = tuple(claim.new.words[at].text for at in new)
        yield Problem("new_words", words, "Many of these words are new. Is it still what you did?")
    if claim.kind != LETTER_PARAGRAPH:
        for gone in old.quantities:
            if not any(says_same(gone, one) or gone.sizes & one.sizes for one in claim.new.quantities):
                yield Problem(
                    "dropped", (gone.text,), f"This leaves out “{gone.text}”. Numbers are what readers remember."
                )
    said = Counter(word.stem for word in claim.new.words if word.norm not in claim.tables.stop)
    known = Counter(word.stem for word in old.words)
    for stem, times in said.items():
        if times >= 3 and times > known[stem]:
            word = next(word.text for word in claim.new.words if word.stem == stem)
            yield Problem("repeated", (word,), f"“{word}” is said {times} times.")
