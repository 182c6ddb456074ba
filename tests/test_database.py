"""The database: migrations equal models on both, and SQLite keeps every concurrent update."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from letraz import schema
from letraz.extensions import db
from letraz.models import Job, Resume, User
from tests.cast import person
from tests.conftest import application
from tests.processes.forks import forks

ROOT = Path(__file__).parent.parent


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty database."""
    lite = request.param == "sqlite"
    more = {} if lite else {"DATABASE_URL": request.getfixturevalue("postgres_url")}
    app = application(tmp_path / "home", **more)
    schema.attach(app)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_migrations_from_zero_equal_the_models_and_go_down_and_up_again(bare: Flask) -> None:
    """Alembic compares tables, columns, types, indexes and constraints, and raises where they differ.

    Keys are held again afterwards: else what is deleted by who migrated leaves its children behind. And an upgrade of
    the newest does nothing.
    """
    from flask_migrate import downgrade

    schema.upgrade(bare)
    schema.check(bare)
    assert schema.standing(bare) == schema.head()
    with bare.app_context(), db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        added = text("INSERT INTO letter (state, tries, created_at, due_at) VALUES ('sent', 0, :now, :now)")
        connection.execute(added, {"now": datetime.now(UTC)})
    schema.upgrade(bare)
    with bare.app_context(), db.engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM letter")).scalar() == 1
    with bare.app_context():
        downgrade(str(schema.MIGRATIONS), revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    schema.upgrade(bare)
    schema.check(bare)


def test_what_is_stored_outlives_the_columns_of_translations(bare: Flask) -> None:
    """SQLite makes three tables anew for them, each with children; a person still has one base resume at most."""
    from flask_migrate import downgrade, upgrade

    added = "INSERT INTO resumes (user_id, base, title, created_at, updated_at) VALUES (1, true, 'Whole', :now, :now)"
    rows = [
        """INSERT INTO "user" (email, password, is_active, fs_uniquifier, created_at)
           VALUES ('a@b', '', true, 'a', :now)""",
        added,
        """INSERT INTO resume_section (resume_id, type, "index", created_at) VALUES (1, 'skills', 0, :now)""",
        """INSERT INTO resume_item (section_id, user_id, kind, "index", created_at, updated_at)
           VALUES (1, 1, 'skills', 0, :now, :now)""",
        "INSERT INTO skills (id, name) VALUES (1, 'SQL')",
    ]
    moment = {"now": datetime.now(UTC)}
    with bare.app_context():
        upgrade(str(schema.MIGRATIONS), revision="a81d5f20c3e7")
        with db.engine.begin() as connection:
            for row in rows:
                connection.execute(text(row), moment)
        for step in (upgrade, downgrade, upgrade):
            step(str(schema.MIGRATIONS), revision="4f0c2ab97e15" if step is upgrade else "a81d5f20c3e7")
            with db.engine.begin() as connection:
                assert connection.execute(text("SELECT name FROM skills JOIN resume_item USING (id)")).scalar() == "SQL"
            with pytest.raises(IntegrityError), db.engine.begin() as connection:
                connection.execute(text(added), moment)


def test_ids_that_are_never_used_again_are_so_after_every_migration(session: Session) -> None:
    """Red when a migration makes a table anew on SQLite without saying it again; Alembic compares no such thing."""
    tables = db.metadata.tables.values()
    wanted = {table.name for table in tables if table.dialect_options["sqlite"]["autoincrement"]}
    kept = session.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")).scalars()
    assert wanted
    assert set(kept) == wanted


def test_the_owners_names_are_the_tables_names(session: Session) -> None:
    """DESIGN section 1: exactly these."""
    tables = inspect(session.connection()).get_table_names()
    owners = {"user", "resumes", "resume_section", "education", "experience", "projects", "skills", "strengths"}
    assert owners | {"jobs", "export_request"} <= set(tables)


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("resumes", "base personal_info job_id user_id"),
        ("resume_section", "resume_id index type"),
        ("education", "institution_name degree field_of_study start_date end_date current"),
        ("experience", "company_name job_title location start_date end_date current description employment_type"),
        ("projects", "category name description role github_url live_url skills_used start_date end_date"),
        ("skills", "name category proficiency"),
        ("jobs", "title company_name location employment_type salary_range description requirements"),
        ("export_request", "created_at expires_at downloaded job_id resume_id user_id format design state"),
        ("user", "email is_active is_staff nationality profile_text phone"),
    ],
)
def test_the_owners_fields_have_the_owners_names(session: Session, table: str, names: str) -> None:
    columns = {column["name"] for column in inspect(session.connection()).get_columns(table)}
    assert set(names.split()) <= columns


