"""Time of one warm render and of its pictures, in this process: medians and the best of each, in milliseconds.

Run it as `python benchmarks/render.py [times]`. The ratios are sturdier than the times: they hold on a busy machine.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from letraz import paper
from letraz.designs import designs
from letraz.document import Document
from tests import samples

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 15


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """The median and the best of `TIMES` runs, in ms."""
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took), min(took)


def fresh(document: Document) -> Callable[[], bytes]:
    """A render of a document that differs each time, so that nothing but what a worker keeps can help."""
    counter = iter(range(10**6))
    return lambda: paper.render(replace(document, person=replace(document.person, phone=f"{next(counter):06}")))


def row(name: str, said: tuple[float, float], note: str = "") -> None:
    """Print one line of the table."""
    print(f"| {name:<34} | {said[0]:7.1f} | {said[1]:7.1f} | {note:<30} |")


def main() -> None:
    """Print the table."""
    started = time.perf_counter()
    paper.prewarm()
    print(f"{paper.engine()}\n\n| {'what':<34} | {'median':>7} | {'best':>7} | {'note':<30} |\n|{'-' * 92}|")
    row("prewarm, once a worker", ((time.perf_counter() - started) * 1000,) * 2)
    for name in designs():
        for sample in ("nurse", "long_record", "chinese"):
            document = replace(getattr(samples, sample)(), design=name)
            pdf = paper.render(document)
            count = len(paper.pages(pdf))
            rendered = timed(fresh(document))
            row(f"{name}: {sample}", rendered, f"{count} pages, {len(pdf) / 1000:.0f} kB")
            if sample == "nurse":
                pictures = timed(lambda pdf=pdf: paper.pages(pdf))
                heaviest = max(map(len, paper.pages(pdf))) / 1000
                row(f"{name}: pictures of its pages", pictures, f"heaviest {heaviest:.0f} kB")
                row(f"{name}: thumbnail", timed(lambda pdf=pdf: paper.thumbnail(pdf)))
                row(f"{name}: pictures / render", (pictures[0] / rendered[0], pictures[1] / rendered[1]), "ratio")


if __name__ == "__main__":
    main()
