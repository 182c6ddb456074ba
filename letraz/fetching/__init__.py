"""One page from the internet, for a person who gave its address: fetched so that it cannot be turned against us.

An address is a stranger's text, and this machine may reach what the stranger cannot. So a name is resolved once, every
answer is checked, and the connection goes to a checked address while TLS is verified against the name. Redirects are
followed by hand and checked like the first address. No cookies, no credentials, no proxies; time, bytes and types are
bounded. It blocks: for tasks, not for requests. Whether it may be used at all is the setting `FETCH_POSTINGS`.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import httpcore2
from httpx2 import URL

from letraz.fetching import body, problems
from letraz.fetching.problems import CannotFetch
from letraz.fetching.target import Allowed, after, port, target
from letraz.fetching.wire import Clock, Pinned, Resolver, checked, system_resolver

__all__ = ["CannotFetch", "Fetched", "Limits", "fetch"]

_REDIRECTS = {301, 302, 303, 307, 308}
_HEADERS: list[tuple[bytes | str, bytes | str]] = [
    ("User-Agent", "Letraz/0.1 (one page, asked for by a person)"),
    ("Accept", "text/html, application/xhtml+xml, application/ld+json;q=0.9, text/plain;q=0.8"),
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost: seconds of wall time over all redirects, bytes after unpacking, redirects."""

    seconds: float = 12.0
    bytes: int = 2_000_000
    redirects: int = 4


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it was: its text decoded, the SHA-256 of its bytes in hexadecimal, the time in UTC."""

    url: str
    final_url: str
    status: int
    content_type: str
    text: str
    sha256: str
    fetched_at: datetime


USUAL = Limits()


def fetch(
    url: str,
    *,
    limits: Limits = USUAL,
    allow: Allowed = frozenset(),
    resolve: Resolver = system_resolver,
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """The page at an address. `CannotFetch` for everything that the address, the network or the site can do wrong.

    `allow` names (address, port) pairs that may be reached although they are private or odd; `resolve` and `trust`
    stand for the system's resolver and certificates. Only tests give these three.
    """
    clock = Clock(limits.seconds)
    here = target(url.strip(), allow)
    for _ in range(limits.redirects + 1):
        host = here.raw_host.decode("ascii")
        addresses = checked(host, port(here), resolve=resolve, allow=allow, clock=clock)
        found = _ask(here, Pinned(addresses, clock), trust or ssl.create_default_context(), limits)
        if isinstance(found, _Page):
            digest = sha256(found.data).hexdigest()
            read = body.text(found.data, found.header)
            return Fetched(url, str(here), 200, body.content_type(found.header), read, digest, datetime.now(UTC))
        here = after(here, found, allow)
    raise CannotFetch(problems.WANDERS)


@dataclass(frozen=True, slots=True)
class _Page:
    header: str
    data: bytes


def _ask(url: URL, backend: Pinned, trust: ssl.SSLContext, limits: Limits) -> _Page | bytes:
    """The page, or where it redirects to. One question over a connection of its own."""
    there = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    try:
        with (
            httpcore2.ConnectionPool(ssl_context=trust, network_backend=backend) as pool,
            pool.stream("GET", there, headers=[("Host", url.netloc), *_HEADERS]) as response,
        ):
            return _answer(response, limits)
    except httpcore2.TimeoutException as error:
        raise CannotFetch(problems.SLOW) from error
    except (httpcore2.NetworkError, OSError) as error:
        raise CannotFetch(problems.UNREACHED) from error
    except (httpcore2.ProtocolError, ValueError) as error:
        raise CannotFetch(problems.BROKEN) from error


def _answer(response: httpcore2.Response, limits: Limits) -> _Page | bytes:
    headers = {name.lower(): value for name, value in response.headers}
    if response.status in _REDIRECTS and b"location" in headers:
        return headers[b"location"]
    if response.status != 200:
        raise CannotFetch(problems.of_status(response.status))
    kind = headers.get(b"content-type", b"").decode("latin-1")
    coding = headers.get(b"content-encoding", b"").decode("latin-1").strip().lower()
    body.content_type(kind)  # before the first byte of it is read
    return _Page(kind, body.whole(response.iter_stream(), coding, limits.bytes))
