"""Pages and files do not wait for each other, however many there are of the other."""

from __future__ import annotations

import os
import time

import pytest

from letraz.extensions import queue
from letraz.models import Resume
from letraz.queue import PREVIEW
from tests.browser.people import Person
from tests.processes.house import House
from tests.samples import nurse


@pytest.fixture(scope="module")
def crowd(house: House) -> list[Person]:
    """People with two pages each."""
    return [house.person(nurse()) for _ in range(6)]


def test_pages_come_while_many_files_are_asked_for(house: House, crowd: list[Person]) -> None:
    """Red when both workers take exports first."""
    exports = [house.ask(person) for person in crowd[:5] for _ in range(3)]
    reader = crowd[-1]
    browser = house.browser(reader)
    began = time.monotonic()
    while "pages/" not in (page := browser.get(f"/resumes/{reader.resume_id}/pages")).text:
        assert time.monotonic() - began < 15, page.text
    took = time.monotonic() - began
    waiting = sum(house.export(export).state != "ready" for export in exports)
    assert waiting, "the test asked for too few files"
    assert took < 3 * patience(house)
    for export in exports:
        house.wait(export, seconds=60)


def test_a_file_is_made_while_many_pages_are_asked_for(house: House, crowd: list[Person]) -> None:
    """Red when both workers take previews first."""
    with house.rows() as session:
        resumes = [session.get_one(Resume, person.resume_id) for person in crowd]
        for resume in resumes * 5:
            queue.put(PREVIEW, "build_preview", resume.id, resume.document().digest())
    export = house.ask(crowd[-1])
    house.wait(export, seconds=15 * patience(house))
    with house.redis() as line:
        assert line.llen("rq:queue:preview") > 5, "the pages were all made before"
        line.delete("rq:queue:preview")


def patience(house: House) -> float:
    """1 on a machine that is idle; more when its cores are shared with others, who make everything slower."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
