"""An address that may be asked at all, told from its text alone.

What is checked here is what is connected to: the parts are read once, and no other parser sees the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from httpx2 import URL, InvalidURL

from letraz.fetching import problems
from letraz.fetching.problems import CannotFetch

#: The longest address (characters) that browsers and servers agree on.
URL_CHARACTERS = 2000

#: The ports of the web, by scheme.
PORTS = {"http": 80, "https": 443}

#: Exceptions for tests: (address, port) pairs that may be reached although they are private or their port is odd.
Allowed = frozenset[tuple[str, int]]

_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
_NAME = re.compile(rf"({_LABEL}\.)+(?=[a-z]){_LABEL}")  # the last label begins with a letter: no number in disguise
_QUAD = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})")
_SIX = re.compile(r"[0-9a-f:]*:[0-9a-f:.]*")


def target(text: str, allow: Allowed) -> URL:
    """The address, without its fragment. Raises `CannotFetch`."""
    if len(text) > URL_CHARACTERS or not text.isprintable() or {" ", "\\"} & set(text):
        raise CannotFetch(problems.ADDRESS)
    try:
        url = URL(text).copy_with(fragment=None)
    except (InvalidURL, ValueError) as error:
        raise CannotFetch(problems.ADDRESS) from error
    if url.scheme not in PORTS or not _is_host(url.raw_host.decode("ascii")):
        raise CannotFetch(problems.ADDRESS)
    if "@" in re.split(r"[/?#]", text.partition("://")[2], maxsplit=1)[0]:
        raise CannotFetch(problems.CREDENTIALS)
    if port(url) not in {*PORTS.values(), *(odd for _, odd in allow)}:
        raise CannotFetch(problems.PORT)
    return url


def port(url: URL) -> int:
    """The port that an address names, or its scheme's."""
    return PORTS[url.scheme] if url.port is None else url.port


def after(here: URL, location: bytes, allow: Allowed) -> URL:
    """Where a redirect leads, checked like a first address, and never from encrypted to plain. Raises `CannotFetch`."""
    try:
        there = here.join(location.decode("utf-8"))
    except (InvalidURL, ValueError) as error:
        raise CannotFetch(problems.BROKEN) from error
    if (here.scheme, there.scheme) == ("https", "http"):
        raise CannotFetch(problems.OPENED)
    return target(str(there), allow)


def _is_host(host: str) -> bool:
    """A name of at least two labels, or an address written the one usual way. `0x7f.1` and `2130706433` are neither."""
    shapes: Collection[re.Pattern[str]] = (_NAME, _QUAD, _SIX)
    return len(host) <= 253 and any(shape.fullmatch(host) for shape in shapes)
