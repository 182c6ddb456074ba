"""How well a resume's lines are found for what postings ask: first evidence, states, and own ad against foreign ads."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from benchmarks.matching.labels import Case, Wanted, plain
from letraz.matching.posting import CONDITION, Requirement

#: The labels were made as of this day: what a current position has lasted is counted to it.
TODAY = date(2026, 11, 25)

Match = Callable[..., Any]


@dataclass(slots=True)
class Matching:
    """The counts over all cases, the states as labelled and as found, and what went wrong in words."""

    counts: Counter[str] = field(default_factory=Counter)
    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def matcher() -> Match | None:
    """`letraz.matching.evidence.match`, or None in a tree that has none."""
    try:
        return importlib.import_module("letraz.matching.evidence").match  # type: ignore[no-any-return]
    except ModuleNotFoundError:
        return None


def asked(case: Case) -> list[Requirement]:
    """The labelled requirements: evidence is measured apart from how well postings are read."""
    return [Requirement(one.text, one.level) for one in case.wanted]


def measured(cases: Sequence[Case], match: Match) -> Matching:
    """Every resume matched with its own labelled requirements, and with those of all others."""
    result = Matching()
    for case in cases:
        found = match(asked(case), case.resume, today=TODAY).findings
        for want, finding in zip(case.wanted, found, strict=True):
            if want.level != CONDITION:
                _one(case, want, finding, result)
        _ranked(case, cases, match, result)
    return result


def _one(case: Case, want: Wanted, finding: Any, result: Matching) -> None:
    result.states[want.state, finding.state] += 1
    if want.state not in ("shown", "partly"):
        return
    result.counts["with evidence"] += 1
    first = plain(finding.evidence[0].line.text) if finding.evidence else ""
    right = bool(first) and any(plain(piece) in first or first in plain(piece) for piece in want.evidence)
    result.counts["first right"] += right
    if not right:
        result.failures.append(f"{case.name}: evidence of {want.text!r}: {first!r}, not {want.evidence}")


def _ranked(case: Case, cases: Sequence[Case], match: Match, result: Matching) -> None:
    """Whether the resume covers its own ad better than every foreign one."""
    covers = {other.name: match(asked(other), case.resume, today=TODAY).coverage for other in cases}
    own = covers.pop(case.name)
    result.counts["resumes"] += 1
    result.counts["own first"] += all(own > other for other in covers.values())
    nearest = max(covers, key=lambda name: covers[name], default="")
    if nearest and covers[nearest] >= own:
        result.failures.append(f"{case.name}: covers {nearest} by {covers[nearest]:.2f}, its own ad by {own:.2f}")
