"""Rows of the table, and how a number of measurements becomes one."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what, its median and best, their unit, and the goal that the value must not exceed."""

    what: str
    median: float
    best: float | None = None
    unit: str = "ms"
    goal: float | None = None
    note: str = ""

    @property
    def reached(self) -> str:
        """Whether the goal is reached by the median: yes, or what it would take."""
        if self.goal is None:
            return ""
        return "yes" if self.median <= self.goal else "**no**"


def of(what: str, took: Sequence[float], unit: str = "ms", goal: float | None = None, note: str = "") -> Row:
    """A row from several measurements; seconds are shown in ms."""
    scale = 1000 if unit == "ms" else 1
    return Row(what, statistics.median(took) * scale, min(took) * scale, unit, goal, note)


def ratio(what: str, these: Sequence[float], those: Sequence[float], goal: float, note: str = "") -> Row:
    """A row that compares two things which were measured in turn: of the medians, and of the best."""
    medians = statistics.median(these) / statistics.median(those)
    return Row(what, medians, min(these) / min(those), "×", goal, note)


def timed(work: Callable[[], object]) -> float:
    """How many seconds it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def print_table(rows: Sequence[Row]) -> None:
    """Print the rows as a Markdown table."""
    print("| What | Median | Best | Goal | Reached | Note |\n|---|---:|---:|---:|---|---|")
    for row in rows:
        best = "" if row.best is None else shown(row.best, row.unit)
        goal = "" if row.goal is None else f"≤ {shown(row.goal, row.unit)}"
        print(f"| {row.what} | {shown(row.median, row.unit)} | {best} | {goal} | {row.reached} | {row.note} |")


def shown(value: float, unit: str) -> str:
    """A value with its unit, with as many digits as mean something."""
    if unit == "×":
        return f"{value:.2f}"
    digits = 1 if value < 10 and value != int(value) else 0
    return f"{value:,.{digits}f} {unit}".strip()
