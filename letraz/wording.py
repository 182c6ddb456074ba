"""What changed between two texts, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["DELETED", "INSERTED", "SAME", "Piece", "compare", "readable"]

SAME, INSERTED, DELETED = "same", "ins", "del"

#: A word, a stretch of space, or a sign: what is compared. Scripts that write no spaces are compared sign by sign.
_SIGN = r"\u2e80-\u9fff\uf900-\ufaff\uac00-\ud7af"
_PART = re.compile(rf"[{_SIGN}]|[^\W{_SIGN}]+(?:['’.&+#/-][^\W{_SIGN}]+)*|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `unsaid` marks words that no fact of the person has; `bold` and `italic` are how it looks."""

    text: str
    how: str
    unsaid: bool = False
    bold: bool = False
    italic: bool = False


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


def readable(before: str, after: str) -> list[Piece]:
    """The same, for a reader: what is the same between two changes and shorter than both is changed along with them.

    Else two sentences that share some small words read as a row of scraps.
    """
    runs = _runs(compare(before, after))
    at = 1
    while at + 1 < len(runs):
        first, same, last = runs[at - 1 : at + 2]
        if same[0] == same[1] and len(same[0].strip()) <= min(max(map(len, first)), max(map(len, last))):
            runs[at - 1 : at + 2] = [(first[0] + same[0] + last[0], first[1] + same[1] + last[1])]
            at = max(at - 1, 1)
        else:
            at += 1
    return [piece for run in runs for piece in _told(*run)]


def _runs(pieces: Iterable[Piece]) -> list[tuple[str, str]]:
    """What was and what is, change by change; the same text twice where nothing changed."""
    runs: list[tuple[str, str]] = []
    for piece in pieces:
        gone, come = (piece.text if piece.how != without else "" for without in (INSERTED, DELETED))
        if runs and piece.how != SAME and runs[-1][0] != runs[-1][1]:
            runs[-1] = (runs[-1][0] + gone, runs[-1][1] + come)
        else:
            runs.append((gone, come))
    return runs


def _told(before: str, after: str) -> Iterator[Piece]:
    if before == after:
        yield Piece(before, SAME)
        return
    yield from (Piece(text, how) for text, how in ((before, DELETED), (after, INSERTED)) if text)


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
