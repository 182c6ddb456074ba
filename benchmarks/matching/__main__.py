"""`python -m benchmarks.matching [--half tuning|set_aside|both] [--show] [--times 9] [--write docs/matching.md]`.

Reads and matches the labelled postings and prints tables. `--show` lists what went wrong, of the tuning half only:
nobody tunes on the half that is set aside.
`--write` puts the tables between two marks of a file, and changes nothing else.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.matching import gate, matches, reads, speed, tables
from benchmarks.matching.labels import cases

BEGIN, END = "<!-- benchmarks.matching: begin -->", "<!-- benchmarks.matching: end -->"
HALVES = {"tuning": "The half to tune by", "set_aside": "The half set aside"}


def main() -> None:
    """Measure, print, and write when asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description="Measures reading and matching.")
    parser.add_argument("--half", choices=[*HALVES, "both"], default="tuning")
    parser.add_argument("--show", action="store_true", help="list what went wrong (tuning only)")
    parser.add_argument("--times", type=int, default=9, help="how often each thing is timed")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into its marked section")
    asked = parser.parse_args()
    halves = list(HALVES) if asked.half == "both" else [asked.half]
    said = [line for half in halves for line in _half(half, asked.show and half == "tuning", asked.times)]
    print("\n".join(said))
    if asked.write:
        write(asked.write, "\n".join(said))


def _half(half: str, show: bool, times: int) -> Iterator[str]:
    every = cases(half)
    match = matches.matcher()
    read = reads.measured(every)
    found = matches.measured(every, match) if match else None
    yield from (f"### {HALVES[half]}: {len(every)} postings", "", *tables.reading(read), "")
    if found:
        yield from (*tables.matching(found), "")
    yield from (*tables.speed(speed.measured(every, match, times)), "")
    yield from (*gate.table(half), "")
    if show:
        yield from (*read.failures, *(found.failures if found else ()), "")


def write(path: Path, text: str) -> None:
    """`text` between the marks of a file. `ValueError` when it has no such marks."""
    old = path.read_text(encoding="utf-8")
    before, mark, rest = old.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"{path} has no section marked {BEGIN}")
    path.write_text(f"{before}{BEGIN}\n\n{text.strip()}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
