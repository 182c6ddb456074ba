"""Form fields that several forms share.

A text is NFC on the way in, without control characters, with a limit its field states. `formdata` turns
stored values into what a browser would have sent, so that an import meets the very rules a person meets.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, StopValidation, ValidationError

from letraz.dates import PartialDate
from letraz.document import JSON

#: Characters: one line of text; a web address; a long text (PAPER.md, "Limits").
LINE, ADDRESS, PROSE = 200, 500, 10_000
#: Names in one list field, and the characters of one of them.
NAMES, NAME = 100, 100

MONTHS = calendar.month_name[1:]
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85\v\f]")
_URL = re.compile(r"https?://[^\s/?#.]+(\.[^\s/?#]*|:\d+)?([/?#]\S*)?", re.IGNORECASE)


def clean(text: str) -> str:
    """The text in NFC, with plain line breaks, without space at its ends."""
    return _BREAKS.sub("\n", unicodedata.normalize("NFC", text)).strip()


def no_controls(form: Any, field: Field) -> None:
    """Refuse control characters, lone surrogates and noncharacters; a line break and a tab may stand."""
    for char in field.data or "":
        if (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t") or ord(char) & 0xFFFE == 0xFFFE:
            raise ValidationError(f"This text has a character that cannot be printed (U+{ord(char):04X}). Remove it.")


class _Single:
    """A field that a browser sends as one text."""

    name: str

    def formdata(self, value: JSON) -> dict[str, list[str]]:
        """What a browser sends for `value`."""
        return {self.name: [_text(value)]}


class TextField(_Single, StringField):
    """One line of text."""

    def __init__(self, label: str, limit: int = LINE, validators: Sequence[Any] = (), **more: Any) -> None:
        rules = [Length(max=limit, message=f"At most {limit} characters."), no_controls, *validators]
        super().__init__(label, rules, filters=[_line], **more)


class CodeField(TextField):
    """One line that reads the same in every language: a number, an address, a code."""


class ProseField(_Single, TextAreaField):
    """Plain text over several lines."""

    def __init__(self, label: str, limit: int = PROSE, validators: Sequence[Any] = (), **more: Any) -> None:
        rules = [Length(max=limit, message=f"At most {limit} characters."), no_controls, *validators]
        super().__init__(label, rules, filters=[_prose], **more)
        self.render_kw = {"data-wide": "", **(self.render_kw or {})}


class RichField(ProseField):
    """Long text in the Markdown subset of `letraz.richtext`."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, render_kw={"data-rich": "", "rows": 8}, **more)


class UrlField(CodeField):
    """An address that starts with http:// or https://; `example.org` is taken to mean https."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, limit=ADDRESS, validators=[_url], **more)
        self.filters = [*self.filters, _schemed]
        self.render_kw = {"inputmode": "url", **(self.render_kw or {})}


class NamesField(TextAreaField):
    """A list of short names, one a line or with commas; without repeats. Its data is a list of texts."""

    data: Any

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, [_names], **more)
        self.render_kw = {"rows": 3, "data-wide": "", "data-names": "", **(self.render_kw or {})}

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the names; the first spelling of a name stays."""
        raw = clean("\n".join(valuelist))
        parts = raw.split("\n") if "\n" in raw else re.split(r"\s*[,;]\s+|,", raw)
        named: dict[str, str] = {}
        for part in filter(None, map(str.strip, parts)):
            named.setdefault(part.casefold(), part)
        self.data = list(named.values())

    def _value(self) -> str:
        data = self.data or []
        return ("\n" if any("," in name or ";" in name for name in data) else ", ").join(data)

    def formdata(self, value: JSON) -> dict[str, list[str]]:
        """What a browser sends for `value`, a list of texts."""
        names = [_line(_text(name)) for name in value] if isinstance(value, list) else [_text(value)]
        return {self.name: ["\n".join(names) + ("\n" if len(names) == 1 else "")]}


class ChoiceField(_Single, SelectField):
    """One of a few codes, or none."""

    def __init__(self, label: str, choices: Mapping[str, str], **more: Any) -> None:
        super().__init__(label, choices=dict(choices), default="", **more)


