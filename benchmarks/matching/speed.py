"""How long it takes to read an ad and to match it, and how reading grows with the length of a text."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from benchmarks.matching.labels import Case
from benchmarks.matching.matches import TODAY, Match, asked
from benchmarks.table import Row, of, timed
from letraz.matching.reading import read
from letraz.matching.reading.plain import LIMIT

#: Both are to stay under this (issue 4), in ms.
GOAL = 50


def measured(cases: Sequence[Case], match: Match | None, times: int) -> list[Row]:
    """Rows of the table."""
    for case in cases:
        read(case.text)  # vocabularies are loaded once in the life of a process
    words = round(statistics.median(len(case.text.split()) for case in cases))
    took = [timed(lambda case=case: read(case.text)) for case in cases for _ in range(times)]
    rows = [of("Reading an ad", took, goal=GOAL, note=f"median of {words} words"), _growth(cases, times)]
    if match:
        every = [(asked(case), case.resume) for case in cases]
        match(*every[0], today=TODAY)
        took = [timed(lambda one=one: match(*one, today=TODAY)) for one in every for _ in range(times)]
        rows.append(of("Matching an ad with a resume", took, goal=GOAL))
    return rows


def _growth(cases: Sequence[Case], times: int) -> Row:
    """How much longer twice the text takes: 2 when time grows with length and no faster."""
    text = "\n\n".join(case.text for case in cases)
    whole = (text * (LIMIT // len(text) + 1))[:LIMIT]
    half, full = whole[: LIMIT // 2], whole
    halves, fulls = [], []
    for _ in range(times):
        halves.append(timed(lambda: read(half)))
        fulls.append(timed(lambda: read(full)))
    ratio = statistics.median(fulls) / statistics.median(halves)
    return Row("Twice as long a text", ratio, unit="×", goal=2.5, note=f"{LIMIT // 2:,} and {LIMIT:,} characters")
