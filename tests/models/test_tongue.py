"""A resume speaks its language: the headings of its sections, and the words its types print."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from letraz import language
from letraz.document import Block, Document
from letraz.look import Look
from letraz.models import Item, Resume
from letraz.models.intake import tidy
from letraz.sections import TYPES
from tests.cast import add_item, person


@pytest.fixture
def resume(session: Session) -> Resume:
    """An English one, with experience and skills under their usual headings."""
    found = person(session, "alice").new_resume("Nurse")
    for kind in ("experience", "skills"):
        found.add_section(kind)
    session.commit()
    return found


def headings(resume: Resume) -> list[str]:
    return [block.title for block in resume.document().blocks]


@pytest.mark.parametrize("tag", language.TAGS)
def test_every_type_has_a_heading_in_every_language(tag: str) -> None:
    said = [language.heading(kind, tag, "") for kind in TYPES]
    assert all(said)
    assert len(set(said)) == len(TYPES)


def test_english_headings_are_the_labels() -> None:
    """But of a section of one's own: its label speaks to the writer, its heading to the reader."""
    said = {kind: language.heading(kind, "en", "") for kind in TYPES}
    assert {kind for kind, heading in said.items() if heading != TYPES[kind].label} == {"custom"}


def test_usual_headings_follow_the_resumes_language(resume: Resume) -> None:
    assert headings(resume) == ["Experience", "Skills"]
    resume.language = "de"
    assert headings(resume) == ["Berufserfahrung", "Kenntnisse"]
    resume.language = "sv"
    assert headings(resume) == ["Experience", "Skills"]


def test_a_copy_that_is_switched_switches_its_usual_headings(session: Session, resume: Resume) -> None:
    resume.sections[1].rename("What I can do")
    copy = resume.duplicate("Krankenpfleger")
    session.commit()
    copy.language = "de"
    assert headings(copy) == ["Berufserfahrung", "What I can do"]


def test_only_the_usual_heading_of_that_language_is_no_name_of_its_own(resume: Resume) -> None:
    resume.language = "fr"
    section = resume.sections[0]
    section.rename("Expérience professionnelle")
    assert section.title == ""
    section.rename("Experience")
    assert (section.title, section.heading) == ("Experience", "Experience")


@pytest.mark.parametrize("title", ["Berufserfahrung", "Experience", ""])
def test_an_import_under_a_usual_heading_follows_the_resume(session: Session, title: str) -> None:
    values = {"job_title": "Pflegerin", "company_name": "Klinikum"}
    block = Block("experience", title, entries=(TYPES["experience"].entry_of(values),))
    german = Document(blocks=(block, Block("skills", "Was ich kann", "tags")), language="de")
    found = person(session, "alice").new_resume("From a file")
    found.language = "pl"
    found.fill(german)
    assert headings(found) == ["Doświadczenie zawodowe", "Was ich kann"]


def test_a_block_without_a_title_is_shown_with_the_one_of_its_language() -> None:
    tidied, _ = tidy(Document(blocks=(Block("experience"),), language="it"))
    assert tidied.blocks[0].title == "Esperienza professionale"


@pytest.mark.parametrize(
    ("kind", "values", "english", "german"),
    [
        ("experience", {"location": "Köln", "remote": True}, "Köln (remote)", "Köln (Homeoffice)"),
        ("experience", {"location": "", "remote": True}, "Remote", "Homeoffice"),
        ("experience", {"location": "Köln", "remote": False}, "Köln", "Köln"),
        ("references", {"on_request": True}, "Available on request", "Auf Anfrage"),
    ],
)
def test_a_types_own_words_are_in_the_resumes_language(
    resume: Resume, kind: str, values: dict[str, object], english: str, german: str
) -> None:
    item = add_item(resume.add_section(kind), "One")
    item.take(values)
    assert says(item) == english
    resume.language = "de"
    assert says(item) == german


def says(item: Item) -> str:
    entry = item.entry()
    return entry.title if item.kind == "references" else entry.place


def test_what_is_read_speaks_the_language_of_its_file() -> None:
    """Before it stands in a resume, as the import's page shows it."""
    entry = TYPES["education"].entry_of({"degree": "学士", "field_of_study": "経営", "institution_name": "大学"})
    tidied, _ = tidy(Document(blocks=(Block("education", entries=(entry,)),), language="ja"))
    assert entry.title == "学士, 経営"
    assert tidied.blocks[0].entries[0].title == "学士、経営"


def test_it_can_be_seen_in_another_language_without_a_change(session: Session, resume: Resume) -> None:
    add_item(resume.sections[0], location="Ulm", remote=True)
    session.commit()
    before = resume.document()
    seen = resume.seen(Look("modern", 2, {"margin": "12"}, "de"))
    assert (seen.language, seen.design, seen.options["margin"]) == ("de", "modern", "12")
    assert [block.title for block in seen.blocks] == ["Berufserfahrung", "Kenntnisse"]
    assert seen.blocks[0].entries[0].place == f"Ulm ({language.word('remote', 'de')})"
    assert resume.document() == before
    assert not session.is_modified(resume)
