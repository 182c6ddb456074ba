"""A posting, read: from the text as it was pasted to its fields and what it asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from letraz.matching.posting import Posting, Salary
from letraz.matching.reading.circumstances import employment, mode
from letraz.matching.reading.days import closing, posting_day
from letraz.matching.reading.employers import company
from letraz.matching.reading.headings import ABOUT, HEAD
from letraz.matching.reading.heads import heads
from letraz.matching.reading.pay import pay
from letraz.matching.reading.places import place
from letraz.matching.reading.plain import plain
from letraz.matching.reading.requirements import requirements
from letraz.matching.reading.segments import LOOSE, Segment, segments
from letraz.matching.reading.titles import title, without

__all__ = ["read"]

_NOTHING: Mapping[str, Any] = MappingProxyType({})

#: Names of what a page's own data says (letraz/matching/page.py) to the fields of a posting.
_SAME = {"title": "title", "company": "company_name", "remote": "remote", "posted": "posted", "valid_through": "closes"}


def read(text: str, known: Mapping[str, Any] = _NOTHING) -> Posting:
    """The posting in `text`, of which the first `plain.LIMIT` characters are read.

    `known` are fields that its page states as data (`Page.fields`): they win over what the words say. A field that is
    only guessed is left out and named in `unsure`. The time grows with the length of the text, not faster.
    """
    text = plain(text)
    found = segments(text)
    guesses = dict(_fields(found))
    salary, sure = _salary(found)
    if salary:
        guesses["salary_range"] = salary.raw, sure
    fields = {name: value for name, (value, certain) in guesses.items() if value and certain}
    stated, stated_salary = _stated(known)
    fields |= stated
    unsure = tuple(name for name, (value, certain) in guesses.items() if value and not certain and name not in fields)
    return Posting(fields, requirements(found), stated_salary or (salary if sure else None), unsure, text)


def _fields(found: Sequence[Segment]) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Each field's value with whether it is sure."""
    parts = heads(found)
    job, certain = title(found, parts)
    firm, known = company(found, job)
    town, placed = place(found, parts, job, firm)
    yield "title", (without(job, firm if known else "", town), certain or known)
    yield "company_name", (firm, known)
    yield "location", (town, placed)
    yield "remote", (mode(found), True)
    yield "employment_type", (employment(found), True)
    yield "posted", (posting_day(found), True)
    yield "closes", (closing(found), True)
    yield "description", (_told(found), True)
    yield "benefits", ("\n".join(_point(one) for one in found if one.kind == "benefit"), True)


def _told(found: Sequence[Segment]) -> str:
    """What the posting tells of itself: its paragraphs that ask nothing."""
    return "\n\n".join(one.text for one in found if one.kind in (ABOUT, HEAD, LOOSE) and one.prose)


def _point(segment: Segment) -> str:
    return f"- {segment.text}" if segment.bullet else segment.text


def _salary(found: Sequence[Segment]) -> tuple[Salary | None, bool]:
    best = pay(found)
    return (best.salary, best.sure) if best else (None, False)


def _stated(known: Mapping[str, Any]) -> tuple[dict[str, str], Salary | None]:
    """The fields and the salary of a page's data."""
    fields = {name: str(known[key]) for key, name in _SAME.items() if known.get(key)}
    if places := known.get("locations"):
        fields["location"] = "; ".join(map(str, places))
    if kinds := known.get("employment_types"):
        fields["employment_type"] = str(kinds[0])
    money = known.get("salary") or {}
    if not money:
        return fields, None
    fields["salary_range"] = str(money.get("raw") or "")
    return {name: value for name, value in fields.items() if value}, _stated_salary(money)


def _stated_salary(money: Mapping[str, Any]) -> Salary | None:
    """The salary, when the page's data has an amount, a currency and a unit."""
    least, most = (float(money.get(end) or 0) for end in ("min", "max"))
    if not (least or most) or not money.get("currency") or not money.get("unit"):
        return None
    return Salary(str(money.get("raw", "")), least or most, most or least, str(money["currency"]), str(money["unit"]))
