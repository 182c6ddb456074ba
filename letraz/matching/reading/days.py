"""When a posting was posted and when it closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from babel.dates import get_month_names

from letraz.matching.reading.segments import Segment, sentences

__all__ = ["closing", "dates", "posting_day"]

_TONGUES = ("en", "de", "fr", "es", "pl")
_DATE = re.compile(
    r"""(?<![\d/.-])(?:
      (?P<iso>\d{4}-\d{1,2}-\d{1,2})
    | (?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?\ (?:of\ |de\ )?(?P<m>[^\W\d]{3,12})\.?,?\ (?:de\ )?(?P<y>\d{4})
    | (?P<m2>[^\W\d]{3,12})\.?\ (?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\ (?P<y2>\d{4})
    | (?P<n1>\d{1,2})(?P<sep>[/.-])(?P<n2>\d{1,2})(?P=sep)(?P<y3>\d{4}|\d{2})
    )(?!\d)""",
    re.VERBOSE,
)
_CLOSES = re.compile(
    r"\b(?:clos(?:es|ing)|deadline|apply (?:by|before|until|no later)|applications? (?:by|close|due"
    r"|accepted|must|received|are open|open) |(?:no later than|by|until|before) (?=[\d\w]+,? ?\w* ?\d)"
    r"|bewerbungsfrist|date limite|fecha límite|termin (?:składania|aplik)\w*|aplikuj do|ważne do|expires?"
    r"|valid (?:through|until))",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"\b(?:posted|published|date posted|advertised|online since|listed|opened|veröffentlicht|online seit"
    r"|publi(?:é|ée|cado)|opublikowano|dodan[eoa])\b",
    re.IGNORECASE,
)
_APPLY = re.compile(
    r"\b(?:apply|appl\w+|resume|résumé|cvs?|write to|send|ring|call|contact|closing|deadline|close[sd]?|bewerb\w+)\b",
    re.IGNORECASE,
)
_AMERICAN = re.compile(r"\$|\b[A-Z][a-z]+, [A-Z]{2}\b|\b(?:401\(k\)|GED|PTO)")


def dates(text: str, *, american: bool | None = None) -> Iterator[tuple[int, date]]:
    """Whole dates of a text, with where they stand. 03/04/2026 is none unless it is known to be American or not."""
    for found in _DATE.finditer(text):
        day = _day(found, american)
        if day:
            yield found.start(), day


def posting_day(found: Sequence[Segment]) -> str:
    """When it was posted, in ISO form, or ""."""
    return next((day.isoformat() for day in _after(found, _POSTED)), "")


def closing(found: Sequence[Segment]) -> str:
    """When applications close, in ISO form, or ""."""
    return next((day.isoformat() for day in _after(found, _CLOSES)), "")


def _after(found: Sequence[Segment], cue: re.Pattern[str]) -> Iterator[date]:
    american = any(_AMERICAN.search(one.text) for one in found)
    for segment in found:
        for sentence in sentences(segment.text):
            text = f"{segment.under}: {sentence}" if segment.inline else sentence
            said = cue.search(text)
            if said and (cue is _POSTED or _APPLY.search(text)):
                for at, day in dates(text, american=american):
                    if 0 <= at - said.start() < 80:
                        yield day


def _day(found: re.Match[str], american: bool | None) -> date | None:
    try:
        if found["iso"]:
            return date(*map(int, found["iso"].split("-")))
        if found["n1"]:
            return _of_numbers(
                int(found["n1"]), int(found["n2"]), int(found["y3"]), american if found["sep"] == "/" else False
            )
        month = _months().get((found["m"] or found["m2"]).casefold(), 0)
        return date(int(found["y"] or found["y2"]), month, int(found["d"] or found["d2"]))
    except ValueError:
        return None


def _of_numbers(one: int, two: int, year: int, american: bool | None) -> date | None:
    year += 2000 if year < 100 else 0
    if american is None and one <= 12 and two <= 12 and one != two:
        return None
    first = two > 12 or (bool(american) and one <= 12)
    return date(year, one, two) if first else date(year, two, one)


@lru_cache(1)
def _months() -> dict[str, int]:
    """Names of months, whole and short, in the languages that postings are read in."""
    names: dict[str, int] = {"sept": 9}
    for tongue in _TONGUES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, tongue).items():
                    names.setdefault(name.casefold().rstrip("."), number)
    return names
