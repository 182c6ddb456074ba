"""Rule: no language that the facts do not have, and none better than they say; Spanish wine is no Spanish."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import Problem
from letraz.matching.gate.claims import tables
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.phrases import found
from letraz.matching.gate.claims.whose import THEIRS
from letraz.matching.gate.facts import Said

__all__ = ["languages", "level", "spoken"]

#: Words that show that a language is meant, and not what comes from a country.
_SPEAKING = tables.words("languages", "speaking")

_AND = frozenset({"and", "or"})

#: Words that rules.toml does not have as a level: a little, a bit of, broken.
_LITTLE = tables.words("languages", "little")

#: Levels by which a language counts as one that a person has (2: conversational).
_ENOUGH = 2


def languages(claim: Claim) -> Iterator[Problem]:
    """The languages that no fact has, and levels that are higher than the facts'."""
    for first, last, phrase in found(claim, claim.rules.languages.keys()):
        written, language = claim.new.written(first, last), claim.rules.languages[phrase]
        if claim.whose[first] == THEIRS and claim.theirs.says(phrase):
            continue
        known = [
            (line, at, name)
            for line in claim.mine.lines
            for at, name in _named(claim, line)
            if _is(claim, name, language)
        ]
        if not known or (spoken(claim, claim.new, first) and not any(spoken(claim, line, at) for line, at, _ in known)):
            yield Problem("skill", (written,), f"Your record does not show {written}.")
        elif level(claim, claim.new, first, last) > max(
            level(claim, line, at, at + len(name.split())) for line, at, name in known
        ):
            yield Problem("skill", (written,), f"Your record does not say that your {written} is that good.")
    for first, last, phrase in found(claim, claim.tables.levels):
        if not claim.mine.says(phrase):
            yield Problem("skill", (phrase,), f"Your record does not say “{claim.new.written(first, last)}”.")


def spoken(claim: Claim, line: Said, at: int) -> bool:
    """Whether a language's name means the language: by a word of speaking, a level, or no thing behind it."""
    norms, known = [word.norm for word in line.words], claim.rules
    back, after = at - 1, at + 1
    while back >= 0 and (norms[back] in known.languages or norms[back] in known.language_levels or norms[back] in _AND):
        back -= 1
    while after < len(norms) and (norms[after] in _AND or norms[after] in known.languages):
        after += 1
    if (back >= 0 and norms[back] in _SPEAKING) or (back < at - 1 and norms[at - 1] in known.language_levels):
        return True
    if after == len(norms) or norms[after] in _SPEAKING or norms[after] in known.language_levels:
        return True
    return norms[after] in claim.tables.stop or bool(line.gap(after).strip(" -\u2011"))


def _is(claim: Claim, name: str, language: str) -> bool:
    return claim.rules.languages[name] == language


def _named(claim: Claim, line: Said) -> Iterator[tuple[int, str]]:
    """Where languages stand, with a capital: "polish" is a verb."""
    for at, word in enumerate(line.words):
        for size in (3, 2, 1):
            name = line.phrase(at, at + size)
            if name in claim.rules.languages and len(name.split()) == size and word.text[:1].isupper():
                yield at, name
                break


def level(claim: Claim, line: Said, first: int, last: int) -> int:
    """How well, as the words next to a language say, or the one good level of its part; 2 when none says it."""
    norms, levels = [word.norm for word in line.words], claim.rules.language_levels
    known = {**levels, **dict.fromkeys(_LITTLE, 1)}
    after = [] if last < len(norms) and "," in line.gap(last) else norms[last : last + 2]
    before = norms[max(0, first - 3) : first] if not (first and "," in line.gap(first)) else []
    for side in ([norm for norm in after if norm != "school"], before[::-1]):
        if near := [known[word] for word in side if word in known]:
            return near[0]
    start, stop = first, last
    while start and not any(sign in line.gap(start) for sign in ",;.:("):
        start -= 1
    while stop < len(norms) and not any(sign in line.gap(stop) for sign in ",;.:"):
        stop += 1
    far = [levels[norm] for norm in norms[start:stop] if levels.get(norm, 0) > _ENOUGH]
    return far[0] if len(far) == 1 else _ENOUGH
