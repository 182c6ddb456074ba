"""What was taken out comes back: the same documents, jobs and letters in another account. And no ZIP does harm."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from letraz.designs import design
from letraz.document import Document
from letraz.extensions import db
from letraz.models import CoverLetter, Item, Job, Posting, Resume
from letraz.takeout import opening
from letraz.takeout.pack import pack
from letraz.takeout.parcel import FORM, MANIFEST
from tests import cast, samples
from tests.cast import Belongings, Client
from tests.views.conftest import Rows

URL = "/account/data/bring"


@pytest.fixture
def rows(app: Flask) -> Rows:
    return Rows(app)


@pytest.fixture
def zipped(app: Flask, hers: Belongings, tmp_path: Path) -> bytes:
    """Alice's take-out, with a base resume that says a lot and a tailored one that comes from it."""
    path = tmp_path / "all.zip"
    with app.app_context():
        session = db.session()
        alice = cast.person(session, "alice")
        base = alice.base_resume()
        base.fill(samples.nurse())
        base.notes = "Mine alone"
        session.flush()
        base.duplicate(title="看護師 Медсестра", job=session.get_one(Job, hers.job))
        job = session.get_one(Job, hers.job)
        job.notes, job.salary_min, job.closes = "Ask Maria", 4200.5, None
        job.wants[0].answer = "not_true"
        session.commit()
        pack(session, alice.id, path)
    return path.read_bytes()


def send(client: Client, data: bytes, **more: Any) -> TestResponse:
    return client.post(URL, data={"file": (BytesIO(data), "all.zip")}, **more)


def bare(document: Document) -> Document:
    """A document without the names that rows have here, and with every choice of its design said."""
    without = document.map_entries(lambda entry: replace(entry, key=""))
    settled = design(document.design).settle(document.options)
    return replace(without, options=settled, blocks=tuple(replace(block, key="") for block in without.blocks))


def said(app: Flask, name: str) -> dict[str, Document]:
    """The documents of a person's living resumes by their titles."""
    with app.app_context():
        every = db.session.query(Resume).filter_by(user_id=cast.person(db.session(), name).id, deleted_at=None)
        return {resume.title: bare(resume.document()) for resume in every}


def test_the_documents_are_the_same(app: Flask, zipped: bytes, browse: Callable[[str], Client]) -> None:
    """Into an account whose base resume is empty: the base goes into it, the others beside."""
    before = said(app, "alice")
    answer = send(browse("staff"), zipped)
    assert answer.status_code == 200, answer.text
    assert said(app, "staff") == before
    with app.app_context():
        staff = cast.person(db.session(), "staff")
        assert db.session.query(Resume).filter_by(user_id=staff.id, base=True).one().notes == "Mine alone"


def test_a_line_knows_where_it_comes_from(app: Flask, zipped: bytes, browse: Callable[[str], Client]) -> None:
    send(browse("staff"), zipped)
    with app.app_context():
        staff = cast.person(db.session(), "staff")
        base = staff.base_resume()
        copied = db.session.query(Item).filter(Item.user_id == staff.id, Item.base_item_id.is_not(None)).all()
        assert copied
        assert {db.session.get_one(Item, one.base_item_id).section.resume_id for one in copied} == {base.id}


def test_jobs_and_letters_come_back(
    app: Flask, zipped: bytes, hers: Belongings, browse: Callable[[str], Client]
) -> None:
    send(browse("staff"), zipped)
    with app.app_context():
        staff = cast.person(db.session(), "staff")
        (job,) = db.session.query(Job).filter_by(user_id=staff.id).all()
        own = db.session.get_one(Job, hers.job)
        for name in ("title", "company_name", "url", "notes", "salary_min", "stage"):
            assert getattr(job, name) == getattr(own, name), name
        assert [(w.level, w.text, w.answer) for w in job.wants] == [(w.level, w.text, w.answer) for w in own.wants]
        assert [(s.stage, s.at) for s in job.history] == [(s.stage, s.at) for s in own.history]
        assert [c.name for c in job.contacts] == [c.name for c in own.contacts if not c.deleted_at]
        kept = [[(p.text, p.sha256) for p in one.postings if p.text] for one in (job, own)]
        assert kept[0] == kept[1] != []
        (letter,) = db.session.query(CoverLetter).filter_by(user_id=staff.id).all()
        mine = db.session.get_one(CoverLetter, hers.letter)
        assert (letter.body, letter.greeting, letter.job_id) == (mine.body, mine.greeting, job.id)


def test_nothing_is_overwritten(app: Flask, zipped: bytes, as_alice: Client) -> None:
    """Into the same account: what is there stays, and everything comes once more."""
    before = exactly(app)
    assert send(as_alice, zipped).status_code == 200
    after = exactly(app)
    assert {row_id: after[row_id] for row_id in before} == before
    with app.app_context():
        alice = cast.person(db.session(), "alice")
        assert db.session.query(Resume).filter_by(user_id=alice.id, base=True).count() == 1
        assert db.session.query(Resume).filter_by(user_id=alice.id, deleted_at=None).count() == 2 * 3


def test_what_is_in_the_trash_stays_behind(app: Flask, zipped: bytes, browse: Callable[[str], Client]) -> None:
    send(browse("staff"), zipped)
    with app.app_context():
        staff = cast.person(db.session(), "staff")
        titles = {resume.title for resume in db.session.query(Resume).filter_by(user_id=staff.id)}
    assert "Old one" not in titles


def exactly(app: Flask) -> dict[int, Document]:
    """Everybody's documents by the ids of their rows."""
    with app.app_context():
        return {resume.id: resume.document() for resume in db.session.query(Resume)}


# --- what must not come in --------------------------------------------------------------------------


