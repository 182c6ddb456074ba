"""A letter goes at most once by itself, whatever happens to the server, to the line, to the worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rq import Queue
from rq.serializers import JSONSerializer

from letraz.models.letter import SENDING_LASTS
from letraz.worker import ask_for_sweep
from tests.browser.people import Person
from tests.processes.house import House
from tests.processes.post import TroubledSink
from tests.running import until


@pytest.fixture
def person(house: House) -> Person:
    return house.person()


@pytest.fixture
def post(sink: TroubledSink) -> Iterator[TroubledSink]:
    """The mail server; well again afterwards."""
    yield sink
    sink.come_back()


def test_a_server_that_is_away_for_a_while(house: House, person: Person, post: TroubledSink) -> None:
    """Red when a refused connection ends the letter, or when the sweep sends beside the first try."""
    post.go_away()
    export = house.ask(person, "text")
    house.until(lambda: bool(house.letter(export, "waiting").tries))
    assert post.to(person.email) == 0
    post.come_back()
    house.pass_time(minutes=1)
    house.letter(export)
    house.pass_time(minutes=10)
    sweeps(house)
    assert post.to(person.email) == 1


def test_a_server_that_takes_the_letter_and_hangs_up(house: House, person: Person, post: TroubledSink) -> None:
    """Red when `Unclear` is treated as `NotSent`: the person would get it twice."""
    post.mood = "drop"
    export = house.ask(person, "text")
    house.letter(export, "unknown")
    post.mood = "take"
    house.pass_time(minutes=10)
    sweeps(house)
    assert house.letter(export, "unknown")
    assert post.to(person.email) == 1

    browser = house.browser(person)
    page = browser.get("/exports/")
    assert "It is not known whether the letter" in page.text
    browser.send(page.form(f"/exports/{export}/mail"))
    house.letter(export)
    sweeps(house)
    assert post.to(person.email) == 2, "the person asked for one more"


def test_the_worker_dies_between_the_servers_yes_and_our_commit(
    house: House, person: Person, post: TroubledSink
) -> None:
    """Red when a letter is marked *sending* after it went, or when the sweep brings it back to *waiting*."""
    post.mood = "hold"
    export = house.ask(person, "text")
    until(lambda: post.to(person.email) == 1, 30)
    house.kill("export", "preview")
    post.mood = "take"
    house.start("export", "preview")
    assert house.letter(export, "sending")
    house.pass_time(seconds=SENDING_LASTS.total_seconds() + 1)
    house.letter(export, "unknown")
    house.pass_time(minutes=10)
    sweeps(house)
    assert post.to(person.email) == 1


def test_a_slow_server_holds_nobody_up(house: House, person: Person, post: TroubledSink) -> None:
    """Red when a transaction stays open while a letter goes: SQLite has one lock for all who write."""
    post.mood = "hold"
    house.ask(person, "text")
    until(lambda: post.to(person.email) == 1, 30)
    browser = house.browser(person)
    browser.get("/resumes/")
    saved = browser.post("/resumes/", {"title": "Written meanwhile"})
    assert post.mood == "hold"
    assert saved.status == 200
    assert "Written meanwhile" in saved.text


def sweeps(house: House, times: int = 2) -> None:
    """Wait until so many sweeps have run."""
    with house.redis() as line:
        queue = Queue("default", connection=line, serializer=JSONSerializer)
        for _ in range(times):
            ask_for_sweep(queue)
            house.until(lambda: not queue.job_ids)
