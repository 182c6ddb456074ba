"""What every test stands on. The database is made once by running the migrations; each test gets a copy of the file.

Accidents fail the test: a way out to the network, a letter nobody asked for, an error that nobody handled, a warning.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import cast
from tests.cast import Belongings, Client, Tasks
from tests.grouping import pytest_collection_modifyitems, pytest_xdist_make_scheduler  # noqa: F401 - pytest's hooks

settings.register_profile(
    "letraz", deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("letraz")

#: argon2 as cheap as it goes: tests prove nothing about how dear it is.
CHEAP = {"argon2__time_cost": 1, "argon2__memory_cost": 1024, "argon2__parallelism": 1}

_LOCAL = ("127.", "::1", "localhost", "0.0.0.0")


def pytest_configure(config: pytest.Config) -> None:
    """Know the one mark that is ours."""
    config.addinivalue_line("markers", "breaks: makes the application raise on purpose")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What six thousand tests are made of stays: looking through it for garbage cost a seventh of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


# --- accidents --------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody talks to another machine; who tries fails the test, also where the error is caught."""
    tried: list[object] = []

    def guard(real: Callable[..., Any]) -> Callable[..., Any]:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOCAL):
                tried.append(address)
                raise OSError(f"tests have no network: {address}")
            return real(self, address)

        return connect

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guard(getattr(socket.socket, name)))
    yield
    assert not tried, f"something went to the network: {tried}"


