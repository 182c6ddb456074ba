"""A mark in everything that a person has, and the places where it could be left."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import JSON, Column, LargeBinary, MetaData, String, Table, inspect, literal, select, update
from sqlalchemy.orm import Session

from letraz.models import User
from letraz.models.belonging import owned, tables

#: In no text of ours, and short: there are columns of ten characters.
MARK = "Zq9Xw7"

#: Columns by which rows are found or checked; a person cannot write there.
_OURS = {"kind", "state", "type", "file_key", "email", "fs_uniquifier", "key"}


def marked(table: Table) -> Iterator[Column[Any]]:
    """The columns of a table that take the mark."""
    unique = {column.name for index in table.indexes if index.unique for column in index.columns}
    for column in table.columns:
        if column.primary_key or column.foreign_keys or column.name in _OURS | unique:
            continue
        kind = getattr(column.type, "impl", column.type)
        text = isinstance(kind, String) and (kind.length is None or kind.length >= len(MARK))
        if text or isinstance(kind, JSON | LargeBinary):
            yield column


def value(column: Column[Any], mark: str) -> Any:
    """The mark as this column holds it."""
    if isinstance(column.type, LargeBinary):
        return mark.encode()
    return {"said": mark} if isinstance(column.type, JSON) else mark


def mark_everything(session: Session, user: User) -> int:
    """Write the mark into every text, value and file that a person has, past every form. Returns how many columns."""
    done = 0
    for table in tables():
        for column in marked(table):
            # bound as plain text where it is: types of ours would take it for a date
            given = value(column, MARK)
            bound = literal(given, String) if isinstance(given, str) else given
            changed = update(table).where(owned(table, user.id)).values({column.name: bound})
            done += bool(session.execute(changed).rowcount)
    session.commit()
    return done


def mark_files(app: Flask, folders: Iterable[str]) -> int:
    """Write the mark into every file in these folders of the storage. Returns how many there are."""
    store = Path(app.config["STORAGE_URL"])
    files = [path for folder in folders for path in (store / folder).rglob("*") if path.is_file()]
    for path in files:
        path.write_bytes(MARK.encode())
    return len(files)


def in_rows(session: Session, mark: str = MARK) -> list[str]:
    """The columns in which the mark stands."""
    found = []
    for name in inspect(session.connection()).get_table_names():
        table = Table(name, MetaData(), autoload_with=session.connection())
        for column in table.columns:
            rows = session.scalars(select(column))
            found += [f"{name}.{column.name}" for one in rows if mark in _said(one)]
    return found


def _said(one: Any) -> str:
    return one.decode("latin-1") if isinstance(one, bytes) else json.dumps(one, default=str)


def in_folder(folder: Path, mark: str = MARK) -> list[str]:
    """The files below a folder in which the mark stands, or in whose names."""
    paths = folder.rglob("*") if folder.exists() else ()
    return [str(path) for path in paths if mark in path.name or (path.is_file() and mark.encode() in path.read_bytes())]
