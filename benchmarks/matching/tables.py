"""What was measured as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.matching.matches import Matching
from benchmarks.matching.reads import FIELDS, Reading
from benchmarks.table import Row, shown

STATES = ("shown", "partly", "missing")
FOUND = ("shown", "partly", "possibly", "missing")


def reading(result: Reading) -> Iterator[str]:
    """Requirement lines, levels and salary, then the fields."""
    counts = result.counts
    yield "| Reading | Share | Counts | Goal |"
    yield "|---|---:|---:|---|"
    yield _share("Requirement lines: precision", counts["paired"], counts["read"], "≥ .85")
    yield _share("Requirement lines: recall", counts["paired"], counts["wanted"], "≥ .85")
    yield _share("Must or nice, of lines that are one", counts["asked_right"], counts["asked"], "≥ .90")
    yield _share("Level, of all lines found", counts["level"], counts["paired"], "")
    yield _share("Salary right", counts["salary right"], counts["salaries"], "")
    yield _share("Salary missed", counts["salary missed"], counts["salaries"], "")
    yield _share("Salary wrong", counts["salary wrong"], counts["salaries"], "0")
    yield _share("Salary where there is none", counts["false alarm"], counts["no salary"], "0")
    yield ""
    yield "| Field | Right | Left empty | Wrong |"
    yield "|---|---:|---:|---:|"
    for name in FIELDS:
        right, missed, wrong = (counts[f"{name} {kind}"] for kind in ("right", "missed", "wrong"))
        yield f"| {name} | {right} of {counts[name]} | {missed} | {wrong} |"


def matching(result: Matching) -> Iterator[str]:
    """First evidence, own ad first, and the states."""
    counts = result.counts
    yield "| Matching | Share | Counts | Goal |"
    yield "|---|---:|---:|---|"
    yield _share("Right evidence first", counts["first right"], counts["with evidence"], "")
    yield _share("Own ad covered better than every other", counts["own first"], counts["resumes"], "all")
    yield ""
    yield f"| Labelled | {' | '.join(f'found {state}' for state in FOUND)} |"
    yield f"|---|{'---:|' * len(FOUND)}"
    for state in STATES:
        yield f"| {state} | {' | '.join(str(result.states[state, found]) for found in FOUND)} |"


def speed(rows: list[Row]) -> Iterator[str]:
    """Times."""
    yield "| Time | Median | Goal | Reached | Note |"
    yield "|---|---:|---:|---|---|"
    for row in rows:
        took, goal = shown(row.median, row.unit), shown(row.goal or 0, row.unit)
        yield f"| {row.what} | {took} | ≤ {goal} | {row.reached} | {row.note} |"


def _share(what: str, right: int, of: int, goal: str) -> str:
    return f"| {what} | {right / of if of else 0:.2f} | {right} of {of} | {goal} |"
