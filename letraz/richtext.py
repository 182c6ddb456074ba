"""The rich text of a resume: a Markdown subset read as HTML, plain text or styled runs. Pure.

The subset is bold, italic, link, bullet and numbered list, line break; everything else is text as typed. A line
break in the source is one on paper; a blank line ends the paragraph. Links go to http, https, mailto and tel only.
Lists nest three deep; a marker beyond that is text, so nothing is lost and no input can nest without end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape as escape_html
from itertools import groupby

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.token import Token

#: How deep lists may nest.
MAX_DEPTH = 3

#: Where a link may go.
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "span"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "span": {"dir"}}
_MARKER = re.compile(r"[ \t]*(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]+|$)")
_LEADING = re.compile(r"^[ \t]*(?:(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t]))?[ \t]*", re.MULTILINE)
_SPECIAL = re.compile(r"[\\*\[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_LIST_START = re.compile(r"^([-+]|[0-9]{1,9}(?=[.)]))([.)]?)(?=[ \t]|$)", re.MULTILINE)
_UNSAFE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. A line break is a newline in `text`; `href` is empty or a safe address."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Styled runs. `depth` is 0 outside lists, else 1 to 3; `marker` ("•", "2.") is on an item's first paragraph."""

    runs: tuple[Run, ...]
    depth: int = 0
    marker: str = ""


def to_html(source: str, change: Callable[[str], str] = str, side: Callable[[str], str] = lambda words: "") -> str:
    """Safe HTML of `source`: only p, br, ul, ol, li, strong, em and a. `change` is made to each run's text.

    `side` says of a paragraph's words which way they run ("ltr", "rtl"), if otherwise than the page: then they stand
    in a span of that direction.
    """
    html = "".join(_html(token, change, side) for token in _tokens(source))
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES))


def to_plain(source: str, addresses: bool = False) -> str:
    """The words without markup; items are lines that begin with "- " or "1. ", indented by two when nested.

    With `addresses` a link's address follows its text in brackets, unless the text already is the address.
    """
    lines: list[str] = []
    previous = 0
    for paragraph in runs(source):
        text = "".join(spelled(run) if addresses else run.text for run in paragraph.runs)
        if lines and not (paragraph.depth and previous):
            lines.append("")
        lines += _indented(text, paragraph)
        previous = paragraph.depth
    return "\n".join(lines)


def runs(source: str) -> list[Paragraph]:
    """The paragraphs of `source` in order, lists flattened: what a word processor's file is made of."""
    found: list[Paragraph] = []
    counters: list[int | None] = []
    marker = ""
    for token in _tokens(source):
        if token.type.endswith("_list_open"):
            counters.append(int(token.attrGet("start") or 1) if token.tag == "ol" else None)
        elif token.type.endswith("_list_close"):
            counters.pop()
        elif token.type == "list_item_open":
            marker = "•" if counters[-1] is None else f"{counters[-1]}."
            counters[-1] = counters[-1] and counters[-1] + 1
        elif token.type == "list_item_close" and marker:
            found.append(Paragraph((), len(counters), marker))
            marker = ""
        elif token.type == "inline":
            found.append(Paragraph(tuple(_runs(token)), len(counters), marker))
            marker = ""
    return found


def points(source: str) -> list[str]:
    """The items of the outermost lists, each as Markdown; empty when there is no list."""
    return [_clean(text) for text, marker in outline(source) if marker]


def from_points(lead: str, points: Sequence[str]) -> str:
    """Source of the paragraphs `lead` and a bullet list of `points` (Markdown each); empty points are left out."""
    items = [_clean(point).strip().replace("\n", "\n  ") for point in points if point.strip()]
    bullets = re.sub(r"\n[ \t]+(?=\n)", "\n", "\n".join(f"- {item}" for item in items))
    return "\n\n".join(part for part in (lead.strip(), bullets) if part)


def outline(source: str) -> list[tuple[str, str]]:
    """Paragraphs outside lists ("") and items of the outermost lists ("-", "1."), in order: Markdown and marker."""
    lines, ordered = _clean(source).split("\n"), False
    found: list[tuple[str, str]] = []
    for token in _tokens(source):
        if token.level == 0 and token.type.endswith("_list_open"):
            ordered = token.tag == "ol"
        elif token.map and token.level == 0 and token.type == "paragraph_open":
            found.append(("\n".join(lines[slice(*token.map)]).strip(), ""))
        elif token.map and token.level == 1 and token.type == "list_item_open":
            found.append((_unindented(lines[slice(*token.map)]), "1." if ordered else "-"))
    return found


def bare(source: str) -> str:
    """The words without markup, spaced as reading them back would space them."""
    return tidy(to_plain(source))


