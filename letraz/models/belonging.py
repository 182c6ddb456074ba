"""Which rows of a table are a person's: read from the foreign keys, so that a new table needs no word here.

A row is somebody's when it goes with them: by a key to `user`, or to a row that is theirs, with ON DELETE CASCADE.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import Column, ColumnElement, MetaData, Table, select

from letraz.extensions import Model

#: Where every chain ends.
PERSON = "user"

#: Tables that hold nothing of a person: keys of files that are numbers.
NOBODYS = {"leftover"}


@cache
def way(table: Table) -> tuple[Column[int], ...] | None:
    """The columns that lead from a table to its person, the shortest; none for `user`, None when there is no way.

    A column that may be empty is taken only where there is no other: a row without it would be nobody's.
    """
    if table.name == PERSON:
        return ()
    found = []
    for column in table.columns:
        for key in column.foreign_keys:
            onward = way(key.column.table) if key.ondelete == "CASCADE" and key.column.table is not table else None
            if onward is not None:
                found.append((column, *onward))
    return min(found, key=lambda one: (any(column.nullable for column in one), len(one)), default=None)


def owned(table: Table, user_id: int) -> ColumnElement[bool]:
    """What is true of the rows of `table` that are this person's. `ValueError` for a table that has no way to one."""
    columns = way(table)
    if columns is None:
        raise ValueError(f"{table.name} belongs to nobody")
    if not columns:
        mine: ColumnElement[bool] = table.c.id == user_id
        return mine
    first = columns[0]
    above = next(iter(first.foreign_keys)).column.table
    if above.name == PERSON:
        return first == user_id
    return first.in_(select(_key(above)).where(owned(above, user_id)))


def _key(table: Table) -> Column[int]:
    column: Column[int] = next(iter(table.primary_key.columns))
    return column


def tables() -> list[Table]:
    """The tables of what people have, parents first."""
    every: MetaData = Model.metadata
    return [table for table in every.sorted_tables if table.name not in NOBODYS]
