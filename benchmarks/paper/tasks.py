"""A task in a worker that was warmed before it forked, against one that loads the engine itself.

Both fork a process for each document, as RQ's worker does, and wait for its file; the lazy one's parent has loaded
nothing, so each child pays for the engine, the fonts and the sheets.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.table import Row, of, ratio

#: What the issue asks for.
TO_LAZY = 0.3

_PROGRAM = """
import os, sys, time
from dataclasses import replace
from tests.samples import nurse
if sys.argv[1] == "warm":
    from letraz import paper
    paper.prewarm()
for turn in range(int(sys.argv[2])):
    began = time.perf_counter()
    child = os.fork()
    if not child:
        from letraz import paper
        document = nurse()
        paper.render(replace(document, person=replace(document.person, phone=f"{turn:06}")))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    print(time.perf_counter() - began)
"""


def measure(times: int) -> list[Row]:
    """Both, and their ratio."""
    warm, lazy = (_run(how, max(times, 5)) for how in ("warm", "lazy"))
    return [
        of("Task in a warmed worker: fork, print two pages", warm),
        of("Task that loads the engine itself", lazy),
        ratio("Warmed task / lazy task", warm, lazy, TO_LAZY),
    ]


def _run(how: str, times: int) -> list[float]:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", _PROGRAM, how, str(times)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.split()]
