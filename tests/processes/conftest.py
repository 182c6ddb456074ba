"""A house of real processes for a module, with a mail server that may be troubled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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
