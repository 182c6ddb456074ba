"""Which line of a text is which of another, so that a moved point reads as moved and a reworded one as reworded."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from letraz.outline import Line

__all__ = ["ALIKE", "aligned", "alike", "same"]

#: The share of words that two lines have in common when one is said to be the other, reworded. Chosen by reading
#: real rewordings of resumes: below it a reader sees two points.
ALIKE = 0.4

#: A word, or a sign of a script that writes without spaces between words.
_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uac00-\ud7af]|[^\W\u2e80-\u9fff\uf900-\ufaff\uac00-\ud7af]+")


def alike(one: str, two: str) -> float:
    """The share of words in common, 0 to 1 (Dice's coefficient over the words as often as they stand)."""
    return _shared(_words(one), _words(two))


@lru_cache(4096)  # each line is held against each of the other side
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _shared(first: Counter[str], second: Counter[str]) -> float:
    common = first.keys() & second.keys()
    if not common:
        return 0.0
    return 2 * sum(min(first[word], second[word]) for word in common) / (first.total() + second.total())


def same(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """Which of the new ones is which old one, by equality: in order as far as can be, then wherever it went."""
    pairs: dict[int, int] = {}
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        pairs |= {block.a + at: block.b + at for at in range(block.size)}
    taken, waiting = set(pairs.values()), defaultdict[Hashable, list[int]](list)
    for at, thing in enumerate(new):
        if at not in taken:
            waiting[thing].append(at)
    for at, thing in enumerate(old):
        if at not in pairs and waiting.get(thing):
            pairs[at] = waiting[thing].pop(0)
    return pairs


def aligned(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """The same for lines of a text, reworded ones too: the most alike first, then a lone paragraph in its old slot."""
    pairs = same(old, new)
    taken = set(pairs.values())
    left = [(i, j) for i in range(len(old)) if i not in pairs for j in range(len(new)) if j not in taken]
    before = {i: _words(old[i][0]) for i, _ in left}
    after = {j: _words(new[j][0]) for _, j in left}
    scores = [(_shared(before[i], after[j]), i, j) for i, j in left]
    for score, i, j in sorted(scores, key=lambda row: -row[0]):
        if score >= ALIKE and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    for i, j in left:
        if i not in pairs and j not in taken and not old[i][1] and not new[j][1] and _is_slot(i, j, old, new, pairs):
            pairs[i] = j
            taken.add(j)
    return pairs


def _is_slot(i: int, j: int, old: Sequence[Line], new: Sequence[Line], pairs: dict[int, int]) -> bool:
    """Whether what stands around them is the same on both sides."""
    before = pairs.get(i - 1, -1) == j - 1 if i else j == 0
    behind = pairs.get(i + 1, -1) == j + 1 if i + 1 < len(old) else j + 1 == len(new)
    return before and behind
