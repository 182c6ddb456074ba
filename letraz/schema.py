"""Whether the database has the newest shape, told cheaply, and the way to bring it there."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from flask import Flask

#: Where the migrations are.
MIGRATIONS = Path(__file__).parent.parent / "migrations"

_ID = re.compile(r"^(revision|down_revision)\b[^=]*=\s*(.*)$", re.MULTILINE)
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")


def head() -> str:
    """The newest migration. `RuntimeError` when there is not exactly one."""
    every: set[str] = set()
    older: set[str] = set()
    for path in (MIGRATIONS / "versions").glob("*.py"):
        for name, value in _ID.findall(path.read_text(encoding="utf-8")):
            (every if name == "revision" else older).update(_QUOTED.findall(value))
    heads = every - older
    if len(heads) != 1:
        raise RuntimeError(f"there must be one newest migration, not {len(heads)}: {', '.join(sorted(heads))}")
    return heads.pop()


def is_surely_current(database_url: str) -> bool:
    """Whether a SQLite file stands at the newest migration. False means: not, or another kind of database.

    Reads with the standard library alone: a second start need not load SQLAlchemy to learn that nothing is to do.
    """
    path = Path(database_url.removeprefix("sqlite:///"))
    if not database_url.startswith("sqlite:///") or not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(head(),)]
    except sqlite3.Error:
        return False


def attach(app: Flask) -> None:
    """Give the application Flask-Migrate. Only commands need it: with Alembic it is 4 MB and 0.1 s of each process."""
    from flask_migrate import Migrate

    from letraz.extensions import db

    Migrate(app, db, render_as_batch=True, compare_type=True)


def upgrade(app: Flask) -> None:
    """Bring the database to the newest migration; nothing happens when it is there."""
    from flask_migrate import upgrade

    attach(app)
    with app.app_context():
        upgrade(str(MIGRATIONS))


def check(app: Flask) -> None:
    """Raise when the models and the migrations disagree (Alembic names it), or when there are two heads."""
    from flask_migrate import check

    head()
    attach(app)
    with app.app_context():
        check(str(MIGRATIONS))


def standing(app: Flask) -> str:
    """The migration that the database stands at, "" for none. Raises what SQLAlchemy raises when it is out of reach."""
    from alembic.runtime.migration import MigrationContext

    from letraz.extensions import db

    with app.app_context(), db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""
