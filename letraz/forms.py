"""The base of the forms, and the forms that more than one room asks for.

`Form.sent` turns stored values into what a browser would have sent, so that an import meets the very rules
that a person at the keyboard meets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField, HiddenField
from wtforms import Form as PlainForm
from wtforms.validators import ValidationError

from letraz.dates import Duration
from letraz.document import JSON
from letraz.fields import (
    ChoiceField,
    CodeField,
    KeysField,
    NamesField,
    PartialDateField,
    ProseField,
    RevisionField,
    RichField,
    TextField,
    UrlField,
    YesField,
)

__all__ = [
    "ChoiceField",
    "CodeField",
    "DatedForm",
    "Form",
    "KeysField",
    "NamesField",
    "PartialDateField",
    "PersonForm",
    "ProseField",
    "RevisionField",
    "RichField",
    "TextField",
    "UrlField",
    "YesField",
]


class Form(FlaskForm):
    """The base of all forms. Its cross-field rules are in `check`."""

    #: One of these fields, at least, must be filled: what the row is called by.
    named_by: ClassVar[tuple[str, ...]] = ()

    revision = RevisionField()

    class Meta(FlaskForm.Meta):
        """Flask-WTF's, without its look at the application: a form also checks an import on the command line."""

        def get_translations(self, form: Any) -> None:
            """Ours are in our own sentences."""

    def check(self) -> None:
        """Rules over several fields; put a sentence into the errors of the field to mend."""
        if self.named_by and not any(self[name].data for name in self.named_by):
            labels = " or ".join(self[name].label.text.lower() for name in self.named_by)
            self.refuse(self.named_by[0], f"Fill in the {labels}.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field, and then all of them together, are in order."""
        valid = super().validate(extra_validators)
        if valid:
            self.check()
        return valid and not self.errors

    def refuse(self, name: str, sentence: str) -> None:
        """Say what is wrong with a field."""
        self[name].errors = [*self[name].errors, sentence]

    def values(self) -> dict[str, Any]:
        """The data of the fields that hold something of the row, by name."""
        skip = (HiddenField,)
        return {field.name: field.data for field in self if not isinstance(field, skip)}

    @classmethod
    def spoken(cls) -> frozenset[str]:
        """The names of the fields that are said in a language; a date, an address, a code read the same in all."""
        return _spoken(cls)  # type: ignore[arg-type]  # a class has a hash

    @classmethod
    def prose(cls) -> frozenset[str]:
        """The names of the fields that hold a long text."""
        return _prose(cls)  # type: ignore[arg-type]  # the same

    @classmethod
    def sent(cls, values: Mapping[str, JSON]) -> MultiDict[str, str]:
        """What a browser would have sent for such values; unknown names are left out."""
        found: MultiDict[str, str] = MultiDict()
        for field in cls(formdata=None, meta={"csrf": False}):
            if field.name in values and values[field.name] is not None and hasattr(field, "formdata"):
                for name, texts in field.formdata(values[field.name]).items():
                    found.setlist(name, texts)
        return found


@cache
def _spoken(form: type[Form]) -> frozenset[str]:
    fields, text = form(formdata=None, meta={"csrf": False}), (TextField, ProseField, NamesField)
    return frozenset(one.name for one in fields if isinstance(one, text) and not isinstance(one, CodeField))


@cache
def _prose(form: type[Form]) -> frozenset[str]:
    return frozenset(one.name for one in form(formdata=None, meta={"csrf": False}) if isinstance(one, ProseField))


class DatedForm(Form):
    """A form with a duration: `start_date`, `end_date`, `current`."""

    start_date = PartialDateField("Start")
    end_date = PartialDateField("End")
    current = YesField("This is current")

    def check(self) -> None:
        """The end is not before the start; what is current has no end."""
        super().check()
        try:
            Duration(self.start_date.data, self.end_date.data, bool(self.current.data))
        except ValueError as error:
            self.refuse("end_date", str(error))


class LinkForm(PlainForm):
    """One link of a person."""

    network = TextField("Network", limit=50)
    username = TextField("User name", limit=100)
    url = UrlField("Web address")


class Rows(FieldList):  # type: ignore[type-arg]  # generic in the stubs alone
    """Rows of small forms, sent as `links-0-url`. Their numbers may have gaps; at most `limit` rows are taken."""

    limit = 50

    def __init__(self, row: Any, label: str, **more: Any) -> None:
        super().__init__(row, label, [_few], **more)
        self.type = "FieldList"

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """The numbers of the rows that were sent: only ours, and one more than the limit, so that it is noticed."""
        numbers = {name[len(prefix) + 1 :].split("-", 1)[0] for name in formdata if name.startswith(f"{prefix}-")}
        ours = sorted(int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 6)
        yield from ours[: self.limit + 1]


def _few(form: Any, field: Rows) -> None:
    if len(field.entries) > field.limit:
        raise ValidationError(f"At most {field.limit} rows.")


class PersonForm(Form):
    """The header of a resume: who the person is and how to reach them."""

    name = TextField("Name", render_kw={"autocomplete": "name"})
    headline = TextField("Headline")
    email = CodeField("E-mail", render_kw={"autocomplete": "email", "inputmode": "email"})
    phone = CodeField("Phone", limit=50, render_kw={"autocomplete": "tel", "inputmode": "tel"})
    address = TextField("Address", render_kw={"autocomplete": "street-address"})
    city = TextField("City", limit=100)
    region = TextField("Region", limit=100)
    postal = CodeField("Postal code", limit=20)
    country = CodeField("Country code", limit=2, description="Two letters, such as US or PL.")
    nationality = TextField("Nationality", limit=100)
    date_of_birth = PartialDateField("Date of birth", description="Printed only when you fill it in here.")
    url = UrlField("Web address")
    links = Rows(
        FormField(LinkForm), "Links", description="Fill in the last row to add one more. Clear a row to remove it."
    )

    def validate_country(self, field: Any) -> None:
        """ISO 3166-1 alpha-2, in capitals."""
        field.data = (field.data or "").upper()
        if field.data and not (len(field.data) == 2 and field.data.isascii() and field.data.isalpha()):
            raise ValidationError("Write the country as two letters, such as US or PL.")

    def validate_email(self, field: Any) -> None:
        """Something with an @ and no space; who knows better than its owner what else it may be."""
        if field.data and (field.data.count("@") != 1 or " " in field.data):
            raise ValidationError("An e-mail address looks like name@example.org.")

    def offer_row(self) -> None:
        """Let the last row of links be an empty one, to be filled in."""
        entries = self.links.entries
        if not entries or any(entries[-1].data.values()):
            self.links.append_entry()

    def person(self) -> dict[str, Any]:
        """The header as JSON values, without what is empty."""
        found = {name: value for name, value in self.values().items() if value and name != "links"}
        found["links"] = [row for row in (self.links.data or []) if any(row.values())]
        return {name: str(value) if name == "date_of_birth" else value for name, value in found.items() if value}

    @classmethod
    def sent(cls, values: Mapping[str, JSON]) -> MultiDict[str, str]:
        """What a browser would have sent for a person's JSON values."""
        found = super().sent({name: value for name, value in values.items() if name != "links"})
        links = values.get("links")
        for number, link in enumerate(links if isinstance(links, list) else []):
            for name in ("network", "username", "url"):
                found[f"links-{number}-{name}"] = str(link.get(name) or "") if isinstance(link, dict) else ""
        return found
