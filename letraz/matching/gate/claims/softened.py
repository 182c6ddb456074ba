"""Rule: what the facts say with a "not", "almost", "assistant" or "under supervision" is not said without it."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import Problem
from letraz.matching.gate.claims import tables
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.verbs import HELPED, parts, rung_of
from letraz.matching.gate.facts import Said

__all__ = ["softened"]

#: Beginnings that lessen the word behind their hyphen: part-qualified.
_BEGINNINGS = tables.words("softened", "beginnings")

_EVERYTHING = frozenset({"everything", "anything", "nothing", "all"})

#: How many words of weight a softening word stands before; of a class that is not named, two.
_REACH = {"title": 1, "learning": 1, "hyphen": 1, "little": 1}


def softened(claim: Claim) -> Iterator[Problem]:
    """The softening words that are gone, where what they softened is still there."""
    bare = _bare(claim)
    kinds = [[_kind(claim, line, at) for at in range(len(line.words))] for line in claim.mine.lines]
    hard = [line.stems for line, found in zip(claim.mine.lines, kinds, strict=True) if not any(found)]
    for line, found in zip(claim.mine.lines, kinds, strict=True):
        for at, kind in enumerate(found):
            scope = _scope(claim, line, at, kind) if kind else frozenset()
            if scope and scope <= bare and not any(scope <= stems for stems in hard):
                yield _problem(line.written(at, min(len(line.words), at + 3)))
        yield from _behind(claim, line, bare)


def _problem(said: str) -> Problem:
    return Problem("verb", (said,), f"Your record says “{said}”: that is less than this.")


def _kind(claim: Claim, line: Said, at: int) -> str:
    """What a word does as a softener; "" for nothing."""
    norm, after = line.words[at].norm, line.phrase(at + 1, at + 2)
    if norm in _BEGINNINGS and line.text[line.words[at].end :][:1] in {"-", "\u2011"}:
        return "hyphen"
    kind = claim.tables.soft.get(norm, "")
    if line.phrase(at, at + 2) == "rather than" or (norm == "but" and at and line.words[at - 1].norm in _EVERYTHING):
        return "not"
    needs = {"share": after == "of" or (norm == "half" and after in {"the", "our", "all"}), "to": after == "to"}
    needs["learning"] = not at or bool(line.gap(at).strip(" "))
    return kind if needs.get(kind, not (norm == "not" and after == "only")) else ""


def _scope(claim: Claim, line: Said, at: int, kind: str) -> frozenset[str]:
    """The next words of weight, as far as no sign parts them: what is made less."""
    found: list[str] = []
    for later in range(at + 1, min(len(line.words), at + 9)):
        if len(found) == _REACH.get(kind, 2) or any(sign in line.gap(later) for sign in ",;.()"):
            break
        if line.words[later].norm not in claim.tables.stop:
            found.append(claim.tables.root(line.words[later]))
    return frozenset(found)


def _bare(claim: Claim) -> frozenset[str]:
    """The words of the new text that no softening word stands before, and no helping."""
    words, found = claim.new.words, set()
    for at, word in enumerate(words):
        near = range(max(0, at - 4), at)
        soft = any(_kind(claim, claim.new, one) or words[one].norm in _BEGINNINGS for one in near)
        if not soft and not any(rung_of(claim.new, one) == HELPED for one in near):
            found.add(claim.tables.root(word))
    return frozenset(found)


def _behind(claim: Claim, line: Said, bare: frozenset[str]) -> Iterator[Problem]:
    """What stands before "under supervision" or "in progress", and stands without it now."""
    norms = f" {line.phrase(0, len(line.words))} "
    new = f" {claim.new.phrase(0, len(claim.new.words))} "
    for phrase, kind in claim.tables.after.items():
        if f" {phrase} " not in norms or any(
            f" {other} " in new for other, known in claim.tables.after.items() if known == kind
        ):
            continue
        end = len(norms[: norms.index(f" {phrase} ")].split())
        before = [part for part in parts(line) if part.start < max(1, end)][-2:]
        if len(before) == 2 and any(line.words[at].norm not in claim.tables.stop for at in before[1] if at < end):
            before = before[1:]
        part = [at for one in before for at in one]
        scope = {
            claim.tables.root(line.words[at])
            for at in part
            if at < end and line.words[at].norm not in claim.tables.stop
        }
        if len(scope & bare) >= max(1, len(scope) - 1):
            yield _problem(phrase)
