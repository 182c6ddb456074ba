"""The rows of earlier releases (`tests/data/releases`), and a database's rows in a form that can be compared.

Values are compared as what they are: a moment in UTC, bytes, JSON; the two databases hold them in ways of their own.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import Connection, Engine

#: By table, by id: the row's columns and values.
Rows = dict[str, dict[Any, dict[str, Any]]]

RELEASES = sorted((Path(__file__).parent / "data" / "releases").glob("*.json"))


@dataclass(frozen=True)
class Release:
    """What a release stored: at which migration it stands, its tables, the highest id each ever gave, its files."""

    name: str
    revision: str
    tables: Mapping[str, Mapping[str, Any]]
    highest: Mapping[str, int]
    files: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> Release:
        """From its file."""
        told = json.loads(path.read_text(encoding="utf-8"))
        return cls(path.stem, told["made"]["revision"], told["tables"], told["highest"], told["files"])

    def pour(self, engine: Engine, storage: Path) -> Rows:
        """Put all of it into a database that stands at its migration, and its files beside. What was put there."""
        found = MetaData()
        found.reflect(engine)
        assert set(self.tables) == set(found.tables) - {"alembic_version"}, "a table without a row"
        with engine.begin() as connection:
            put = {
                table.name: self._fill(connection, table) for table in found.sorted_tables if table.name in self.tables
            }
        for key, data in self.files.items():
            path = storage / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(base64.b64decode(data))
        return put

    def _fill(self, connection: Connection, table: Table) -> dict[Any, dict[str, Any]]:
        told = self.tables[table.name]
        names: list[str] = told["columns"]
        assert set(names) == {column.name for column in table.columns}
        rows = [
            {name: _from_lite(table.columns[name], value) for name, value in zip(names, row, strict=True)}
            for row in told["rows"]
        ]
        connection.execute(insert(table), rows)
        highest = self.highest.get(table.name, max((row.get("id") or 0 for row in rows), default=0))
        set_highest(connection, table.name, highest)
        [key] = [column.name for column in table.primary_key]
        return {row[key]: row for row in rows}


def set_highest(connection: Connection, table: str, highest: int) -> None:
    """Let the next row get an id above this one."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("UPDATE sqlite_sequence SET seq = :seq WHERE name = :name"), {"seq": highest, "name": table}
        )
    elif highest and connection.scalar(text("SELECT to_regclass(:name)"), {"name": f"{table}_id_seq"}):
        connection.execute(text("SELECT setval(:name, :seq)"), {"name": f"{table}_id_seq", "seq": highest})


def highest(engine: Engine) -> dict[str, int]:
    """On SQLite: the highest id that each table ever gave, of those that give none twice."""
    with engine.begin() as connection:
        found = connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
        return {str(name): int(seq) for name, seq in found}


def rows_of(engine: Engine) -> Rows:
    """Every row of a database."""
    looked = inspect(engine)
    keys = {name: found["constrained_columns"][0] for (_, name), found in looked.get_multi_pk_constraint().items()}
    told = looked.get_multi_columns().items()
    tables = {name: [Column(one["name"], one["type"]) for one in columns] for (_, name), columns in told}
    with engine.begin() as connection:
        return {
            name: _all(connection, Table(name, MetaData(), *columns), keys[name])
            for name, columns in tables.items()
            if name != "alembic_version"
        }


def _all(connection: Connection, table: Table, key: str) -> dict[Any, dict[str, Any]]:
    found = connection.execute(select(table)).mappings()
    return {row[key]: {str(name): _plain(value) for name, value in row.items()} for row in found}


def lost(before: Rows, after: Rows) -> list[str]:
    """What of `before` is not in `after`, a line each; more columns, rows and tables are none."""
    gone: list[str] = []
    for table, rows in before.items():
        for key, row in rows.items():
            there = after.get(table, {}).get(key)
            if there is None:
                gone.append(f"{table} {key}")
            else:
                gone += [f"{table} {key} {n}: {v!r} -> {there.get(n)!r}" for n, v in row.items() if there.get(n) != v]
    return gone


def empty_columns(rows: Rows) -> set[str]:
    """The columns that say nothing in any row: a migration could lose them unseen."""
    found = set()
    for table, by_id in rows.items():
        for name in next(iter(by_id.values())):
            if all(row[name] in (None, [], {}) for row in by_id.values()):
                found.add(f"{table}.{name}")
    return found


def _from_lite(column: Column[Any], value: Any) -> Any:
    """What a value is that SQLite holds so."""
    ways: dict[type, Callable[[Any], Any]] = {
        DateTime: lambda told: datetime.fromisoformat(told).replace(tzinfo=UTC),
        Date: date.fromisoformat,
        LargeBinary: lambda told: base64.b64decode(told["base64"]),
        Boolean: bool,
        JSON: json.loads,
    }
    way = next((way for kind, way in ways.items() if isinstance(column.type, kind)), lambda told: told)
    return None if value is None else way(value)


def _plain(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
