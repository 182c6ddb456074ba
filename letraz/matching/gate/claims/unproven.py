"""Rule: a skill is added only where a line shows it: by its name or another name of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import ADD_SKILL, Problem
from letraz.matching.gate.claims import tables
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.languages import level, spoken
from letraz.matching.gate.facts import Said
from letraz.matching.words import is_common

__all__ = ["unproven"]

#: Words that say that a thing is not there any more or not yet; and that somebody wants to have it.
_LAPSED, _WANTED = tables.words("unproven", "lapsed"), tables.words("unproven", "wanted")


def unproven(claim: Claim) -> Iterator[Problem]:
    """A skill that no line shows."""
    if claim.kind == ADD_SKILL and not any(_shows(claim, line) for line in claim.mine.lines):
        name = claim.new.text
        yield Problem(
            "unproven", (name,), f"No line of your record shows {name}. Do you have it? Add where you used it."
        )


def _shows(claim: Claim, line: Said) -> bool:
    wanted = [claim.tables.root(word) for word in claim.new.words]
    roots = [claim.tables.root(word) for word in line.words]
    for at in range(len(roots) - len(wanted) + 1 if wanted else 0):
        if roots[at : at + len(wanted)] == wanted and not _softened(claim, line, at) and _as_written(claim, line, at):
            return True
    name = claim.new.text
    if name.casefold() in claim.rules.languages:
        return False
    return any(
        claim.vocabulary.swappable(line.written(hit.start, hit.end), name)
        and not _softened(claim, line, hit.start)
        and not _starts(line, hit.start, hit.end)
        for hit in line.hits
    )


def _starts(line: Said, first: int, last: int) -> bool:
    """Whether an everyday word has its capital only because a longer line begins with it: "Word of mouth"."""
    return first == 0 and last == 1 and len(line.words) > 2 and is_common(line.words[0].norm) and "," not in line.gap(1)


def _as_written(claim: Claim, line: Said, at: int) -> bool:
    """Whether a word of the line is meant as the name: Excel is no "excelled", a language no dish of its country."""
    if len(claim.new.words) > 1:
        return True
    word, shown = claim.new.words[0], line.words[at]
    if word.norm in claim.rules.languages:
        return shown.text[:1].isupper() and spoken(claim, line, at) and level(claim, line, at, at + 1) > 1
    if not (len(word.text) <= 2 or _is_product(claim)):
        named = any(hit.start == at and hit.end == at + 1 for hit in line.hits)
        return named or not is_common(word.norm) or word.norm.endswith("ing") or (at > 0 and shown.text[:1].isupper())
    if len(word.text) <= 2 and word.text != shown.text:
        return False
    return word.norm == shown.norm and (
        not is_common(word.norm) or (at > 0 and shown.text[:1].isupper()) or len(line.words) == 1
    )


def _is_product(claim: Claim) -> bool:
    """Whether the new name is one of a product, not of a kind of work."""
    return any(hit.canonical[:1].isupper() and hit.source in {"alias", "onet"} for hit in claim.new.hits)


def _softened(claim: Claim, line: Said, at: int) -> bool:
    """Whether a "without", "learning" or "tried" stands before it, or an "expired" behind, in the same part."""
    ahead = [word.norm for word in line.words[at : at + 6]]
    if not _LAPSED.isdisjoint(ahead):
        return True
    signs = ";.()" if {"or", "nor"} & set(ahead[:4]) else ";.,()"
    for near in range(at - 1, max(-1, at - 7), -1):
        if any(sign in line.gap(near + 1) for sign in signs):
            return False
        if (
            claim.tables.soft.get(line.words[near].norm, "title") not in {"title", "joint"}
            or line.words[near].norm in _WANTED
        ):
            return True
    return False
