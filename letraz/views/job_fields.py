"""Fields that only a job's form has: lines of text, a day, an amount of money."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import ValidationError

from letraz.fields import clean
from letraz.models.job import LINE_CHARACTERS, MOST_LINES

#: No job pays more.
MOST_PAID = 1e9

#: The years of a posting: a slip of the key is noticed.
YEARS = range(1990, 2101)

_BULLET = re.compile(r"(?:[•·‣▪◦●*–—-]\s+)+")

#: An amount: digits, or groups of three with a sign or a space between them; then cents, after a point or a comma.
_MONEY = re.compile(
    r"(?P<whole>\d{1,12}|\d{1,3}(?P<sign>[.,'’ \u00a0\u202f])\d{3}(?:(?P=sign)\d{3})*)(?:(?!(?P=sign))[.,]\d{1,2})?",
    re.ASCII,
)


class LinesField(TextAreaField):
    """Texts, one a line, without repeats and without the bullets that they were pasted with."""

    data: Any

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, [_short], **more)
        self.render_kw = {"rows": 4, "data-wide": ""}

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the lines."""
        bare = (_BULLET.sub("", line.strip(), count=1) for line in clean("\n".join(valuelist)).split("\n"))
        self.data = list(dict.fromkeys(line for line in bare if line))

    def _value(self) -> str:
        return "\n".join(self.data or [])


class DayField(DateField):
    """A day, as the browser's own control sends it; of this age, so that a slip of the key is noticed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day."""
        text, self.data = "".join(valuelist[:1]).strip(), None
        if not text:
            return
        try:
            self.data = date.fromisoformat(text)
        except ValueError:
            raise ValueError("Write the day as 2026-11-30.") from None
        if self.data.year not in YEARS:
            self.data = None
            raise ValueError("The year is not one of a posting.")


class MoneyField(StringField):
    """An amount of money: "52000", "52,000" and "52.000" are one; so are "23.50" and "23,50". No pay has a mill."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the amount."""
        text, self.data = "".join(valuelist[:1]).strip(), None
        if not text:
            return
        found = _MONEY.fullmatch(text)
        if not found or (amount := _amount(found)) > MOST_PAID:
            raise ValueError("Write the amount in digits, such as 52000 or 23.50.")
        self.data = amount

    def _value(self) -> str:
        if self.data is None:
            return "".join(self.raw_data or [])
        return f"{round(self.data, 2):.12g}" if self.data < MOST_PAID else "1000000000"


def _amount(found: re.Match[str]) -> float:
    whole, cents = re.sub(r"\D", "", found["whole"]), found[0][found.end("whole") + 1 :]
    return float(f"{whole}.{cents or 0}")


def _short(form: Any, field: LinesField) -> None:
    if len(field.data or []) > MOST_LINES:
        raise ValidationError(f"At most {MOST_LINES} lines.")
    for line in field.data or []:
        if len(line) > LINE_CHARACTERS:
            raise ValidationError(f"“{line[:40]}…” is longer than {LINE_CHARACTERS} characters.")
        if any(unicodedata.category(char) in ("Cc", "Cs") and char != "\t" for char in line):
            raise ValidationError("A line has a character that cannot be printed. Remove it.")
