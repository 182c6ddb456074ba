"""Runs the migrations on the application's database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from letraz.database import Base, PartialDateText, UtcDateTime


def render_item(kind: str, thing: Any, autogen_context: Any) -> str | bool:
    """Write our column types as the plain ones they are, so that a migration needs nothing of today's code."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, PartialDateText):
        return "sa.String(length=10)"
    return False


def drop_empty(migration_context: Any, revision: Any, directives: list[Any]) -> None:
    """Write no file when nothing changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


@contextmanager
def ids_never_used_again(connection: Connection) -> Iterator[None]:
    """On SQLite: let each table go on counting its ids from where it was.

    A batch rebuild counts anew from the highest row that is there, and would give the id of a row that went, with
    its files and links, to the next one. Where no row is left it forgets that it counts.
    """
    counts = "SELECT count(*) FROM sqlite_master WHERE name = ? AND sql LIKE '%AUTOINCREMENT%'"
    known = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'sqlite_sequence'").first()
    highest = connection.exec_driver_sql("SELECT seq, name FROM sqlite_sequence").all() if known else []
    yield
    for seq, name in highest:
        told = connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (seq, name))
        if not told.rowcount and connection.exec_driver_sql(counts, (name,)).scalar():
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, seq))


def run(connection: Connection) -> None:
    """Migrate, with SQLite's foreign keys off on this connection and checked at the end.

    A batch rebuild drops and makes a table anew; with foreign keys on that deletes its children (measured). All
    migrations are one transaction: what fails or is killed between two of them changed nothing. Alembic commits each
    on SQLite unless it is told that tables are made in transactions there, as they are with `letraz.database`'s BEGIN.
    """
    lite = connection.dialect.name == "sqlite"
    driver = connection.connection.dbapi_connection
    if lite:
        driver.execute("PRAGMA foreign_keys=OFF")
    options = dict(current_app.extensions["migrate"].configure_args)
    options.setdefault("process_revision_directives", drop_empty)
    options["transactional_ddl"] = True
    context.configure(connection=connection, target_metadata=Base.metadata, render_item=render_item, **options)
    with context.begin_transaction(), ids_never_used_again(connection) if lite else nullcontext():
        context.run_migrations()
        if lite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("a migration left rows without their parents; nothing was changed")


engine = current_app.extensions["migrate"].db.engine
with engine.connect() as found:
    run(found)
engine.dispose()  # a connection on which foreign keys are off is used for nothing else
