"""The connection of one fetch: to addresses that were checked, with only the time that is left."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Collection
from threading import Thread
from time import monotonic
from typing import Any

from httpcore2 import ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, SyncBackend

from letraz.fetching import problems
from letraz.fetching.internet import is_public
from letraz.fetching.problems import CannotFetch
from letraz.fetching.target import PORTS, Allowed

#: From a host and a port to every address it has. Raises `OSError`.
Resolver = Callable[[str, int], Collection[str]]


def system_resolver(host: str, port: int) -> Collection[str]:
    """Every address that this machine's resolver knows for a host. Raises `OSError`."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Clock:
    """The wall time of one fetch, from its first name to its last byte."""

    def __init__(self, seconds: float) -> None:
        self._until = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, more than none. Raises `CannotFetch` when the time is over."""
        left = self._until - monotonic()
        if left <= 0:
            raise CannotFetch(problems.SLOW)
        return left


def checked(host: str, port: int, *, resolve: Resolver, allow: Allowed, clock: Clock) -> list[str]:
    """Every address of a host, asked for once. One private address among public ones is a trap: `CannotFetch`."""
    found = _resolved(host, port, resolve, clock)
    if not all((one, port) in allow or (port in PORTS.values() and is_public(one)) for one in found):
        raise CannotFetch(problems.PRIVATE)
    return found


def _resolved(host: str, port: int, resolve: Resolver, clock: Clock) -> list[str]:
    """A resolver knows no time limit of ours, so it is asked in a thread that may be left behind."""
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(dict.fromkeys(resolve(host, port)))
        except (OSError, UnicodeError):
            return

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(clock.left())
    if asking.is_alive():
        raise CannotFetch(problems.SLOW)
    if not found:
        raise CannotFetch(problems.UNREACHED)
    return found


class Pinned(NetworkBackend):
    """Connects to the checked addresses, in their order, whatever name it is told."""

    def __init__(self, addresses: list[str], clock: Clock) -> None:
        self._addresses, self._clock = addresses, clock

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> NetworkStream:
        """A connection to the first address that answers. TLS is verified against `host` afterwards."""
        failed: Exception = ConnectError(host)
        for address in self._addresses:
            try:
                return Bounded(SyncBackend().connect_tcp(address, port, self._clock.left()), self._clock)
            except (ConnectError, ConnectTimeout) as error:
                failed = error
        raise failed


class Bounded(NetworkStream):
    """A connection whose every step ends when the time of the whole fetch does."""

    def __init__(self, stream: NetworkStream, clock: Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, at most so many."""
        return self._stream.read(max_bytes, self._clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._stream.write(buffer, self._clock.left())

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        """The same connection, encrypted, and bounded still."""
        return Bounded(self._stream.start_tls(ssl_context, server_hostname, self._clock.left()), self._clock)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows about itself."""
        return self._stream.get_extra_info(info)
