"""One fact in many resumes, changed from every side at once: tabs, going back, comparing, exports, and the keeper.

What must hold afterwards, whoever was first:
- nobody was told that something broke, or that the server is busy;
- of two who saw the same revision of an item only one was told "saved"; and where nothing came after, it says that;
- positions are dense, no item stands twice, each item is whole: what was typed together stands together;
- each version opens and is what its hash says, and is whole; each number is given once;
- what was exported is what it was made from, and has its version;
- no copy knows more of its base item than that one says.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Flask
from sqlalchemy import select

from letraz.document import Document
from letraz.extensions import db
from letraz.models import ExportRequest, Item, Resume, Version
from letraz.models.version import hash_of
from tests import cast
from tests.processes.racing import MARKED, TURNS, Told, World, race
from tests.samples import nurse


def furnish(app: Flask) -> World:
    """A base resume, two copies of it, and a version of each."""
    with app.app_context():
        session, base = db.session(), cast.person(db.session(), "alice").base_resume()
        base.fill(nurse())
        session.flush()
        item = next(section for section in base.sections if section.type == "experience").items[0]
        item.take({"job_title": f"{MARKED} alice", "location": f"{MARKED} alice"})
        resumes = [base, *(base.duplicate(f"Copy {number}") for number in (1, 2))]
        session.flush()
        copies = list(session.scalars(select(Item).where(Item.base_item_id == item.id).order_by(Item.id)))
        for resume in resumes:
            Version.name_now(session, resume, "At first")
        session.commit()
        places = [resume.id for resume in resumes]
        items = [item.id, *(copy.id for copy in copies), copies[0].section.items[1].id]
    return World(signed_in(app), *places, *items)


def signed_in(app: Flask) -> str:
    """The cookie of a browser in which alice is signed in."""
    client = app.test_client()
    answer = client.post("/sign-in", data={"email": cast.address("alice"), "password": cast.PASSWORD})
    cookie = client.get_cookie("letraz")
    assert cookie, answer.text
    return cookie.value


def test_one_fact_in_many_resumes_is_changed_from_every_side(town: Flask, settings: dict[str, Any]) -> None:
    """Red when two requests lock two resumes in two orders (a deadlock on PostgreSQL)."""
    world = furnish(town)
    told = race(settings, world)
    assert not told.wrong, told.wrong
    busy = Counter(told.done)
    assert all(busy[what] >= TURNS // 2 for what in ("edit", "spread", "export", "restore")), busy
    assert busy["pull"] + busy["take"] + busy["compare"], busy
    with town.app_context():
        nobody_was_overwritten(told)
        resumes = db.session.scalars(select(Resume).where(Resume.id.in_((world.base, world.first, world.second)))).all()
        for resume in resumes:
            it_is_whole(resume)
            its_versions_open(resume)
        what_was_exported_stays(told)
        the_base_is_never_behind()


def nobody_was_overwritten(told: Told) -> None:
    """Each revision was followed by one answer that said "saved"; what was typed last stands there."""
    seen = Counter((item, revision) for item, revision, _ in told.counted)
    assert not [one for one, times in seen.items() if times > 1]
    for number, revision, mark in told.counted:
        item = db.session.get_one(Item, number)
        assert item.revision > revision
        if item.revision == revision + 1 and mark:
            assert item.values["job_title"] == mark


def it_is_whole(resume: Resume) -> None:
    """Positions are dense, no item stands twice, nothing of it is half written."""
    assert [section.index for section in resume.sections] == list(range(len(resume.sections)))
    for section in resume.sections:
        assert [item.index for item in section.items] == list(range(len(section.items)))
    document = resume.document()
    keys = [entry.key for block in document.blocks for entry in block.entries]
    assert len(keys) == len(set(keys))
    no_half(document)


def no_half(document: Document) -> None:
    """What one form sent stands together."""
    for block in document.blocks:
        for entry in block.entries:
            two = (entry.values.get("job_title", ""), entry.values.get("location", ""))
            assert two[0] == two[1] or not any(said.startswith(MARKED) for said in two)


def its_versions_open(resume: Resume) -> None:
    """Each is what its hash says, and whole; each has a number of its own."""
    versions = db.session.scalars(Version.timeline(resume.id)).all()
    assert len({version.number for version in versions}) == len(versions) >= 1
    for version in versions:
        assert hash_of(version.document) == version.hash
        no_half(version.document)


def what_was_exported_stays(told: Told) -> None:
    """The file is made of the snapshot, and the version kept with it says the same."""
    for number in set(told.exports):
        export = db.session.get_one(ExportRequest, number)
        kept = db.session.scalars(select(Version).where(Version.export_request_id == number)).one()
        assert export.digest == export.document.digest() == kept.digest
        assert export.state == "ready"
        assert len(export.read()) == export.file_size


def the_base_is_never_behind() -> None:
    """No copy answered a revision that is not there yet; of the one that is there it holds what that says."""
    for copy in db.session.scalars(select(Item).where(Item.base_item_id.is_not(None))):
        base = db.session.get_one(Item, copy.base_item_id)
        assert (copy.base_revision or 0) <= base.revision
        if copy.base_revision == base.revision and copy.base_values is not None:
            assert copy.base_values == base.values
