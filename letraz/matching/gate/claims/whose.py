"""Of each word of a letter: whether it speaks of the writer, or of the job: what a posting says is nobody's deed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letraz.matching.gate.claims import tables
from letraz.matching.gate.facts import Facts, Said

__all__ = ["MINE", "MIXED", "THEIRS", "WISHED", "whose"]

#: MINE: only the person's facts. MIXED: the job's common words and its name too. WISHED, THEIRS: what the posting says.
MINE, MIXED, WISHED, THEIRS = range(4)

_I = tables.words("whose", "i")
_YOU = tables.words("whose", "you")
_WILL = tables.words("whose", "will")
_GAIN = tables.words("whose", "gain")
_HAVING = tables.words("whose", "having")
_JOINTS = tables.words("whose", "joints")
_SIGN = re.compile(r"[,;:()!?\n\u2013\u2014]|\.(?:\s|$)")


def whose(new: Said, mine: Facts, theirs: Facts) -> tuple[int, ...]:
    """One of MINE, MIXED, WISHED and THEIRS for each word."""
    named = frozenset(_named(new, theirs))
    kept = frozenset(
        at for at in named | frozenset(_said(new, mine)) if at and at - 1 in named | frozenset(_said(new, mine))
    )
    found: list[int] = []
    for sentence in _split(new, range(len(new.words)), kept, ".!?\n", joints=False):
        parts = [_read(new, part, named) for part in _split(new, sentence, kept, ",;:()\u2013\u2014", joints=True)]
        found += _filled(new, parts)
    return tuple(found)


def _named(new: Said, facts: Facts) -> Iterator[int]:
    """The words of the title and the company, which are the first two lines of a posting, where they stand in a row."""
    norms = [word.norm for word in new.words]
    for line in facts.lines[:2]:
        wanted = [word.norm for word in line.words]
        if 1 < len(wanted) <= 7 or (len(wanted) == 1 and line.text[:1].isupper()):
            for at in range(len(norms) - len(wanted) + 1):
                if norms[at : at + len(wanted)] == wanted:
                    yield from range(at, at + len(wanted))


def _said(new: Said, facts: Facts) -> Iterator[int]:
    """The words of names with a full stop in them ("St. Brigid", "Dr. Lang"), as the facts write them."""
    for line in facts.lines:
        for at in range(1, len(line.words)):
            if "." in line.gap(at):
                pair = line.phrase(at - 1, at + 1)
                yield from (n + d for n in range(len(new.words) - 1) if new.phrase(n, n + 2) == pair for d in (0, 1))


def _split(new: Said, span: range, kept: frozenset[int], signs: str, *, joints: bool) -> Iterator[range]:
    start = span.start
    for at in range(span.start + 1, span.stop):
        gap = new.gap(at)
        cut = any(sign in gap for sign in signs) and at not in kept and _ends(new, at, gap)
        speaker = new.words[at].norm in _I | _YOU and new.words[at - 1].norm in _JOINTS
        joint = new.words[at].norm in _JOINTS and _speaks(new, at, span.stop)
        if (cut or (joints and (speaker or joint))) and at > start:
            yield range(start, at)
            start = at
    if start < span.stop:
        yield range(start, span.stop)


def _ends(new: Said, at: int, gap: str) -> bool:
    """Whether a full stop ends a sentence: not the one of "St. Brigid"."""
    return "." not in gap or len(new.words[at - 1].text) > 3 or not new.words[at - 1].text[:1].isupper()


def _speaks(new: Said, at: int, stop: int) -> bool:
    return at + 1 < stop and new.words[at + 1].norm in _I | _YOU | _WILL


def _read(new: Said, part: range, named: frozenset[int]) -> tuple[range, list[int] | None]:
    """A part with what its words are; None when it names neither."""
    norms = [new.words[at].norm for at in part]
    mine, yours = not _I.isdisjoint(norms) or _for_me(norms), not _YOU.isdisjoint(norms)
    other = yours or any(at in named for at in part)
    if yours and not {"will", "would", "you'll"}.isdisjoint(norms) and not _GAIN.isdisjoint(norms):
        return part, [MINE] * len(part)
    if not mine:
        return part, [THEIRS] * len(part) if other else None
    wishes = tables.load().wishes
    if not wishes.isdisjoint(norms) or (other and "i" not in norms and not _for_me(norms)):
        start = MINE if norms[0] in _HAVING or not (wishes & set(norms) or other) else WISHED
        return part, [WISHED if at in named else state for at, state in zip(part, _wished(norms, start), strict=True)]
    if _not_yet(norms):
        return part, [WISHED] * len(part)
    seen, found = False, []
    for norm in norms:
        seen = norm not in _I and (seen or norm in _YOU)
        found.append(MIXED if seen else MINE)
    return part, found


def _not_yet(norms: list[str]) -> bool:
    """Whether the writer says what is still to come: "I have not worked with it yet"."""
    return (
        {"not", "never", "haven't"} & set(norms) != set()
        and not {"yet", "never"}.isdisjoint(norms)
        and "without" not in norms
    )


def _for_me(norms: list[str]) -> bool:
    """Whether something is said to be the writer's: "no problem for me"."""
    return any(norm == "me" and norms[at - 1] in {"for", "with", "by", "in"} for at, norm in enumerate(norms) if at)


def _wished(norms: list[str], state: int) -> Iterator[int]:
    """A wish speaks of the job from where it is one, but for what follows "my" and what is brought along."""
    wished = False
    for norm in norms:
        wished = wished or norm in tables.load().wishes
        if norm in _I - {"i"} or norm in tables.load().claims or (norm == "i" and not wished):
            state = MINE
        elif norm in _YOU or norm in tables.load().wishes:
            state = WISHED
        yield state


def _filled(new: Said, parts: list[tuple[range, list[int] | None]]) -> list[int]:
    """The parts that name nobody go with the next, or with the one before; before an "I" they are the writer's."""
    found: list[int] = []
    state = MINE
    for number, (part, states) in enumerate(parts):
        if states is None and not found:
            ahead = next((other for other, known in parts[number:] if known), None)
            state = MINE if ahead is None or any(new.words[at].norm in _I for at in ahead) else THEIRS
        found += states or [state] * len(part)
        state = found[-1]
    return found
