"""Years of experience: counted from the dates of the jobs, overlaps once, to the month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from letraz.dates import Duration
from letraz.document import Entry
from letraz.matching import words
from letraz.matching.evidence.checks._asked import Asked, Counted
from letraz.matching.evidence.terms import Term
from letraz.matching.rules import Rules

__all__ = ["check", "months_of"]

_YEARS = re.compile(
    r"(?<!last )(?<!past )(?<!next )(?<!within )(?<!every )\b(?P<low>\d{1,2}|[a-z]+)\s*(?:\+|plus|or more)?\s*"
    r"(?:(?:-|–|to)\s*(?P<high>\d{1,2}|[a-z]+)\s*)?"
    r"\+?\s*(?:full\s+|calendar\s+)?(?P<unit>years?|yrs?|months?)\b",
    re.IGNORECASE,
)

#: Years that are no experience: "children aged 3 to 5 years", "18 years or older", "a 2 year fixed-term contract".
_AGED = re.compile(
    r"\b(?:age|aged|ages)\b[\s:]*(?:(?:of|from|between|group|groups|range|limit)\b[\s:]*)?$", re.IGNORECASE
)
_OLD = re.compile(
    r"[\s-]*(?:old|of age|or older|or over|and over|and older"
    r"|(?:fixed[\s-]term\s+)?(?:contract|post|placement|warranty))\b",
    re.IGNORECASE,
)

#: A line says a job's subject from this score on.
SUBJECT = 0.6

#: Letters at their beginning that words of one family share.
FAMILY = 6


def check(asked: Asked) -> Counted | None:
    """The months in jobs that say the requirement's subject, against what it asks; None when it asks for no years."""
    wanted = wanted_months(asked.text)
    if wanted is None:
        return None
    jobs = asked.entries("company_name", "job_title")
    subject = [term for term in asked.terms if term.concept or not _is_number(term)]
    about = _about(asked, jobs, subject) if subject else jobs
    months = months_of(about, asked.today)
    lines = tuple(asked.faces(about))
    if about or not subject:
        score = min(1.0, months / wanted) if wanted else 1.0
        return Counted(score, _working(months, about, asked.today), lines, answers=_words(asked.text))
    total = months_of(jobs, asked.today)
    told = f"{said(total)} of work in all; no job of yours says “{subject[0].text}”." if jobs else "No dated jobs yet."
    return Counted(min(0.4, total / wanted / 2 if wanted else 0.4), told, tuple(asked.faces(jobs))[:1])


def wanted_months(text: str) -> int | None:
    """The least months that a text asks for: "5+ years" 60, "3-5 years" 36, "eighteen months" 18. None for none.

    An age is none: nobody's children of three years are three years of work.
    """
    for match in _YEARS.finditer(text):
        low = _number(match["low"])
        age = _AGED.search(text, 0, match.start()) or _OLD.match(text, match.end())
        if low is not None and 0 < low < 60 and not age:
            return round(low * (1 if match["unit"].lower().startswith("m") else 12))
    return None


def months_of(entries: Iterable[Entry], today: date) -> int:
    """The months in which at least one of the entries ran."""
    covered: set[int] = set()
    for entry in entries:
        covered |= _covered(entry.dates, today)
    return len(covered)


def said(months: int) -> str:
    """For people: "4 y 7 m"."""
    years, rest = divmod(months, 12)
    return " ".join(part for part in (f"{years} y" if years else "", f"{rest} m" if rest or not years else "") if part)


def _covered(dates: Duration | None, today: date) -> set[int]:
    """Months as numbers. A year alone counts from its middle: nobody is given a year they may not have worked."""
    if dates is None or dates.start is None:
        return set()
    first = dates.start.year * 12 + (dates.start.month or 7) - 1
    now = today.year * 12 + today.month - 1
    if dates.current or dates.end is None:
        last = now if dates.current else first
    else:
        last = dates.end.year * 12 + (dates.end.month or 7) - 1
    return set(range(first, min(last, now) + 1))


def _about(asked: Asked, jobs: Sequence[Entry], subject: Sequence[Term]) -> list[Entry]:
    """The jobs of which a line says something of the subject."""
    keys: set[str] = set()
    for term in subject:
        for line, shown in zip(asked.shelf.lines, asked.shelf.showing(term), strict=True):
            if shown.score >= SUBJECT or _akin(term, line.text):
                keys.add(line.entry)
    return [entry for entry in jobs if entry.key in keys]


def _akin(term: Term, text: str) -> bool:
    """Whether a line has a word of the same family: "electrical" and "electrician", "accounts" and "accountant"."""
    said = {token.stem[:FAMILY] for token in words.tokens(text) if len(token.stem) >= FAMILY}
    return any(token.stem[:FAMILY] in said for token in term.tokens if len(token.stem) >= FAMILY)


def _working(months: int, about: Sequence[Entry], today: date) -> str:
    names = list(dict.fromkeys(entry.subtitle or entry.title for entry in about))
    jobs = "one job" if len(about) == 1 else f"{len(about)} jobs"
    overlap = ", overlap counted once" if sum(months_of([entry], today) for entry in about) > months else ""
    return f"{said(months)} from {jobs}{overlap}: {', '.join(names[:3])}." if about else "No dated jobs yet."


def _words(text: str) -> frozenset[str]:
    return frozenset(token.norm for token in words.tokens(text))


def _is_number(term: Term) -> bool:
    units = {"year", "month", "yr"}
    return any(_number(token.norm) is not None or token.stem.removesuffix("'s") in units for token in term.tokens)


def _number(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdigit() else Rules.load().numbers.get(text.casefold())