class KeysField(SelectMultipleField):
    """Several of the keys that are offered; others are dropped without a word, their items being gone."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, validate_choice=False, choices={}, **more)
        self.render_kw = {"data-wide": "", "data-checks": ""}

    def formdata(self, value: JSON) -> dict[str, list[str]]:
        """What a browser sends for `value`, a list of keys."""
        return {self.name: [_text(key) for key in value] if isinstance(value, list) else []}


class YesField(Field):
    """Yes or no: a tick box."""

    data: bool

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Anything but nothing, "0" and "false" is yes."""
        self.data = bool(valuelist) and valuelist[0] not in ("", "0", "false")

    def formdata(self, value: JSON) -> dict[str, list[str]]:
        """What a browser sends for `value`."""
        return {self.name: ["y"]} if value else {}


class PartialDateField(Field):
    """A date as far as it is known: day, month and year as three controls. Its data: `PartialDate` or None."""

    data: PartialDate | None
    months = (("", "Month"), *((str(number), name) for number, name in enumerate(MONTHS, 1)))

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, **more)
        self.raw = ("", "", "")

    @property
    def names(self) -> tuple[str, str, str]:
        """The names of the controls: year, month, day."""
        return f"{self.name}-year", f"{self.name}-month", f"{self.name}-day"

    @property
    def parts(self) -> tuple[str, str, str]:
        """The texts in the controls: year, month, day, as typed or as stored."""
        if self.data is None:
            return self.raw
        date = self.data
        return str(date.year), str(date.month or ""), str(date.day or "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the three controls, or take the value of the row."""
        self.process_errors: list[Any] = []
        self.data = data if isinstance(data, PartialDate) else None
        if formdata is None or not any(name in formdata for name in self.names):
            return
        self.raw = tuple(clean(formdata.get(name) or "")[:20] for name in self.names)  # type: ignore[assignment]
        self.data = None
        if any(self.raw):
            self._read(*self.raw)

    def _read(self, year: str, month: str, day: str) -> None:
        if not year:
            self.process_errors.append("Add the year, or leave the month empty too.")
        elif not all(part.isdecimal() for part in (year, month, day) if part):
            self.process_errors.append("Write the date in digits: 2021, and a day if you know it.")
        else:
            try:
                self.data = PartialDate(int(year), *(int(part) if part else None for part in (month, day)))
            except ValueError as error:
                self.process_errors.append(str(error))

    def formdata(self, value: JSON) -> dict[str, list[str]]:
        """What a browser sends for `value`, an ISO text; a text that is no date is sent as a year."""
        try:
            date = PartialDate.parse(_text(value))
        except ValueError:
            return {self.names[0]: [_text(value)]}
        return {n: [str(p or "")] for n, p in zip(self.names, (date.year, date.month, date.day), strict=True)}


class RevisionField(HiddenField):
    """The revision of the row that the form was made from. What is sent counts, never the row's own."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """As WTForms, but the row's own revision only fills a form that nobody sent."""
        super().process(formdata, None if formdata is not None else data, extra_filters)

    @property
    def number(self) -> int | None:
        """The revision, or None when the form named none that is a number."""
        text = str(self.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else None


def _text(value: JSON) -> str:
    return "" if value is None else str(value)


def _line(text: str | None) -> str:
    return " ".join(clean(text or "").split("\n"))


def _prose(text: str | None) -> str:
    return clean(text or "")


def _schemed(text: str) -> str:
    host = text.split("/", maxsplit=1)[0]
    return f"https://{text}" if "." in host and ":" not in host and "://" not in text else text


def _url(form: Any, field: Field) -> None:
    if field.data and not _URL.fullmatch(field.data):
        raise StopValidation("A web address starts with http:// or https://.")


def _names(form: Any, field: Field) -> None:
    if len(field.data or []) > NAMES:
        raise ValidationError(f"At most {NAMES} names.")
    for name in field.data or []:
        if len(name) > NAME:
            raise ValidationError(f"“{name[:40]}…” is longer than {NAME} characters.")
        if any(unicodedata.category(char) in ("Cc", "Cs") for char in name):
            raise ValidationError("A name has a character that cannot be printed. Remove it.")
