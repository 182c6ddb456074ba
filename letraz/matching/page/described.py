"""The fields of a job from a posting that a page describes for machines (see `jsonld`). Pure.

The names are those of `posting.FIELDS`. What is not said clearly is left out: an empty field is
better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

from letraz.matching.page import markup
from letraz.matching.posting import Salary

Node = dict[str, Any]

#: The longest value of a field (characters), and the most places that are named.
MOST_CHARACTERS, MOST_PLACES = 255, 5

#: schema.org's words for the kind of employment, and others that sites use, as codes of `employment_type`.
_EMPLOYMENT = {
    "fulltime": "full_time",
    "parttime": "part_time",
    "contractor": "contract",
    "contract": "contract",
    "temporary": "temporary",
    "temp": "temporary",
    "perdiem": "temporary",
    "fixedterm": "temporary",
    "seasonal": "temporary",
    "intern": "internship",
    "internship": "internship",
    "volunteer": "volunteer",
    "freelance": "freelance",
    "selfemployed": "self_employed",
    "trainee": "trainee",
    "apprenticeship": "trainee",
    "apprentice": "trainee",
}

#: schema.org's and UN/CEFACT's words for the time that a salary is for.
_UNITS = {"hour": "hour", "hur": "hour", "day": "day", "week": "week", "wee": "week", "month": "month", "mon": "month",
          "year": "year", "ann": "year", "annual": "year", "annum": "year"}  # fmt: skip

_AMOUNT = re.compile(r"[^\d.,-]{0,5}(\d{1,3}(?:[,. ]\d{3})+|\d{1,9})(?:[.,](\d{1,2}))?\s?(k)?\D{0,5}", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,10}(?:\s[^<>]*)?/?>")

#: What a posting may say beside its description, and the heading that this gets in the text.
_MORE = {
    "responsibilities": "Responsibilities",
    "qualifications": "Requirements",
    "experienceRequirements": "Experience",
    "educationRequirements": "Education",
    "skills": "Skills",
    "jobBenefits": "Benefits",
}


def text(node: Node) -> str:
    """The posting's own text as lines: the description, then what stands in fields of its own and not in it."""
    parts = [passage(node.get("description"))]
    for key, heading in _MORE.items():
        more = passage(node.get(key))
        if more and "".join(more.split()) not in "".join(parts[0].split()):
            parts.append(f"{heading}\n{more}")
    return "\n\n".join(part for part in parts if part)


def passage(value: Any) -> str:
    """A long text: plain, HTML, escaped HTML, or a list of such, which become points. Empty for anything else."""
    if isinstance(value, list):
        return "\n".join(f"- {one}" for one in (passage(_called(one)) for one in value[:100]) if one)
    value = _called(value)
    if not isinstance(value, str):
        return ""
    for _ in range(2):
        if not _MARKUP.search(value):
            value = unescape(value)
    if not _MARKUP.search(value):
        return markup.neat(value)
    root = markup.tree(markup.tame(value).html)
    return "" if root is None else markup.lines(root)


def _called(value: Any) -> Any:
    """An object by what describes or names it, when that is a text; None in place of a list."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("description", "name", "credentialCategory") if value.get(key)), None)
    return value if isinstance(value, str) else None


def fields(node: Node) -> dict[str, Any]:
    """What was found, by the names of a job's columns, and `salary`."""
    money = _salary(node)
    found = {
        "title": _line(node.get("title") or node.get("name")),
        "company_name": _line(_first(node.get("hiringOrganization"))),
        "location": "; ".join(_places(node.get("jobLocation"))),
        "remote": "remote" if "TELECOMMUTE" in _words(node.get("jobLocationType")) else "",
        "employment_type": _employment(node.get("employmentType")),
        "salary": money,
        "salary_range": money.raw if money else _line(_first(node.get("baseSalary"))),
        "posted": _day(node.get("datePosted")),
        "closes": _day(node.get("validThrough")),
    }
    return {name: value for name, value in found.items() if value}


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _line(value: Any) -> str:
    """A short text of one line; an object is called by its name."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "legalName") if isinstance(value.get(key), str)), "")
    return " ".join(passage(value).split())[:MOST_CHARACTERS].strip() if isinstance(value, str) else ""


def _words(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _places(value: Any) -> list[str]:
    every = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(place for place in map(_place, every) if place))[:MOST_PLACES]


def _place(value: Any) -> str:
    """Town, region, country; streets and postal codes are left out. Else what the place is called."""
    address = _first(value.get("address")) if isinstance(value, dict) else value
    if isinstance(address, dict):
        parts = (_line(_first(address.get(key))) for key in ("addressLocality", "addressRegion", "addressCountry"))
        address = ", ".join(dict.fromkeys(part for part in parts if part))
    return _line(address) or _line(value)


def _employment(value: Any) -> str:
    """The first kind that has a code; schema.org's terms may be whole addresses."""
    words = (re.sub(r"[^a-z]", "", word.rsplit("/", 1)[-1].lower()) for word in re.split(r"[,;|]", _words(value)))
    return next((_EMPLOYMENT[word] for word in words if word in _EMPLOYMENT), "")


def _day(value: Any) -> str:
    """A day in ISO 8601; times are left off."""
    try:
        return date.fromisoformat(f"{value:.10}" if isinstance(value, str) else "").isoformat()
    except ValueError:
        return ""


def _salary(node: Node) -> Salary | None:
    base = _first(node.get("baseSalary"))
    amount = base if isinstance(base, dict) else {"value": base}
    value = _first(amount.get("value"))
    inner = value if isinstance(value, dict) else {"value": value}
    numbers = (
        [*_numbers(inner, "minValue", "maxValue")]
        or [*_numbers(inner, "value")]
        or [*_numbers(amount, "minValue", "maxValue")]
    )
    if not numbers:
        return None
    currency = _words(amount.get("currency") or inner.get("currency") or node.get("salaryCurrency")).strip().upper()
    unit = _unit(_words(inner.get("unitText") or amount.get("unitText") or inner.get("unitCode")))
    low, high = min(numbers), max(numbers)
    known = currency if re.fullmatch(r"[A-Z]{3}", currency) else ""
    return Salary(raw=_said(low, high, known, unit), min=low, max=high, currency=known, unit=unit)


def _numbers(source: Node, *keys: str) -> Iterator[float]:
    for key in keys:
        if (number := _number(source.get(key))) > 0:
            yield number


def _number(value: Any) -> float:
    """An amount from a number or a string like "70,000.00", "70.000,00" or "$70k"; 0 when it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 0.0
    match = _AMOUNT.fullmatch(str(value).strip())
    if not match:
        return 0.0
    return float(f"{re.sub(r'[,. ]', '', match[1])}.{match[2] or 0}") * (1000 if match[3] else 1)


def _unit(word: str) -> str:
    return _UNITS.get(word.strip().lower().removeprefix("per ").removesuffix("ly"), "")


def _said(low: float, high: float, currency: str, unit: str) -> str:
    amounts = "–".join(dict.fromkeys(f"{one:,.2f}".removesuffix(".00") for one in (low, high)))
    return " ".join(part for part in (amounts, currency, unit and f"a {unit}".replace("a h", "an h")) if part)
