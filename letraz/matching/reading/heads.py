"""A posting's head: its first short lines, which say the job, the employer and the place without calling them so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letraz.matching.reading.cues import Cues, has
from letraz.matching.reading.headings import HEAD
from letraz.matching.reading.money import sums
from letraz.matching.reading.segments import Segment
from letraz.matching.words import is_common, normal

__all__ = ["aside", "heads", "names_job", "pieces", "unshouted"]

#: So many lines at most are a head, and a part of it has no more words.
LINES, WORDS = 14, 14

_PART = re.compile(r" [|·•] |\t")
_PIECE = re.compile(r" [–—-] | (?:at|for|@) (?=[A-Z])")
_OLOGIST = re.compile(
    r"(?:ologist|grapher|keeper|smith|wright|manager|officer|worker|driver|engineer|nurse|teacher)s?$"
)
_GENDERS = re.compile(r"\((?:[mwfdhx](?:[/|][mwfdhxi]){1,3}|all genders)\)", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:days?|nights?|earl\w+|lates?|weekends?|immediate start|urgent\w*|permanent|temp\w*|(?:full"
    r"|part)[- ]time.*|remote.*"
    r"|hybrid.*|on-?site.*|contract.*|\d.*|[£$€].*|ref\b.*|req\w*\d+.*|.* shifts?|no \w+|hiring.*"
    r"|.*per (?:hour|annum).*)",
    re.IGNORECASE,
)
_SMALL = frozenset({"OF", "AND", "THE", "FOR", "IN", "AT", "TO", "WITH", "ON"})


def heads(found: Sequence[Segment]) -> list[str]:
    """The parts of the first lines that have no label, up to the first bullet, heading or second paragraph."""
    parts: list[str] = []
    for segment in found[:LINES]:
        if segment.kind != HEAD or segment.bullet or (segment.prose and parts and not _PART.search(segment.text)):
            break
        if not segment.inline:
            parts += [part.strip(" -–|·") for part in _PART.split(segment.text) if part.strip(" -–|·")]
    return parts


def pieces(parts: Sequence[str]) -> list[str]:
    """The parts, those with a dash or "at" in them taken apart, without noise, money, dates and sentences."""
    found = [piece.strip(" -–|·!") for part in parts for piece in _PIECE.split(part)]
    return [piece for piece in found if piece and piece.count(" ") < WORDS and not aside(piece)]


def aside(piece: str) -> bool:
    """Whether a part of a head is about pay, hours or the page, and so neither a job nor a name nor a place."""
    money = any(True for _ in sums(piece))
    return bool(money or _ASIDE.fullmatch(piece)) or normal(piece) in Cues.load().noise


def names_job(text: str) -> bool:
    """Whether a text has a noun that names a job, or the German "(m/w/d)" behind one."""
    norm = normal(text)
    if not norm:
        return False
    titles = Cues.load().titles
    single = " ".join(word.removesuffix("s") for word in norm.split())
    return has(norm, titles) or has(single, titles) or bool(_OLOGIST.search(norm) or _GENDERS.search(text))


def unshouted(text: str) -> str:
    """A line that is all capitals in title case; its abbreviations stay."""
    return " ".join(map(_quiet, text.split(" "))) if text.isupper() else text


def _quiet(word: str) -> str:
    if word in _SMALL:
        return word.lower()
    said = len(word) > 5 or (len(word) > 3 and is_common(normal(word)))
    return word.capitalize() if said else word
