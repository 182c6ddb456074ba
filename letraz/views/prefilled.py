"""What was read of a posting, as values of a job's form. A stranger wrote it: what no field would take is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from letraz.fields import clean
from letraz.models.job import LEVELS, LINE_CHARACTERS, MOST_LINES
from letraz.sections.experience import EMPLOYMENT_TYPES
from letraz.views.job_fields import MOST_PAID, YEARS
from letraz.views.job_form import POSTING, REMOTE, SALARY, UNITS


def prefill(found: Mapping[str, Any], url: str = "") -> dict[str, Any]:
    """What was read of a posting (`Posting.found`) as values of the form. What no field would take is left out."""
    fields = {name: str(value) for name, value in found.get("fields", {}).items()}
    values: dict[str, Any] = {name: _line(fields.get(name, "")) for name in ("title", "company_name", "location")}
    values |= {name: clean(fields.get(name, ""))[:POSTING] for name in ("description", "benefits")}
    values |= {
        name: _choice(fields.get(name, ""), of)
        for name, of in (("remote", REMOTE), ("employment_type", EMPLOYMENT_TYPES))
    }
    values |= {name: _day(fields.get(name, "")) for name in ("posted", "closes")}
    values["url"] = url or str(found.get("address", ""))
    return values | _salary(found.get("salary") or {}, fields) | _lines(found.get("requirements", ()))


def unsure(found: Mapping[str, Any], values: Mapping[str, Any]) -> list[str]:
    """The names of the fields that were only guessed at, or said something that no field takes."""
    said = [name for name, value in found.get("fields", {}).items() if value and not values.get(name)]
    return [*found.get("unsure", ()), *said]


def _salary(salary: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    raw = str(salary.get("raw") or fields.get("salary_range", ""))
    low, high = (_amount(salary.get(name)) for name in ("min", "max"))
    unit = _choice(str(salary.get("unit", "")), UNITS)
    currency = str(salary.get("currency", ""))[:3]
    return dict(zip(SALARY, (_line(raw), low, high, currency, unit), strict=True))


def _amount(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 < value <= MOST_PAID else None


def _lines(requirements: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {level: [] for level in LEVELS}
    for one in requirements[:MOST_LINES]:
        text = " ".join(str(one.get("text", "")).split())[:LINE_CHARACTERS]
        lines = found.get(str(one.get("level")))
        if text and lines is not None and text not in lines:
            lines.append(text)
    return found


def _line(text: str) -> str:
    return " ".join(text.split())[:200].strip()


def _choice(text: str, of: Mapping[str, str]) -> str:
    return text if text in of else ""


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if found.year in YEARS else None
