"""How a posting comes in: fetched from its address, decoded, taken out of its page, and read. For a worker.

Everything here is a stranger's text. It becomes plain text and values, bounded, and nothing of it is run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app

from letraz import fetching
from letraz.extensions import setting
from letraz.fetching import body
from letraz.matching import page, reading
from letraz.models import Posting
from letraz.models.posting import LINK, PASTED, CannotRead
from letraz.queue import OutOfTime

#: Characters of a posting that are read and kept as its text. Measured: the longest real ones have 15,000.
MOST_CHARACTERS = 50_000

_EMPTY = "There is no text in this. Paste the text of the posting."
_NO_PAGE = "This file is no web page. Save the posting as HTML in your browser, or paste its text."
_LOCKED = "This page holds no text that can be read: it needs a browser. Paste the text instead."
_OFF = "Links are not fetched here. Paste the text instead."
_SLOW = "Reading this took too long and was stopped. Paste only the part that is the posting."

_TAG = re.compile(r"<(?:!doctype|html|head|body|div|p|br|script|table|ul|span|article|main)\b", re.IGNORECASE)
_HEAD = 100_000  # characters in which a page shows that it is one


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A posting that was read. `found`: what `letraz.matching.reading` found, without the text, as JSON values.

    Beside that: `cut` when the text was too long, and `address` when the page names its own.
    """

    given: bytes
    text: str
    found: dict[str, Any] = field(default_factory=dict)
    fetched_at: datetime | None = None


def take_in(posting: Posting) -> TakenIn:
    """Read what a person gave. Raises `CannotRead` for whatever strangers can do wrong."""
    try:
        return _taken(posting)
    except fetching.CannotFetch as error:
        raise CannotRead(str(error)) from error
    except page.PageRefused as error:
        raise CannotRead(str(error)) from error
    except (OutOfTime, MemoryError, RecursionError) as error:
        raise CannotRead(_SLOW) from error


def prewarm() -> None:
    """Load what reading needs (its rules, and the reader of pages), so that no forked task pays for it again."""
    _of_page(b"", "<h1>Nurse</h1><p>" + "We look for a nurse. " * 40, "")


def _taken(posting: Posting) -> TakenIn:
    if posting.source == LINK:
        return _fetched(posting.url)
    data = posting.data
    if posting.source == PASTED:
        return _read(data, data.decode("utf-8", "replace"), {})
    text = body.text(data, "")
    if _is_binary(text):
        raise CannotRead(_NO_PAGE)
    return _of_page(data, text, posting.url) if _TAG.search(text[:_HEAD]) else _read(data, text, {})


def _fetched(url: str) -> TakenIn:
    if setting("FETCH_POSTINGS") != "on":
        raise CannotRead(_OFF)
    got = fetching.fetch(url, allow=_allowed())
    data = got.text.encode("utf-8", "replace")
    if got.content_type == "text/plain":
        return _read(data, got.text, {}, got.fetched_at)
    return _of_page(data, got.text, got.final_url, got.fetched_at)


def _allowed() -> frozenset[tuple[str, int]]:
    """No private address may be reached; a test that is its own site names itself. There is no setting for it."""
    return frozenset(current_app.config.get("FETCH_ALLOWED", ()))


def _of_page(data: bytes, html: str, url: str, fetched_at: datetime | None = None) -> TakenIn:
    found = page.read_page(html, url)
    if not found.text.strip():
        raise CannotRead(_LOCKED)
    return _read(data, found.text, found.fields, fetched_at)


def _read(data: bytes, text: str, known: Mapping[str, Any], fetched_at: datetime | None = None) -> TakenIn:
    clean = printable(text).strip()
    if not clean:
        raise CannotRead(_EMPTY)
    said = reading.read(clean[:MOST_CHARACTERS], known)
    if not said.text.strip():  # nothing but the marks of lists
        raise CannotRead(_EMPTY)
    found = said.to_json()
    found.pop("text", None)
    if len(clean) > MOST_CHARACTERS:
        found["cut"] = True
    if address := str(known.get("url") or ""):
        found["address"] = address[:500]
    return TakenIn(data, printable(said.text), found, fetched_at)


def printable(text: str) -> str:
    """The text in NFC, without characters that stand for nothing: controls, lone surrogates, noncharacters."""
    normal = re.sub(r"\r\n?|[\u2028\u2029\x85\v\f]", "\n", unicodedata.normalize("NFC", text))
    return "".join(char for char in normal if char in "\n\t" or _is_text(char))


def _is_text(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs") and ord(char) & 0xFFFE != 0xFFFE


def _is_binary(text: str) -> bool:
    """Whether the beginning is no text: a picture, a PDF, a Word file."""
    head = text[:4000]
    return head.startswith("%PDF-") or sum(
        char == "\ufffd" or not (char in "\n\r\t\f" or _is_text(char)) for char in head
    ) * 20 > len(head)
