"""The postings that a page describes for machines: `JobPosting` of schema.org, in JSON-LD scripts. Pure.

What is found in the wild is taken: several scripts, lists, `@graph`, parts that are named by `@id` and stand elsewhere,
CDATA and comments around the JSON, trailing commas, raw line breaks in strings. What cannot be read is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

Node = dict[str, Any]

#: The most postings of a page that are looked at, and the most parts of one: parts that name parts multiply.
MOST_POSTINGS, MOST_PARTS = 50, 2000

_BEFORE = re.compile(r"(?:\s|<!--|//|/\*|\*/|<!\[CDATA\[)*+")
_JSON = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
_TRAILING = re.compile(r",(?=\s*+[}\]])")


def postings(scripts: Sequence[str]) -> list[Node]:
    """Every posting that the scripts describe, in their order, with the parts that they name put in their places."""
    nodes = [node for script in scripts for node in _nodes(_read(script))]
    named: dict[str, Node] = {}
    for node in nodes:
        if isinstance(key := node.get("@id"), str) and len(node) > 1:
            named[key] = {**named.get(key, {}), **node}
    described = [node for node in nodes if _is_posting(node) and len(node) > 1][:MOST_POSTINGS]
    found = [_Placing(named).whole(node) for node in described]
    return [node for at, node in enumerate(found) if node not in found[:at]]


def chosen(found: Sequence[Node], url: str, title: str) -> Node | None:
    """The posting that a page is about: the only one, or the one that its address or its title names. Else None."""
    if len(found) < 2:
        return found[0] if found else None
    ranked = sorted(((_fits(node, url, title), -at) for at, node in enumerate(found)), reverse=True)
    clear = ranked[0][0] > ranked[1][0]
    return found[-ranked[0][1]] if clear else None


def _read(script: str) -> Any:
    """The JSON that a script begins with, mended where it is usually broken. None when that does not help."""
    before = _BEFORE.match(script)
    text = script[before.end() if before else 0 :]
    for attempt in (text, _TRAILING.sub("", text), unescape(text)):
        try:
            return _JSON.raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any) -> Iterator[Node]:
    """Every object in it, outer ones first, in the order of the text."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(reversed(one.values()))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def _is_posting(node: Node) -> bool:
    kinds = node.get("@type")
    every = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and re.split(r"[/:#]", kind)[-1] == "JobPosting" for kind in every)


class _Placing:
    """Puts the parts that a posting only names in their places: an address in a place in a list is four deep."""

    def __init__(self, named: dict[str, Node]) -> None:
        self._named, self._left = named, MOST_PARTS

    def whole(self, node: Node) -> Node:
        """The posting with its parts."""
        own = {**self._named.get(str(node.get("@id")), {}), **node}
        return {key: self._placed(value, 4) for key, value in own.items()}

    def _placed(self, value: Any, deep: int) -> Any:
        self._left -= 1
        if not deep or self._left < 0:
            return value
        if isinstance(value, list):
            return [self._placed(one, deep - 1) for one in value[:50]]
        if not isinstance(value, dict):
            return value
        part = self._named.get(str(value["@id"]), value) if "@id" in value and len(value) <= 2 else value
        return {key: self._placed(one, deep - 1) for key, one in part.items()}


def _fits(node: Node, url: str, title: str) -> int:
    """How surely the page is about this posting: its own address counts most, then its number, then its title."""
    own = {_place(str(node.get(key))) for key in ("url", "@id", "sameAs", "mainEntityOfPage") if node.get(key)}
    number = node.get("identifier")
    number = number.get("value") if isinstance(number, dict) else number
    called = str(node.get("title") or "").strip().lower()
    return (
        16 * bool(url and _place(url) in own)
        + 8 * bool(url and _path(url) in {one.partition("?")[0] for one in own})
        + 4 * bool(url and number and re.search(rf"(?<!\w){re.escape(str(number)[:99])}(?!\w)", unquote(url)))
        + 2 * bool(called and called in title.lower())
    )


def _path(url: str) -> str:
    return _place(url).partition("?")[0]


def _place(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.netloc.lower().removeprefix('www.')}{unquote(parts.path).rstrip('/')}?{parts.query}"
