"""A job: what a person notes of a posting may change, the posting as it was may not."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from letraz.models import Job, JobRequirement
from letraz.models.job import LEVELS
from letraz.models.ordering import Refused
from tests.cast import person


def test_the_posting_as_it_was_stays() -> None:
    """DATA.md: `source_text` is never changed once saved."""
    job = Job(title="Nurse", source_text="", revision=1)
    job.save({"title": "Staff nurse", "source_text": "We look for a nurse."})
    job.save({"title": "Head nurse", "source_text": "Something else."})
    assert (job.title, job.source_text, job.revision) == ("Head nurse", "We look for a nurse.", 3)


@pytest.fixture
def job(session: Session) -> Job:
    """One of alice's, with answered lines."""
    made = Job(user_id=person(session, "alice").id, title="Nurse")
    session.add(made)
    made.take_requirements({"must": ["A licence", "Two years"], "nice": ["Spanish"], "duty": ["Titrate drips"]})
    for one in made.wants:
        one.answer, one.evidence = "yes", {"at": one.text}
    session.commit()
    return made


def said(job: Job) -> list[tuple[str, str, str]]:
    return [(one.level, one.text, one.answer) for one in job.wants]


def test_its_lines_stand_in_order_and_its_texts_say_them(session: Session, job: Job) -> None:
    session.expire_all()
    assert said(job) == [
        ("must", "A licence", "yes"), ("must", "Two years", "yes"), ("nice", "Spanish", "yes"),
        ("duty", "Titrate drips", "yes"),
    ]  # fmt: skip
    assert job.requirements == "A licence\nTwo years\nSpanish"
    assert job.responsibilities == "Titrate drips"


def test_a_line_that_stays_keeps_its_answer(session: Session, job: Job) -> None:
    """Also one that moves in its level, or to another one."""
    job.take_requirements({"must": ["Two years", "Epic"], "nice": ["A licence", "Spanish"]})
    session.commit()
    session.expire_all()
    assert said(job) == [
        ("must", "Two years", "yes"), ("must", "Epic", ""), ("nice", "A licence", "yes"), ("nice", "Spanish", "yes"),
        ("duty", "Titrate drips", "yes"),
    ]  # fmt: skip
    assert next(one.evidence for one in job.wants if one.text == "A licence") == {"at": "A licence"}
    assert session.query(JobRequirement).count() == 5


def test_a_level_that_is_not_named_stays_and_an_empty_one_goes(session: Session, job: Job) -> None:
    job.take_requirements({"must": []})
    session.commit()
    session.expire_all()
    assert [one.text for one in job.wants] == ["Spanish", "Titrate drips"]


def test_the_same_line_twice_is_one_and_in_two_levels_two(session: Session, job: Job) -> None:
    job.take_requirements({"must": ["Spanish", " Spanish "], "nice": ["Spanish"]})
    assert [(one.level, one.text) for one in job.wants] == [
        ("must", "Spanish"), ("nice", "Spanish"), ("duty", "Titrate drips"),
    ]  # fmt: skip


@pytest.mark.parametrize("lines", [[f"line {n}" for n in range(199)], ["x" * 501]])
def test_too_much_is_refused_and_nothing_changes(job: Job, lines: list[str]) -> None:
    before = said(job)
    with pytest.raises(Refused):
        job.take_requirements({"must": lines})
    assert said(job) == before


def test_a_job_of_before_has_the_lines_of_its_text() -> None:
    old = Job(title="Nurse", requirements="A licence\n\n  Two years ", responsibilities="Titrate drips")
    assert {level: old.lines(level) for level in LEVELS} == {
        "must": ["A licence", "Two years"], "nice": [], "duty": ["Titrate drips"], "condition": [],
    }  # fmt: skip