class _Unhandled(logging.Handler):
    """Collects what the error page for everything else was shown for."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self.found.append(record.exc_info[1])


# --- the house --------------------------------------------------------------------------------------


@dataclass
class House:
    """One application for the whole run, the database file it opens, and the same with the cast moved in."""

    app: Flask
    database: Path
    empty: Path
    furnished: Path
    belongings: dict[str, Belongings]
    cookies: dict[str, str]

    lies: Path | None = None  #: the template that was put in place last

    def open(self, template: Path) -> None:
        """Put a fresh copy of a database in place, with the files that go with it."""
        if self.lies != template or self._was_written():
            self._put(template)
        files, wanted = self.database.with_name("files"), self.database.with_name("furnished-files")
        if template != self.furnished:
            shutil.rmtree(files, ignore_errors=True)
        elif _contents(files) != _contents(wanted):
            shutil.rmtree(files, ignore_errors=True)
            shutil.copytree(wanted, files)

    def _put(self, template: Path) -> None:
        from letraz.extensions import db

        with self.app.app_context():
            db.engine.dispose()
        for name in ("-wal", "-shm"):
            self.database.with_name(self.database.name + name).unlink(missing_ok=True)
        shutil.copyfile(template, self.database)
        os.utime(self.database, ns=(_LONG_AGO, _LONG_AGO))
        self.lies = template
        self.app.extensions.get("test_tasks", []).clear()  # what waits asks for rows that are gone

    def _was_written(self) -> bool:
        """Whether anything was committed since: it lies in the write-ahead log, or went from there into the file."""
        log = self.database.with_name(self.database.name + "-wal")
        return self.database.stat().st_mtime_ns != _LONG_AGO or (log.exists() and log.stat().st_size > 0)


#: When a file was written that nobody wrote since: a clock is too coarse to tell two writes apart.
_LONG_AGO = 10**18


def _contents(folder: Path) -> set[tuple[str, int, int]]:
    """The files below a folder: where, how long, and when written."""
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {(str(path.relative_to(folder)), said.st_size, said.st_mtime_ns) for path, said in found}


def application(home: Path, **overrides: object) -> Flask:
    """An application for tests, with its own home; nothing of it talks to a broker."""
    from letraz import create_app

    found = {
        "ENV": "testing",
        "HOME": str(home),
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "SECRET_KEY": "the tests' own",
        "PUBLIC_URL": "http://localhost",
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_STORAGE_URI": "memory://",
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": CHEAP,
        **overrides,
    }
    app = create_app(found)
    app.test_client_class = Client
    app.jinja_env.bytecode_cache = _COMPILED
    return app


class _Compiled(BytecodeCache):
    """Templates are compiled once in a process, whichever application asks; a source that changed is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The application, migrated from zero, with the cast in it; signed in once, by the real form."""
    from letraz import schema
    from letraz.extensions import db

    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    app = application(home)
    _record(app, patch)
    schema.upgrade(app)
    found = House(app, home / "letraz.db", home / "empty.db", home / "furnished.db", {}, {})
    with app.app_context():
        cast.move_in(db.session())
    found.cookies = {name: _sign_in(app, name) for name in cast.NAMES}
    _keep(found, found.empty)
    with app.app_context():
        for name in ("alice", "bob"):
            found.belongings[name] = cast.furnish(db.session(), cast.person(db.session(), name))
    _keep(found, found.furnished)
    shutil.copytree(home / "files", home / "furnished-files")
    patch.undo()
    yield found
    with app.app_context():
        db.engine.dispose()


def _record(app: Flask, patch: pytest.MonkeyPatch) -> Tasks:
    from letraz import queue, tasks

    found = Tasks(app)
    patch.setattr(queue.Queue, "put", found.put)
    patch.setattr(queue.Queue, "put_once", found.put_once)
    for name in ("put_newest", "is_wanted", "tell", "told"):
        patch.setattr(queue.Queue, name, getattr(found, name))
    patch.setattr(queue.Queue, "length", lambda self, name: None if found.away else len(found))
    patch.setattr(tasks, "application", lambda: app)
    return found


def _sign_in(app: Flask, name: str) -> str:
    client = app.test_client()
    answer = client.post("/sign-in", data={"email": cast.address(name), "password": cast.PASSWORD})
    assert answer.status_code in (302, 303), answer.text
    cookie = client.get_cookie("letraz")
    assert cookie is not None
    return cookie.value


def _keep(house: House, template: Path) -> None:
    from letraz.extensions import db

    with house.app.app_context():
        db.session.remove()
        db.engine.dispose()
    assert not house.database.with_name("letraz.db-wal").exists()
    shutil.copyfile(house.database, template)


@pytest.fixture
def app(house: House, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application on a fresh copy of the database: the cast with their base resumes, and nothing else.

    With `belongings` also asked for, alice and bob have one of everything.
    """
    from letraz.extensions import limiter

    home = Path(house.app.config["HOME"])
    rich = "belongings" in request.fixturenames or "hers" in request.fixturenames
    house.open(house.furnished if rich else house.empty)
    house.app.extensions["test_tasks"] = _record(house.app, monkeypatch)
    # the limiter is one for the process: an application that another test made has put its own counts into it
    limits = house.app.extensions.setdefault("test_limits", (limiter._storage, limiter._limiter))
    limiter._storage, limiter._limiter, limiter._storage_dead = *limits, False
    with house.app.app_context():
        limiter.reset()
    with _handled(request):
        yield house.app
    letters = list((home / "outbox").glob("*")) if (home / "outbox").exists() else []
    shutil.rmtree(home / "outbox", ignore_errors=True)
    assert not letters or "outbox" in request.fixturenames, "a letter went out that nobody asked for"


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a worker: there is none."""
    from letraz.views import pages

    monkeypatch.setattr(pages, "WAIT", 0)
    monkeypatch.setattr(pages, "PATIENT_WAIT", 0)


@contextmanager
def _handled(request: pytest.FixtureRequest) -> Iterator[None]:
    """An error that only the page for "something broke" caught fails the test, with that error."""
    handler = _Unhandled()
    log = logging.getLogger("letraz.views.errors")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
    if handler.found and not request.node.get_closest_marker("breaks"):
        raise handler.found[0]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the first database of a PostgreSQL server of our own; skips where none is installed."""
    from tests.postgres import postgres, programs

    if programs() is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with postgres() as url:
        yield url


