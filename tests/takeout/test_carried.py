"""Everything of a person has its place in the table of what comes back: nothing is forgotten without a word."""

from __future__ import annotations

from sqlalchemy import JSON, LargeBinary

from letraz.models.belonging import tables
from letraz.sections import TYPES
from letraz.takeout.carried import CARRIED, KINDS_OF, LEFT, MADE, STAYS


def test_every_table_comes_back_or_says_why_not() -> None:
    """Red for a new noun until somebody thought about it."""
    assert {table.name for table in tables()} == {*CARRIED, *TYPES, *STAYS}


def test_what_others_refer_to_comes_first() -> None:
    """A row is written when all that it needs is there."""
    done: set[str] = set()
    for name in CARRIED:
        table = KINDS_OF[name].__table__
        needed = {key.column.table.name for key in table.foreign_keys} & {*CARRIED} - {name}
        assert needed <= done, name
        done.add(name)


def test_every_json_and_every_bytes_have_a_shape_or_are_made_anew() -> None:
    """A column of those types says anything: nothing of it is taken unseen."""
    loose = [
        f"{name}.{column.name}"
        for name, one in CARRIED.items()
        for column in KINDS_OF[name].__table__.columns
        if isinstance(column.type, JSON | LargeBinary) and column.name not in {*one.shapes, *LEFT, *MADE}
    ]
    assert loose == []


def test_the_table_names_no_column_that_is_not_there() -> None:
    for name, one in CARRIED.items():
        columns = set(KINDS_OF[name].__table__.columns.keys())
        assert {*one.shapes, *one.needs, *one.named, *one.once, *filter(None, [one.within])} <= columns, name
