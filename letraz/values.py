"""Values as JSON: a dataclass becomes an object of what is not empty. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias

from letraz.dates import PartialDate

JSON: TypeAlias = "bool | int | float | str | list[Any] | dict[str, Any] | None"


def filled(thing: Any) -> dict[str, Any]:
    """The fields of a dataclass that are not empty, as JSON values; dates are ISO strings."""
    found = {f.name: _plain(getattr(thing, f.name)) for f in fields(thing)}
    return {name: value for name, value in found.items() if value not in ("", None, False, [], {})}


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return str(value)
    if is_dataclass(value):
        return value.to_json() if hasattr(value, "to_json") else filled(value)
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return dict(value) if isinstance(value, Mapping) else value
