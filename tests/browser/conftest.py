"""One running Letraz (web, workers, broker, clock), one mail server and one Chromium for all browser tests.

Each test gets a fresh person, and tabs that note everything they say: a test fails when one of its tabs logged an
error, broke the content security policy, or asked another host for anything.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect, sync_playwright

from letraz import create_app
from tests.browser.looks import Eyes
from tests.browser.people import Person
from tests.browser.sink import Sink
from tests.browser.tabs import Tab, Tabs
from tests.browser.world import World, furnished
from tests.running import Letraz

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--js-flags=--single-threaded"]  # fmt: skip


#: The same Chromium, the lightest first.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

#: Where no model's server listens.
NOBODY = "http://127.0.0.1:9/v1"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed Chromium; the tests are skipped where there is none that starts."""
    path = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if path is None:
        pytest.skip("no chromium on the PATH: install it to run the browser tests (apt-get install chromium)")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    if said.returncode:
        pytest.skip(f"{path} does not start (a shim for a snap?): {said.stderr.strip()[-200:]}")
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sink() -> Iterator[Sink]:
    """A mail server that keeps what it is given."""
    with Sink() as running:
        yield running


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, sink: Sink) -> Iterator[Letraz]:
    """`letraz run` with its letters going to the sink, and a model that nobody answers for."""
    model = {"MODEL_URL": NOBODY, "MODEL_NAME": "tiny", "MODEL_KEY": "sk-secret"}
    with Letraz(tmp_path_factory.mktemp("browser") / "home", MAIL_URL=sink.url, **model) as running:
        yield running


@pytest.fixture(scope="session")
def app(house: Letraz) -> Flask:
    """The application over the house's own database: a quick way to make people and what they own."""
    settings = {"HOME": house.home, "PORT": house.port, "MAIL_URL": house.env["MAIL_URL"], "ENV": "development"}
    return create_app(settings)


@pytest.fixture
def person(app: Flask) -> Person:
    """Somebody with an account and an empty base resume."""
    return Person(app)


@pytest.fixture
def tabs(chromium: Browser, house: Letraz) -> Iterator[Tabs]:
    """Opens browsers; see `Tabs`. Afterwards nothing that a tab noted may be an accident."""
    opened = Tabs(chromium, house.url)
    yield opened
    opened.close()
    assert not opened.accidents, "\n".join(opened.accidents)


@pytest.fixture
def tab(tabs: Tabs, person: Person) -> Tab:
    """A tab in which the person is signed in."""
    return tabs.open(person)


@pytest.fixture(scope="session")
def world(app: Flask) -> World:
    """Somebody who has one of everything."""
    return furnished(app)


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe."""
    return next((Path(__file__).parent.parent / "vendor").glob("axe-core@*/axe.min.js")).read_text()


@pytest.fixture(scope="session")
def eyes(chromium: Browser, house: Letraz, world: World, axe: str) -> Iterator[Eyes]:
    """Two tabs for the walk over all pages."""
    tabs = Tabs(chromium, house.url)
    yield Eyes(tabs, axe, world.person)
    tabs.close()