@pytest.fixture(scope="session")
def migrated(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a PostgreSQL database that the migrations made, to be copied."""
    from letraz import schema
    from letraz.extensions import db

    with _database(server, "") as url:
        app = application(tmp_path_factory.mktemp("migrated"), DATABASE_URL=url)
        schema.upgrade(app)
        with app.app_context():
            db.engine.dispose()
        yield url.partition("?")[0].rpartition("/")[2]


@contextmanager
def _database(server: str, like: str) -> Iterator[str]:
    """The address of a new PostgreSQL database, empty or like another, that goes afterwards."""
    import psycopg

    name = f"test_{uuid4().hex[:12]}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {like}" if like else ""))
        yield server.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database that goes when the test ends."""
    with _database(server, "") as url:
        yield url


@pytest.fixture
def migrated_url(server: str, migrated: str) -> Iterator[str]:
    """The same of one in which nobody lives yet."""
    with _database(server, migrated) as url:
        yield url


@dataclass(frozen=True)
class Furnished:
    """A PostgreSQL database in which alice and bob have one of everything, to be copied with its files."""

    name: str
    files: Path
    belongings: dict[str, Belongings]


@pytest.fixture(scope="session")
def furnished(server: str, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    """It, made once."""
    from letraz.extensions import db

    home = tmp_path_factory.mktemp("furnished")
    with _database(server, migrated) as url, pytest.MonkeyPatch.context() as patch:
        app = application(home, DATABASE_URL=url)
        _record(app, patch)
        with app.app_context():
            session = db.session()
            cast.move_in(session)
            found = {name: cast.furnish(session, cast.person(session, name)) for name in ("alice", "bob")}
            db.session.remove()
            db.engine.dispose()
        patch.undo()
        yield Furnished(url.partition("?")[0].rpartition("/")[2], home / "files", found)


@pytest.fixture
def on_postgres(server: str, furnished: Furnished, tmp_path: Path) -> Iterator[tuple[Flask, dict[str, Belongings]]]:
    """An application on a copy of it, and what the two have."""
    from letraz.extensions import db

    with _database(server, furnished.name) as url:
        app = application(tmp_path / "home", DATABASE_URL=url)
        shutil.copytree(furnished.files, tmp_path / "home" / "files", dirs_exist_ok=True)
        yield app, furnished.belongings
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def tasks(app: Flask) -> Tasks:
    """What was put on the queue so far; `tasks.run()` runs it."""
    found: Tasks = app.extensions["test_tasks"]
    return found


@pytest.fixture
def outbox(app: Flask) -> Path:
    """The folder of the letters that were sent. Asking for it says that letters are meant to go."""
    return Path(app.config["HOME"]) / "outbox"


@pytest.fixture
def belongings(house: House, app: Flask) -> dict[str, Belongings]:
    """What alice and bob have, by name."""
    return house.belongings


@pytest.fixture
def hers(house: House, app: Flask) -> Belongings:
    """What alice has: one of everything."""
    return house.belongings["alice"]


# --- who asks ---------------------------------------------------------------------------------------


@pytest.fixture
def browse(app: Flask, house: House) -> Callable[[str], Client]:
    """A browser in which one of the cast is signed in."""

    def signed_in(name: str) -> Client:
        client = app.test_client()
        client.set_cookie("letraz", house.cookies[name])
        return client  # type: ignore[return-value]  # the class set above

    return signed_in


@pytest.fixture
def as_alice(browse: Callable[[str], Client]) -> Client:
    return browse("alice")


@pytest.fixture
def as_bob(browse: Callable[[str], Client]) -> Client:
    return browse("bob")


@pytest.fixture
def as_staff(browse: Callable[[str], Client]) -> Client:
    return browse("staff")


@pytest.fixture
def visitor(app: Flask) -> Client:
    return app.test_client()  # type: ignore[return-value]  # the class set above


@pytest.fixture
def csrf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Client, str], str]:
    """Forms ask for a token; `csrf(client, url)` reads one from a page, as a browser has it."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    def read(client: Client, url: str) -> str:
        page: TestResponse = client.get(url)
        return page.text.split('"X-CSRFToken": "')[1].split('"')[0]

    return read


# --- looking at the rows ----------------------------------------------------------------------------


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session inside a context of its own, for tests of models. Not for tests that also send requests."""
    from letraz.extensions import db

    with app.app_context():
        yield db.session()


@pytest.fixture
def stored(app: Flask) -> Callable[[], Any]:
    """Look at the rows as they are now, in a session of its own: a context manager."""

    @contextmanager
    def look() -> Iterator[Session]:
        from letraz.extensions import db

        with app.app_context():
            yield db.session()
            db.session.commit()

    return look


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    """The SQL that was run, but for what opens and ends a transaction."""
    from letraz.extensions import db

    found: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)
