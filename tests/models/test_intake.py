"""The one road by which a document becomes rows: every value is taken, changed with a note, or kept aside with one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from sqlalchemy.orm import Session

from letraz.document import Block, Document, Entry, Link, Person
from letraz.models.intake import MOST_SECTIONS, tidy
from letraz.models.ordering import Stale
from letraz.notes import KEPT, MOST, REFUSED, Note, capped, short
from letraz.sections import TYPES
from tests import strategies
from tests.cast import person


def told(document: Document) -> list[tuple[str, str]]:
    return [(note.where, note.what) for note in tidy(document)[1]]


def skills(*names: str) -> Block:
    return Block("skills", "Skills", "tags", tuple(Entry("skills", {"name": name}) for name in names))


@given(strategies.documents())
def test_what_is_tidy_stays_as_it_is(document: Document) -> None:
    assert tidy(document) == (document, [])


def test_what_a_form_refuses_is_kept_with_the_entry() -> None:
    entry = Entry("experience", {"company_name": "Hooli", "start_date": "soon", "url": "javascript:x"})
    document, notes = tidy(Document(blocks=(Block("experience", entries=(entry,)),)))
    found = document.blocks[0].entries[0]
    assert found.values == {"company_name": "Hooli"}
    assert found.extra["refused"] == {"start_date": "soon", "url": "javascript:x"}
    assert {note.what for note in notes} == {KEPT}


def test_an_end_before_the_start_is_kept_and_the_start_taken() -> None:
    entry = Entry("experience", {"company_name": "Hooli", "start_date": "2020", "end_date": "2019"})
    found = tidy(Document(blocks=(Block("experience", entries=(entry,)),)))[0].blocks[0].entries[0]
    assert (found.values["start_date"], found.extra["refused"]) == ("2020", {"end_date": "2019"})


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"email": "nobody"}, "Header, E-mail"),
        ({"country": "USA"}, "Header, Country code"),
        ({"name": "x" * 300}, "Header, Name"),
        ({"url": "javascript:x"}, "Header, Web address"),
        ({"date_of_birth": "spring"}, "Header, Date of birth"),
        ({"links": (Link("javascript:x"),)}, "Header, link 1"),
    ],
)
def test_the_header_meets_its_form_too(said: dict[str, object], where: str) -> None:
    document = Document(replace(Person(headline="Here"), **said))
    found, notes = tidy(document)
    assert [(note.where, note.what) for note in notes] == [(where, KEPT)]
    assert replace(found.person, extra={}) == Person(headline="Here")
    assert set(found.person.extra["refused"]) == set(said)


def test_sections_and_entries_that_find_no_room_are_set_aside() -> None:
    names = [str(number) for number in range(TYPES["skills"].limit + 1)]
    blocks = (Block("patents", "Patents"), skills(*names), *[skills("C")] * MOST_SECTIONS)
    document, notes = tidy(Document(blocks=blocks))
    assert [(note.where, note.what) for note in notes] == [
        ("Patents", REFUSED),
        (f"Skills, entry {len(names)}", REFUSED),
        ("Skills", REFUSED),
    ]
    assert len(document.extra["set_aside"]) == 3


def test_what_was_set_aside_before_stays(session: Session) -> None:
    resume = person(session, "alice").new_resume("Brought in twice")
    resume.fill(Document(blocks=(skills("C", "c"),)))
    resume.fill(Document(blocks=(skills("B", "b"),)))
    assert [row["values"]["name"] for row in resume.extra["set_aside"]] == ["c", "b"]


def test_what_two_files_say_beside_the_fields_is_joined(session: Session) -> None:
    """DATA.md: nothing of a second import takes the place of the first's."""
    resume = person(session, "alice").new_resume("Brought in twice")
    resume.fill(Document(extra={"json-resume": {"kept": {"meta": {"v": 1}, "odd": 1}}}))
    resume.fill(Document(extra={"json-resume": {"kept": {"meta": {"v": 2}, "new": 2}}}))
    assert resume.extra["json-resume"] == {"kept": {"meta": {"v": 1}, "odd": 1, "new": 2}}
    assert resume.extra["set_aside"] == [{"json-resume": {"kept": {"meta": {"v": 2}}}}]


def test_what_was_refused_before_stays_beside_what_is_refused_now() -> None:
    entry = Entry(
        "experience", {"company_name": "Hooli", "url": "javascript:x"}, extra={"refused": {"start_date": "?"}}
    )
    header = Person(name="A", email="nobody", extra={"refused": {"url": "javascript:x"}})
    document = tidy(Document(header, blocks=(Block("experience", entries=(entry,)),)))[0]
    assert document.blocks[0].entries[0].extra["refused"] == {"start_date": "?", "url": "javascript:x"}
    assert document.person.extra["refused"] == {"url": "javascript:x", "email": "nobody"}


def test_filling_makes_open_forms_stale(session: Session) -> None:
    resume = person(session, "alice").new_resume("Brought in")
    session.flush()
    seen = resume.revision
    resume.fill(Document(person=Person(name="A")))
    with pytest.raises(Stale):
        resume.save({"title": "Typed before"}, seen)


def test_evidence_of_a_strength_follows_into_the_copy(session: Session) -> None:
    role = Entry("experience", {"company_name": "Hooli"}, key="i7")
    strength = Entry("strengths", {"name": "Calm", "shown_by": ["i7", "i999"]}, key="i8")
    resume = person(session, "alice").new_resume("Strong")
    resume.fill(Document(blocks=(Block("experience", entries=(role,)), Block("strengths", entries=(strength,)))))
    first, second = (section.items[0] for section in resume.sections)
    assert second.shown_by == [first.key]


def test_notes_are_capped_and_short() -> None:
    every = [Note(str(number), KEPT) for number in range(MOST + 5)]
    assert capped([*every, *every])[-1].why == "There are 5 more notes like these."
    assert len(short("x" * 100)) == 80
    assert short(["a", 1]) == "a, 1"
