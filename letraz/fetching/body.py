"""What a site answered: its type, its bytes up to a limit, its text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

import webencodings

from letraz.fetching import problems
from letraz.fetching.problems import CannotFetch

#: Types of pages that are read. Anything else is somebody's file, not a posting.
CONTENT_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/ld+json"})

_HEAD_BYTES = 1024  # where HTML asks a page to name its encoding
_CHARSET = re.compile(r"""\b(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE)


def content_type(header: str) -> str:
    """The type without its parameters, in lower case. `CannotFetch` for one that is not read."""
    found = header.partition(";")[0].strip().lower()
    if found not in CONTENT_TYPES:
        raise CannotFetch(problems.KIND)
    return found


def whole(chunks: Iterable[bytes], coding: str, most: int) -> bytes:
    """All the bytes, unpacked. `CannotFetch` beyond `most` (on the wire or unpacked), or for a coding nobody asked for.

    A bomb costs no more than `most` bytes: unpacking stops there.
    """
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        raise CannotFetch(problems.BROKEN)
    kept = bytearray()
    for part in _unpacked(_measured(chunks, most), most) if coding.endswith("gzip") else _measured(chunks, most):
        kept += part
        if len(kept) > most:
            raise CannotFetch(problems.LARGE)
    return bytes(kept)


def _measured(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise CannotFetch(problems.LARGE)
        yield chunk


def _unpacked(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            yield unpack.decompress(chunk, most + 1)
    except zlib.error as error:
        raise CannotFetch(problems.BROKEN) from error
    if not unpack.eof:
        raise CannotFetch(problems.BROKEN)


def text(data: bytes, header: str) -> str:
    """The bytes as text: a byte order mark, the header's charset, or the page's own decides; else UTF-8 or Western.

    Only encodings of the web's own list are tried. What cannot be read becomes a replacement mark.
    """
    named = _CHARSET.search(header) or _CHARSET.search(data[:_HEAD_BYTES].decode("latin-1"))
    encoding = webencodings.lookup(named[1]) if named else None
    return str(webencodings.decode(data, encoding or _guess(data), errors="replace")[0])


def _guess(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"
