"""A document is written back row by row: what is the same stays the same row, and nothing is written by halves."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from sqlalchemy.orm import Session

from letraz.document import Block, Entry
from letraz.models import Resume
from letraz.models.ordering import Refused
from tests.cast import add_item, person


@pytest.fixture
def resume(session: Session) -> Resume:
    made = person(session, "alice").new_resume("Mine")
    session.flush()
    work = made.add_section("experience")
    for company in ("A", "B", "C"):
        add_item(work, company_name=company, description=f"- {company} one\n- {company} two")
    add_item(made.add_section("skills"), name="Python")
    session.commit()
    session.refresh(made)
    return made


def state(resume: Resume) -> list[tuple[int, int, bool]]:
    return [(item.id, item.revision, item.hidden) for section in resume.sections for item in section.items]


def test_the_same_document_changes_no_row(resume: Resume, session: Session) -> None:
    before = state(resume)
    resume.become(resume.document())
    session.commit()
    assert state(resume) == before


def test_what_is_said_otherwise_is_revised_and_keeps_its_row_and_its_origin(resume: Resume, session: Session) -> None:
    first = resume.sections[0].items[0]
    first.base_item_id = resume.sections[0].items[1].id
    document = resume.document()
    entry = document.blocks[0].entries[0]
    said = {**entry.values, "description": "- New"}
    blocks = (replace(document.blocks[0], entries=(replace(entry, values=said), *document.blocks[0].entries[1:])),)
    resume.become(replace(document, blocks=(*blocks, *document.blocks[1:])))
    session.commit()
    assert (first.description, first.revision) == ("- New", 2)
    assert first.base_item_id == resume.sections[0].items[1].id
    assert [item.revision for item in resume.sections[0].items[1:]] == [1, 1]


def test_what_has_no_key_is_new_and_what_is_missing_goes_to_the_trash(resume: Resume, session: Session) -> None:
    document = resume.document()
    gone = resume.sections[0].items[1]
    work = replace(document.blocks[0], entries=(document.blocks[0].entries[0], document.blocks[0].entries[2]))
    skill = Block("skills", entries=(Entry("skills", {"name": "Go"}),))
    resume.become(replace(document, blocks=(skill, work)))
    session.commit()
    session.refresh(resume)
    assert [section.type for section in resume.sections] == ["skills", "experience"]
    assert [item.values["company_name"] for item in resume.sections[1].items] == ["A", "C"]
    assert gone.deleted_at is not None


def test_a_form_s_refusal_writes_nothing(resume: Resume, session: Session) -> None:
    document = resume.document()
    bad = replace(document.blocks[1].entries[0], values={"name": "x" * 500})
    before = document
    with pytest.raises(Refused):
        resume.become(replace(document, blocks=(document.blocks[0], replace(document.blocks[1], entries=(bad,)))))
    session.rollback()
    session.refresh(resume)
    assert resume.document() == before


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("turned", [False, True])
def test_any_order_and_hiding_comes_out_as_it_went_in(
    resume: Resume, session: Session, order: tuple[int, ...], turned: bool
) -> None:
    document = resume.document()
    work, skills = document.blocks
    mixed = tuple(replace(work.entries[at], hidden=at == order[0]) for at in order)
    blocks = (replace(work, entries=mixed, hidden=turned), skills)
    wanted = replace(document, blocks=blocks[::-1] if turned else blocks)
    resume.become(wanted)
    session.commit()
    session.expire_all()
    assert resume.document() == wanted
