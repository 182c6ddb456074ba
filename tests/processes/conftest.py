"""A house of real processes for a module, with a mail server that may be troubled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from letraz import schema
from letraz.extensions import db
from tests import cast
from tests.conftest import application
from tests.processes.house import House
from tests.processes.post import TroubledSink


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder; one xdist worker runs it, so that its timings are not of two houses."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.processes)
            item.add_marker(pytest.mark.xdist_group("processes"))


@pytest.fixture(scope="session")
def sink() -> Iterator[TroubledSink]:
    """A mail server that keeps what it is given."""
    with TroubledSink() as running:
        yield running


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, sink: TroubledSink) -> Iterator[House]:
    """Broker, clock, both workers and web, on SQLite, files in a folder. What a test kills it starts again."""
    with House(tmp_path_factory.mktemp("processes") / "home", MAIL_URL=sink.url) as running:
        yield running.start("broker").start("cron", "export", "preview", "web")
        assert set(running.parts) >= {"broker", "cron", "export", "preview", "web"}, "a test left a part dead"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """What the processes' applications are made with, on both databases."""
    more = {} if request.param == "sqlite" else {"DATABASE_URL": request.getfixturevalue("migrated_url")}
    return {"home": tmp_path / "home", **more}


@pytest.fixture
def town(settings: dict[str, Any]) -> Iterator[Flask]:
    """A migrated database with the cast in it, and an application on it."""
    app = application(**settings)
    schema.upgrade(app)
    with app.app_context():
        cast.move_in(db.session())
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
