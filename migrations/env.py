"""Runs the migrations on the application's database."""

from __future__ import annotations

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


def run(connection: Connection) -> None:
    """Migrate, with SQLite's foreign keys off on this connection and checked at the end.

    A batch rebuild drops and makes a table anew; with foreign keys on that deletes its children (measured).
    """
    lite = connection.dialect.name == "sqlite"
    driver = connection.connection.dbapi_connection
    if lite:
        driver.execute("PRAGMA foreign_keys=OFF")
    options = dict(current_app.extensions["migrate"].configure_args)
    options.setdefault("process_revision_directives", drop_empty)
    context.configure(connection=connection, target_metadata=Base.metadata, render_item=render_item, **options)
    with context.begin_transaction():
        context.run_migrations()
        if lite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("a migration left rows without their parents; nothing was changed")


engine = current_app.extensions["migrate"].db.engine
with engine.connect() as found:
    run(found)
engine.dispose()  # a connection on which foreign keys are off is used for nothing else
