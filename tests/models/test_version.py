"""Versions: never changed, small, made at the moments that matter, and the way back to one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from letraz.database import now
from letraz.document import Block, Document, Entry, Person, Photo
from letraz.models import ExportRequest, Item, Resume, Section, Version, VersionPart
from letraz.models.ordering import Refused
from letraz.models.version import AUTO, DESIGN, EXPORT, NAMED, QUIET, RESTORE, hash_of, kept_around
from tests.cast import PORTRAIT, add_item, person
from tests.samples import nurse
from tests.strategies import documents


@pytest.fixture
def resume(session: Session) -> Resume:
    """A resume of two pages, with a photo."""
    found = person(session, "alice").new_resume("Staff Nurse")
    session.flush()
    found.fill(nurse())
    found.take_photo(Photo(PORTRAIT, "Zofia"))
    session.commit()
    return found


def kinds(session: Session, resume: Resume) -> list[str]:
    """Of its versions, the oldest first."""
    return [version.kind for version in reversed(session.scalars(Version.timeline(resume.id)).all())]


def text_of(resume: Resume) -> Any:
    """What it says, without the names of its rows."""
    data = resume.document().to_json()
    for block in data["blocks"]:
        block.pop("key")
        for entry in block["entries"]:
            entry.pop("key")
    return data


# --- what is kept ---------------------------------------------------------------------------------


def test_a_version_says_what_the_resume_said(session: Session, resume: Resume) -> None:
    said = resume.document()
    version = Version.keep(session, resume)
    session.commit()
    session.expire_all()
    assert version.document == said
    assert version.document.person.photo == said.person.photo
    assert (version.hash, version.digest, version.number) == (hash_of(said), said.digest(), 1)


@given(document=documents())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_document_comes_back_whole(session: Session, resume: Resume, document: Document) -> None:
    from letraz.models.part import fold, unfold

    assert unfold(session, fold(session, resume.id, document)) == Document.from_json(document.to_json())


def test_what_did_not_change_is_not_kept_twice(session: Session, resume: Resume) -> None:
    first = Version.keep(session, resume)
    assert Version.keep(session, resume) is first
    resume.sections[0].rename("Me")
    second = Version.keep(session, resume)
    assert (second.number, kinds(session, resume)) == (2, [AUTO, AUTO])


def test_a_version_holds_each_part_once(session: Session, resume: Resume) -> None:
    """One changed line costs one part, whatever else stands in the resume. Red when a version is stored whole."""
    Version.keep(session, resume)
    count = select(func.count()).select_from(VersionPart).where(VersionPart.resume_id == resume.id)
    before = session.scalar(count)
    item = next(item for section in resume.sections for item in section.items if item.kind == "experience")
    item.save({"location": "Elsewhere"}, item.revision)
    version = Version.keep(session, resume)
    assert session.scalar(count) == (before or 0) + 1
    assert len(version.content) < 1000


@pytest.mark.parametrize("name", ["content", "hash", "number", "kind", "created_at", "resume_id"])
def test_a_version_is_never_changed(session: Session, resume: Resume, name: str) -> None:
    version = Version.keep(session, resume)
    session.commit()
    values: dict[str, Any] = {"content": b"x", "number": 7, "created_at": now(), "resume_id": 1}
    setattr(version, name, values.get(name, "other"))
    with pytest.raises(TypeError, match=name):
        session.flush()
    session.rollback()


def test_a_part_is_never_changed(session: Session, resume: Resume) -> None:
    Version.keep(session, resume)
    part = session.scalars(select(VersionPart)).first()
    assert part
    part.content = b"x"
    with pytest.raises(TypeError):
        session.flush()
    session.rollback()


def test_its_name_may_be_changed(session: Session, resume: Resume) -> None:
    version = Version.keep(session, resume)
    assert not version.stays
    version.name = "To the clinic"
    session.commit()
    assert version.stays


def test_a_damaged_one_says_so(session: Session, resume: Resume) -> None:
    version = Version.keep(session, resume)
    session.execute(delete(VersionPart))
    with pytest.raises(ValueError, match="is gone"):
        _ = version.document


def test_a_number_is_given_once(session: Session, resume: Resume) -> None:
    version = Version.keep(session, resume)
    twin = Version(user_id=resume.user_id, resume_id=resume.id, number=version.number, kind=AUTO, content=b"")
    session.add(twin)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


# --- when ------------------------------------------------------------------------------------------


def test_an_export_is_kept_as_what_went_out(session: Session, resume: Resume) -> None:
    export = ExportRequest.ask(session, resume, "text", ".txt")
    session.commit()
    version = session.scalars(Version.timeline(resume.id)).one()
    assert (version.kind, version.export, version.document, version.stays) == (EXPORT, export, export.document, True)
    export.remove(session)
    session.commit()
    session.expire_all()
    assert (version.export, version.stays) == (None, True)


def test_each_export_has_a_version_of_its_own(session: Session, resume: Resume) -> None:
    Version.keep(session, resume)
    asked = [ExportRequest.ask(session, resume, name, ".x") for name in ("text", "pdf")]
    versions = session.scalars(Version.timeline(resume.id)).all()
    assert [version.export for version in versions] == [asked[1], asked[0], None]


def test_an_older_version_is_exported_as_it_was(session: Session, resume: Resume) -> None:
    old = Version.keep(session, resume)
    resume.sections[0].rename("Now")
    export = ExportRequest.ask(session, resume, "text", ".txt", version=old)
    session.commit()
    assert export.document == old.document != resume.document()
    assert resume.unkept_since, "what the resume says now is in no version yet"


def test_a_named_one_is_the_newest_with_a_name(session: Session, resume: Resume) -> None:
    first = Version.keep(session, resume)
    assert Version.name_now(session, resume, "One") is first
    assert Version.name_now(session, resume, "One") is first
    second = Version.name_now(session, resume, "Two")
    assert (second.kind, second.number, second.name, first.name) == (NAMED, 2, "Two", "One")


def test_what_is_tried_in_one_sitting_is_one_version(session: Session, resume: Resume) -> None:
    """Ten designs: what was before, and what it came to."""
    for number in range(10):
        with kept_around(session, resume, DESIGN, "Design changed"):
            resume.save({"options": {"margins": str(number)}}, resume.revision)
    session.commit()
    assert kinds(session, resume) == [AUTO, DESIGN]
    assert session.scalars(Version.timeline(resume.id)).first().document.options == {"margins": "9"}  # type: ignore[union-attr]


def test_but_not_what_has_a_name_or_is_of_yesterday(session: Session, resume: Resume) -> None:
    for number, age in enumerate((QUIET * 2, timedelta(0), timedelta(0))):
        with kept_around(session, resume, DESIGN, "Design changed"):
            resume.save({"options": {"margins": str(number)}}, resume.revision)
        newest = Version.newest(session, resume.id)
        assert newest
        session.execute(update(Version).where(Version.id == newest.id).values(created_at=newest.created_at - age))
        session.refresh(newest)
        newest.name = "Mine" if number == 1 else ""
    assert kinds(session, resume) == [AUTO, DESIGN, DESIGN, DESIGN]


# --- going back ------------------------------------------------------------------------------------


def test_going_back_brings_all_of_it_back(session: Session, resume: Resume) -> None:
    """Header, photo, language, design, title, sections and items: the same rows, out of the trash where they were."""
    version, said = Version.keep(session, resume), resume.document()
    _turn_upside_down(resume)
    session.commit()
    assert resume.document() != said
    before = version.restore(resume)
    session.commit()
    session.expire_all()
    assert session.get_one(Resume, resume.id).document() == said, "keys too: nothing was made anew"
    assert kinds(session, resume) == [AUTO, AUTO, RESTORE]
    assert before.number == 2


def _turn_upside_down(resume: Resume) -> None:
    """Remove, move, rename, hide, add, reword, and give it another look."""
    first, second = resume.sections[0], next(s for s in resume.sections if len(s.items) > 2)
    second.items[0].move_to(3)
    second.remove(second.items[1])
    second.items[0].hidden = True
    add_item(second, "New")
    resume.remove_section(first)
    resume.sections[-1].move_to(1)
    resume.sections[1].rename("Renamed")
    resume.take_photo(None)
    look = {"title": "Other", "language": "de", "design": "modern", "options": {"margins": "14"}, "design_version": 1}
    resume.save({**look, "personal_info": {"name": "Other"}}, resume.revision)


def test_undo_brings_back_what_was_before(session: Session, resume: Resume) -> None:
    version = Version.keep(session, resume)
    _turn_upside_down(resume)
    session.commit()
    said = resume.document()
    before = version.restore(resume)
    before.restore(resume)
    session.commit()
    session.expire_all()
    assert session.get_one(Resume, resume.id).document() == said


def test_a_full_section_has_room_for_what_comes_back(session: Session, resume: Resume) -> None:
    """Red when what is missing is removed last: the single item of a summary is in the way."""
    version = Version.keep(session, resume)
    summary = next(section for section in resume.sections if section.type == "summary")
    summary.remove(summary.items[0])
    add_item(summary, "Another")
    version.restore(resume)
    assert resume.document() == version.document


def test_what_moved_to_another_section_moves_back(session: Session, resume: Resume) -> None:
    there = resume.add_section("experience", "More")
    session.flush()
    version = Version.keep(session, resume)
    here = next(section for section in resume.sections if section.type == "experience")
    here.items[0].move_to(1, there)
    session.flush()
    version.restore(resume)
    session.commit()
    session.expire_all()
    assert resume.document() == version.document


def test_what_is_gone_for_good_is_made_anew_with_its_links(session: Session, resume: Resume) -> None:
    strengths = resume.add_section("strengths")
    job = next(item for section in resume.sections for item in section.items if item.kind == "experience")
    add_item(strengths, "Calm", shown_by=[job.key])
    session.flush()
    version, was = Version.keep(session, resume), text_of(resume)
    key = job.key
    job.section.remove(job)
    session.flush()
    session.delete(job)
    session.commit()
    version.restore(resume)
    session.commit()
    calm = resume.sections[-1].items[0]
    [evidence] = calm.shown_by  # type: ignore[attr-defined]  # a strength's
    assert evidence != key
    assert resume.item(int(evidence[1:]))
    found = text_of(resume)
    found["blocks"][-1]["entries"][0]["values"]["shown_by"] = [key]
    assert found == was


def test_a_name_that_another_had_meanwhile_does_not_bar_the_way_back(session: Session, resume: Resume) -> None:
    """A skill that is gone for good comes back under its name, which one beside it had until then."""
    skills = resume.add_section("skills")
    python, java = add_item(skills, "Python", name="Python"), add_item(skills, "Java", name="Java")
    session.flush()
    version = Version.keep(session, resume)
    skills.remove(python)
    session.flush()
    session.delete(python)
    java.save({"name": "Python"}, java.revision)
    session.commit()
    version.restore(resume)
    assert [item.values["name"] for item in skills.items] == ["Python", "Java"]


def test_a_form_that_refuses_changes_nothing(session: Session, resume: Resume) -> None:
    bad = replace(resume.document(), blocks=(Block("experience", entries=(Entry("experience", {"url": "no such"}),)),))
    version = Version.keep(session, resume, document=bad)
    session.commit()
    said = resume.document()
    with pytest.raises(Refused):
        version.restore(resume)
    session.rollback()
    session.expire_all()
    assert session.get_one(Resume, resume.id).document() == said


def test_a_strangers_key_takes_nothing_of_theirs(session: Session, resume: Resume) -> None:
    """A document can name any row: only this resume's own are taken. Red when `_lost` does not ask whose it is."""
    theirs = person(session, "bob").base_resume()
    add_item(theirs.add_section("skills"), "Theirs")
    session.flush()
    item = theirs.sections[-1].items[0]
    block = Block("skills", entries=(Entry("skills", {"name": "Mine"}, key=item.key),), key=theirs.sections[-1].key)
    resume.become_whole(Document(person=Person(name="X"), blocks=(block,)))
    session.commit()
    assert item.section_id == theirs.sections[-1].id
    assert session.get_one(Item, item.id).values["name"].startswith("Theirs")
    assert session.get_one(Section, item.section_id).resume_id == theirs.id


def test_a_new_resume_of_a_version(session: Session, resume: Resume) -> None:
    version, was = Version.keep(session, resume), text_of(resume)
    _turn_upside_down(resume)
    copy = resume.duplicate("From then", document=version.document)
    session.commit()
    found = text_of(copy)
    assert {**found, "title": was["title"]} == was
