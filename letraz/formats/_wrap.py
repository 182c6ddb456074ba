"""Lines of text cut at a width in columns, whatever the script: wide characters count two, marks none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: Columns of a line: what mail and web forms have shown whole for forty years.
COLUMNS = 72

_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"
)
# What may not begin a line, and what may not end one, where lines break between any two characters.
_CLOSING = "、。，．：；？！）］｝〕〉》」』】’”ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_OPENING = "（［｛〔〈《「『【‘“"
_PIECE = re.compile(rf"[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|[^ \t{_WIDE}]+[{_CLOSING}]*|[ \t]+")


def width(text: str) -> int:
    """The columns that `text` takes in a font of even width."""
    return sum(map(_columns, text))


def wrapped(text: str, indent: str = "", hang: str = "") -> Iterator[str]:
    """The lines of `text`, each at most `COLUMNS` wide unless one word is wider. Empty text gives none.

    The first line begins with `indent`, those that follow with `hang`. A word or an address is never cut.
    """
    for line in text.splitlines() if text.strip() else ():
        yield from _cut(line.strip(), indent, hang)
        indent = hang


def _cut(line: str, indent: str, hang: str) -> Iterator[str]:
    now, gap, empty = indent, "", True
    for piece in _PIECE.findall(line):
        if piece.isspace():
            gap = piece
            continue
        if not empty and width(now) + width(gap) + width(piece) > COLUMNS:
            yield now
            now, gap = hang, ""
        now, gap, empty = now + gap + piece, "", False
    yield now


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
