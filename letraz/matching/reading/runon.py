"""Lines in which a whole posting stands, with neither line ends nor full stops: where its points began."""

from __future__ import annotations

import re
from itertools import pairwise

from letraz.matching.words import is_common, normal

__all__ = ["items", "runs_on"]

#: A line of so many characters, and of so many words for each end of a sentence, is no prose.
LENGTH, WORDS = 300, 30

#: What is cut into items has more words than one item has.
ITEM = 9

_ENDS = re.compile(r"[.!?;:•](?=\s|$)")
_BEGINS = re.compile(r"(?<=[a-z0-9)%A-Z]) (?=(?P<word>[A-Z][a-z]+(?:-[a-z]+)?)\b|\d+\+? years?\b)")
_BEFORE = re.compile(r"[^\s]+$")
_JOINS = frozenset(
    """a an the and or of for from in on to with at by as our your their its this that these those per using into under
    over about than via both including like all any each no other be is are""".split()  # noqa: SIM905
)


def runs_on(line: str) -> bool:
    """Whether a line holds points that nothing parts."""
    return len(line) > LENGTH and line.count(" ") > WORDS * (1 + len(_ENDS.findall(line)))


def items(text: str) -> list[str]:
    """The points of a stretch that runs on: each begins with an everyday word in a capital, after one in none."""
    if text.count(" ") < ITEM:
        return [text]
    cuts = [0, *(found.end() for found in _BEGINS.finditer(text) if _anew(text, found)), len(text)]
    return [piece for begin, end in pairwise(cuts) if (piece := text[begin:end].strip())]


def _anew(text: str, found: re.Match[str]) -> bool:
    """Whether a point begins there: not within a name ("Lakeview Hospital"), nor behind "of" or "with"."""
    before = _BEFORE.search(text[max(0, found.start() - 30) : found.start()])
    last = before.group() if before else ""
    named = last[:1].isupper() and not last.isupper()
    everyday = found["word"] is None or is_common(normal(found["word"]))
    return everyday and not named and normal(last) not in _JOINS
