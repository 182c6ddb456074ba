"""Scripts that readers are known to extract badly, whoever made the file: the baseline of a receipt. Pure.

Measured with Poppler 22.12 and PDFium 159 on what the engine prints: Devanagari comes out with broken clusters from
both; Arabic with its marks and ligatures astray; Thai with its vowels astray from Poppler; PDFium does not see
characters that are drawn as pictures (emoji). What is expected is not loosened for that: a field that does not read
back is stated as *partly readable*, with the words of such a script that are concerned. Its other words must all be
there, in order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letraz.paper.receipt.body import Body
from letraz.paper.receipt.fields import Field
from letraz.paper.receipt.match import Match, Span, gaps
from letraz.paper.receipt.normal import NONE, fold, plain, squeeze

_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff"
_INDIC = "\u0900-\u0dff"
_SOUTH_EAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_EMOJI = "\u20e3\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"

#: Characters that each reader is known to extract badly.
BASELINE = {
    "poppler": re.compile(f"[{_ARABIC}{_INDIC}{_SOUTH_EAST}]"),
    "pdfium": re.compile(f"[{_ARABIC}{_INDIC}{_SOUTH_EAST}{_EMOJI}]"),
}

#: Letters that a reader may put in a word for clusters that it cannot name.
SCRAP = 2


@dataclass(frozen=True, slots=True)
class Partly:
    """Fields that are partly readable: the words that each loses, and the stretches that are theirs."""

    lost: dict[int, tuple[str, ...]]
    spans: list[Span]


def partly(reader: str, body: Body, found: Sequence[Field], matched: Match) -> Partly:
    """Of the fields that were not found, those of a script of the reader's baseline that left their traces in place."""
    told = Partly({}, [])
    if not (bad := BASELINE.get(reader)):
        return told
    missing = [at for at in range(len(found)) if at not in matched.in_order and at not in matched.elsewhere]
    for at in (at for at in missing if bad.search(found[at].text)):
        room = _room(at, found, matched, len(body.text))
        here = _free(room, body, matched, told)
        if traces := _traces(found[at], bad, body, here):
            told.lost[at], spans = traces
            told.spans.extend(spans)
    if told.lost:
        told.spans.extend(_debris(bad, body, _free((0, len(body.text)), body, matched, told)))
    return told


def _free(room: Span, body: Body, matched: Match, told: Partly) -> list[Span]:
    """What nobody claims of a room."""
    free = gaps(sorted([*matched.claimed(), *told.spans]), len(body.text))
    return [(max(a, room[0]), min(b, room[1])) for a, b in free if a < room[1] and b > room[0]]


def _room(at: int, found: Sequence[Field], matched: Match, length: int) -> Span:
    """Between the nearest fields of its column that are in order."""
    same = {other: span for other, span in matched.in_order.items() if found[other].stream == found[at].stream}
    start = max((span[1] for other, span in same.items() if other < at), default=0)
    return start, min((span[0] for other, span in same.items() if other > at), default=length)


def _traces(
    field: Field, bad: re.Pattern[str], body: Body, free: Sequence[Span]
) -> tuple[tuple[str, ...], list[Span]] | None:
    """The words that are lost and the stretches that are this field's, or nothing when it is not there at all.

    Every word of another script must be there. Of the characters of the bad script half must be, unless they are
    pictures, which leave no trace: then other words must.
    """
    words = plain(field.text).split()
    sound = [word for word in words if not bad.search(word)]
    spoilt = [word for word in words if bad.search(word)]
    within = [span for word in sound for span in body.occurrences(word)[:50] if any(_holds(f, span) for f in free)]
    said = Counter(fold("".join(body.text.chars[a:b] for a, b in within)))
    if Counter(fold(squeeze(" ".join(sound)).chars)) - said:
        return None
    wanted = Counter(char for char in "".join(spoilt) if bad.match(char))
    there = Counter(char for a, b in free for char in body.text.chars[a:b] if bad.match(char))
    pictures = not (wanted.keys() - set(filter(re.compile(f"[{_EMOJI}]").match, wanted)))
    if (2 * (wanted & there).total() < wanted.total() and not pictures) or (pictures and not sound):
        return None
    lost = tuple(dict.fromkeys(word for word in spoilt if not any(_in(body, word, span) for span in free)))
    return lost, _taken(Counter(fold(plain(field.text))), body, free)


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _in(body: Body, word: str, room: Span) -> bool:
    return any(_holds(room, span) for span in body.occurrences(word))


def _taken(left: Counter[str], body: Body, free: Sequence[Span]) -> list[Span]:
    """The characters of the room that are the field's, as often as it has them."""
    taken = []
    for at in (at for a, b in free for at in range(a, b)):
        char = fold(body.text.chars[at])
        if left[char] > 0:
            left[char] -= 1
            taken.append((at, at + 1))
    return taken


def _debris(bad: re.Pattern[str], body: Body, free: Sequence[Span]) -> Iterator[Span]:
    """Characters of the script that are too many, and scraps: clusters that a reader cannot name."""
    for at in (at for a, b in free for at in range(a, b)):
        if bad.match(body.text.chars[at]) or _is_scrap(body, at, bad):
            yield at, at + 1


def _is_scrap(body: Body, at: int, bad: re.Pattern[str]) -> bool:
    """Whether the character is of a word with at most `SCRAP` letters of no script of the baseline."""
    spaces, chars = body.text.gaps, body.text.chars
    start, end = at, at + 1
    while start > 0 and spaces[start] == NONE:
        start -= 1
    while end < len(chars) and spaces[end] == NONE:
        end += 1
    return sum(char.isalnum() and not bad.match(char) for char in chars[start:end]) <= SCRAP
