"""Which lines of a posting are headings, and what stands under them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from letraz.matching.reading.cues import Cues, has
from letraz.matching.reading.plain import bare
from letraz.matching.rules import Rules
from letraz.matching.words import normal

__all__ = ["ABOUT", "HEAD", "Heading", "guessed", "heading"]

ABOUT = "about"

#: Before the first heading; and facts such as "Reference: 12", wherever they stand.
HEAD = "head"

#: A heading has no more words.
LONGEST = 9

_MONEY = re.compile(r"[£$€\d]")
_FACT = re.compile(
    r"(?:job |role |work |application )?(?:clos(?:es|ing)\b.*|deadline.*|apply (?:by|before).*"
    r"|ref(?:erence)?\b.*|post(?:ed)?(?: on| date)?|published|"
    r"advertised|online since|date posted|(?:job|requisition|vacancy|req) (?:id|number|no)\.?|report(?:s"
    r"|ing) to|department|team|company(?: name)?|employer|"
    r"organi[sz]ation|client|agency|where|based(?: at| in)?|place|site|base|job types?|type|types|title|position"
    r"|vacancy|role|employment(?: type)?|start(?:s|ing)?(?: date)?|industry|sector|grade|band)",
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"[A-ZÀ-ÖØ-Þ]{2}")
_WHY = re.compile(r"why (?!not)\w.{1,40}$")
_ABOUT = re.compile(r"about (?!\d|an hour|a (?:day|week|month|year))")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `kind` is what is under it, "" for "as before"; `rest` what stands behind its colon."""

    kind: str
    text: str
    rest: str = ""


def heading(line: str, *, apart: bool = False, opens: bool = False) -> Heading | None:
    """The heading that a line is, or None.

    `apart`: an empty line is before it. `opens`: it stands before a list and is not within one.
    """
    text, bullet = bare(line.lstrip("#").strip())
    marked = line.startswith("#") or (line.startswith("**") and line.rstrip(" :").endswith("**"))
    head, colon, rest = text.partition(":")
    if len(head) > 90 or not any(map(str.isalpha, head)):
        return None
    if colon and rest.strip():
        return None if bullet else _with_rest(head, rest.strip())
    norm = normal(head)
    exact = norm in Rules.load().headings or norm in Cues.load().headings
    if norm.count(" ") >= LONGEST or head[-1] in ".;," or (bullet and not (exact and colon)):
        return None
    sure = exact or bool(colon) or marked or bool(_WHY.match(norm))
    set_off = apart and (_shouted(head) or _telling(head, norm) or head[-1] == "?")
    if not (sure or set_off or (opens and head[0].isupper())):
        return None
    divides = colon or (opens and not marked and not has(norm, Cues.load().small))
    return Heading(guessed(norm) or ("" if divides else ABOUT), head)


def guessed(norm: str) -> str:
    """The kind that a heading's words speak for, or ""."""
    cues = Cues.load()
    if kind := cues.headings.get(norm) or Rules.load().headings.get(norm):
        return kind
    if has(norm, cues.tasks) and not has(norm, cues.heading_words["nice"]):
        return "duty"
    if _WHY.match(norm):
        return "benefit"
    if _ABOUT.match(norm) and norm != "about you":
        return "duty" if has(norm, ("role", "job", "position", "post", "work")) else ABOUT
    return next((kind for kind, words in cues.heading_words.items() if has(norm, words)), "")


def _with_rest(head: str, rest: str) -> Heading | None:
    """What "Nice to have: Go" is. A head that is only guessed must be shouted."""
    norm = normal(head)
    if norm.count(" ") >= LONGEST:
        return None
    if _FACT.fullmatch(head):
        return Heading(HEAD, head, rest)
    kind = Rules.load().headings.get(norm) or (guessed(norm) if _shouted(head) else "")
    return Heading(kind, head, rest) if kind else None


def _shouted(text: str) -> bool:
    """All capitals, and no sum of money or code."""
    return text.isupper() and len(_SHOUTED.findall(text)) > 1 and not _MONEY.search(text)


def _telling(text: str, norm: str) -> bool:
    """Whether a line is made of nothing but words that headings are made of, and begins with a capital."""
    cues, words = Cues.load(), norm.split()
    if not text[0].isupper() or not guessed(norm):
        return False
    every = {word for phrases in cues.heading_words.values() for phrase in phrases for word in phrase.split()}
    known = all(word in every or word in cues.small or len(word) == 1 for word in words)
    return known or bool(_ABOUT.match(norm) and len(words) <= 5)
