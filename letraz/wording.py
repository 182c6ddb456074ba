"""What changed between two texts, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["DELETED", "INSERTED", "SAME", "Piece", "compare"]

SAME, INSERTED, DELETED = "same", "ins", "del"

#: A word with the space behind it, or a sign: what is compared.
_PART = re.compile(r"\w+(?:['’.&+#/-]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `unsaid` marks words that no fact of the person has."""

    text: str
    how: str
    unsaid: bool = False


def compare(before: str, after: str, unsaid: Sequence[tuple[int, int]] = ()) -> list[Piece]:
    """The pieces in reading order: joined without the inserted ones they are `before`, without the deleted `after`.

    `unsaid` are stretches of `after`. Long texts are compared in time that grows with the product of their words; what
    is compared here is a line.
    """
    old, new = _PART.findall(before), _PART.findall(after)
    pieces: list[Piece] = []
    at = 0
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what in ("delete", "replace"):
            pieces.append(Piece("".join(old[i:j]), DELETED))
        if what != "delete":
            how = SAME if what == "equal" else INSERTED
            pieces += _cut("".join(new[k:m]), at, unsaid, how)
            at += sum(map(len, new[k:m]))
    return list(_joined(pieces))


def _cut(text: str, at: int, unsaid: Iterable[tuple[int, int]], how: str) -> Iterator[Piece]:
    """The text, that begins at `at`, cut where what is unsaid begins and ends."""
    done = 0
    for start, end in sorted(unsaid):
        first, last = max(start - at, done), min(end - at, len(text))
        if first < last:
            if first > done:
                yield Piece(text[done:first], how)
            yield Piece(text[first:last], how, unsaid=True)
            done = last
    if done < len(text):
        yield Piece(text[done:], how)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if last and (last.how, last.unsaid) == (piece.how, piece.unsaid):
            last = Piece(last.text + piece.text, last.how, last.unsaid)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
