"""Tabs, a worker and somebody who goes back, all at one resume at once: nothing is lost, nothing is half written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from letraz.document import Document
from letraz.extensions import db
from letraz.models import Resume, Version, thinning
from letraz.models.version import hash_of
from tests import cast
from tests.conftest import application
from tests.processes.forks import forks
from tests.samples import nurse

TIMES = 8

#: Sent to the processes: who does what, to which resume, and where an item can be added.
Task = tuple[str, dict[str, Any], int, int]


@pytest.fixture
def app(town: Flask) -> Flask:
    """The same with something in alice's resume."""
    with town.app_context():
        cast.person(db.session(), "alice").base_resume().fill(nurse())
        db.session.commit()
    return town


def test_nothing_is_lost_and_nothing_is_half_written(app: Flask, settings: dict[str, Any]) -> None:
    """What an answer called saved is in the resume or in a version; each version is whole; each has its own number.

    Red when going back keeps nothing first.
    """
    with app.app_context():
        resume = cast.person(db.session(), "alice").base_resume()
        section = next(section for section in resume.sections if section.type == "experience")
        number, place = resume.id, section.id
    said = run(settings, number, place)
    with app.app_context():
        session = db.session()
        resume = session.get_one(Resume, number)
        versions = session.scalars(Version.timeline(number)).all()
        documents = {version.number: version.document for version in versions}
        assert len(documents) == len(versions)
        assert {version.number: version.hash for version in versions} == {n: hash_of(d) for n, d in documents.items()}
        assert said <= titles(resume.document()).union(*map(titles, documents.values())), "a saved item is nowhere"
        for section in resume.sections:
            assert [item.index for item in section.items] == list(range(len(section.items)))
        assert len(versions) > 2


def run(settings: dict[str, Any], number: int, place: int) -> set[str]:
    """Let all of them work at once; the titles that were saved."""
    context = forks()
    told: Any = context.Queue()
    who = ("one", "two", "worker", "back", "keeper")
    workers = [context.Process(target=work, args=((name, settings, number, place), told)) for name in who]
    for worker in workers:
        worker.start()
    said: set[str] = set()
    for _ in workers:
        said |= told.get(timeout=120)
    for worker in workers:
        worker.join(30)
    assert [worker.exitcode for worker in workers] == [0] * len(workers)
    assert len(said) >= TIMES
    return said


def titles(document: Document) -> set[str]:
    """The job titles in a document."""
    return {entry.values.get("job_title", "") for block in document.blocks for entry in block.entries}


def work(task: Task, told: Any) -> None:
    """In a process of its own: do one of the parts, and tell the titles that were saved."""
    name, settings, number, place = task
    app = application(**settings)
    if name == "worker":
        told.put(sweep(app))
        return
    client: Any = app.test_client()
    signed = client.post("/sign-in", data={"email": cast.address("alice"), "password": cast.PASSWORD})
    assert signed.status_code in (302, 303), signed.text
    saved = set()
    for turn in range(TIMES):
        if name == "back":
            go_back(app, client, number, turn)
        elif name == "keeper":
            kept = client.post(f"/resumes/{number}/versions/", data={"name": f"Kept {turn}"})
            assert kept.status_code == 303, kept.text
        else:
            saved |= add(client, number, place, f"Tab {name}, role {turn}")
    told.put(saved)


def add(client: Any, number: int, place: int, title: str) -> set[str]:
    """Add an item; what the answer says was saved."""
    data = {"job_title": title, "company_name": "Co", "then": "close"}
    answer = client.post(f"/resumes/{number}/experience/new/{place}", data=data)
    assert answer.status_code in (303, 404, 422), answer.text  # going back may have put the section away, or it is full
    return {title} if answer.status_code == 303 else set()


def go_back(app: Flask, client: Any, number: int, turn: int) -> None:
    """To the newest version or the one before."""
    with app.app_context():
        known = db.session.scalars(Version.timeline(number).limit(2)).all()
        chosen = known[turn % len(known)].id if known else 0
    if chosen:
        answer = client.post(f"/resumes/{number}/versions/{chosen}/restore")
        assert answer.status_code in (303, 404), answer.text  # a rolled one is gone meanwhile


def sweep(app: Flask) -> set[str]:
    """Keep what is quiet, without waiting for quiet, and thin."""
    for name in ("QUIET", "LONGEST"):
        setattr(thinning, name, timedelta(0))
    with app.app_context():
        for _ in range(TIMES * 2):
            thinning.keep_quiet(db.session())
            thinning.thin_old(db.session())
    return set()
