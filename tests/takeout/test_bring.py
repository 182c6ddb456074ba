"""A ZIP is looked at before it comes in; what is here is left; nothing comes twice; and no ZIP does harm."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from stat import S_IFLNK
from typing import Any
from zipfile import ZipFile, ZipInfo

import pytest
from flask import Flask

from letraz.extensions import db
from letraz.models import CoverLetter, ExportRequest, Item, Job, Posting, Resume, Version
from letraz.models.leftover import Leftover
from letraz.takeout import opening, writing
from letraz.takeout.parcel import FORM, MANIFEST
from tests import cast, samples
from tests.cast import Belongings, Client, Tasks
from tests.takeout.bringing import URL, brought, files, last, packed, repacked, sent
from tests.views.conftest import Rows

Browse = Callable[[str], Client]

#: Made by the code before there was a review, with what `tests/cast.py` had then.
OLD = Path(__file__).parent.parent / "data" / "takeout-form-1.zip"


@pytest.fixture
def rows(app: Flask) -> Rows:
    return Rows(app)


@pytest.fixture
def zipped(app: Flask, hers: Belongings, tmp_path: Path, tasks: Tasks) -> bytes:
    """Alice's take-out."""
    tasks.clear()
    return packed(app, "alice", tmp_path / "all.zip")


def counts(app: Flask) -> dict[str, dict[str, int]]:
    """What the review says of each kind."""
    return {kind["table"]: kind["counts"] for kind in last(app).review["kinds"]}


# --- looking, then yes ------------------------------------------------------------------------------


def test_nothing_is_written_before_a_yes(app: Flask, zipped: bytes, tasks: Tasks, browse: Browse, rows: Rows) -> None:
    staff, before = browse("staff"), rows.count(Resume)
    page = staff.get(sent(staff, tasks, zipped))
    assert rows.count(Resume) == before
    for told in ("Bring it in", "For the nurse", "Will be added", "Goes into your empty base resume", "In the trash"):
        assert told in page.text, told
    assert "Your password, your address" in page.text
    assert staff.post(f"{URL}/brought/{last(app).id}/trash").status_code == 303
    assert rows.count(Resume) == before
    with app.app_context():
        assert db.session.query(Leftover).filter(Leftover.key.like("brought/%")).count() == 1


def test_an_older_zip_comes_in(app: Flask, tasks: Tasks, browse: Browse) -> None:
    brought(browse("staff"), tasks, OLD.read_bytes())
    assert counts(app)["resumes"] == {"new": 4}
    assert last(app).review["notes"] == []
    with app.app_context():
        staff = cast.person(db.session(), "staff")
        base = staff.base_resume()
        assert (staff.last_name, staff.time_zone, base.notes) == ("Ląd", "Europe/Warsaw", "Mine alone")
        said = base.document()
        assert [block.kind for block in said.blocks][1:] == [block.kind for block in samples.nurse().blocks]
        copies = db.session.query(Item).filter(Item.user_id == staff.id, Item.base_values.is_not(None)).all()
        assert {db.session.get_one(Item, one.base_item_id).section.resume_id for one in copies} == {base.id}
        (export,) = db.session.query(ExportRequest).filter_by(user_id=staff.id).all()
        assert (export.read(), export.sent, export.link_ended) == (b"the file", True, True)
        versions = db.session.query(Version).filter_by(resume_id=base.id).all()
        assert "As it was in May" in {one.name for one in versions}
        assert versions[0].document.person == said.person


def test_a_header_that_was_written_here_is_kept_as_a_version(
    app: Flask, zipped: bytes, tasks: Tasks, browse: Browse
) -> None:
    with app.app_context():
        base = cast.person(db.session(), "staff").base_resume()
        base.personal_info = {"name": "Zofia Ląd", "headline": "Baker"}
        db.session.commit()
    staff = browse("staff")
    url = sent(staff, tasks, zipped)
    assert "yours is kept among its versions" in staff.get(url).text
    staff.post(url)
    tasks.run()
    with app.app_context():
        base = cast.person(db.session(), "staff").base_resume()
        kept = db.session.query(Version).filter_by(resume_id=base.id, note="Before a ZIP came in").one()
        assert (base.person.name, kept.document.person.headline) == ("Alice", "Baker")
    assert counts(app)["resumes"] == {"new": 4}
    brought(staff, tasks, zipped)
    assert counts(app)["resumes"] == {"same": 4}


