"""Fitting a document on so many pages: tighter spacing first, then narrower margins, then smaller type.

The candidates stand in one list, each a little tighter than the one before, so the first that fits is found by
bisection over real layouts; no file is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from letraz.designs import Design, design
from letraz.document import Document
from letraz.options import Option
from letraz.paper.press import layout
from letraz.paper.sheets import Sheet

#: No margin gets narrower (mm), and no text smaller (pt): a page must stay one that is read and printed.
LEAST = {"margin": Decimal(10), "size": Decimal(9)}

#: Layouts that are tried at most. Two ends and a bisection of 30 candidates take seven.
MOST_LAYOUTS = 10

#: Things that are named when nothing fits.
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """What was found: `changes` are the options that must change, with their new values; none when it fits as it is.

    When it does not fit: `over` is the lines that are over in the tightest setting, `largest` the places in the
    visible document that take most room there ("b2.e0"), each with its lines.
    """

    fits: bool
    layouts: int
    changes: Mapping[str, str] = field(default_factory=dict)
    over: int = 0
    largest: tuple[tuple[str, int], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """It as JSON values."""
        changes, largest = dict(self.changes), [list(one) for one in self.largest]
        return {"fits": self.fits, "changes": changes, "over": self.over, "largest": largest}


def fit(document: Document, pages: int) -> Fit:
    """The least change of its design's options with which `document` takes at most `pages` pages.

    Raises `PaperError` for what cannot be printed at all.
    """
    candidates = settings(design(document.design, document.design_version), document.options)
    tried: dict[int, tuple[Sheet, ...]] = {}

    def fits(number: int) -> bool:
        if number not in tried:
            tried[number] = layout(_with(document, candidates[number])).sheets
        return len(tried[number]) <= pages

    tightest = len(candidates) - 1
    if not fits(0) and not fits(tightest):
        over = sum(sheet.lines for sheet in tried[tightest][pages:])
        return Fit(False, len(tried), over=over, largest=_largest(tried[tightest]))
    least = 0 if fits(0) else _first(fits, 0, tightest, MOST_LAYOUTS - len(tried))
    return Fit(True, len(tried), candidates[least])


def settings(look: Design, options: Mapping[str, Any]) -> list[dict[str, str]]:
    """What to change, from nothing to all that may be, each step tighter: spacing, then margins, then type."""
    now, found = look.settle(options), [dict[str, str]()]
    for name in ("density", "margin", "size"):
        option = look.options.get(name)
        for value in _tighter(option, now[name]) if option else ():
            found.append({**found[-1], name: value})
    return found


def _tighter(option: Option, value: str) -> list[str]:
    """The values of an option that are tighter than `value`, nearest first: choices stand from loose to dense."""
    values = list(option.choices)
    if option.kind == "steps":
        least = LEAST[option.name]
        return [one for one in reversed(values[: values.index(value)]) if Decimal(one) >= least]
    return values[values.index(value) + 1 :]


def _first(fits: Callable[[int], bool], loose: int, tight: int, most: int) -> int:
    """The first candidate that fits; `loose` does not, `tight` does. Stops at the best known after `most` layouts."""
    while tight - loose > 1 and most:
        middle, most = (loose + tight) // 2, most - 1
        loose, tight = (loose, middle) if fits(middle) else (middle, tight)
    return tight


def _with(document: Document, changes: Mapping[str, str]) -> Document:
    return replace(document, options={**document.options, **changes})


def _largest(sheets: tuple[Sheet, ...]) -> tuple[tuple[str, int], ...]:
    lines: Counter[str] = Counter()
    for sheet in sheets:
        lines.update({mark.at: mark.lines for mark in sheet.marks if mark.at != "h" and ".l" not in mark.at})
    return tuple(lines.most_common(MOST_NAMED))
