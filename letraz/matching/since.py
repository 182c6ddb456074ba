"""What has changed in a posting since it was read before: its lines, and the words of a line that was reworded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["DEL", "EDIT", "GAP", "INS", "SAME", "Line", "Piece", "compare"]

#: A piece of a line, or a whole one, stays, was put in, or was taken out. A line may be reworded; a gap hides lines.
SAME, INS, DEL, EDIT, GAP = "same", "ins", "del", "edit", "gap"

#: Lines of each posting that are compared, and the characters of a line whose words are.
MOST_LINES, MOST_CHARACTERS = 3_000, 2_000

#: How alike two lines are, 0 to 1, to be one line reworded.
ALIKE = 0.5

_WORD = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is now, or as it was; of a reworded one, both in pieces."""

    kind: str
    pieces: tuple[Piece, ...] = ()


def compare(before: str, after: str) -> list[Line]:
    """The lines that differ, each with the line before and after it. Empty when none does; blank lines do not count."""
    old, new = (_lines(text) for text in (before, after))
    every = list(_all(old, new))
    near = {i + step for i, line in enumerate(every) if line.kind != SAME for step in (-1, 0, 1)}
    found: list[Line] = []
    for number, line in enumerate(every):
        if number in near:
            found.append(line)
        elif found and found[-1].kind != GAP:
            found.append(Line(GAP))
    return found[:-1] if found and found[-1].kind == GAP else found


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(one.split()) for one in text.split("\n")) if line][:MOST_LINES]


def _all(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from (Line(SAME, (Piece(text, SAME),)) for text in new[c:d])
        elif tag == "replace" and b - a == d - c:
            for one, other in zip(old[a:b], new[c:d], strict=True):
                yield from _reworded(one, other)
        else:
            yield from (Line(DEL, (Piece(text, DEL),)) for text in old[a:b])
            yield from (Line(INS, (Piece(text, INS),)) for text in new[c:d])


def _reworded(old: str, new: str) -> Iterator[Line]:
    words, others = _WORD.findall(old[:MOST_CHARACTERS]), _WORD.findall(new[:MOST_CHARACTERS])
    found = SequenceMatcher(None, words, others, autojunk=False)
    if max(len(old), len(new)) > MOST_CHARACTERS or found.ratio() < ALIKE:
        yield Line(DEL, (Piece(old, DEL),))
        yield Line(INS, (Piece(new, INS),))
        return
    yield Line(EDIT, tuple(_pieces(found, words, others)))


def _pieces(found: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in found.get_opcodes():
        if tag == "equal":
            yield Piece("".join(new[c:d]), SAME)
            continue
        if a < b:
            yield Piece("".join(old[a:b]), DEL)
        if c < d:
            yield Piece("".join(new[c:d]), INS)
