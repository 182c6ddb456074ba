"""A person: the base resume, and looking up through the reader."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from letraz.extensions import db
from letraz.models import Job, Resume, User
from letraz.models import user as users
from letraz.models.ordering import Refused
from tests.cast import person


def test_there_is_one_base_resume(session: Session) -> None:
    alice = person(session, "alice")
    assert alice.base_resume().id == alice.base_resume().id
    assert session.query(Resume).filter_by(user_id=alice.id, base=True).count() == 1


def test_the_database_refuses_a_second_base_resume(session: Session) -> None:
    session.add(Resume(user_id=person(session, "alice").id, base=True, title="Another"))
    with pytest.raises(IntegrityError):
        session.commit()


def test_the_database_refuses_a_second_base_resume_by_update(session: Session) -> None:
    other = person(session, "alice").new_resume("Other")
    session.commit()
    other.base = True
    with pytest.raises(IntegrityError):
        session.commit()


def test_the_base_resume_starts_from_the_profile(session: Session) -> None:
    user = User(email="carol@example.org", first_name="Carol", last_name="Nowak", title="Dr.", phone="12")
    user.profile_text, user.date_of_birth = "I write *tests* & docs.", "1990-01-02"
    user.links = [{"network": "GitHub", "username": "carol", "url": "https://github.com/carol"}]
    session.add(user)
    session.flush()
    document = user.base_resume().document()
    assert (document.person.name, document.person.phone) == ("Dr. Carol Nowak", "12")
    assert document.person.date_of_birth == ""  # off by default (DATA.md)
    assert document.person.links[0].username == "carol"
    assert [block.kind for block in document.blocks] == ["summary"]


def test_own_it_works(session: Session) -> None:
    alice = person(session, "alice")
    resume = alice.new_resume("Mine")
    session.commit()
    assert alice.own(Resume, resume.id) is resume


def test_own_finds_nothing_of_a_stranger(session: Session) -> None:
    alice, bob = person(session, "alice"), person(session, "bob")
    job = Job(user_id=alice.id, title="Nurse")
    session.add(job)
    session.commit()
    assert bob.own(Job, job.id) is None
    assert bob.own(Resume, alice.base_resume().id) is None


def test_own_leaves_the_trash_out(session: Session) -> None:
    alice = person(session, "alice")
    resume = alice.new_resume("Mine")
    session.flush()
    resume.trash()
    session.flush()
    assert alice.own(Resume, resume.id) is None
    assert alice.own(Resume, resume.id, trashed=True) is resume
    assert resume not in session.scalars(alice.owns(Resume)).all()
    assert alice.own(Resume, alice.base_resume().id, trashed=True) is None


def test_it_refuses_more_resumes_than_the_house_holds(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MOST_RESUMES", 2)
    alice = person(session, "alice")
    spare = alice.new_resume("Second")
    session.flush()
    with pytest.raises(Refused):
        alice.new_resume("Third")
    spare.trash()
    session.flush()
    alice.new_resume("Third")


def test_it_refuses_more_jobs_than_the_house_holds(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MOST_JOBS", 1)
    alice = person(session, "alice")
    alice.require_room_for_jobs()
    session.add(Job(user_id=alice.id, title="Nurse"))
    session.flush()
    with pytest.raises(Refused):
        alice.require_room_for_jobs()


def test_deactivate_ends_every_session(session: Session) -> None:
    bob = person(session, "bob")
    before = bob.fs_uniquifier
    bob.deactivate()
    assert not bob.active
    assert bob.fs_uniquifier != before


def test_an_account_goes_with_all_it_has(session: Session, hers: object) -> None:
    """Foreign keys are on: nothing of a person stays when the account goes."""
    from sqlalchemy import text

    alice = person(session, "alice").id
    session.execute(text('DELETE FROM "user" WHERE id = :id'), {"id": alice})
    tables = ("resumes", "jobs", "export_request", "import_request", "resume_item", "letter")
    left = {name: session.scalar(text(f"SELECT count(*) FROM {name} WHERE user_id = {alice}")) for name in tables}
    assert left == dict.fromkeys(tables, 0)
    orphans = "SELECT count(*) FROM resume_section WHERE resume_id NOT IN (SELECT id FROM resumes)"
    assert session.scalar(text(orphans)) == 0


def test_a_row_that_is_locked_is_read_anew(app: Flask, session: Session) -> None:
    """It may have been loaded before the lock, and changed meanwhile."""
    alice = person(session, "alice")
    base = alice.base_resume()
    session.commit()
    with app.app_context():
        db.session.execute(update(Resume).where(Resume.id == base.id).values(title="Changed elsewhere"))
        db.session.commit()
    found = alice.own(Resume, base.id, lock=True)
    assert found is base
    assert base.title == "Changed elsewhere"
