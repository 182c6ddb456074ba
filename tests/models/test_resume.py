"""A resume with its sections and items: order, trash, copies, lineage."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from letraz.document import Block, Document, Entry, Person
from letraz.models import Item, Job, Resume, Section
from letraz.models import intake as road
from letraz.models.ordering import Refused, Stale
from letraz.models.resume import TITLE
from letraz.sections import TYPES
from tests.cast import Belongings, add_item, person


@pytest.fixture
def resume(session: Session) -> Resume:
    """A resume with three skills sections' worth of things: experience (A, B, C), skills, custom."""
    found = person(session, "alice").new_resume("Nurse")
    for kind in ("experience", "skills", "custom"):
        found.add_section(kind)
    for name in "ABC":
        add_item(found.sections[0], name, job_title=name)
    session.commit()
    return found


def kinds(resume: Resume) -> list[str]:
    return [section.type for section in resume.sections]


def titles(section: Section) -> list[str]:
    return [item.shown_name for item in section.items]


def again(session: Session, resume: Resume) -> Resume:
    """The resume as it is stored."""
    session.commit()
    session.expire_all()
    return session.get_one(Resume, resume.id)


# --- order ----------------------------------------------------------------------------------------


def test_sections_keep_their_order(session: Session, resume: Resume) -> None:
    resume.sections[0].move_to(3)
    found = again(session, resume)
    assert kinds(found) == ["skills", "custom", "experience"]
    assert [section.index for section in found.sections] == [0, 1, 2]


def test_items_keep_their_order(session: Session, resume: Resume) -> None:
    resume.sections[0].items[2].move_to(1)
    assert titles(again(session, resume).sections[0]) == ["C", "A", "B"]


def test_an_item_moves_to_another_section_of_its_type(session: Session, resume: Resume) -> None:
    other = resume.add_section("experience")
    add_item(other, "X", job_title="X")
    session.commit()
    resume.sections[0].items[1].move_to(1, other)
    found = again(session, resume)
    assert titles(found.sections[0]) == ["A", "C"]
    assert titles(found.sections[3]) == ["B", "X"]


def test_it_refuses_a_section_of_another_type(session: Session, resume: Resume) -> None:
    with pytest.raises(Refused):
        resume.sections[0].items[0].move_to(1, resume.sections[2])


def test_it_refuses_a_full_section(session: Session, resume: Resume, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TYPES["experience"], "limit", 3)
    with pytest.raises(Refused):
        add_item(resume.sections[0], "D")
    other = resume.add_section("experience")
    moved = add_item(other, "E")
    with pytest.raises(Refused):
        moved.move_to(1, resume.sections[0])


def test_it_refuses_a_skill_that_the_other_section_has(session: Session, resume: Resume) -> None:
    """A skill stands once in a section, by its folded name, however it gets there."""
    other = resume.add_section("skills")
    moved = add_item(other, name="Python")
    add_item(resume.sections[1], name="python")
    session.commit()
    with pytest.raises(Refused):
        moved.move_to(1, resume.sections[1])


def test_a_single_section_holds_one(session: Session, resume: Resume) -> None:
    summary = resume.add_section("summary")
    add_item(summary)
    with pytest.raises(Refused):
        add_item(summary)


