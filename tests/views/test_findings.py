"""Where a person stands with a job, what they answer, and what they add to their base resume by their own hand."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from letraz.extensions import db
from letraz.models import Job, JobRequirement
from tests.cast import Client, add_item, person
from tests.views.conftest import Rows, went_to

TEXT = "- Set up k8s for two teams\n- Wrote the on-call guide"


@pytest.fixture
def job(app: Flask) -> int:
    """A job that asks for three things, of which the base resume shows one."""
    with app.app_context():
        alice = person(db.session(), "alice")
        section = alice.base_resume().add_section("experience")
        add_item(section, company_name="Lodgewell", job_title="Engineer", description=TEXT)
        made = Job(user_id=alice.id, title="Engineer", company_name="Kestrel")
        asked = (("must", "Kubernetes"), ("must", "Fortran"), ("nice", "On-call duty"), ("condition", "Own a car"))
        made.wants = [JobRequirement(index=at, level=level, text=text) for at, (level, text) in enumerate(asked)]
        db.session.add(made)
        db.session.commit()
        return made.id


def say(client: Client, rows: Rows, job: int, text: str, **data: str) -> str:
    return client.post(f"/jobs/{job}/wants/{want(rows, job, text).id}", data=data, htmx=True).text


def want(rows: Rows, job: int, text: str) -> Any:
    return rows.find(JobRequirement, job_id=job, text=text)


def test_the_page_shows_each_requirement_with_its_line_and_the_words_marked(
    as_alice: Client, rows: Rows, job: int
) -> None:
    page = as_alice.get(f"/jobs/{job}").text
    assert "1 of 2" in page
    assert "<q>Set up <mark>k8s</mark> for two teams</q>" in page
    assert "%" not in page.split('id="findings"')[1].split("Resumes for this job")[0]


def test_not_true_for_me_leaves_the_count_and_can_be_put_back(as_alice: Client, rows: Rows, job: int) -> None:
    assert "1 of 1" in say(as_alice, rows, job, "Fortran", say="not_true")
    assert want(rows, job, "Fortran").answer == "not_true"
    assert "1 of 2" in say(as_alice, rows, job, "Fortran", say="")


def test_yes_it_is_this_line(as_alice: Client, rows: Rows, job: int) -> None:
    line = rows.base_line("Wrote the on-call guide")
    assert "You said so." in say(as_alice, rows, job, "Fortran", say="yes", at=line)
    assert want(rows, job, "Fortran").evidence == {"at": line, "text": "Wrote the on-call guide"}


def test_a_yes_needs_a_line_that_is_there(as_alice: Client, rows: Rows, job: int) -> None:
    answer = as_alice.post(f"/jobs/{job}/wants/{want(rows, job, 'Fortran').id}", data={"say": "yes", "at": "i999.0"})
    assert answer.status_code == 422
    assert want(rows, job, "Fortran").answer == ""


def test_a_condition_is_checked_by_the_person_alone(as_alice: Client, rows: Rows, job: int) -> None:
    assert "Checked" in say(as_alice, rows, job, "Own a car", say="checked")


def test_a_line_is_added_to_the_base_resume_in_the_person_s_words(as_alice: Client, rows: Rows, job: int) -> None:
    where = rows.base_line("Set up k8s for two teams").split(".")[0]
    url = f"/jobs/{job}/wants/{want(rows, job, 'Fortran').id}/add"
    went_to(as_alice.post(url, data={"text": "Kept a *Fortran* model alive", "where": where}))
    assert rows.base_line("Kept a *Fortran* model alive") == f"{where}.2"
    assert "2 of 2" in as_alice.get(f"/jobs/{job}").text


@pytest.mark.parametrize("data", [{"text": "", "where": "i1"}, {"text": "Something", "where": "i999"}])
def test_it_refuses_a_line_without_words_or_place_and_keeps_what_was_typed(
    as_alice: Client, rows: Rows, job: int, data: dict[str, str]
) -> None:
    answer = as_alice.post(f"/jobs/{job}/wants/{want(rows, job, 'Fortran').id}/add", data=data)
    assert answer.status_code == 422
    assert data["text"] in answer.text


def test_a_stranger_finds_no_requirement(as_bob: Client, rows: Rows, job: int) -> None:
    answer = as_bob.post(f"/jobs/{job}/wants/{want(rows, job, 'Fortran').id}", data={"say": "not_true"})
    assert answer.status_code == 404


def test_a_requirement_of_another_job_is_not_found(as_alice: Client, rows: Rows, job: int) -> None:
    went_to(as_alice.post("/jobs/write", data={"title": "Other"}))
    answer = as_alice.post(f"/jobs/{rows.last(Job).id}/wants/{want(rows, job, 'Fortran').id}", data={"say": "not_true"})
    assert answer.status_code == 404


def test_a_no_is_remembered_for_every_line(as_alice: Client, rows: Rows, job: int, app: Flask) -> None:
    """Else two lines that may show it are asked about in turn, for ever. And a no can be taken back."""
    with app.app_context():
        alice = person(db.session(), "alice")
        text = "- Kept the falls log\n- Read the falls diary"
        add_item(alice.base_resume().sections[0], company_name="Base", description=text)
        db.session.add(JobRequirement(job_id=job, index=9, level="must", text="Running an audit of falls"))
        db.session.commit()
    offered = []
    for _ in range(2):
        one = re.search(r"Is it this\? <q>(.*?)</q>", as_alice.get(f"/jobs/{job}").text)
        assert one is not None
        offered.append(re.sub("<.*?>", "", one[1]))
        page = say(
            as_alice, rows, job, "Running an audit of falls", say="no", at=rows.base_line(offered[-1]), line=offered[-1]
        )
    assert sorted(offered) == ["Kept the falls log", "Read the falls diary"]
    assert "Is it this?" not in page
    assert "Take my answer back" in page
    assert "Is it this?" in say(as_alice, rows, job, "Running an audit of falls", say="")


def test_an_answer_about_a_line_that_is_another_by_now_is_not_taken(as_alice: Client, rows: Rows, job: int) -> None:
    """The page was open while the lines of the resume moved: its yes is about what it showed."""
    url, at = f"/jobs/{job}/wants/{want(rows, job, 'Fortran').id}", rows.base_line("Wrote the on-call guide")
    answer = as_alice.post(url, data={"say": "yes", "at": at, "line": "Set up k8s for two teams"})
    assert answer.status_code == 409
    assert want(rows, job, "Fortran").answer == ""
