"""A posting as it was read: its fields, and one `Requirement` for each thing that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from letraz.values import filled

__all__ = ["CONDITION", "DUTY", "FIELDS", "LEVELS", "MUST", "NICE", "Posting", "Requirement", "Salary"]

#: What a posting asks: it must be; it would be nice; it will be done in the post; it is to be checked by the person.
MUST, NICE, DUTY, CONDITION = LEVELS = ("must", "nice", "duty", "condition")

#: The names of the fields that are read, as the columns of a job are called.
FIELDS = (
    "title", "company_name", "location", "remote", "employment_type", "salary_range", "posted", "closes",
    "description", "benefits",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a posting, or one clause of it when its clauses differ in level. `text` stands in the posting."""

    text: str
    level: str = MUST

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What `Posting.to_json` wrote of it."""
        return cls(str(data["text"]), str(data["level"]))


@dataclass(frozen=True, slots=True)
class Salary:
    """Money for work. `raw` as the posting says it; `unit` is hour, day, week, month or year; `currency` ISO 4217."""

    raw: str
    min: float = 0.0
    max: float = 0.0
    currency: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """What was read. A field that was not found, or only guessed, is not in `fields`; `unsure` names the guessed."""

    fields: Mapping[str, str] = field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()
    salary: Salary | None = None
    unsure: tuple[str, ...] = ()
    text: str = ""  #: all of it, normalised: what a snapshot keeps

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The posting that `to_json` wrote."""
        return cls(
            fields=dict(data.get("fields", {})),
            requirements=tuple(map(Requirement.from_json, data.get("requirements", ()))),
            salary=Salary(**data["salary"]) if data.get("salary") else None,
            unsure=tuple(data.get("unsure", ())),
            text=str(data.get("text", "")),
        )

    def to_json(self) -> dict[str, Any]:
        """Every field that is not empty."""
        return filled(self)
