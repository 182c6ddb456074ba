"""Migrations with data: what earlier releases stored goes up, down and up again on both databases, and nothing is lost.

The rows in `tests/data/releases` were written by those releases (`tools/release_rows.py`). New migrations are tested by
being there: everything goes to the newest one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import ProgrammingError

from letraz import schema
from letraz.document import Document
from letraz.extensions import db
from letraz.formats import FORMATS
from letraz.models import ExportRequest, Item, Resume, User, Version, kin
from letraz.models.version import hash_of
from letraz.sections import TYPES
from tests import cast
from tests.conftest import application
from tests.releases import RELEASES, Release, Rows, empty_columns, highest, lost, rows_of

MIGRATIONS = str(schema.MIGRATIONS)

#: Formats whose making is the paper's business and slow, or that only read.
NOT_HERE = {"pdf", "docx"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty database."""
    more = {} if request.param == "sqlite" else {"DATABASE_URL": request.getfixturevalue("postgres_url")}
    app = application(tmp_path / "home", **more)
    schema.attach(app)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def go(app: Flask, way: Callable[..., None], revision: str) -> Rows:
    """Migrate; the rows as they are then."""
    with app.app_context():
        way(MIGRATIONS, revision=revision)
        return rows_of(db.engine)


def begin(app: Flask, release: Release) -> Rows:
    """Let it be the database of this release; what is in it."""
    with app.app_context():
        upgrade(MIGRATIONS, revision=release.revision)
        return release.pour(db.engine, Path(app.config["HOME"], "files"))


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_what_a_release_stored_goes_up_and_down_and_up(bare: Flask, path: Path) -> None:
    """Red when a migration drops a row or a value, or its way back drops what was there before it.

    The highest ids count too: of tables that give no id twice, a new row would get the files of one that went.
    """
    release = Release.read(path)
    old = begin(bare, release)
    assert not empty_columns(old)
    first = go(bare, upgrade, "head")
    assert not lost(old, first)
    down = go(bare, downgrade, release.revision)
    assert not lost(old, down)
    assert not lost(down, old), "more than was there"
    assert not lost(first, go(bare, upgrade, "head")), "the second way up gives what the first gave"
    ids_are_new(bare, release)
    it_is_read_by_the_app_of_today(bare)
    assert not lost(without_what_was_changed(old), go(bare, downgrade, release.revision))


def ids_are_new(app: Flask, release: Release) -> None:
    """A row that is made now has an id that no row ever had."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            now = highest(db.engine)
            assert {name: now[name] for name in release.highest} == dict(release.highest)
        export = ExportRequest.ask(db.session(), cast.person(db.session(), "bob").base_resume(), "text", ".txt")
        db.session.flush()
        assert export.id > release.highest["export_request"]
        db.session.rollback()


def it_is_read_by_the_app_of_today(app: Flask) -> None:
    """Pages, documents, files, versions and what comes from the base: all of alice's."""
    client: Any = app.test_client()
    signed = client.post("/sign-in", data={"email": cast.address("alice"), "password": cast.PASSWORD})
    assert signed.status_code in (302, 303), signed.text
    with app.app_context():
        mine = select(Resume.id).join(User).where(User.email == cast.address("alice"), Resume.deleted_at.is_(None))
        ids = db.session.scalars(mine).all()
    assert len(ids) >= 3
    for page in ("/resumes/", "/jobs/", "/exports/", "/trash/", "/profile", *(f"/resumes/{n}/" for n in ids)):
        answer = client.get(page, follow_redirects=True)
        assert answer.status_code == 200, (page, answer.text[:400])
    with app.app_context():
        for number in ids:
            it_is_whole(db.session.get_one(Resume, number))
        sent = db.session.scalars(select(ExportRequest).where(ExportRequest.sent)).one()
        assert sent.read() == b"the file"
        assert sent.document.blocks
        the_base_reaches_its_copies()
        db.session.commit()
    for number in ids:
        assert client.get(f"/resumes/{number}/versions/").status_code == 200


