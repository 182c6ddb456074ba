"""Rule: no name, short form or code (Carrefour, CFO, S7) that the facts do not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letraz.matching.change import Problem
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.facts import Facts
from letraz.matching.words import Token

__all__ = ["names"]

_SHORT = re.compile(r"[A-Z]{2,}s?|[A-Z][A-Z0-9&/+.-]*[A-Z0-9+]")
_CAMEL = re.compile(r"[^\W\d_]+[A-Z][^\W_]*")
_STARTS = re.compile(r"[.!?:;\n\u2022(\u201c\"]\s*$")


def names(claim: Claim) -> Iterator[Problem]:
    """The names that no fact has."""
    for at, word in enumerate(claim.new.words):
        if _known(claim, at) or not _is_name(claim, at):
            continue
        yield Problem("name", (word.text,), f"“{word.text}” is not in your record.")


def _known(claim: Claim, at: int) -> bool:
    word, facts = claim.new.words[at], claim.facts(at)
    if word.norm in facts.norms or word.norm.removesuffix("'s") in facts.norms or at in claim.aliased:
        return True
    if _SHORT.fullmatch(word.text) or at in claim.numbered:
        return at in claim.numbered or word.norm.removesuffix("s") in facts.norms
    company = claim.letter and claim.whose[at] and word.norm in claim.theirs.norms
    plural = {word.norm + "s", word.norm.removesuffix("s"), word.norm.removesuffix("'s") + "'s"}
    return bool(company) or not plural.isdisjoint(facts.norms) or _title(word, facts)


def _title(word: Token, facts: Facts) -> bool:
    """Whether another form of the word has a capital in the facts too."""
    return any(word.stem == other.stem and other.text[:1].isupper() for line in facts.lines for other in line.words)


def _is_name(claim: Claim, at: int) -> bool:
    word = claim.new.words[at]
    if _SHORT.fullmatch(word.text) or _CAMEL.fullmatch(word.text):
        return True
    if any(char.isdecimal() for char in word.norm):
        return True
    if not word.text[:1].isupper() or word.norm in {"i", "i'm", "i've", "i'd", "i'll"}:
        return False
    starts = at == 0 or bool(_STARTS.search(claim.new.text[: word.start]))
    return not starts and word.norm not in claim.tables.stop