def test_a_base_resume_with_notes_is_not_empty(app: Flask, zipped: bytes, tasks: Tasks, browse: Browse) -> None:
    """Notes are in no version: what came into their place would have removed them."""
    with app.app_context():
        cast.person(db.session(), "staff").base_resume().notes = "Ask Maria"
        db.session.commit()
    brought(browse("staff"), tasks, zipped)
    with app.app_context():
        assert cast.person(db.session(), "staff").base_resume().notes == "Ask Maria"


def test_into_the_same_account_nothing_comes(app: Flask, zipped: bytes, tasks: Tasks, as_alice: Client) -> None:
    page = brought(as_alice, tasks, zipped)
    assert "All of it is here already" in page.text
    assert {what for found in counts(app).values() for what in found} == {"same"}


def test_what_changed_since_is_left_and_the_other_comes_beside(
    app: Flask, zipped: bytes, hers: Belongings, tasks: Tasks, as_alice: Client, rows: Rows
) -> None:
    """And then nothing comes a second time, whatever it is called by now."""
    rows.change(Job, hers.job, notes="Since then")
    with app.app_context():
        resume = db.session.get_one(Resume, hers.resume)
        resume.sections[2].items[0].take({"institution_name": "Another", "company_name": "Another"})
        db.session.commit()
    brought(as_alice, tasks, zipped)
    assert counts(app)["resumes"]["beside"] == 1
    assert counts(app)["jobs"] == {"same": 1, "beside": 1}
    with app.app_context():
        assert db.session.get_one(Job, hers.job).notes == "Since then"
        job = db.session.query(Job).filter_by(title="Nurse (from the file)").one()
        resume = db.session.query(Resume).filter_by(title="For the nurse (from the file)").one()
        assert (job.notes, resume.job_id) == ("", job.id)
        base = cast.person(db.session(), "alice").base_resume()
        origins = {i.base_item_id for section in resume.sections for i in section.items} - {None}
        assert {db.session.get_one(Item, one).section.resume_id for one in origins} == {base.id}
    brought(as_alice, tasks, zipped)
    assert {what for found in counts(app).values() for what in found} == {"same"}


def test_a_file_whose_end_is_over_has_a_new_one(
    app: Flask, zipped: bytes, tasks: Tasks, browse: Browse, rows: Rows
) -> None:
    every = files(zipped)
    row = json.loads(every["records/export_request.jsonl"])
    every["records/export_request.jsonl"] = records({**row, "expires_at": "2020-01-01T00:00:00+00:00", "sent": False})
    brought(browse("staff"), tasks, repacked(every))
    made = rows.last(ExportRequest)
    assert made.state == "ready"
    assert made.expires_at > made.asked_at


# --- what must not come in --------------------------------------------------------------------------


def records(*rows: Any) -> bytes:
    return b"\n".join(json.dumps(row).encode() for row in rows)


def refused(client: Client, tasks: Tasks, data: bytes, says: str) -> None:
    page = brought(client, tasks, data)
    assert "Nothing was brought in." in page.text
    assert says in page.text


def changed(zipped: bytes, change: Callable[[ZipFile, ZipFile], None]) -> bytes:
    """The ZIP with what `change` adds."""
    out = BytesIO()
    with ZipFile(BytesIO(zipped)) as archive, ZipFile(out, "w") as other:
        for info in archive.infolist():
            other.writestr(info, archive.read(info))
        change(archive, other)
    return out.getvalue()


