"""An export of paper, as the worker's tasks make it: proved, and the same bytes as the pages beside the editor."""

from __future__ import annotations

import hashlib
import json
import zlib

import pytest
from sqlalchemy.orm import Session

from letraz import storage, tasks
from letraz.models import ExportRequest, Preview, Resume
from letraz.models.preview import paper_key
from tests import samples
from tests.cast import person


@pytest.fixture
def resume(session: Session) -> Resume:
    """The nurse's, in rows."""
    found = person(session, "alice").new_resume("Staff Nurse")
    session.flush()
    assert not [note for note in found.fill(samples.nurse()) if note.value]
    session.commit()
    return found


@pytest.fixture
def asked(session: Session, resume: Resume) -> ExportRequest:
    export = ExportRequest.ask(session, resume, "pdf", ".pdf")
    session.commit()
    return export


def test_a_pdf_is_proved(session: Session, asked: ExportRequest) -> None:
    tasks.build_export(asked.id)
    session.refresh(asked)
    receipt = asked.read_receipt()
    assert (asked.state, asked.proof) == ("ready", "proved")
    assert receipt is not None
    assert receipt["sentence"] == f"Both readers found all {len(receipt['fields'])} fields in order."
    assert receipt["facts"]["sha256"] == asked.sha256 == hashlib.sha256(asked.read()).hexdigest()
    assert asked.picture().startswith(b"RIFF")


def test_the_export_is_the_file_whose_pages_were_seen(session: Session, resume: Resume, asked: ExportRequest) -> None:
    """Red when it is printed once more: the stored paper is changed here, and the export takes the change."""
    tasks.build_preview(resume.id, asked.digest)
    key = paper_key(resume.id, asked.digest)
    seen = storage.read(key)
    storage.put(key, seen + b"% seen\n")
    tasks.build_export(asked.id)
    session.refresh(asked)
    assert asked.read() == seen + b"% seen\n"


def test_what_was_drawn_by_another_engine_is_printed_anew(
    session: Session, resume: Resume, asked: ExportRequest
) -> None:
    tasks.build_preview(resume.id, asked.digest)
    storage.put(paper_key(resume.id, asked.digest), b"old")
    Preview.forget(session, "another")
    tasks.build_export(asked.id)
    session.refresh(asked)
    assert asked.read().startswith(b"%PDF")


def test_made_again_it_has_the_same_bytes(session: Session, asked: ExportRequest) -> None:
    tasks.build_export(asked.id)
    again = asked.again(session)
    session.commit()
    tasks.build_export(again.id)
    session.refresh(asked)
    session.refresh(again)
    assert again.sha256 == asked.sha256


def test_an_old_snapshot_prints_in_the_version_of_its_row(session: Session, asked: ExportRequest) -> None:
    said = asked.document.to_json()
    del said["design_version"]
    asked.snapshot, asked.design_version = zlib.compress(json.dumps(said).encode()), 1
    session.commit()
    assert asked.document.design_version == 1
