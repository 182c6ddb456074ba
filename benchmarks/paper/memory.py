"""Memory: of one process that prints 500 documents and never forks, and of a worker with everything loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.table import Row

#: What the issue asks for, in MB.
GROWTH, WORKER = 15, 200

_RSS = """
def rss():
    with open("/proc/self/statm") as said:
        return int(said.read().split()[1]) * 4096 / 1e6
"""

_RENDERS = (
    _RSS
    + """
from benchmarks.paper.documents import fresh, two_pages
from letraz import paper
paper.prewarm()
for _ in range(20): paper.render(fresh(two_pages()))
before = rss()
for _ in range(500): paper.render(fresh(two_pages()))
print(before, rss())
"""
)

_WORKER = (
    _RSS
    + """
import os, subprocess, sys
os.environ["LETRAZ_HOME"] = __import__("tempfile").mkdtemp()
subprocess.run([sys.executable, "-m", "letraz", "migrate"], check=True, capture_output=True)
from letraz import worker
worker._warm("export")
waiting = rss()
from benchmarks.paper.documents import fresh, two_pages
from letraz import paper
for _ in range(20): paper.prove((pdf := paper.render(document := fresh(two_pages()))), document), paper.pages(pdf)
print(waiting, rss())
"""
)


def measure(times: int) -> list[Row]:
    """Growth over 500 renders, and what a worker holds after some work."""
    before, after = _run(_RENDERS)
    waiting, worked = _run(_WORKER)
    return [
        Row("Memory after 20 renders", before, unit="MB"),
        Row("Growth over 500 more, one process", after - before, unit="MB", goal=GROWTH),
        Row("A worker with the whole application, as it waits", waiting, unit="MB", goal=WORKER, note="Latin"),
        Row("The same after 20 files", worked, unit="MB", note="in one process; a worker forks for each"),
    ]


def _run(program: str) -> tuple[float, float]:
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    before, after = map(float, done.stdout.split())
    return before, after