def test_it_refuses_more_sections_than_the_house_holds(
    session: Session, resume: Resume, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letraz.models.resume.MOST_SECTIONS", 3)
    with pytest.raises(Refused):
        resume.add_section("custom")


def test_it_refuses_an_unknown_type(resume: Resume) -> None:
    with pytest.raises(KeyError):
        resume.add_section("horoscope")


# --- trash ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_removed_section_comes_back_to_its_place(session: Session, resume: Resume, position: int) -> None:
    section = resume.sections[position]
    before = kinds(resume)
    resume.remove_section(section)
    found = again(session, resume)
    assert kinds(found) == [kind for kind in before if kind != section.type]
    assert [one.index for one in found.sections] == [0, 1]
    assert found.section(section.id) is None
    found.put_back(found.section(section.id, trashed=True))  # type: ignore[arg-type]
    assert kinds(again(session, resume)) == before


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_removed_item_comes_back_to_its_place(session: Session, resume: Resume, position: int) -> None:
    section = resume.sections[0]
    item = section.items[position]
    section.remove(item)
    section = again(session, resume).sections[0]
    assert titles(section) == [title for title in "ABC" if title != "ABC"[position]]
    section.put_back(section.item(item.id, trashed=True))  # type: ignore[arg-type]
    assert titles(again(session, resume).sections[0]) == ["A", "B", "C"]


def test_what_is_in_the_trash_is_not_in_the_document(session: Session, resume: Resume) -> None:
    resume.sections[0].remove(resume.sections[0].items[0])
    resume.remove_section(resume.sections[2])
    document = again(session, resume).document()
    assert [block.kind for block in document.blocks] == ["experience", "skills"]
    assert [entry.title for entry in document.blocks[0].entries] == ["B", "C"]


def test_put_back_twice_is_stale(session: Session, resume: Resume) -> None:
    section = resume.sections[0]
    item = section.items[0]
    section.remove(item)
    section.put_back(item)
    with pytest.raises(Stale):
        section.put_back(item)
    assert titles(again(session, resume).sections[0]) == ["A", "B", "C"]


def test_a_full_resume_takes_no_section_out_of_the_trash(
    session: Session, resume: Resume, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = resume.sections[0]
    resume.remove_section(section)
    resume.add_section("skills")
    session.commit()
    monkeypatch.setattr("letraz.models.resume.MOST_SECTIONS", 3)
    with pytest.raises(Refused):
        resume.put_back(section)
    assert kinds(again(session, resume)) == ["skills", "custom", "skills"]


def test_the_base_resume_is_not_removed(session: Session) -> None:
    with pytest.raises(Refused):
        person(session, "alice").base_resume().trash()


def test_a_stranger_to_the_resume_is_not_found_in_it(session: Session, resume: Resume) -> None:
    """Ids of another resume's sections and items are none of this one's, in the trash neither."""
    other = person(session, "bob").new_resume("Other")
    section = other.add_section("custom")
    item, gone = add_item(section, "X"), add_item(section, "Y")
    session.flush()
    section.remove(gone)
    removed = other.add_section("custom")
    session.flush()
    other.remove_section(removed)
    session.commit()
    assert resume.section(section.id) is None
    assert resume.item(item.id) is None
    assert resume.item(gone.id, trashed=True) is None
    assert resume.section(removed.id, trashed=True) is None


# --- saving ---------------------------------------------------------------------------------------


def test_save_counts_revisions_and_refuses_a_stale_one(session: Session, resume: Resume) -> None:
    seen = resume.revision
    resume.save({"title": "First"}, seen)
    with pytest.raises(Stale):
        resume.save({"title": "Second"}, seen)
    with pytest.raises(Stale):
        resume.save({"title": "Third"}, None)
    assert again(session, resume).title == "First"


def test_an_item_counts_revisions_and_refuses_a_stale_one(session: Session, resume: Resume) -> None:
    item = resume.sections[0].items[0]
    seen, before = item.revision, resume.updated_at
    item.save({"job_title": "First"}, seen)
    assert resume.updated_at > before
    with pytest.raises(Stale):
        item.save({"job_title": "Second"}, seen)
    assert item.shown_name == "First"


def test_an_item_takes_its_own_fields_only(session: Session, resume: Resume) -> None:
    """Whatever a form may carry: no id, owner, section or revision comes from outside."""
    item = resume.sections[0].items[0]
    before = (item.id, item.user_id, item.section_id, item.revision)
    item.take({"id": 99, "user_id": 99, "section_id": 99, "revision": 99, "hidden": True, "job_title": "New"})
    assert (item.id, item.user_id, item.section_id, item.revision) == before
    assert (item.shown_name, item.hidden) == ("New", False)


# --- copies ---------------------------------------------------------------------------------------


def without_keys(document: Document) -> list[dict[str, object]]:
    """What a document says, without the names that its rows happen to have."""
    blocks = document.to_json()["blocks"]
    for block in blocks:
        block.pop("key", None)
        for entry in block.get("entries", []):
            entry.pop("key", None)
            entry["values"].pop("shown_by", None)
    return list(blocks)


def test_a_copy_says_the_same_in_every_type(session: Session, hers: Belongings) -> None:
    """Every section type there is, hidden things and settings included."""
    resume = session.get_one(Resume, hers.resume)
    first = resume.sections[1]
    first.hidden, first.new_page, first.title = True, True, "My own heading"
    resume.sections[2].items[0].hidden = True
    resume.sections[2].items[0].extra = {"note": "kept"}
    resume.design, resume.options, resume.language = "modern", {"page_size": "Letter"}, "pl"
    session.commit()
    copy = again(session, resume.duplicate())
    assert copy.id != resume.id
    assert without_keys(copy.document()) == without_keys(resume.document())
    assert copy.person == resume.person
    assert (copy.design, copy.options, copy.language) == ("modern", {"page_size": "Letter"}, "pl")
    assert (copy.title, copy.base, copy.user_id) == ("For the nurse (copy)", False, resume.user_id)


def test_a_copy_is_apart_from_its_original(session: Session, resume: Resume) -> None:
    copy = resume.duplicate()
    session.commit()
    copy.sections[0].items[0].take({"job_title": "Other"})
    copy.personal_info = {"name": "Other"}
    found = again(session, resume)
    assert titles(found.sections[0]) == ["A", "B", "C"]
    assert found.person.name == "Alice"


def test_strengths_are_shown_by_the_copies_of_their_evidence(session: Session, resume: Resume) -> None:
    """Evidence links survive reordering and copying (DATA.md)."""
    evidence = resume.sections[0].items[1]
    strength = add_item(resume.add_section("strengths"), "Calm", name="Calm")
    strength.take({"shown_by": [evidence.key]})
    evidence.move_to(1)
    session.commit()
    copy = again(session, resume.duplicate())
    copied = copy.sections[0].items[0]
    assert copied.shown_name == "B"
    assert copy.sections[3].items[0].values["shown_by"] == [copied.key]
    assert again(session, resume).sections[3].items[0].values["shown_by"] == [evidence.key]


def test_copies_of_the_base_remember_where_they_came_from(session: Session) -> None:
    base = person(session, "alice").base_resume()
    item = add_item(base.add_section("experience"), "A")
    session.commit()
    item.save(item.values | {"start_date": None, "end_date": None, "job_title": "B"}, item.revision)
    session.commit()
    copied = base.duplicate("For the nurse").sections[0].items[0]
    assert (copied.base_item_id, copied.base_revision) == (item.id, 2)


def test_a_copy_of_a_copy_still_knows_the_base(session: Session) -> None:
    """Lineage is to the base resume: a copy of a tailored one keeps it."""
    base = person(session, "alice").base_resume()
    item = add_item(base.add_section("experience"), "A")
    session.commit()
    second = base.duplicate("One").duplicate("Two").sections[0].items[0]
    assert (second.base_item_id, second.base_revision) == (item.id, item.revision)


def test_a_copy_is_made_of_what_no_form_takes_today(session: Session, resume: Resume) -> None:
    """A row from before a rule was made is set aside in the copy, and the copy is made all the same."""
    resume.sections[0].items[0].take({"job_title": "", "company_name": "", "description": "", "location": ""})
    resume.sections[0].items[0].take({"url": "", "start_date": None, "end_date": None, "remote": False})
    resume.sections[0].items[0].take({"employment_type": ""})
    resume.base = False
    session.commit()
    assert titles(again(session, resume.duplicate()).sections[0]) == ["B", "C"]


def test_a_copy_that_would_lose_something_is_refused(
    session: Session, resume: Resume, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TYPES["experience"], "limit", 2)
    with pytest.raises(Refused, match=r"Experience, entry 3, “C”: This section is full\."):
        resume.duplicate()


def test_a_copy_is_for_the_same_job(session: Session, hers: Belongings) -> None:
    resume = session.get_one(Resume, hers.resume)
    other = Job(user_id=resume.user_id, title="Porter")
    session.add(other)
    session.flush()
    copy, tailored = resume.duplicate(), resume.duplicate(job=other)
    session.commit()
    assert (copy.job_id, tailored.job_id) == (hers.job, other.id)


def test_lineage_ends_with_the_base_item(session: Session) -> None:
    base = person(session, "alice").base_resume()
    section = base.add_section("experience")
    item = add_item(section, "A")
    session.commit()
    copied = base.duplicate("One").sections[0].items[0]
    session.commit()
    session.delete(item)
    session.commit()
    session.refresh(copied)
    assert copied.base_item_id is None


def test_a_copys_title_fits(session: Session, resume: Resume) -> None:
    resume.title = "x" * TITLE
    assert len(resume.duplicate().title) <= TITLE


# --- the road of documents into rows ----------------------------------------------------------------


def test_a_new_resume_can_be_filled_at_once(session: Session) -> None:
    document = Document(person=Person(name="A"), blocks=(Block("skills", entries=(Entry("skills", {"name": "SQL"}),)),))
    found = person(session, "alice").new_resume("From a file")
    assert found.fill(document) == []
    assert titles(again(session, found).sections[0]) == ["SQL"]
    assert found.sections[0].items[0].user_id == found.user_id


def test_what_a_form_refuses_is_kept_and_said(session: Session) -> None:
    values = {"job_title": "Nurse", "url": "ftp://x", "start_date": "2021", "end_date": "2019", "remote": True}
    blocks = (Block("experience", entries=(Entry("experience", values),)), Block("horoscope", title="Stars"))
    document = Document(person=Person(name="A", country="Poland"), blocks=blocks)
    found = person(session, "alice").new_resume("From a file")
    notes = found.fill(document)
    item = again(session, found).sections[0].items[0]
    assert item.values["job_title"] == "Nurse"
    assert {"url": "ftp://x", "end_date": "2019"}.items() <= item.extra["refused"].items()
    assert {note.where for note in notes} >= {"Header, Country code", "Experience, entry 1, Company’s web address"}
    assert found.extra["set_aside"][0]["kind"] == "horoscope"
    assert found.person.extra["refused"] == {"country": "Poland"}


def test_more_sections_than_fit_are_set_aside(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(road, "MOST_SECTIONS", 1)
    entry = Entry("skills", {"name": "SQL"})
    document = Document(blocks=(Block("skills", entries=(entry,)), Block("custom", title="Second")))
    tidied, notes = road.tidy(document)
    assert len(tidied.blocks) == 1
    assert [note.what for note in notes] == ["refused"]
    assert tidied.extra["set_aside"][0]["title"] == "Second"


def test_a_second_skill_of_one_name_is_set_aside(session: Session) -> None:
    entries = tuple(Entry("skills", {"name": name}) for name in ("SQL", "sql"))
    tidied, notes = road.tidy(Document(blocks=(Block("skills", entries=entries),)))
    assert len(tidied.blocks[0].entries) == 1
    assert len(notes) == 1
    assert tidied.extra["set_aside"]


# --- every type -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TYPES)
def test_an_item_of_every_type_keeps_what_it_is_given(session: Session, resume: Resume, kind: str) -> None:
    section = resume.add_section(kind)
    item = add_item(section, "Żółć 漢字")
    session.commit()
    values, key = item.values, item.key
    session.expire_all()
    found = session.get_one(Item, item.id)
    assert type(found) is TYPES[kind]
    assert found.values == values
    assert any(values.values())
    entry = found.entry()
    assert (entry.kind, entry.key) == (kind, key)
    assert Entry.from_json(entry.to_json()) == entry


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_refuses_an_empty_form(kind: str) -> None:
    _, errors = TYPES[kind].check({})
    assert errors


@pytest.mark.parametrize("kind", TYPES)
def test_values_go_through_the_form_without_change(session: Session, resume: Resume, kind: str) -> None:
    """`check` of what is stored gives what is stored: an export and an import meet the same rules."""
    item = add_item(resume.add_section(kind))
    clean, errors = TYPES[kind].check(item.values)
    assert errors == {}
    other = TYPES[kind](kind=kind, extra={})
    other.take(clean)
    assert other.values == item.values