def forged(zipped: bytes, **files: bytes) -> bytes:
    """The ZIP with other files in it, and a manifest that says so."""
    with ZipFile(BytesIO(zipped)) as archive:
        every = {name: archive.read(name) for name in archive.namelist()}
    every |= {name.replace("__", "/").replace("_dot_", "."): data for name, data in files.items()}
    manifest = json.loads(every.pop(MANIFEST))
    hashed = {name: hashlib.sha256(data).hexdigest() for name, data in every.items()}
    manifest["files"] = [{"path": n, "bytes": len(every[n]), "sha256": digest} for n, digest in hashed.items()]
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in every.items():
            archive.writestr(name, data)
        archive.writestr(MANIFEST, json.dumps(manifest))
    return out.getvalue()


def records(*rows: Any) -> bytes:
    return b"\n".join(json.dumps(row).encode() for row in rows)


def refused(answer: TestResponse, rows: Rows) -> bool:
    return answer.status_code == 422 and "Nothing was brought in." in answer.text and rows.count(Resume) == BEFORE


#: Resumes of the cast, with what alice and bob have and her copy.
BEFORE = 3 + 2 * 2 + 1


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_take_out_is_refused(zipped: bytes, as_bob: Client, rows: Rows, data: bytes) -> None:
    assert refused(send(as_bob, data), rows)


def test_no_file_is_refused(as_bob: Client) -> None:
    assert as_bob.post(URL).status_code == 422


def test_a_file_that_was_changed_is_refused(zipped: bytes, as_bob: Client, rows: Rows) -> None:
    """Nothing of the ZIP comes in, though the changed file is not the first."""
    out = BytesIO()
    with ZipFile(BytesIO(zipped)) as archive, ZipFile(out, "w") as other:
        for name in archive.namelist():
            data = archive.read(name)
            other.writestr(name, data.replace(b"Maria", b"Marie") if name.endswith("job_contact.jsonl") else data)
    assert refused(send(as_bob, out.getvalue()), rows)


def test_a_bomb_is_refused(zipped: bytes, as_bob: Client, rows: Rows) -> None:
    """Packed a thousand times smaller than it is; and one that says that it is small."""
    bomb = forged(zipped, records__jobs_dot_jsonl=b" " * 30_000_000)
    assert len(bomb) < 1_000_000
    assert refused(send(as_bob, bomb), rows)


def test_a_bomb_that_lies_about_its_size_is_refused(zipped: bytes, as_bob: Client, rows: Rows) -> None:
    bomb = bytearray(forged(zipped, records__jobs_dot_jsonl=b" " * 30_000_000))
    size = (30_000_000).to_bytes(4, "little")
    assert size in bomb
    assert refused(send(as_bob, bytes(bomb.replace(size, (900).to_bytes(4, "little")))), rows)


def test_many_large_files_are_refused(
    zipped: bytes, as_bob: Client, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_ALL", 20_000)
    assert refused(send(as_bob, zipped), rows)


def test_many_files_are_refused(zipped: bytes, as_bob: Client, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_FILES", 5)
    assert refused(send(as_bob, zipped), rows)


def test_another_form_is_refused(zipped: bytes, as_bob: Client, rows: Rows) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(MANIFEST, json.dumps({"letraz_takeout": FORM + 1}))
    assert refused(send(as_bob, out.getvalue()), rows)


def test_values_go_through_the_forms(app: Flask, zipped: bytes, browse: Callable[[str], Client]) -> None:
    """What a person could not type does not come in by a file; each is told."""
    job = {"id": 5, "title": "Nurse", "url": "javascript:alert(1)", "stage": "no such", "salary_min": "much"}
    more = {"job_id": 5, "level": "must", "text": "x" * 900}
    data = forged(
        zipped,
        records__jobs_dot_jsonl=records(job, {"id": 6}, [], "x", {"id": "7", "title": "Porter"}, {"title": "None"}),
        records__job_requirement_dot_jsonl=records(more, {"job_id": "5"}, {"job_id": [5], "text": 4}),
        records__job_contact_dot_jsonl=records({"job_id": 5, "name": "M", "email": "no address"}, {"job_id": 5}),
        records__job_stage_dot_jsonl=records({"job_id": 5, "stage": "offer", "at": "never"}),
        records__posting_dot_jsonl=records({"job_id": 5, "text": "A\0 nurse", "url": "javascript:x", "found": [1]}),
    )
    answer = send(browse("staff"), data)
    assert answer.status_code == 200, answer.text
    for told in ("javascript:alert(1)", "A job needs a title or a company.", "no address"):
        assert told in answer.text
    with app.app_context():
        staff = cast.person(db.session(), "staff")
        (made,) = db.session.query(Job).filter_by(user_id=staff.id).all()
        assert (made.title, made.url, made.stage, made.salary_min) == ("Nurse", "", "saved", None)
        (posting,) = db.session.query(Posting).filter_by(user_id=staff.id).all()
        assert (posting.text, posting.url) == ("A nurse", "")
        page = browse("staff").get(f"/jobs/{made.id}")
    assert page.status_code == 200


def test_a_damaged_resume_is_told_and_the_rest_comes(
    app: Flask, zipped: bytes, browse: Callable[[str], Client]
) -> None:
    with ZipFile(BytesIO(zipped)) as archive:
        first = next(name for name in archive.namelist() if name.endswith(".letraz.json"))
    name = first.replace("/", "__").replace(".", "_dot_")
    answer = send(browse("staff"), forged(zipped, **{name: b"{"}))
    assert answer.status_code == 200
    assert "Resume" in answer.text
    with app.app_context():
        staff = cast.person(db.session(), "staff")
        assert db.session.query(Job).filter_by(user_id=staff.id).count() == 1
