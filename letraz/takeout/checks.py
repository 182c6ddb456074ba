"""The forms that rows pass on their way in. Their views put them here: a worker must not import a view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from letraz.forms import Form
from letraz.notes import sift

#: By the name of a table, or *user* and *clock* for what a person says of themselves.
FORMS: dict[str, type[Form]] = {}


def passed(name: str, row: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the form of this name takes of a row, and a sentence for each value that it does not take."""
    form = FORMS[name]

    def check(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        made = form(formdata=_sent(form, values), meta={"csrf": False})
        made.validate()
        return made.values(), {str(field): " ".join(map(str, texts)) for field, texts in made.errors.items()}

    names = [one.name for one in form(formdata=None, meta={"csrf": False})]
    return sift(check, {one: row[one] for one in names if isinstance(row.get(one), str | int | float | list)})


def _sent(form: type[Form], values: Mapping[str, Any]) -> MultiDict[str, str]:
    """What a browser would send; a field that does not say how it is sent is sent as its text."""
    found = form.sent(values)
    for one in form(formdata=None, meta={"csrf": False}):
        value = values.get(one.name)
        if not hasattr(one, "formdata") and value not in (None, "", []):
            found[one.name] = "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    return found
