"""Hostile documents, by real workers: each ends ready or failed with its sentence, and the next file is made."""

from __future__ import annotations

import pytest

from tests.browser.people import Person
from tests.paper import hostile
from tests.processes.house import House
from tests.samples import nurse


@pytest.fixture(scope="module")
def person(house: House) -> Person:
    return house.person(nurse())


def test_no_document_takes_a_worker_down(house: House, person: Person) -> None:
    """Red when the paper's limits are not kept: a task of its own then dies, or is begun again."""
    before = {name: house.parts[name].pid for name in ("export", "preview")}
    asked = {name: house.ask(person, document=make()) for name, (make, _) in hostile.ALL.items()}
    another = house.ask(house.person(nurse()))
    for name, (_, refusal) in hostile.ALL.items():
        ended = house.wait(asked[name], "ready", "failed", seconds=90)
        assert (ended.state, ended.attempts) == ("failed" if refusal else "ready", 1), name
        assert ended.error.startswith(refusal), name
    assert house.wait(another).file_size
    assert {name: house.parts[name].pid for name in before} == before
