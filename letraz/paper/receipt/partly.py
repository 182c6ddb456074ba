"""Fields that a reader gives damaged, because it is known to extract their script badly. Pure.

A field is *partly readable* when it stands in its place, between its neighbours, with traces of itself: every word of
another script, in order, and at least half of the characters of the bad one. A field that is not there is missing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from letraz.paper.receipt.body import Body
from letraz.paper.receipt.fields import Field
from letraz.paper.receipt.match import Match, Span
from letraz.paper.receipt.normal import NONE, fold, plain
from letraz.paper.receipt.scripts import BASELINE, PICTURES

#: Letters that a reader may put in a word for clusters that it cannot name.
SCRAP = 2


@dataclass(frozen=True, slots=True)
class Partly:
    """Fields that are partly readable: the words that each loses, and the places that are theirs."""

    lost: dict[int, tuple[str, ...]] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)


def partly(reader: str, body: Body, found: Sequence[Field], matched: Match) -> Partly:
    """Of the fields that were not found, those of a script of the reader's baseline that left their traces in place."""
    if not (bad := BASELINE.get(reader)):
        return Partly()
    rooms = _Rooms(body, found, matched)
    missing = [at for at in range(len(found)) if at not in matched.in_order and at not in matched.elsewhere]
    told = Partly()
    for at in (at for at in missing if bad.search(found[at].text)):
        traces = _Traces(body, bad, rooms.free(at))
        if traces.tell(body.words(found[at])):
            told.lost[at] = traces.lost
            told.places.extend(rooms.take(traces.places(found[at].text)))
    if told.lost:
        told.places.extend(rooms.take(_debris(bad, body, rooms.owned)))
    return told


class _Rooms:
    """What nobody claims between the nearest fields of a column that are in order, and no other column surrounds."""

    def __init__(self, body: Body, found: Sequence[Field], matched: Match) -> None:
        self.owned = bytearray(len(body.text))
        self._found, self._spans = found, matched.in_order
        self._order = {
            stream: sorted(at for at in matched.in_order if found[at].stream == stream or found[at].is_head)
            for stream in {one.stream for one in found}
        }
        for start, end in matched.claimed():
            self.owned[start:end] = b"\1" * (end - start)
        self._within = [0] * len(body.text)
        for start, end, column in self._inner(body):
            self._within[start:end] = [column] * (end - start)

    def _inner(self, body: Body) -> Iterator[tuple[int, int, int]]:
        """What lies between two neighbours of one column on a page, with that column (from 1)."""
        for one, other in pairwise(sorted(self._spans, key=self._spans.__getitem__)):
            column, end, start = self._found[one].stream, self._spans[one][1], self._spans[other][0]
            heads = self._found[one].is_head or self._found[other].is_head
            if not heads and column == self._found[other].stream and body.page(end - 1) == body.page(start):
                yield end, start, column + 1

    def free(self, at: int) -> list[int]:
        """The places that a field can be in."""
        column = self._found[at].stream
        order = self._order[column]
        place = bisect_left(order, at)
        start = self._spans[order[place - 1]][1] if place else 0
        end = self._spans[order[place]][0] if place < len(order) else len(self.owned)
        ours = {0, column + 1}
        return [here for here in range(start, end) if not self.owned[here] and self._within[here] in ours]

    def take(self, places: Sequence[int]) -> Sequence[int]:
        """Have these claimed from now on."""
        for place in places:
            self.owned[place] = 1
        return places


class _Traces:
    """What a field may have left in a room."""

    def __init__(self, body: Body, bad: re.Pattern[str], free: Sequence[int]) -> None:
        self._body, self._bad, self._free, self._places = body, bad, free, set(free)
        self.lost: tuple[str, ...] = ()

    def tell(self, words: Sequence[tuple[str, str]]) -> bool:
        """Whether a field of these `Body.words` is here; then `lost` are those that do not read back."""
        sound = [key for word, key in words if not self._bad.search(word)]
        spoilt = [(word, key) for word, key in words if self._bad.search(word)]
        wanted = Counter(char for word, _ in spoilt for char in word if self._bad.match(char))
        if not self._follow(sound) or not (self._half(wanted) or (sound and _are_pictures(wanted))):
            return False
        self.lost = tuple(dict.fromkeys(word for word, key in spoilt if not self._where(key)))
        return True

    def places(self, text: str) -> list[int]:
        """The places of the field's characters, as often as it has them."""
        left, taken = Counter(fold(plain(text))), []
        for at in self._free:
            char = fold(self._body.text.chars[at])
            if left[char] > 0:
                left[char] -= 1
                taken.append(at)
        return taken

    def _half(self, wanted: Counter[str]) -> bool:
        there = Counter(self._body.text.chars[at] for at in self._free)
        return 2 * (wanted & there).total() >= wanted.total()

    def _follow(self, words: Sequence[str]) -> bool:
        """Whether the words are here, each at a place of its own, in order (in turned lines: in any order)."""
        used: list[Span] = []
        for word in words:
            after = used[-1][1] if used and not self._body.turned else 0
            span = next((one for one in self._where(word) if one[0] >= after and one not in used), None)
            if not span:
                return False
            used.append(span)
        return True

    def _where(self, key: str) -> list[Span]:
        if not self._free:
            return []
        spans = self._body.within(key, (self._free[0], self._free[-1] + 1))
        return [span for span in spans if self._places.issuperset(range(*span))]


def _are_pictures(wanted: Counter[str]) -> bool:
    return all(PICTURES.match(char) for char in wanted)


def _debris(bad: re.Pattern[str], body: Body, owned: bytearray) -> list[int]:
    """Places of characters of the script that are too many, and of scraps: clusters that a reader cannot name."""
    chars, found = body.text.chars, []
    for start, end in _words(body):
        free = [at for at in range(start, end) if not owned[at]]
        scrap = free and sum(char.isalnum() and not bad.match(char) for char in chars[start:end]) <= SCRAP
        found += free if scrap else [at for at in free if bad.match(chars[at])]
    return found


def _words(body: Body) -> Iterator[Span]:
    starts = [at for at, gap in enumerate(body.text.gaps) if at == 0 or gap != NONE]
    yield from zip(starts, [*starts[1:], len(body.text)], strict=False)
