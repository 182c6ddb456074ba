"""The text of a posting as pasted, made plain: no odd spaces, no unseen signs, no mojibake, and of bounded length."""

from __future__ import annotations

import html
import re

__all__ = ["LIMIT", "bare", "plain"]

#: Characters of a posting that are read; the form that a posting is pasted into takes no more either.
LIMIT = 50_000

#: UTF-8 that was read as Windows-1252, for the signs that postings have.
_MOJIBAKE = {
    "â€™": "’", "â€˜": "‘", "â€œ": "“", "â€\x9d": "”", "â€“": "–", "â€”": "—", "â€¢": "•", "â€¦": "…", "Â£": "£",
    "â‚¬": "€", "Â·": "·", "Â\xa0": " ", "Ã©": "é", "Ã¨": "è", "Ã¼": "ü", "Ã¶": "ö",
    "Ã¤": "ä", "ÃŸ": "ß", "Ã³": "ó", "Ã±": "ñ",
}  # fmt: skip
_BROKEN = re.compile("|".join(map(re.escape, _MOJIBAKE)))
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[^\\S\n]+")
_COLUMN = re.compile(r"(?<=[\w.)%])(?: {3,}|\t+)(?=[A-Z][\w /#]{1,20}:)")
_EDGES = re.compile(" ?\n ?")
_EMPTY = re.compile("\n{3,}")
#: What no person reads as a word (a picture in letters, a link's tail) is cut. East Asian text has no spaces.
_ENDLESS = re.compile("([^\\s\u2e80-\U0010ffff]{120})[^\\s\u2e80-\U0010ffff]+")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")

#: What stands before the words of a point or a heading: bullets of all kinds, a number, Markdown's signs.
_BULLET = re.compile(
    r"(?:[•●○◦▪▫■□◆◇►▶➢➤➔→✓✔✅☑⁃∙·‣–—*+>-]+\uFE0F?(?=[ \w£$€(\"“'‘.])\s*(?:\[[ xX]?\]\s*)?"
    r"|[o§]\s+(?=[A-Z0-9])|\(?\d{1,2}[.)]\s+(?=\D)|\(?[a-z]\)\s+)"
)


def plain(text: str) -> str:
    """The first `LIMIT` characters, with newlines between lines, single spaces, and no two empty lines in a row."""
    text = text[:LIMIT].translate(_WIDE)
    text = _BROKEN.sub(lambda found: _MOJIBAKE[found.group()], text)
    text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    text = _CONTROL.sub("", _UNSEEN.sub("", _BREAK.sub("\n", text)))
    text = _COLUMN.sub("\n", text)
    text = _ENDLESS.sub(r"\1", text)
    text = _EDGES.sub("\n", _SPACE.sub(" ", text))
    return _EMPTY.sub("\n\n", text).strip()


def bare(line: str) -> tuple[str, bool]:
    """A line without the sign before it and without Markdown's stars, and whether there was a bullet."""
    found = None if line.startswith("**") else _BULLET.match(line)
    rest = line[found.end() :] if found else line
    return rest.replace("**", "").strip(" \t_"), bool(found)