def it_is_whole(resume: Resume) -> None:
    """It waits to be kept, is kept as it is, reads the same from its version, and prints in each format."""
    assert resume.unkept_since
    document = resume.document()
    assert Document.from_json(document.to_json()) == document
    version = Version.keep(db.session(), resume)
    assert hash_of(version.document) == hash_of(document) == version.hash
    for one in FORMATS.values():
        if one.can_write and one.name not in NOT_HERE:
            assert one.make(document, TYPES, None).data, one.name


def the_base_reaches_its_copies() -> None:
    """A change of a base item shows on the copy that the old release made of it."""
    base = cast.person(db.session(), "alice").base_resume()
    copy = db.session.scalars(select(Item).where(Item.base_item_id.is_not(None), Item.kind == "experience")).first()
    assert copy
    resume, origin = copy.section.resume, base.item(copy.base_item_id or 0)
    pair = kin.lineage(resume, copy)
    assert origin
    assert pair
    assert not pair.touched
    origin.save({"location": "Elsewhere"}, origin.revision)
    db.session.flush()
    assert copy.id in kin.behind(resume)
    db.session.rollback()


def without_what_was_changed(rows: Rows) -> Rows:
    """But for when somebody signed in, and when a resume was last touched."""
    left = {"user": {"last_login_at"}, "resumes": {"updated_at"}}
    return {
        table: only(by_id, set(next(iter(by_id.values()))) - left.get(table, set())) for table, by_id in rows.items()
    }


def test_ids_stay_used_where_no_row_is_left(tmp_path: Path) -> None:
    """On SQLite: a table that is made anew while it is empty forgets how far it had counted."""
    app = application(tmp_path / "home")
    schema.attach(app)
    go(app, upgrade, Release.read(RELEASES[0]).revision)
    with app.app_context(), db.engine.begin() as line:
        line.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES ('export_request', 9)"))
    go(app, upgrade, "head")
    with app.app_context():
        assert highest(db.engine)["export_request"] == 9
        db.engine.dispose()


def test_a_migration_that_fails_changed_nothing(bare: Flask) -> None:
    """Red when each migration is committed by itself, as Alembic does on SQLite: half of the way would be gone.

    On SQLite an orphan is found at the end of the last one; on PostgreSQL there is a table already that one makes.
    """
    release = Release.read(RELEASES[0])
    begin(bare, release)
    with bare.app_context():
        lite = db.engine.dialect.name == "sqlite"
        with db.engine.connect() as line:
            if lite:
                line.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            broken = "UPDATE resume_section SET resume_id = 999 WHERE id = 1"
            line.execute(text(broken if lite else "CREATE TABLE takeout (id int)"))
            line.commit()
        db.engine.dispose()
        before = rows_of(db.engine) if lite else {}
    with pytest.raises((SystemExit, ProgrammingError)):
        go(bare, upgrade, "head")
    assert schema.standing(bare) == release.revision
    with bare.app_context():
        assert "versions" not in inspect(db.engine).get_table_names()
        assert not lost(before, rows_of(db.engine) if lite else {})


def test_what_is_stored_today_goes_all_the_way_down_and_up_again(bare: Flask) -> None:
    """Every way back works with all that the cast has today, and every way up with what that leaves.

    Red when a way back meets rows that its constraints refuse. What the oldest release knows is there all the time.
    """
    schema.upgrade(bare)
    with bare.app_context():
        cast.move_in(db.session())
        cast.furnish(db.session(), cast.person(db.session(), "alice"))
        db.session.remove()
        full = rows_of(db.engine)
    assert all(full.values()), [table for table, rows in full.items() if not rows]
    oldest = Release.read(RELEASES[0])
    was = {
        table: only(rows, set(oldest.tables[table]["columns"]))
        for table, rows in full.items()
        if table in oldest.tables
    }
    assert not lost(was, go(bare, downgrade, oldest.revision))
    assert not lost(was, go(bare, upgrade, "head"))


def only(rows: dict[Any, dict[str, Any]], columns: set[str]) -> dict[Any, dict[str, Any]]:
    """These columns of the rows."""
    return {key: {name: row[name] for name in row.keys() & columns} for key, row in rows.items()}
