"""Processes forked from one that has read Letraz already: a worker is at its task in a second, not in five.

What they run is what the command runs, in a session of its own, with the environment it is given and nothing else.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from tests.running import ROOT


def forks() -> ForkServerContext:
    """Makes processes that begin with all of Letraz read."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.processes.read"])
    return context


class Fork:
    """`letraz` with these words, or a program in its place; what it says goes to `log`. Looks like a `Popen`."""

    def __init__(self, words: Sequence[str], program: str, env: Mapping[str, str], log: Path) -> None:
        target: Any = _become
        self._process = forks().Process(target=target, args=(list(words), program, dict(env), str(log)))
        self._process.start()
        assert self._process.pid
        self.pid: int = self._process.pid
        while self._process.is_alive() and os.getsid(self.pid) != self.pid:
            time.sleep(0.01)

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float) -> None:
        """Until it has ended. `AssertionError` after so many seconds."""
        self._process.join(timeout)
        assert self._process.exitcode is not None, f"process {self.pid} still runs"


def _become(words: list[str], program: str, env: dict[str, str], log: str) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(env)
    os.chdir(ROOT)
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in (sys.stdout.fileno(), sys.stderr.fileno()):
        os.dup2(said, number)
    if program:
        exec(program, {"__name__": "__main__"})
        return
    from letraz import cli

    sys.argv = ["letraz", *words]
    cli.main()
