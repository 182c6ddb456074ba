"""Out of one house, into another, and out again: the two ZIPs say the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from letraz.extensions import Model, db
from letraz.sections import TYPES
from letraz.takeout.carried import CARRIED
from tests import cast
from tests.cast import Belongings, Client, Tasks
from tests.takeout.bringing import brought, last, packed, rows
from tests.takeout.fullest import exported, fill, says

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
