"""Processes that run together: started in order, started again when they die, ended in reverse, never orphaned.

Each child leads a session of its own, so that Ctrl-C reaches the supervisor alone and everything a child starts can be
found again. A guard process holds the read end of a pipe: when the supervisor is killed, however, the pipe closes and
the guard ends every session. Standard library only: what supervises must not break with what it supervises.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

#: A child that lived this long (seconds) is started again without counting its earlier ends.
SETTLED = 30

#: The longest wait (seconds) before a child is started again.
LONGEST_WAIT = 30

_PROC = Path("/proc")
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Child:
    """One process. `patience` is how many seconds it has to end by itself after SIGTERM.

    Children of one `kind` that were started one after the other are ended together.
    """

    kind: str
    name: str
    command: Sequence[str]
    patience: float = 5
    pass_fds: tuple[int, ...] = ()
    log: Path | None = None  #: where its output goes; None for ours
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    began: float = 0
    ends: int = 0  #: how often it died without having settled
    due: float = 0  #: when it is started again


class Stopped(Exception):
    """Somebody asked for the end while something was waited for."""


class Supervisor:
    """Keeps children running until SIGINT, SIGTERM or SIGHUP. Made in the main thread, before any other thread."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.children: list[Child] = []
        self.asked = 0  #: how often the end was asked for
        self._guard = Guard()
        self._wake, wake = os.pipe()
        for end in (self._wake, wake):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake)
        for number in _ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup asks
                signal.signal(number, self._ask)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only so that `_sleep` wakes

    def start(self, child: Child, ready: Callable[[], bool] = lambda: True, within: float = 30) -> None:
        """Start `child`, wait until `ready`. `TimeoutError` when it does not get there, `Stopped` when asked to end."""
        self.children.append(child)
        self._launch(child)
        end = time.monotonic() + within
        while not ready():
            self._sleep(0.05)
            self._look_after()
            if self.asked:
                raise Stopped
            if child.ends > 3 or time.monotonic() > end:
                raise TimeoutError(f"{child.name} does not start")

    def watch(self) -> None:
        """Start again what dies, until somebody asks for the end."""
        while not self.asked:
            waits = [child.due - time.monotonic() for child in self.children if child.process is None]
            self._sleep(max(0.0, min(waits)) if waits else None)
            self._look_after()

    def stop(self) -> None:
        """End the children, the kind started last first. Asked a second time, do not wait for them."""
        for _, kind in groupby(reversed(self.children), lambda child: child.kind):
            running = [(child, child.process) for child in kind if child.process]
            for _, process in running:
                process.terminate()
            for child, process in running:
                self._end(process, child.patience)
        self._guard.release()

    def _launch(self, child: Child) -> None:
        output = child.log.open("wb") if child.log else None
        child.process = subprocess.Popen(
            child.command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=child.pass_fds,
        )
        self._guard.watch(child.process.pid)
        child.began = time.monotonic()
        if output:
            output.close()

    def _look_after(self) -> None:
        for child in self.children:
            if child.process is None:
                if time.monotonic() >= child.due and not self.asked:
                    self._launch(child)
            elif child.process.poll() is not None and not self.asked:
                self._bury(child, child.process)

    def _bury(self, child: Child, process: subprocess.Popen[bytes]) -> None:
        end_session(process.pid, signal.SIGKILL)  # a killed parent leaves its own children behind
        self._guard.forget(process.pid)
        child.ends = 1 if time.monotonic() - child.began > SETTLED else child.ends + 1
        wait = min(LONGEST_WAIT, 0.5 * 2 ** (child.ends - 1))
        child.process, child.due = None, time.monotonic() + wait
        self.say(f"{child.name} ended ({_how(process.returncode)}); starting it again in {wait:g} s.")

    def _end(self, process: subprocess.Popen[bytes], patience: float) -> None:
        end = time.monotonic() + patience
        while process.poll() is None and time.monotonic() < end and self.asked < 2:
            self._sleep(min(0.5, max(0.0, end - time.monotonic())))
        end_session(process.pid, signal.SIGKILL)
        process.wait()
        self._guard.forget(process.pid)

    def _ask(self, number: int, frame: object) -> None:
        self.asked += 1

    def _sleep(self, seconds: float | None) -> None:
        """Until a signal comes (a child's end is one) or `seconds` have passed."""
        select.select([self._wake], [], [], seconds)
        with suppress(BlockingIOError):
            os.read(self._wake, 4096)


class Guard:
    """A process that ends the watched sessions, the latest first, when the one that made it is gone."""

    def __init__(self) -> None:
        reading, self._writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            os.close(self._writing)
            for number in _ENDING:
                signal.signal(number, signal.SIG_IGN)
            _guard(reading)
            os._exit(0)
        os.close(reading)

    def watch(self, session: int) -> None:
        """Add a session, named by its leader's process id."""
        self._tell(b"+%d\n" % session)

    def forget(self, session: int) -> None:
        """Drop a session that has ended."""
        self._tell(b"-%d\n" % session)

    def release(self) -> None:
        """Let the guard go; nothing may be watched any more."""
        os.close(self._writing)
        os.waitpid(self.pid, 0)

    def _tell(self, line: bytes) -> None:
        with suppress(BrokenPipeError):  # somebody killed the guard: we still end everything ourselves
            os.write(self._writing, line)


def _guard(reading: int) -> None:
    sessions: list[int] = []
    with open(reading, encoding="ascii") as lines:
        for line in lines:
            if line[0] == "+":
                sessions.append(int(line[1:]))
            else:
                sessions.remove(int(line[1:]))
    for session in reversed(sessions):
        end_session(session, signal.SIGTERM)
        for _ in range(40):
            if _PROC.exists() and not members(session):
                break
            time.sleep(0.05)
        end_session(session, signal.SIGKILL)


def members(session: int) -> list[int]:
    """The living processes of a session, where there is a /proc."""
    found = []
    for path in _PROC.glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended while we looked
            state, _, _, owner = path.read_text(errors="replace").rpartition(")")[2].split()[:4]
            if int(owner) == session and state != "Z":
                found.append(int(path.parent.name))
    return found


def end_session(session: int, number: int) -> None:
    """Send a signal to every process of a session; without a /proc, to the group of its leader."""
    if not _PROC.exists():
        with suppress(ProcessLookupError):
            os.killpg(session, number)
    for pid in members(session):
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
