"""Which stretch of a text is which field: each at most once, as many as can be in order. Pure.

1. A text that occurs no more often than there are fields saying it is theirs: longest first, it takes its stretches,
   so that a skill that got lost is not found inside the paragraph that also names it.
2. Of the occurrences left, the best chain is taken: in the order of the fields, without overlap, with the most fields
   and among those the most characters. It is found with a frontier of best ends, in near-linear time.
3. A field outside the chain whose text stands somewhere unclaimed is *out of order*; any other is *missing*.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: A stretch of the text: start and end.
Span = tuple[int, int]

#: Occurrences of one text that are all tried for all its fields; beyond, each field tries those near its rank.
ALL_PAIRS = 40_000
NEAR = 24

_A_FIELD = 1 << 32  # outweighs the characters of any text


@dataclass(frozen=True, slots=True)
class Match:
    """Where each field was found: `in_order` and `elsewhere` by the field's position."""

    in_order: Mapping[int, Span]
    elsewhere: Mapping[int, Span]

    def claimed(self) -> list[Span]:
        """Every stretch that is a field's, sorted."""
        return sorted((*self.in_order.values(), *self.elsewhere.values()))


#: Fields (by position) that must follow each other, and several such columns that need not. What columns begin with
#: in common stands before all of them.
Plan = Sequence[Sequence[int]]


def match(
    texts: Sequence[str], occurrences: Callable[[str], Sequence[Span]], plans: Sequence[Plan] | None = None
) -> Match:
    """Match fields (by their `texts`, in order) to what `occurrences` gives for each, sorted by start.

    With `plans` they are matched in the order that finds most of them; without, in their own.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        groups[text].append(at)
    found = _claims(groups, occurrences)
    best: dict[int, Span] = {}
    for plan in plans or [[range(len(texts))]]:
        in_order = _follow(plan, texts, found)
        best = in_order if len(in_order) > len(best) else best
        if len(best) == len(texts):
            break
    return Match(best, _elsewhere(groups, found, best))


def _follow(plan: Plan, texts: Sequence[str], found: Mapping[str, Sequence[Span]]) -> dict[int, Span]:
    """A chain for each column of the plan, the first one first."""
    order = list(dict.fromkeys(at for column in plan for at in column))
    ranks, counts = {}, Counter[str]()
    for at in order:
        ranks[at] = counts[texts[at]]
        counts[texts[at]] += 1
    in_order: dict[int, Span] = {}
    left = set(order)
    for column in plan:
        floor = max((in_order[at][1] for at in column if at in in_order), default=0)
        near = {at: _near(found[texts[at]], ranks[at], counts[texts[at]]) for at in column if at in left}
        steps = [(at, _after(floor, spans)) for at, spans in near.items()]
        in_order |= chain(steps, Taken(in_order.values()) if in_order else None)
        left -= near.keys()
    return in_order


def _after(floor: int, spans: Sequence[Span]) -> Sequence[Span]:
    return [span for span in spans if span[0] >= floor] if floor else spans


class Taken:
    """Stretches that do not overlap."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self.spans = sorted(spans)

    def free(self, span: Span) -> bool:
        """Whether nothing of `span` is taken."""
        at = bisect_right(self.spans, span)
        return (at == 0 or self.spans[at - 1][1] <= span[0]) and (at == len(self.spans) or self.spans[at][0] >= span[1])

    def take(self, span: Span) -> None:
        """Have `span` taken from now on."""
        insort(self.spans, span)


def chain(steps: Iterable[tuple[int, Sequence[Span]]], taken: Taken | None = None) -> dict[int, Span]:
    """The best chain of one span a step, in the order of the steps."""
    ends: list[int] = []  # rising; `best[n]` is the best chain that ends at `ends[n]`, rising too
    best: list[_Link] = []
    for at, spans in steps:
        grown = [
            _longer(best[place - 1] if (place := bisect_right(ends, span[0])) else None, at, span)
            for span in spans
            if taken is None or taken.free(span)
        ]
        for link in grown:
            _settle(ends, best, link)
    return _unrolled(best[-1]) if best else {}


@dataclass(frozen=True, slots=True)
class _Link:
    worth: int
    at: int
    span: Span
    before: _Link | None


def _longer(before: _Link | None, at: int, span: Span) -> _Link:
    worth = _A_FIELD + span[1] - span[0]
    return _Link(worth + (before.worth if before else 0), at, span, before)


def _settle(ends: list[int], best: list[_Link], link: _Link) -> None:
    """Put a chain on the frontier, and take off what it makes useless."""
    place = bisect_right(ends, link.span[1])
    if place and best[place - 1].worth >= link.worth:
        return
    start = bisect_left(ends, link.span[1])
    stop = start
    while stop < len(best) and best[stop].worth <= link.worth:
        stop += 1
    ends[start:stop] = [link.span[1]]
    best[start:stop] = [link]


def _unrolled(link: _Link | None) -> dict[int, Span]:
    found: dict[int, Span] = {}
    while link:
        found[link.at] = link.span
        link = link.before
    return found


def _claims(groups: Mapping[str, list[int]], occurrences: Callable[[str], Sequence[Span]]) -> dict[str, list[Span]]:
    """The occurrences of each text that longer texts leave to it."""
    taken = Taken()
    found: dict[str, list[Span]] = {}
    for text in sorted(groups, key=len, reverse=True):
        found[text] = spans = [span for span in occurrences(text) if taken.free(span)]
        apart = all(one[1] <= other[0] for one, other in pairwise(spans))
        if apart and len(spans) <= len(groups[text]):
            for span in spans:
                taken.take(span)
    return {text: [span for span in spans if _own(span, taken)] for text, spans in found.items()}


def _own(span: Span, taken: Taken) -> bool:
    at = bisect_left(taken.spans, span)
    return (at < len(taken.spans) and taken.spans[at] == span) or taken.free(span)


def _near(spans: Sequence[Span], rank: int, fields: int) -> Sequence[Span]:
    """The occurrences that the field of that rank among its equals can be."""
    if len(spans) * fields <= ALL_PAIRS:
        return spans
    first = rank * len(spans) // fields if len(spans) < fields else rank
    return spans[max(0, first - NEAR) : first + NEAR + 1]


def _elsewhere(
    groups: Mapping[str, list[int]], found: Mapping[str, Sequence[Span]], in_order: Mapping[int, Span]
) -> dict[int, Span]:
    taken = Taken(in_order.values())
    placed: dict[int, Span] = {}
    for text in sorted(groups, key=len, reverse=True):
        free = iter([span for span in found[text] if taken.free(span)])
        for at in groups[text]:
            if at not in in_order and (span := next(free, None)):
                placed[at] = span
                taken.take(span)
    return placed


def gaps(spans: Iterable[Span], length: int) -> list[Span]:
    """What lies between sorted spans, from 0 to `length`."""
    edges = [0, *(edge for span in spans for edge in span), length]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def runs(sequence: Iterable[int]) -> int:
    """How often a sequence starts something else."""
    kept = list(sequence)
    return bool(kept) + sum(one != other for one, other in pairwise(kept))
