"""The house of the tests: what one test writes, no other one sees. Where nothing was written nothing is put back.

Red when `House._was_written` leaves out the log or the file's time, or `House.open` the template or the files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from letraz.extensions import db
from tests.conftest import House
from tests.test_access import everything

WRITE = "UPDATE resumes SET title = 'Written'"


def by_the_application(house: House) -> None:
    with house.app.app_context():
        db.session.execute(text(WRITE))
        db.session.commit()


def and_all_connections_closed(house: House) -> None:
    by_the_application(house)
    with house.app.app_context():
        db.engine.dispose()
    assert not house.database.with_name("letraz.db-wal").exists(), "it went from the log into the file"


def by_another_process(house: House) -> None:
    line = sqlite3.connect(house.database)
    line.execute(WRITE)
    line.commit()
    line.close()


def another_template(house: House) -> None:
    house.open(house.empty)
    with house.app.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM jobs")) == 0


def files_of(house: House) -> dict[str, bytes]:
    folder = house.database.with_name("files")
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def a_file(house: House) -> Path:
    return next(path for path in house.database.with_name("files").rglob("*") if path.is_file())


def a_file_is_gone(house: House) -> None:
    a_file(house).unlink()


def a_file_is_there(house: House) -> None:
    a_file(house).with_name("another").write_bytes(b"x")


def a_file_says_something_else(house: House) -> None:
    a_file(house).write_bytes(b"x" * a_file(house).stat().st_size)


@pytest.mark.parametrize(
    "write",
    [by_the_application, and_all_connections_closed, by_another_process, another_template, a_file_is_gone,
     a_file_is_there, a_file_says_something_else],
)  # fmt: skip
@pytest.mark.usefixtures("hers")
def test_what_is_written_is_put_back(app: Flask, house: House, write: Callable[[House], None]) -> None:
    was = everything(app), files_of(house)
    write(house)
    assert (everything(app), files_of(house)) != was
    house.open(house.furnished)
    assert (everything(app), files_of(house)) == was


@pytest.mark.usefixtures("hers")
def test_what_is_read_is_left_alone(app: Flask, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a transaction that may write began, and was rolled back."""
    with app.test_request_context(method="POST"):
        db.session.execute(text(WRITE))
        db.session.rollback()
    everything(app)
    monkeypatch.setattr(House, "_put", lambda *_: pytest.fail("put back"))
    house.open(house.furnished)
