"""`letraz run`: migrate, then broker, cron, workers and web under one supervisor, once for each home folder."""

from __future__ import annotations

import errno
import fcntl
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from letraz import broker, schema
from letraz.config import reachable
from letraz.supervisor import Child, Stopped, Supervisor

#: Seconds a worker has to finish what it is at (a task may take 20), and the web its answers.
WORKER_PATIENCE, WEB_PATIENCE = 25, 10

#: The kinds of worker that always run, by the queue each serves first (see `letraz.worker`).
WORKER_KINDS = ("export", "preview")

_LETRAZ = (sys.executable, "-m", "letraz")


class CannotStart(RuntimeError):
    """Letraz cannot start; the message is one sentence that says why and what to do."""


def run(settings: Mapping[str, Any]) -> None:
    """Run Letraz until it is asked to end. Raises `CannotStart`; then nothing of it runs any more."""
    lock = _claim(settings["HOME"], _address(settings))
    listener = _listen(settings["HOST"], settings["PORT"])
    supervisor = Supervisor(_say)
    try:
        _start(supervisor, settings, listener)
        _say(_welcome(settings))
        supervisor.watch()
    except Stopped:
        pass
    except subprocess.CalledProcessError as error:
        raise CannotStart("The database could not be brought up to date; the lines above say why.") from error
    except (TimeoutError, broker.BrokerMissing) as error:
        raise CannotStart(str(error)) from error
    finally:
        if supervisor.children:
            _say("Stopping; what is being made is finished first. Ctrl-C again stops at once.")
        supervisor.stop()
        os.close(lock)


def web_command(settings: Mapping[str, Any], bind: str) -> list[str]:
    """The command of the web server: gunicorn with threads, listening on `bind`."""
    options = {
        "--bind": bind,
        "--worker-class": "gthread",
        "--threads": str(settings["WEB_THREADS"]),
        "--graceful-timeout": str(WEB_PATIENCE - 2),
        "--timeout": "60",
        "--log-level": "warning",
        "--worker-tmp-dir": str(settings["HOME"]),
    }
    words = [word for option in options.items() for word in option]
    return [sys.executable, "-m", "gunicorn", *words, "--no-control-socket", "letraz.serving:application()"]


def _start(supervisor: Supervisor, settings: Mapping[str, Any], listener: socket.socket) -> None:
    if not schema.is_surely_current(settings["DATABASE_URL"]):
        _say("Bringing the database up to date.")
        subprocess.run([*_LETRAZ, "migrate"], check=True, start_new_session=True)
    if settings["BROKER_SOCKET"]:
        _start_broker(supervisor, settings["HOME"], settings["BROKER_SOCKET"])
    supervisor.start(Child("cron", "The clock", [*_LETRAZ, "cron"]))
    for kind in (*WORKER_KINDS, *(["model"] if settings["MODEL_URL"] else [])):
        for _ in range(settings["WORKERS"]):
            command = [*_LETRAZ, "worker", "--first", kind]
            supervisor.start(Child("worker", f"The {kind} worker", command, WORKER_PATIENCE))
    fd = listener.fileno()
    web = Child("web", "The web server", web_command(settings, f"fd://{fd}"), WEB_PATIENCE, (fd,))
    supervisor.start(web, _Probe(listener), within=60)


def _start_broker(supervisor: Supervisor, home: Path, unix_socket: Path) -> None:
    log = home / "broker.log"
    child = Child("broker", "The broker", broker.command(broker.program(), home, unix_socket), 10, log=log)
    try:
        supervisor.start(child, lambda: broker.answers(unix_socket), within=60)
    except TimeoutError as error:
        raise TimeoutError(f"{error}: {log.read_text(errors='replace')[-500:].strip()}") from error


class _Probe:
    """Whether the web server answers: one request that waits in the listener's queue until somebody serves it."""

    def __init__(self, listener: socket.socket) -> None:
        host, port = listener.getsockname()[:2]
        self._to = ({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port)  # noqa: S104 - compared, not bound
        self._line: socket.socket | None = None

    def __call__(self) -> bool:
        if self._line is None:
            self._line = socket.create_connection(self._to, timeout=2)
            self._line.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        if not select.select([self._line], [], [], 0)[0]:
            return False
        try:
            return self._line.recv(16).startswith(b"HTTP/")
        except OSError:
            return False
        finally:
            self._line.close()
            self._line = None


def _claim(home: Path, address: str) -> int:
    """The lock on a home, as a file descriptor that the guard inherits: it is free when everything has ended."""
    lock = os.open(home / "letraz.lock", os.O_RDWR | os.O_CREAT, 0o600)
    end = time.monotonic() + 15
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            pid, where = _holder(lock)
            if _lives(pid) or time.monotonic() > end:
                raise CannotStart(f"Letraz is already running here, at {where}, process {pid}.") from None
            time.sleep(0.1)  # it was killed, and its guard is clearing up
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()} {address}".encode(), 0)
    return lock


def _holder(lock: int) -> tuple[int, str]:
    pid, _, where = os.pread(lock, 500, 0).decode(errors="replace").partition(" ")
    return int(pid) if pid.isdigit() else 0, where or "an unknown address"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid > 0


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, to = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(to)
        listener.listen(256)
    except OSError as error:
        raise CannotStart(_cannot_listen(error, host, port)) from error
    return listener


def _cannot_listen(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Choose another one, like this: PORT={port + 1} bin/run"
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for the system. Choose one above 1023, like this: PORT=8000 bin/run"
    return f"Letraz cannot listen on HOST={host}: {error.strerror}."


def _address(settings: Mapping[str, Any]) -> str:
    return f"http://{reachable(settings['HOST'])}:{settings['PORT']}"


def _welcome(settings: Mapping[str, Any]) -> str:
    lines = ["", f"  Letraz is running at {_address(settings)}", ""]
    if settings["MAIL_URL"].startswith("outbox:"):
        outbox = settings["MAIL_URL"].removeprefix("outbox:") or settings["HOME"] / "outbox"
        lines.append(f"  Letters are not sent but written to {outbox}")
    lines += [f"  Your data is in {settings['HOME']}", "  Ctrl-C stops it.", ""]
    return "\n".join(lines)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the launcher talks to the person who started it
