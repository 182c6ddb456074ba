"""What came in with a take-out, and how its values pass through the forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from letraz import forms
from letraz.models import Item, Job, Resume
from letraz.notes import REFUSED, Note, short, sift
from letraz.takeout.opening import Opened


@dataclass
class Brought:
    """What came in: how many of each, what was changed or left out, and the new rows by their old ids."""

    notes: list[Note] = field(default_factory=list)
    jobs: dict[int, Job] = field(default_factory=dict)
    resumes: dict[int, Resume] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    letters: int = 0

    def refuse(self, where: str, why: str, value: Any = "") -> None:
        """Note that something was left out."""
        self.notes.append(Note(where, REFUSED, why, short(value)))


def alive(parcel: Opened, table: str) -> list[dict[str, Any]]:
    """The rows of a table that are not in the trash."""
    return [row for row in parcel.rows(table) if not row.get("deleted_at")]


def through(form: type[forms.Form], row: Mapping[str, Any], where: str, brought: Brought) -> dict[str, Any]:
    """What the form takes of a row; a note for each value that it does not take."""

    def check(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        made = form(formdata=sent(values), meta={"csrf": False})
        made.validate()
        return made.values(), {str(name): " ".join(map(str, texts)) for name, texts in made.errors.items()}

    names = [one.name for one in form(formdata=None, meta={"csrf": False})]
    said = {name: row[name] for name in names if isinstance(row.get(name), str | int | float | list)}
    clean, errors = sift(check, said)
    for name, why in errors.items():
        brought.refuse(f"{where}, {name.replace('_', ' ')}", why, said[name])
    return clean


def sent(values: Mapping[str, Any]) -> MultiDict[str, str]:
    """What a browser would send for such values; a list is one text of lines."""
    found: MultiDict[str, str] = MultiDict()
    for name, value in values.items():
        if value not in (None, "", []):
            found[name] = "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    return found


def text_of(row: Mapping[str, Any], name: str) -> str:
    """A text of a row, as ours are: no control characters, and no longer than a posting."""
    value = row.get(name)
    plain = value if isinstance(value, str) else ""
    return "".join(char for char in plain if char in "\n\t" or char.isprintable())[:200_000]


def day_of(value: Any) -> date | None:
    """A day of our time; None for anything else."""
    try:
        found = date.fromisoformat(str(value))
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None


def moment_of(value: Any) -> datetime | None:
    """A moment of our time, with its zone; None for anything else."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)) if 1990 <= found.year <= 2100 else None
