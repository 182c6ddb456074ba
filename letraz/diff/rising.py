"""What stays when a row is put in another order: as much of it as can."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

__all__ = ["rising"]


def rising(numbers: Sequence[int]) -> set[int]:
    """The numbers of a longest rising part of distinct `numbers`; everything else is what moved. O(n log n)."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    found: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found