# --- what SQLite is told --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pragma", "value"), [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 1), ("busy_timeout", 10000)]
)
def test_a_connection_is_opened_as_it_must_be(session: Session, pragma: str, value: object) -> None:
    assert session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_a_row_without_its_parent_is_refused(session: Session) -> None:
    session.add(Job(user_id=10**6, title="Nobody's"))
    with pytest.raises(IntegrityError):
        session.commit()


def _begun(app: Flask, path: str, method: str) -> str:
    from sqlalchemy import event

    said: list[str] = []
    with app.test_request_context(path, method=method):
        event.listen(db.engine, "before_cursor_execute", lambda c, k, sql, *more: said.append(sql))
        db.session.execute(text("SELECT 1"))
        db.session.rollback()
    return said[0]


@pytest.mark.parametrize(
    ("path", "method", "begin"),
    [
        ("/resumes/", "GET", "BEGIN"),
        ("/resumes/", "HEAD", "BEGIN"),
        ("/resumes/", "POST", "BEGIN IMMEDIATE"),
        ("/confirm/x", "GET", "BEGIN IMMEDIATE"),
    ],
)
def test_a_request_that_may_write_begins_immediate(app: Flask, path: str, method: str, begin: str) -> None:
    """Confirmation links are followed by GET and write."""
    assert _begun(app, path, method) == begin


def test_what_runs_outside_a_request_begins_immediate(app: Flask) -> None:
    from letraz.database import may_write

    with app.app_context():
        assert may_write()


def write(home: str, number: int) -> None:
    """In a process of its own: read two rows, and write them back with one more."""
    app = application(Path(home))
    for _ in range(200):
        with app.app_context():
            resume = db.session.get_one(Resume, 1)
            resume.revision += 1
            job = db.session.get_one(Job, 1 + number)
            job.revision += 1
            db.session.commit()


@pytest.mark.slow
def test_four_processes_that_write_at_once_lose_no_update(app: Flask) -> None:
    """Each reads a row, changes what it read and writes it back, 200 times: 800 of 800 must be there.

    With SQLAlchemy's own BEGIN this loses most of them without an error.
    """
    with app.app_context():
        before = db.session.get_one(Resume, 1).revision
        db.session.add_all([Job(user_id=1, title="Nurse", revision=0) for _ in range(4)])
        db.session.commit()
        db.engine.dispose()
    workers = [forks().Process(target=write, args=(app.config["HOME"], n)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * 4
    with app.app_context():
        assert db.session.get_one(Resume, 1).revision - before == 800
        assert [job.revision for job in db.session.query(Job)] == [200] * 4


# --- column types ---------------------------------------------------------------------------------


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    person(session, "alice").last_login_at = datetime(2026, 1, 1)  # noqa: DTZ001 - what the test is about
    with pytest.raises(StatementError, match="zone"):
        session.flush()


def test_a_moment_comes_back_in_utc(session: Session) -> None:
    moment = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=5)))
    alice = person(session, "alice")
    alice.last_login_at = moment
    session.commit()
    session.expire_all()
    found = session.get_one(User, alice.id).last_login_at
    assert found == moment
    assert found is not None
    assert found.utcoffset() == timedelta(0)
