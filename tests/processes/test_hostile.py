"""Hostile documents, by real workers: each ends ready or failed with its sentence, and the next file is made."""

from __future__ import annotations

import json
import zlib

import pytest

from letraz.document import Document
from letraz.formats import FORMATS
from letraz.models import ExportRequest, Resume
from tests.browser.people import Person
from tests.paper import hostile
from tests.processes.house import House
from tests.samples import nurse


@pytest.fixture(scope="module")
def person(house: House) -> Person:
    return house.person(nurse())


def ask(house: House, person: Person, document: Document) -> int:
    """Ask for a PDF of a document that no form would have let in: its snapshot is written past them."""
    with house.rows() as session:
        resume = session.get_one(Resume, person.resume_id)
        export = ExportRequest.ask(session, resume, "pdf", FORMATS["pdf"].suffix)
        export.snapshot = zlib.compress(json.dumps(document.to_json()).encode())
        session.commit()
        return export.id


def test_no_document_takes_a_worker_down(house: House, person: Person) -> None:
    """Red when the paper's limits are not kept: a task of its own then dies, or is begun again."""
    before = {name: house.parts[name].pid for name in ("export", "preview")}
    asked = {name: ask(house, person, make()) for name, (make, _) in hostile.ALL.items()}
    another = house.ask(house.person(nurse()))
    for name, (_, refusal) in hostile.ALL.items():
        ended = house.wait(asked[name], "ready", "failed", seconds=90)
        assert (ended.state, ended.attempts) == ("failed" if refusal else "ready", 1), name
        assert ended.error.startswith(refusal), name
    assert house.wait(another).file_size
    assert {name: house.parts[name].pid for name in before} == before
