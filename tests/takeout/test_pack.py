"""All that a person has is in the ZIP: a mark in every column is found there, and every file says what it is."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from letraz.database import PartialDateText, now
from letraz.document import Document
from letraz.models import Letter, Resume, User
from letraz.models.belonging import owned, tables
from letraz.takeout import records
from letraz.takeout.pack import pack
from letraz.takeout.parcel import MANIFEST
from tests import cast
from tests.cast import Belongings
from tests.marking import marked, value


@pytest.fixture
def alice(session: Session, hers: Belongings) -> User:
    return cast.person(session, "alice")


def packed(session: Session, user: User, path: Path) -> dict[str, bytes]:
    """The files of her take-out by their names."""
    sha256 = pack(session, user.id, path)
    assert sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_manifest_names_every_file_with_its_hash(session: Session, alice: User, tmp_path: Path) -> None:
    files = packed(session, alice, tmp_path / "all.zip")
    manifest = json.loads(files.pop(MANIFEST))
    told = {one["path"]: (one["bytes"], one["sha256"]) for one in manifest["files"]}
    assert told == {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()}


def test_each_resume_is_there_whole(session: Session, alice: User, tmp_path: Path) -> None:
    """Those in the trash too; what is read back is the document that it was."""
    files = packed(session, alice, tmp_path / "all.zip")
    told = json.loads(files[MANIFEST])["resumes"]
    resumes = session.query(Resume).filter_by(user_id=alice.id).all()
    assert {one["id"] for one in told} == {resume.id for resume in resumes}
    for one in told:
        document = session.get_one(Resume, one["id"]).document()
        assert Document.from_json(json.loads(files[one["letraz"]])) == document
        assert json.loads(files[one["json-resume"]])["basics"] is not None


def test_every_exported_file_is_there(session: Session, alice: User, tmp_path: Path) -> None:
    files = packed(session, alice, tmp_path / "all.zip")
    assert [data for name, data in files.items() if name.startswith("exports/")] == [b"the file"]


def test_every_column_of_every_table_is_there(session: Session, alice: User, tmp_path: Path) -> None:
    """A mark of its own in each; what is missing is a secret, and named so. Red for a table that is left out."""
    Letter.post(session, alice.email, "Waits", "x", user_id=alice.id)
    placed = {}
    every = ((t, c) for t in tables() for c in marked(t) if not isinstance(c.type, PartialDateText))
    for number, (table, column) in enumerate(every):
        mark = f"q{number:03}z"
        kept = {"said": mark} if isinstance(value(column, mark), dict) else value(column, mark)
        if not _set(session, table, column, kept, alice.id):
            continue
        placed[f"{table.name}.{column.name}"] = mark
    session.commit()
    session.expunge_all()
    said = b"".join(line for table in tables() for line in records.lines(session, table, alice.id)).decode()
    missing = {name for name, mark in placed.items() if mark not in said}
    assert missing == {name for name in placed if secret(name)}
    assert len(placed) > 150


def _set(session: Session, table: Any, column: Any, given: Any, user_id: int) -> bool:
    from sqlalchemy import String, literal

    bound = literal(given, String) if isinstance(given, str) else given
    changed = session.execute(update(table).where(owned(table, user_id)).values({column.name: bound}))
    return bool(changed.rowcount)  # type: ignore[attr-defined]  # of a CursorResult


def secret(name: str) -> bool:
    table, _, column = name.partition(".")
    return next(records.is_secret(one, column) for one in tables() if one.name == table)


def test_no_secret_is_there(session: Session, alice: User, tmp_path: Path) -> None:
    assert alice.password
    hidden = [alice.password, alice.fs_uniquifier]
    said = b"".join(packed(session, alice, tmp_path / "all.zip").values()).decode("latin-1")
    assert not [one for one in hidden if one in said]


def test_nothing_of_anybody_else_is_there(session: Session, alice: User, tmp_path: Path) -> None:
    bob = cast.person(session, "bob")
    bob.headline, bob.base_resume().notes = "Bobs own words", "Bobs own words"
    session.commit()
    said = b"".join(packed(session, alice, tmp_path / "all.zip").values())
    assert b"Bobs own words" not in said
    assert b"bob@example.org" not in said


def test_names_in_any_script(session: Session, alice: User, tmp_path: Path) -> None:
    for title in ("Медсестра", "看護師", "ممرض", "हिन्दी", "../../etc/passwd", "a/b\\c", "x" * 120, ""):
        alice.new_resume(title)
    session.commit()
    names = packed(session, alice, tmp_path / "all.zip")
    assert any("Медсестра" in name for name in names)
    assert not [name for name in names if name.startswith("/") or ".." in name.split("/") or "\\" in name]
    assert all(len(name.rsplit("/", 1)[-1].encode()) < 255 for name in names)


def test_the_page_stands_alone(session: Session, alice: User, tmp_path: Path) -> None:
    page = packed(session, alice, tmp_path / "all.zip")["index.html"].decode()
    for part in ("<script", 'http-equiv="refresh"', " src=", "url("):
        assert part not in page
    assert "Nurse, Harborview" in page
    assert 'href="resumes/001-' in page


def test_what_is_typed_is_text_on_the_page(session: Session, alice: User, hers: Belongings, tmp_path: Path) -> None:
    from letraz.models import Job

    session.get_one(Job, hers.job).notes = "<script>alert(1)</script>"
    session.commit()
    assert "<script>" not in packed(session, alice, tmp_path / "all.zip")["index.html"].decode()


def test_a_value_that_unpacks_to_too_much_stays_packed() -> None:
    import zlib

    bomb = zlib.compress(b"0" * (records.MOST_UNPACKED + 1))
    assert set(records.plain(bomb)) == {"base64"}
    assert records.plain(zlib.compress(b'{"a": 1}')) == {"a": 1}
    assert records.plain(now()).startswith("20")