def split(source: str) -> tuple[str, list[str]]:
    """The plain text outside lists, and the plain points."""
    paragraphs = ["".join(run.text for run in found.runs) for found in runs(source) if not found.depth]
    return tidy("\n\n".join(paragraphs)), [point for point in map(bare, points(source)) if point]


def join(lead: object, points: object) -> str:
    """The source of a plain text and plain points; what is neither a text nor a list of them counts as none."""
    listed = [escape(str(point)) for point in points] if isinstance(points, list) else []
    return from_points(escape(lead) if isinstance(lead, str) else "", listed)


def escape(text: str) -> str:
    """Source that reads back as `text`, given that `text` is tidy (see `tidy`); else as its tidy form."""
    escaped = _SPECIAL.sub(r"\\\g<0>", tidy(text))
    return _LIST_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"\\{m[1]}", escaped)


def tidy(text: str) -> str:
    """`text` as a paragraph can hold it: no space around lines, at most one blank line, no NUL or lone surrogate."""
    lines = (line.strip() for line in _UNSAFE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_safe(url: str) -> bool:
    """Whether a link may go to `url`: an absolute address of one of `SCHEMES`."""
    scheme, colon, rest = url.strip().partition(":")
    return bool(colon and rest) and scheme.lower() in SCHEMES


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "maxNesting": 50})
    reader.enable(["emphasis", "escape", "link", "list", "newline"])
    reader.block.ruler.at("list", _shallow_list, {"alt": ["paragraph"]})
    reader.validateLink = is_safe  # type: ignore[method-assign]
    return reader


def _shallow_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # A list and its item are a level each. What is refused here stays as text. A marker further out ends the innermost.
    allowed = state.level < 2 * MAX_DEPTH or (silent and state.sCount[start] < state.blkIndent)
    return allowed and list_block(state, start, end, silent)


def _clean(source: str) -> str:
    text = _UNSAFE.sub("\ufffd", source).replace("\r\n", "\n").replace("\r", "\n")
    return _LEADING.sub(lambda match: match[0].expandtabs(4), text) if "\t" in text else text


def _tokens(source: str) -> list[Token]:
    return _reader().parse(_clean(source))


def _runs(inline: Token) -> Iterator[Run]:
    """The runs of one paragraph, neighbours of the same style joined."""
    bold = italic = 0
    href = ""
    pieces: list[Run] = []
    for token in inline.children or ():
        if token.type.startswith("strong_"):
            bold += token.nesting
        elif token.type.startswith("em_"):
            italic += token.nesting
        elif token.type.startswith("link_"):
            href = str(token.attrGet("href") or "")
        else:
            text = "\n" if token.type.endswith("break") else token.content
            pieces.append(Run(text, bold > 0, italic > 0, href))
    for style, same in groupby(pieces, lambda run: replace(run, text="")):
        if text := "".join(run.text for run in same):
            yield replace(style, text=text)


def _html(token: Token, change: Callable[[str], str], side: Callable[[str], str]) -> str:
    if token.type == "inline":
        told = list(_runs(token))
        linked = groupby(told, lambda run: run.href)
        html = "".join(_anchor(href, "".join(_styled(run, change) for run in same)) for href, same in linked)
        own = side("".join(run.text for run in told))
        return f'<span dir="{own}">{html}</span>' if own else html
    if token.hidden:
        return ""
    if token.nesting < 0:
        return f"</{token.tag}>"
    start = token.attrGet("start")
    return f'<{token.tag} start="{start}">' if start else f"<{token.tag}>"


def _anchor(href: str, html: str) -> str:
    return f'<a href="{escape_html(href)}">{html}</a>' if href else html


def _styled(run: Run, change: Callable[[str], str]) -> str:
    html = escape_html(change(run.text), quote=False).replace("\n", "<br>")
    html = f"<em>{html}</em>" if run.italic else html
    return f"<strong>{html}</strong>" if run.bold else html


def spelled(run: Run) -> str:
    """Its text, and in brackets where its link leads, unless that is what the text says."""
    bare = run.href.removeprefix("mailto:").removeprefix("tel:")
    return f"{run.text} ({bare})" if bare and bare != run.text else run.text


def _indented(text: str, paragraph: Paragraph) -> list[str]:
    marker = paragraph.marker.replace("•", "-")
    first = "  " * max(paragraph.depth - 1, 0) + (f"{marker} " if marker else "  " if paragraph.depth else "")
    return [(" " * len(first) if at else first) + line for at, line in enumerate(text.split("\n"))]


def _unindented(lines: Sequence[str]) -> str:
    width = marker.end() if (marker := _MARKER.match(lines[0])) else 0
    rest = [line[min(width, len(line) - len(line.lstrip(" "))) :] for line in lines[1:]]
    return "\n".join([lines[0][width:], *rest]).strip()
