"""Rules: no rare word that the facts do not have, and no common one that means none that is there."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import REWRITE_BULLET, Problem
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.whose import MINE
from letraz.matching.words import is_common

__all__ = ["added", "rare"]


def rare(claim: Claim) -> Iterator[Problem]:
    """The words that are not everyday English and that no fact has; in other languages every such word."""
    for at in claim.unsaid():
        word = claim.new.words[at]
        if at in claim.numbered or at in claim.rated:
            continue
        if claim.strict or not (is_common(word.norm) or claim.facts(at).alike(word.stem) or _whole(claim, at)):
            yield Problem("rare", (word.text,), f"“{word.text}” is not in your record.")


def _whole(claim: Claim, at: int) -> bool:
    """Whether two words that the facts part are written as one, or the other way round."""
    norm, facts = claim.new.words[at].norm, claim.facts(at)
    halves = ((norm[:cut], norm[cut:]) for cut in range(3, len(norm) - 2))
    return any(one in facts.norms and other in facts.norms for one, other in halves)


def added(claim: Claim) -> Iterator[Problem]:
    """The words that say something which was not said: no plain words, and none that mean what is there."""
    if claim.strict:
        return
    for at in claim.unsaid():
        if claim.whose[at] == MINE and at not in claim.numbered and at not in claim.rated and not _free(claim, at):
            word = claim.new.words[at].text
            yield Problem("added", (word,), f"“{word}” adds something that is not in your record.")


def _free(claim: Claim, at: int) -> bool:
    """Whether a word claims nothing new: a plain one, or one that may stand for a known one."""
    word, root = claim.new.words[at], claim.tables.root(claim.new.words[at])
    harmless = claim.tables.harmless | (claim.tables.letter if claim.letter else frozenset())
    plain = root in harmless or word.stem in harmless or (root == "speak" and _of_language(claim, at))
    if claim.letter and word.norm in claim.theirs.norms and not plain:
        return False
    rung = claim.rules.verb_rung(word.norm)
    wished = claim.letter and word.norm in claim.tables.wishes
    return plain or wished or claim.mine.alike(root) or claim.mine.alike(word.stem) or rung == 0


def _of_language(claim: Claim, at: int) -> bool:
    """Whether a language follows, in a text that may say of one that it is spoken."""
    ahead = claim.new.words[at + 1 : at + 4]
    return claim.kind != REWRITE_BULLET and any(word.norm in claim.rules.languages for word in ahead)