def _link(archive: ZipFile, other: ZipFile) -> None:
    info = ZipInfo("records/link")
    info.external_attr = (S_IFLNK | 0o777) << 16
    other.writestr(info, "/etc/passwd")


def _again(archive: ZipFile, other: ZipFile) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        other.writestr("records/jobs.jsonl", "{}")


def test_a_zip_that_was_made_to_do_harm_is_refused(
    app: Flask, zipped: bytes, tasks: Tasks, as_bob: Client, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in a sentence; and no row of it is there."""
    monkeypatch.setattr("letraz.extensions.limiter.enabled", False)
    monkeypatch.setattr("letraz.models.bringing.MOST_LIVE", 99)
    before = rows.count(Resume), rows.count(Job)
    bomb = repacked(files(zipped) | {"records/jobs.jsonl": b" " * 30_000_000})
    assert len(bomb) < 1_000_000
    size = (30_000_000).to_bytes(4, "little")
    assert size in bomb
    for data, says in {
        b"": "no ZIP",
        b"PK": "no ZIP",
        b"PK\x05\x06" + b"\0" * 18: "no manifest",
        changed(zipped, _link): "is a link",
        changed(zipped, _again): "the same name",
        changed(zipped, lambda _, other: other.writestr("../../etc/cron.d/x", "x")): "leads out of it",
        changed(zipped, lambda _, other: other.writestr("/etc/x", "x")): "leads out of it",
        bomb: "more than Letraz reads",
        bomb.replace(size, (900).to_bytes(4, "little")): "",
        zipped.replace(b"PK\x01\x02", b"PK\x01\x03", 1): "no ZIP",
        zipped[: len(zipped) // 2] + zipped[len(zipped) // 2 + 40 :]: "",
        repacked(files(zipped), letraz_takeout=FORM + 1): "Another Letraz",
        repacked(files(zipped) | {"records/jobs.jsonl": b"{}\n" * 20_001}): "More than 20000 rows",
    }.items():
        refused(as_bob, tasks, data, says)
    for name, most in {"MOST_FILES": 5, "MOST_ALL": 20_000}.items():
        with monkeypatch.context() as patch:
            patch.setattr(opening, name, most)
            refused(as_bob, tasks, zipped, "")
    assert (rows.count(Resume), rows.count(Job)) == before


def test_no_file_is_refused(as_bob: Client) -> None:
    assert as_bob.post(f"{URL}/bring").status_code == 422


def test_a_file_that_was_changed_is_refused(zipped: bytes, tasks: Tasks, as_bob: Client) -> None:
    """Nothing of the ZIP comes in, though the changed file is not the first."""
    out = BytesIO()
    with ZipFile(BytesIO(zipped)) as archive, ZipFile(out, "w") as other:
        for name in archive.namelist():
            data = archive.read(name)
            other.writestr(name, data.replace(b"Maria", b"Marie") if name.endswith("job_contact.jsonl") else data)
    refused(as_bob, tasks, out.getvalue(), "not as it was packed")


@pytest.mark.parametrize("size", ["many", None, -5, 2**80])
def test_the_size_that_a_manifest_gives_is_not_believed(
    app: Flask, zipped: bytes, tasks: Tasks, browse: Browse, size: object
) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(zipped)) as archive, ZipFile(out, "w") as other:
        for name in archive.namelist():
            data = archive.read(name)
            if name == MANIFEST:
                said = json.loads(data)
                data = json.dumps(said | {"files": [one | {"bytes": size} for one in said["files"]]}).encode()
            other.writestr(name, data)
    brought(browse("staff"), tasks, out.getvalue())
    with app.app_context():
        staff = cast.person(db.session(), "staff")
        (export,) = db.session.query(ExportRequest).filter_by(user_id=staff.id).all()
        assert export.file_size == len(export.read())


def test_values_go_through_the_forms(app: Flask, zipped: bytes, tasks: Tasks, browse: Browse) -> None:
    """What a person could not type does not come in by a file; each is told."""
    job = {"id": 5, "title": "Nurse", "url": "javascript:alert(1)", "stage": "no such", "salary_min": "much"}
    want = {"id": 1, "job_id": 5, "level": "must", "text": "x" * 900}
    every = {name: data for name, data in files(zipped).items() if not name.startswith("records/")} | {
        "records/jobs.jsonl": records(job, {"id": 6}, [], "x", {"id": "7", "title": "Porter"}, {"title": "None"}),
        "records/job_requirement.jsonl": records(want, {"id": 2, "job_id": "5"}, {"job_id": [5], "text": 4}),
        "records/job_contact.jsonl": records({"id": 1, "job_id": 5, "name": "M", "email": "none"}, {"job_id": 5}),
        "records/job_stage.jsonl": records({"id": 1, "job_id": 5, "stage": "offer", "at": "never"}),
        "records/posting.jsonl": records(
            {"id": 1, "job_id": 5, "text": "A\0 nurse", "url": "javascript:x", "found": [1], "state": "ready"}
        ),
    }
    client = browse("staff")
    page = brought(client, tasks, repacked(every))
    for told in ("javascript:alert(1)", "It says no title or company name.", "none", "It has no number of its own."):
        assert told in page.text, told
    with app.app_context():
        staff = cast.person(db.session(), "staff")
        (made,) = db.session.query(Job).filter_by(user_id=staff.id).all()
        assert (made.title, made.url, made.stage, made.salary_min) == ("Nurse", "", "saved", None)
        assert [len(want.text) for want in made.wants] == [500]
        (posting,) = db.session.query(Posting).filter_by(user_id=staff.id).all()
        assert (posting.text, posting.url, posting.found) == ("A nurse", "", {})
    assert client.get(f"/jobs/{made.id}").status_code == 200


def test_nothing_refers_to_anybody_else(app: Flask, zipped: bytes, tasks: Tasks, as_bob: Client, hers: Belongings,
                                        belongings: dict[str, Belongings]) -> None:  # fmt: skip
    """Alice’s ids in bob’s forged ZIP lead to nothing of hers."""
    every = files(zipped)
    jobs = [json.loads(line) for line in every["records/jobs.jsonl"].splitlines()]
    every["records/jobs.jsonl"] = records(*({**one, "id": one["id"] + 900, "user_id": 1} for one in jobs))
    facts = json.loads(every["records/attested_fact.jsonl"])
    every["records/attested_fact.jsonl"] = records({**facts, "item_id": 10**6, "user_id": 1})
    brought(as_bob, tasks, repacked(every))
    with app.app_context():
        bob = cast.person(db.session(), "bob")
        resumes = db.session.query(Resume).filter(Resume.user_id == bob.id, Resume.id > 9).all()
        assert resumes
        assert {one.job_id for one in resumes} == {None}
        letters = db.session.query(CoverLetter).filter_by(user_id=bob.id).all()
        assert {db.session.get_one(Resume, one.resume_id).user_id for one in letters} == {bob.id}


# --- all or nothing ---------------------------------------------------------------------------------


@pytest.mark.breaks
def test_what_dies_while_it_is_written_leaves_nothing(
    app: Flask, zipped: bytes, tasks: Tasks, browse: Browse, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No row; its files are noted as leftovers, and it is tried again, then called failed."""
    client = browse("staff")
    url = sent(client, tasks, zipped)
    before = {model: rows.count(model) for model in (Resume, Job, Item, ExportRequest, Version)}

    def breaks(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(writing.Writing, "_link", breaks)
        client.post(url)
        with pytest.raises(OSError, match="full"):
            tasks.run()
    assert {model: rows.count(model) for model in before} == before
    assert last(app).state == "asked"
    with app.app_context():
        keys = {one.key for one in db.session.query(Leftover)}
    assert [path for path in Path(app.config["STORAGE_URL"]).glob("exports/*") if f"exports/{path.name}" in keys]
    tasks.append(("default", "bring", (last(app).id,)))
    tasks.run()
    assert last(app).state == "done"
