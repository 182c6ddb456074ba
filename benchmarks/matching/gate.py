"""The claim gate on its tables: attacks blocked and honest rewrites passed, class by class.

`python -m benchmarks.matching.gate` prints both halves; `python -m benchmarks.matching.gate tuning -v` names what went
wrong in the half that is tuned on. Of the half that is set aside only counts are ever shown.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from letraz.matching.change import Verdict
from letraz.matching.gate import check_text

DATA = Path(__file__).parent / "data" / "gate"
TUNING, SET_ASIDE = HALVES = ("tuning", "set_aside")

#: Classes of attacks in which the gate must miss none.
NEVER_MISSED = frozenset(
    {"number", "number-word", "unit", "date", "employer", "degree", "certificate", "skill", "tool", "language"}
)


def cases(half: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The cases of one half, each with "attack" or "honest"."""
    tables = tomllib.loads((DATA / f"{half}.toml").read_text("utf-8"))
    return ((kind, case) for kind in ("attack", "honest") for case in tables[kind])


def judge(case: Mapping[str, Any]) -> Verdict:
    """What the gate says of a case."""
    job = case.get("job", {})
    posting = [text for text in (job.get("title"), job.get("company_name"), *job.get("facts", ())) if text]
    return check_text(case["kind"], case["new"], case["entry"], case["record"], posting)


def report(half: str) -> list[tuple[str, str, int, int]]:
    """Rows of one half: attack or honest, class, how many came out right, of how many."""
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for kind, case in cases(half):
        right[kind, case["class"]].append(judge(case).passes == (kind == "honest"))
    return [(kind, name, sum(found), len(found)) for (kind, name), found in sorted(right.items())]


def totals(rows: list[tuple[str, str, int, int]]) -> dict[str, tuple[int, int]]:
    """Right and all, of the attacks and of the honest."""
    return {
        kind: (sum(row[2] for row in rows if row[0] == kind), sum(row[3] for row in rows if row[0] == kind))
        for kind in ("attack", "honest")
    }


def table(half: str) -> list[str]:
    """The rows of one half as lines of Markdown, for the page of figures."""
    rows = report(half)
    lines = [f"{kind}: {right} of {every} right" for kind, (right, every) in totals(rows).items()]
    cells = [f"| {kind} | {name} | {right} of {every} |" for kind, name, right, every in rows]
    return [f"Claim gate, {'; '.join(lines)}.", "", "| case | class | right |", "| --- | --- | ---: |", *cells]


def _explain(half: str) -> None:
    for kind, case in cases(half):
        verdict = judge(case)
        if verdict.passes != (kind == "honest"):
            said = "; ".join(f"{one.rule}: {one.says}" for one in verdict.problems) or "passed"
            print(f"{kind} {case['class']} {case['name']}\n  {case['entry'][:1]}\n  {case['new']}\n  {said}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("halves", nargs="*", help="tuning, set_aside; both when none is named")
    parser.add_argument("-v", action="store_true", help="name what went wrong in the half that is tuned on")
    asked = parser.parse_args()
    for half in asked.halves or HALVES:
        rows = report(half)
        print(f"\n{half}: " + ", ".join(f"{kind} {right} of {every}" for kind, (right, every) in totals(rows).items()))
        for kind, name, right, every in rows:
            print(f"  {kind:7} {name:22} {right:3} of {every:3}{'' if right == every else '  <'}")
    if asked.v:
        _explain(TUNING)


if __name__ == "__main__":
    main()
