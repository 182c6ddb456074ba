"""Out of one house, into another, and out again: the two ZIPs say the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from letraz.extensions import Model, db
from letraz.models import Bringing
from letraz.sections import TYPES
from letraz.takeout.bringing import write
from letraz.takeout.carried import CARRIED
from tests import cast
from tests.cast import Belongings, Client, Tasks
from tests.conftest import application
from tests.takeout.bringing import brought, last, packed, rows
from tests.takeout.fullest import KINDS, exported, fill, says, small

TABLES = {name: Model.metadata.tables[name] for name in (*CARRIED, *TYPES)}


@pytest.fixture
def full(app: Flask, hers: Belongings, as_alice: Client, tmp_path: Path) -> bytes:
    """The take-out of the fullest person there is."""
    with app.app_context():
        fill(db.session(), cast.person(db.session(), "alice"), hers)
    assert as_alice.post(f"/resumes/{hers.resume}/changes/{hers.change}/accept").status_code == 303
    return packed(app, "alice", tmp_path / "first.zip")


def test_everything_comes_back(
    app: Flask, full: bytes, tasks: Tasks, browse: Callable[[str], Client], tmp_path: Path
) -> None:
    """Row by row, but for what `fullest.APART` lists; then the same ZIP once more, which adds nothing."""
    tasks.clear()
    page = brought(browse("staff"), tasks, full)
    assert "Every value was taken as it is." in page.text, last(app).review["notes"]
    second = packed(app, "staff", tmp_path / "second.zip")
    before, after = says(full, TABLES), says(second, TABLES)
    for table in TABLES:
        assert after[table] == before[table], table
        assert before[table], f"the fullest person has no {table}"
    assert exported(second) == exported(full) != []
    brought(browse("staff"), tasks, full)
    assert {what for kind in last(app).review["kinds"] for what in kind["counts"]} == {"same"}
    third = packed(app, "staff", tmp_path / "third.zip")
    assert says(third, TABLES) == after
    assert {name: len(rows(third, name)) for name in TABLES} == {name: len(rows(full, name)) for name in TABLES}


@pytest.mark.postgres
def test_it_comes_back_into_postgresql(migrated_url: str, app: Flask, tmp_path: Path) -> None:
    """From a house on SQLite into one on PostgreSQL: ids in order, JSON, moments; and again, which adds nothing."""
    with app.app_context():
        small(db.session(), cast.person(db.session(), "alice"))
    first = packed(app, "alice", tmp_path / "first.zip")
    other = application(tmp_path / "home", DATABASE_URL=migrated_url)
    path, tables = tmp_path / "first.zip", {name: TABLES[name] for name in (*CARRIED, *KINDS)}
    with other.app_context():
        session = db.session()
        cast.move_in(session)
        row = Bringing(id=1, user_id=cast.person(session, "bob").id)
        for _ in range(2):
            review = write(session, row, path)
            session.commit()
        assert {what for kind in review["kinds"] for what in kind["counts"]} == {"same"}
        second = packed(other, "bob", tmp_path / "second.zip")
        db.session.remove()
        db.engine.dispose()
    assert says(second, tables) == says(first, tables)
