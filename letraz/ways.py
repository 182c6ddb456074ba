"""Which way a text runs, to the right or to the left, and what keeps a sign at its word where both meet. Pure.

Directions are "ltr" and "rtl". A text runs against its page when its first letter and most of its words do. The first
letter alone (as `dir="auto"` in HTML) turns round every sentence that begins with a name; most words alone, one that
lists what is written in the other script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional

#: What opens and closes an isolate.
OPENERS, PDI = "\u2066\u2067\u2068", "\u2069"

#: Isolates nest this deep; Unicode's own limit is 125, and we print three.
DEEPEST = 20

#: A letter without a shape, which has the signs beside it run to the right.
LRM = "\u200e"

#: Characters that are read from the right, and those that open an isolate.
TURNING = re.compile(
    "[\u0590-\u08ff\u200f\u2066-\u2068\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_GAP = "[ \u00a0\u202f]"
_SHORT = "Inc|Ltd|Corp|Co|Bros|Dr|Mr|Mrs|Ms|Prof|Jr|Sr|vs|etc"
_SIGNED = re.compile(
    rf"(?P<before>(?<![{_LATIN}0-9.@#+])(?:[.@#](?=[{_LATIN}])|\+[0-9]+(?:{_GAP}[0-9]+)*))"  # .NET, +972 4 555 0142
    rf"|(?P<number>(?<![0-9.,:/+])(?<![0-9]-)(?:[0-9]+{_GAP})+[0-9])"  # 04 555 0142
    rf"|(?<=[{_LATIN}])[+#]+(?![{_LATIN}0-9+#])"  # C++, C#
    rf"|(?<![{_LATIN}0-9.])(?:{_SHORT}|(?:[{_LATIN}]{{1,2}}\.)+[{_LATIN}]{{1,2}})\.(?![{_LATIN}0-9])"  # Inc., B.Sc.
)


def way(text: str, page: str) -> str:
    """Which way `text` runs on a page that runs that way. What is isolated in it has no say."""
    if page == "ltr" and not TURNING.search(text):
        return page
    sides = [side for side in map(_side, _outside(text).split()) if side]
    against = sum(side != page for side in sides)
    return "rtl" if (page == "ltr") == bool(sides and sides[0] != page and 2 * against > len(sides)) else "ltr"


def against(text: str, page: str) -> str:
    """The same where it is not the page's way; else nothing."""
    own = way(text, page)
    return own if own != page else ""


def first(text: str, page: str) -> str:
    """Which way `text` runs by its first letter alone; as the page does without any."""
    return _side(text) or page


def held(text: str) -> str:
    """`text`, which runs to the left, with the signs of its Latin words and numbers on their own side of them."""
    return _SIGNED.sub(lambda sign: LRM + sign[0] if sign["before"] or sign["number"] else sign[0] + LRM, text)


def isolates(text: str) -> Iterator[tuple[int, int]]:
    """What stands inside each outermost isolate; one that is not closed ends with the text."""
    depth = start = 0
    for at, char in enumerate(text):
        if char in OPENERS:
            start = at + 1 if not depth else start
            depth += 1
        elif char == PDI and depth:
            depth -= 1
            if not depth:
                yield start, at
    if depth:
        yield start, len(text)


def _side(word: str) -> str:
    """The way of a word's first letter; nothing for a word without any."""
    sides = {"L": "ltr", "R": "rtl", "AL": "rtl"}
    return next((sides[kind] for kind in map(bidirectional, word) if kind in sides), "")


def _outside(text: str) -> str:
    found, at = "", 0
    for start, end in isolates(text):
        found, at = f"{found}{text[at:start]} ", end
    return found + text[at:]
