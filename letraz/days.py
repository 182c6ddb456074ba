"""A form field for one day, as a browser's own date control sends it."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import Field
from wtforms.widgets import DateInput

from letraz.document import JSON

#: The years that a day may be in, as for all dates of Letraz (DATA, "Dates").
FIRST, LAST = 1900, 2100


class DayField(Field):
    """A day, written 2026-11-30; browsers show it in the reader's own way. Its data: a `date` or None."""

    widget = DateInput()
    data: date | None

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, **more)
        self.raw = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day; an empty control is no day."""
        if not valuelist:
            return
        self.raw, self.data = str(valuelist[0]).strip()[:20], None
        if not self.raw:
            return
        try:
            day = date.fromisoformat(self.raw)
        except ValueError:
            raise ValueError("Write the day as year, month and day: 2026-11-30.") from None
        if not FIRST <= day.year <= LAST:
            raise ValueError(f"The year is between {FIRST} and {LAST}.")
        self.data = day

    def _value(self) -> str:
        return self.data.isoformat() if self.data else self.raw

    def formdata(self, value: JSON) -> dict[str, list[str]]:
        """What a browser sends for `value`, an ISO text."""
        return {self.name: [str(value or "")]}
