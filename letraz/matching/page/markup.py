"""A stranger's HTML made small and tame before a real parser sees it, and a parsed tree as lines of text. Pure.

Parsers of HTML are quick on what people write and can be made slow on purpose: libxml2 takes 15 s for one tag with
100,000 attributes, and its tree is walked by code that dislikes great depth. `tame` reads the text once, from left to
right, and writes down only what the text of a page needs; its time is linear in the length, whatever it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

#: The most of a page that is read: characters, elements, elements inside one another, and the sum of all elements'
#: depths, which is what trafilatura's time follows. A long page: 5,000, 40 deep, in all 80,000.
MOST_CHARACTERS, MOST_ELEMENTS, MOST_DEEP, MOST_DEPTHS = 2_000_000, 30_000, 100, 600_000

_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30}+)(?=[\s/>]|\Z)")
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s/>=]++)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s>]*+))?+""")
_AS = {"dd": "p", "dt": "p"}  # libxml2 never closes them by itself, and nothing is lost: both are lines
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_KEPT = {"class", "id", "style", "hidden", "role", "aria-hidden"}
_VOID = {"area", "base", "col", "embed", "frame", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_DROPPED = (
    "audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea", "video", "xmp",
)  # fmt: skip
_END = {name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE) for name in _DROPPED}
_CLOSED_BY_OTHERS = {"body", "head", "html", "li", "option", "p", "td", "th", "tr"}
_HIDDEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)


class PageRefused(ValueError):
    """A page that is too large to be read; the text is a sentence for the person."""

    def __init__(self) -> None:
        super().__init__("This page is too large to be read. Paste the text instead.")


@dataclass
class Tame:
    """HTML with few attributes, no scripts and no comments; `data` are the texts of its JSON-LD scripts."""

    pieces: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    _elements: int = 0
    _depth: int = 0
    _depths: int = 0

    @property
    def html(self) -> str:
        """All of it."""
        return "".join(self.pieces)

    def open(self, name: str, attributes: str, *, closed: bool) -> None:
        """Write an element's start. `PageRefused` when there are too many, or too many inside one another."""
        self._elements += 1
        if name not in _CLOSED_BY_OTHERS and name not in {"br", "hr"}:
            self._depth += 0 if closed else 1
        self._depths += self._depth
        if self._elements > MOST_ELEMENTS or self._depth > MOST_DEEP or self._depths > MOST_DEPTHS:
            raise PageRefused
        if not closed:
            self.pieces.append(f"<{name}{attributes}>")

    def close(self, name: str) -> None:
        """Write an element's end."""
        if name not in _CLOSED_BY_OTHERS:
            self._depth = max(0, self._depth - 1)
        self.pieces.append(f"</{name}>")


def tame(html: str) -> Tame:
    """The page without what is no text of it. `PageRefused` for one that is too large or too deep."""
    if len(html) > MOST_CHARACTERS:
        raise PageRefused
    html = _CONTROLS.sub(" ", html)
    found, at = Tame(), 0
    while (start := html.find("<", at)) >= 0:
        found.pieces.append(html[at:start])
        at = _one(html, start, found)
    found.pieces.append(html[at:])
    return found


def _one(html: str, start: int, found: Tame) -> int:
    """Take in what begins with the "<" at `start`; where to go on."""
    if html.startswith("<!--", start):
        return _behind(html, "-->", start + 4)
    named = _NAME.match(html, start)
    if not named:
        if html[start + 1 : start + 2] in {"!", "?", "/"}:
            return _behind(html, ">", start + 1)
        found.pieces.append("&lt;")
        return start + 1
    name = _AS.get(named[2].lower(), named[2].lower())
    attributes, at, closed = _attributes(html, named.end())
    if named[1]:
        found.close(name)
    elif name in _END:
        return _dropped(html, at, name, attributes, found)
    elif name not in _VOID:
        kept = "".join(f' {key}="{escape(attributes[key][:200])}"' for key in sorted(_KEPT & attributes.keys()))
        found.open(name, kept, closed=closed and name not in {"br", "hr"})
    return at


def _attributes(html: str, at: int) -> tuple[dict[str, str], int, bool]:
    """The attributes of a tag (the first of each name counts), where the tag ends, and whether it ends with "/>"."""
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(html, at):
        found.setdefault(match[1].lower(), (match[2] or "").strip("\"'"))
        at = match.end()
    end = _behind(html, ">", at)
    return found, end, html[end - 2 : end - 1] == "/"


def _dropped(html: str, at: int, name: str, attributes: dict[str, str], found: Tame) -> int:
    end = _END[name].search(html, at)
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    if name == "script" and kind == "application/ld+json":
        found.data.append(html[at : end.start() if end else len(html)])
    return end.end() if end else len(html)


def _behind(html: str, mark: str, at: int) -> int:
    found = html.find(mark, at)
    return len(html) if found < 0 else found + len(mark)


def tree(html: str) -> HtmlElement | None:
    """Tame HTML, parsed, without what a reader of the page does not see. None when there is nothing in it."""
    try:
        root = document_fromstring(html, parser=HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True))
    except etree.ParserError:
        return None
    for element in [one for one in root.iter(etree.Element) if _is_hidden(one)]:
        if element.getparent() is not None:
            element.drop_tree()
    return root


def _is_hidden(element: HtmlElement) -> bool:
    wanted = element.attrib
    return (
        "hidden" in wanted
        or wanted.get("aria-hidden", "").lower() == "true"
        or _HIDDEN_STYLE.search(wanted.get("style", "")) is not None
    )


_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LINES = {
    "address", "article", "aside", "blockquote", "body", "details", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "form", "header", "hr", "main", "nav", "ol", "section", "summary", "table",
    "tbody", "tr", "ul",
}  # fmt: skip
_PARAGRAPHS = {*_HEADINGS, "p", "pre", "blockquote"}
_ITEM, _ITEM_END, _LINE, _PARAGRAPH = "\x01", "\x02", "\x03", "\x04"


def lines(root: HtmlElement) -> str:
    """A tree as text: a line for each block, a blank line around paragraphs and headings, "- " before each point."""
    text = re.sub(rf"[\s{_LINE}{_PARAGRAPH}]++", _space, "".join(_pieces(root)))
    text = re.sub(rf"{_ITEM}\s?\s?(?=[{_ITEM}{_ITEM_END}])", "", text)
    text = re.sub(rf"\s?\s?{_ITEM_END}\s?\s?(?=[{_ITEM}{_ITEM_END}])", "", text)
    text = re.sub(rf"\s?\s?{_ITEM}\s?\s?", "\n- ", text)
    return neat(text.replace(_ITEM_END, "\n"))


def _space(run: re.Match[str]) -> str:
    breaks = 2 if _PARAGRAPH in run[0] else run[0].count("\n") or int(_LINE in run[0])
    return "\n" * min(2, breaks) or " "


def neat(text: str) -> str:
    """Text with single spaces, no space around lines, and at most one blank line."""
    kept = (" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _pieces(root: HtmlElement) -> Iterator[str]:
    for event, element in etree.iterwalk(root, events=("start", "end")):
        starts = event == "start"
        if element.tag in _PARAGRAPHS:
            yield _PARAGRAPH
        elif element.tag in _LINES:
            yield _LINE
        elif element.tag == "br" and starts:
            yield "\n"
        elif element.tag == "li":
            yield _ITEM if starts else _ITEM_END
        elif element.tag in {"td", "th"}:
            yield " "
        text = element.text if starts else element.tail if element is not root else None
        if text and element.tag != "title":
            yield " ".join(re.split(r"[\x00-\x20\x7f]+", text))
