"""One run, one table: `python -m benchmarks.paper [--times 15] [--only engines,growth,…] [--profile]`.

Medians, with the best beside them. What is compared is done in turn, so that a busy machine bends both alike: read the
ratios first. `--profile` says where the time of a warm render goes. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping

from benchmarks.paper import engines, growth, memory, profile, tasks
from benchmarks.table import Row, print_table


def _browser(times: int) -> list[Row]:
    from benchmarks.paper import browser  # it starts a whole house

    return browser.measure(times)


#: The parts by name: each gives rows for a number of times.
PARTS: Mapping[str, Callable[[int], list[Row]]] = {
    "engines": engines.measure,
    "growth": growth.measure,
    "tasks": tasks.measure,
    "memory": memory.measure,
    "browser": _browser,
}


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paper", description="Measures how paper is made.")
    parser.add_argument("--times", type=int, default=15, help="how often each thing is done")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--profile", action="store_true", help="where the time of a warm render goes, and nothing else")
    asked = parser.parse_args()
    if asked.profile:
        profile.show(asked.times)
        return
    rows: list[Row] = []
    for name in asked.only.split(","):
        print(f"measuring {name}", file=sys.stderr, flush=True)
        rows += PARTS[name](asked.times)
    print_table(rows)
    print(f"\n{os.cpu_count()} processor cores, load at the end {os.getloadavg()[0]:.1f}; each {asked.times} times.")


main()
