"""A page of the web as a posting: its text in lines, and the fields that it states for machines. Pure.

A page may describe its posting in JSON-LD; then that is believed. Else its main text is found, without the menus and
the other jobs around it. Nothing that a reader of the page does not see becomes text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Literal

from lxml.html import HtmlElement

from letraz.matching.page import described, jsonld, markup
from letraz.matching.page.markup import PageRefused

__all__ = ["Page", "PageRefused", "read_page"]

#: A description shorter than this (characters) is a teaser; the page itself says more.
TEASER = 200

_TITLE = re.compile(r"<title[^>]{0,99}>([^<]{0,500})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """`fields` by the names of `posting.FIELDS`, and `salary` (a `Salary`); `source` tells where the text is from."""

    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    source: Literal["json-ld", "page"] = "page"


def read_page(html: str, url: str = "") -> Page:
    """What a page says. Raises `PageRefused` for one that is too large or too deep; its time is bounded by that.

    `url` is where the page was found: it tells which of several postings is meant.
    """
    tame = markup.tame(html)
    title = _TITLE.search(tame.html)
    posting = jsonld.chosen(jsonld.postings(tame.data), url, unescape(title[1]) if title else "")
    found = described.fields(posting) if posting else {}
    text = described.text(posting) if posting else ""
    if len(text) >= TEASER:
        return Page(text, found, "json-ld")
    root = markup.tree(tame.html)
    seen = "" if root is None else _main_text(root)
    return Page(seen, found) if len(seen) >= len(text) else Page(text, found, "json-ld")


def _main_text(root: HtmlElement) -> str:
    """The main text; all of the page where it is too short for a main text to be told from the rest."""
    import trafilatura

    whole = markup.lines(root)
    found = trafilatura.extract(root, include_comments=False, favor_recall=True) if len(whole) > TEASER else None
    return markup.neat(found or whole)
