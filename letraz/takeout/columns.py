"""A value of a take-out as its column holds it, told by the column's type. Nothing is believed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, String, Table

from letraz.database import UtcDateTime, now
from letraz.takeout.shapes import Ref, amount, flag, number, text

#: The years that a moment of ours can be in.
YEARS = range(1990, 2101)


class Without(ValueError):
    """The column keeps its default."""


def value_of(column: Column[Any], value: Any) -> Any:
    """What the column may hold of a value of JSON. `ValueError` for nothing of it."""
    if value is None:
        if column.nullable:
            return None
        raise Without
    for key in column.foreign_keys:
        found = Ref(number(value))
        found.table = key.column.table.name
        return found
    return _by_type(column, value)


def _by_type(column: Column[Any], value: Any) -> Any:
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return moment_of(value)
    if isinstance(kind, Date):
        return day_of(value)
    if isinstance(kind, String):
        return text(kind.length, line=True)(value) if kind.length else text()(value)
    shapes = {Boolean: flag, Integer: number, Float: amount}
    shape = next((shape for of, shape in shapes.items() if isinstance(kind, of)), None)
    if shape is None or isinstance(kind, JSON | LargeBinary):
        raise ValueError("it needs a shape of its own")
    return shape(value)


def default_of(column: Column[Any]) -> Any:
    """What the column holds when nobody says anything."""
    if column.default is not None:
        given: Any = getattr(column.default, "arg", None)
        return given(None) if callable(given) else given
    if column.nullable:
        return None
    return {str: "", int: 0, float: 0.0, bool: False, dict: {}, list: []}.get(_python(column), "")


def _python(column: Column[Any]) -> type:
    try:
        return column.type.python_type
    except NotImplementedError:
        return str


def day_of(value: Any) -> date:
    """A day of our time. `ValueError` for anything else."""
    found = date.fromisoformat(value) if isinstance(value, str) and len(value) <= 10 else None
    if found is None or found.year not in YEARS:
        raise ValueError("no day")
    return found


def moment_of(value: Any) -> datetime:
    """A moment of our time, with its zone. `ValueError` for anything else."""
    found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= 40 else None
    if found is None or found.year not in YEARS:
        raise ValueError("no moment")
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def past(value: datetime | None) -> datetime | None:
    """A moment that is over: what was put in the trash tomorrow was put there now."""
    return min(value, now()) if value else None


def stored(table: Table) -> dict[str, Column[Any]]:
    """The columns of a table by their names."""
    return {column.name: column for column in table.columns}
