"""The pages beside the editor: drawn once for a digest, and only by workers."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from letraz import storage
from letraz.document import CannotMake, Document
from letraz.models import Preview, Resume
from letraz.models.preview import Drawing, page_key
from tests.cast import person


@pytest.fixture
def resume(session: Session) -> Resume:
    found = person(session, "alice").new_resume("Nurse")
    session.commit()
    return found


def two_pages(document: Document) -> Drawing:
    return [b"one", b"two"], b"thumb"


def broken(document: Document) -> Drawing:
    raise CannotMake("It is too long.")


def build(session: Session, resume: Resume, draw: object = two_pages) -> Preview:
    Preview.build(session, resume.id, resume.document().digest(), draw)  # type: ignore[arg-type]
    return session.get_one(Preview, resume.id, populate_existing=True)


def test_build_it_works(session: Session, resume: Resume) -> None:
    found = build(session, resume)
    digest = resume.document().digest()
    assert (found.made, found.page_count, found.error) == (digest, 2, "")
    assert storage.read(page_key(resume.id, digest, "2")) == b"two"
    assert storage.read(page_key(resume.id, digest, "thumb")) == b"thumb"


def test_a_superseded_digest_is_not_drawn(session: Session, resume: Resume) -> None:
    def never(document: Document) -> Drawing:
        raise AssertionError

    Preview.build(session, resume.id, "0" * 64, never)
    assert session.get(Preview, resume.id) is None


@pytest.mark.parametrize("trashed", [True, False])
def test_what_is_gone_is_not_drawn(session: Session, resume: Resume, trashed: bool) -> None:
    digest, resume_id = resume.document().digest(), resume.id
    if trashed:
        resume.trash()
    else:
        session.delete(resume)
    session.commit()
    Preview.build(session, resume_id, digest, two_pages)
    assert session.get(Preview, resume_id) is None


def test_new_pages_replace_the_old_ones(session: Session, resume: Resume) -> None:
    build(session, resume)
    old = resume.document().digest()
    resume.personal_info = {"name": "Zofia"}
    session.commit()
    assert build(session, resume).made != old
    with pytest.raises(FileNotFoundError):
        storage.read(page_key(resume.id, old, "1"))


def test_pages_that_cannot_be_made_leave_the_old_ones(session: Session, resume: Resume) -> None:
    made = build(session, resume).made
    resume.personal_info = {"name": "Zofia"}
    session.commit()
    found = build(session, resume, broken)
    assert (found.made, found.failed, found.error) == (made, resume.document().digest(), "It is too long.")
    assert storage.read(page_key(resume.id, made, "1")) == b"one"


def test_what_cannot_change_a_page_does_not_change_its_digest(session: Session, resume: Resume) -> None:
    """Hidden things, private notes and keys: no new drawing for them."""
    digest = resume.document().digest()
    section = resume.add_section("custom")
    section.hidden = True
    resume.notes = "private"
    session.flush()
    assert resume.document().digest() == digest
