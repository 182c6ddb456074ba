"""`letraz run` as a real process tree, for tests: started on a free port, looked into, and ended whatever happens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def until(true: Callable[[], bool], seconds: float = 20, what: str = "") -> None:
    """Wait until `true()`; `AssertionError` after `seconds`."""
    end, pause = time.monotonic() + seconds, 0.02
    while not true():
        assert time.monotonic() < end, f"still not after {seconds} s: {what or true}"
        time.sleep(pause)
        pause = min(pause * 1.5, 0.25)  # looking is work too


class Letraz:
    """A running Letraz: `url`, `home`, what it said so far, and its processes."""

    def __init__(self, home: Path, **settings: object) -> None:
        self.home = home
        self.port = int(str(settings.pop("PORT", 0))) or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.mark = uuid4().hex
        self._log = home.parent / "unborn.log"
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("LETRAZ", "REDIS_URL"))},
            "LETRAZ_HOME": str(home),
            "PORT": str(self.port),
            "LETRAZ_TEST_MARK": self.mark,
            **{name: str(value) for name, value in settings.items()},
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it, and come back when it says its address."""
        self.begin()
        until(lambda: f"running at {self.url}" in self.said or self.exit_code is not None, 60, self.said)
        assert self.exit_code is None, self.said
        return self

    def begin(self) -> Self:
        """Start it without waiting."""
        self._log = self.home.parent / f"{self.home.name}-{uuid4().hex}.log"
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "letraz", "run"], cwd=ROOT, env=self.env, stdout=log,
                                            stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
        return self

    @property
    def said(self) -> str:
        """Everything it and its children wrote since it was started last."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    @property
    def exit_code(self) -> int | None:
        """How it ended; None while it runs."""
        assert self.process
        return self.process.poll()

    def processes(self, word: str = "") -> dict[int, str]:
        """Its living processes whose command line has `word`: process id and command line."""
        found = {}
        for path in Path("/proc").glob("[0-9]*"):
            try:
                command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                environment = (path / "environ").read_bytes().decode(errors="replace")
            except OSError:
                continue
            # a broker writes its title over its environment, and the socket's path stands in the title
            if command and (self.mark in environment or f"{self.home}/run" in command) and word in command:
                found[int(path.name)] = command
        return found

    def kill(self, word: str) -> int:
        """`kill -9` the first of its processes whose command line has `word`, and return its id."""
        pid = min(self.processes(word))
        os.kill(pid, signal.SIGKILL)
        return pid

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ask it to end, and return its exit code."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(60)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """End whatever of it still runs."""
        if self.process and self.exit_code is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
