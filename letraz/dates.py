"""Partial dates and durations: a year, a month or none, a day or none. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

#: A year outside this range is a slip of the finger (DATA.md, "Dates").
FIRST_YEAR, LAST_YEAR = 1900, 2100

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known. A day needs a month; the year is 1900 to 2100. Else `ValueError`."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"The year must be between {FIRST_YEAR} and {LAST_YEAR}.")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError("The month must be between 1 and 12.")
        if self.day is not None:
            if self.month is None:
                raise ValueError("A day needs its month.")
            if not 1 <= self.day <= monthrange(self.year, self.month)[1]:
                raise ValueError("That month has no such day.")

    @classmethod
    def parse(cls, text: object) -> Self:
        """From `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (ISO 8601, as JSON Resume has it). Else `ValueError`."""
        match = _ISO.fullmatch(text.strip()) if isinstance(text, str) else None
        if not match:
            raise ValueError("Dates look like 2021, 2021-03 or 2021-03-15.")
        return cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]

    def __str__(self) -> str:
        parts = f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)
        return "-".join(parts)

    def first(self) -> tuple[int, int, int]:
        """The earliest day it can mean."""
        return self.year, self.month or 1, self.day or 1

    def last(self) -> tuple[int, int, int]:
        """The latest day it can mean."""
        month = self.month or 12
        return self.year, month, self.day or monthrange(self.year, month)[1]


@dataclass(frozen=True, slots=True)
class Duration:
    """From a partial start to a partial end, or until now (`current`, which means no end).

    `ValueError` when the end lies before the start as far as both are known, or when there is an end and
    `current` is set.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    current: bool = False

    def __post_init__(self) -> None:
        if self.current and self.end:
            raise ValueError("A current entry has no end.")
        if self.start and self.end and self.end.last() < self.start.first():
            raise ValueError("The end is before the start.")

    def __bool__(self) -> bool:
        return bool(self.start or self.end or self.current)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """From what `to_json` wrote."""
        start, end = data.get("start"), data.get("end")
        return cls(
            start=PartialDate.parse(start) if start else None,
            end=PartialDate.parse(end) if end else None,
            current=bool(data.get("current")),
        )

    def to_json(self) -> dict[str, Any]:
        """`start` and `end` as ISO strings, `current` as a boolean; what is not known is left out."""
        found = {"start": self.start and str(self.start), "end": self.end and str(self.end), "current": self.current}
        return {name: value for name, value in found.items() if value}
