"""Jobs: note, change, list, remove; and a resume made for one."""

from __future__ import annotations

import pytest

from letraz.models import ExportRequest, Job, JobRequirement, Resume
from letraz.models import user as users
from letraz.models.job import LEVELS
from letraz.views.job_form import JobForm
from tests.cast import Belongings, Client, filled
from tests.views.conftest import Rows, went_to


@pytest.fixture
def job(as_alice: Client, rows: Rows) -> int:
    went_to(as_alice.post("/jobs/write", data={"title": "Staff nurse", "company_name": "Harborview"}))
    return int(rows.last(Job).id)


def test_new_keeps_every_field(as_alice: Client, rows: Rows) -> None:
    """By hand; a posting that is brought is in tests/views/test_postings.py."""
    assert as_alice.get("/jobs/write").status_code == 200
    typed = filled(JobForm, "Żółć")
    url = went_to(as_alice.post("/jobs/write", data=typed))
    made = rows.last(Job)
    assert url == f"/jobs/{made.id}"
    lines = {level: [typed.pop(level)] for level in LEVELS}
    assert {name: str(getattr(made, name)) for name in typed} == typed
    assert rows.lines(made.id) == lines
    page = as_alice.get(url).text
    assert typed["description"] in page
    assert "is saved" in page


def test_an_older_job_still_shows_its_text(as_alice: Client, job: int, rows: Rows) -> None:
    """It has no posting of its own, and its requirements are one text."""
    rows.change(Job, job, source_text="We look for a nurse.", requirements="Calm\n\nA licence")
    assert "We look for a nurse." in as_alice.get(f"/jobs/{job}").text
    page = as_alice.get(f"/jobs/{job}/edit").text
    assert "We look for a nurse." in page
    assert "Calm\nA licence</textarea>" in page


def test_an_edit_keeps_the_answers_of_lines_that_stay(as_alice: Client, job: int, rows: Rows) -> None:
    first = {"title": "Nurse", "must": "- A licence\n• Night shifts", "revision": "1"}
    as_alice.post(f"/jobs/{job}/edit", data=first)
    assert rows.lines(job)["must"] == ["A licence", "Night shifts"]
    rows.change(JobRequirement, rows.last(JobRequirement).id, answer="yes")
    as_alice.post(f"/jobs/{job}/edit", data={"title": "Nurse", "must": "Night shifts\nEpic", "revision": "2"})
    assert rows.answers(job) == {"Night shifts": "yes", "Epic": ""}


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "", "company_name": ""},
        {"title": "x" * 201},
        {"description": "x" * 50_001},
        {"must": "x" * 501},
        {"must": "\n".join(f"line {n}" for n in range(201))},
        {"must": "\n".join(f"line {n}" for n in range(101)), "nice": "\n".join(f"nice {n}" for n in range(100))},
        {"duty": "\x07"},
        {"salary_min": "much"},
        {"salary_min": "1e9"},
        {"salary_min": "9999999999"},
        {"salary_min": "1,2,3"},
        {"salary_min": "1,234,50"},
        {"salary_min": "10", "salary_max": "9"},
        {"salary_currency": "€"},
        {"salary_unit": "moment"},
        {"remote": "moon"},
        {"closes": "tomorrow"},
        {"closes": "0026-01-01"},
        {"url": "javascript:alert(1)"},
        {"employment_type": "slave"},
        {"notes": "\x07"},
    ],
)
def test_new_refuses_and_keeps_what_was_typed(as_alice: Client, rows: Rows, wrong: dict[str, str]) -> None:
    data = {"title": "Nurse", "location": "My own words", **wrong}
    answer = as_alice.post("/jobs/write", data=data)
    assert answer.status_code == 422
    assert "My own words" in answer.text
    assert rows.count(Job) == 0


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("52000", 52000), ("52,000", 52000), ("52.000", 52000), ("52 000", 52000), ("52'000", 52000),
        ("1,234.50", 1234.5), ("1.234,50", 1234.5), ("23.50", 23.5), ("23,50", 23.5), ("12,5", 12.5),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_meant(as_alice: Client, rows: Rows, typed: str, amount: float) -> None:
    """A comma before cents does not make a hundredfold pay of it, nor a point between thousands a thousandth."""
    went_to(as_alice.post("/jobs/write", data={"title": "Nurse", "salary_min": typed}))
    job = rows.last(Job)
    assert job.salary_min == amount
    again = as_alice.get(f"/jobs/{job.id}/edit").text
    assert f'value="{amount:g}"' in again


def test_new_refuses_when_the_house_is_full(as_alice: Client, job: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MOST_JOBS", 1)
    assert as_alice.post("/jobs/write", data={"title": "One more"}).status_code == 422


def test_the_list_it_works(as_alice: Client, hers: Belongings) -> None:
    page = as_alice.get("/jobs/").text
    assert "Nurse" in page
    assert "Porter" not in page  # in the trash


def test_the_list_shows_nobody_elses(as_bob: Client, job: int) -> None:
    assert "Staff nurse" not in as_bob.get("/jobs/").text


def test_an_empty_list_says_what_to_do(as_bob: Client) -> None:
    assert "Add a job" in as_bob.get("/jobs/").text


def test_show_lists_what_was_made_for_it(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    page = as_alice.get(f"/jobs/{hers.job}").text
    assert "For the nurse" in page
    assert rows.one(ExportRequest, hers.export).file_name in page
    assert "Old one" not in page


def test_edit_it_works(as_alice: Client, job: int, rows: Rows) -> None:
    assert "Staff nurse" in as_alice.get(f"/jobs/{job}/edit").text
    url = went_to(as_alice.post(f"/jobs/{job}/edit", data={"title": "Porter", "revision": "1"}))
    assert url == f"/jobs/{job}"
    assert (rows.one(Job, job).title, rows.one(Job, job).revision) == ("Porter", 2)


def test_a_stale_edit_shows_both_and_can_be_saved_again(as_alice: Client, job: int, rows: Rows) -> None:
    as_alice.post(f"/jobs/{job}/edit", data={"title": "The other tab’s", "revision": "1"})
    answer = as_alice.post(f"/jobs/{job}/edit", data={"title": "Mine", "notes": "My notes", "revision": "1"})
    assert answer.status_code == 409
    for text in ("The other tab’s", "Mine", "My notes"):
        assert text in answer.text
    assert rows.one(Job, job).title == "The other tab’s"
    went_to(as_alice.post(f"/jobs/{job}/edit", data={"title": "Mine", "notes": "My notes", "revision": "2"}))
    assert rows.one(Job, job).notes == "My notes"


@pytest.mark.parametrize("sent", [{}, {"revision": "x"}])
def test_an_edit_of_no_revision_is_stale(as_alice: Client, job: int, rows: Rows, sent: dict[str, str]) -> None:
    assert as_alice.post(f"/jobs/{job}/edit", data={"title": "Mine", **sent}).status_code == 409
    assert rows.one(Job, job).title == "Staff nurse"


def test_a_resume_for_it_is_a_copy_of_the_base(as_alice: Client, job: int, base: int, rows: Rows) -> None:
    as_alice.post(f"/resumes/{base}/sections/", data={"kind": "skills"})
    section = rows.sections(base)[0].id
    as_alice.post(f"/resumes/{base}/skills/new/{section}", data={"name": "Triage"})
    url = went_to(as_alice.post(f"/jobs/{job}/resume"))
    made = rows.last(Resume)
    assert url == f"/resumes/{made.id}/"
    assert (made.job_id, made.base, made.title) == (job, False, "Staff nurse, Harborview")
    copied = rows.items(rows.sections(made.id)[0].id)[0]
    assert (copied.shown_name, copied.base_item_id) == ("Triage", rows.items(section)[0].id)


def test_a_second_resume_for_it_is_allowed(as_alice: Client, job: int, rows: Rows) -> None:
    for _ in range(2):
        went_to(as_alice.post(f"/jobs/{job}/resume"))
    assert rows.count(Resume, job_id=job) == 2


def test_a_resume_for_it_is_refused_when_the_house_is_full(
    as_alice: Client, job: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(users, "MOST_RESUMES", 1)
    assert as_alice.post(f"/jobs/{job}/resume").status_code == 422


def test_a_job_with_a_long_name_has_a_resume_too(as_alice: Client, rows: Rows) -> None:
    went_to(as_alice.post("/jobs/write", data={"title": "x" * 200, "company_name": "y" * 200}))
    went_to(as_alice.post(f"/jobs/{rows.last(Job).id}/resume"))
    assert len(rows.last(Resume).title) <= 120


def test_remove_offers_undo_at_once(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    """Its resumes and exports stay."""
    went_to(as_alice.post(f"/jobs/{hers.job}/trash"))
    page = as_alice.get("/jobs/").text
    assert f'action="/jobs/{hers.job}/restore"' in page
    assert rows.one(Job, hers.job).deleted_at
    assert rows.one(Resume, hers.resume).deleted_at is None
    assert as_alice.get(f"/resumes/{hers.resume}/").status_code == 200
    assert as_alice.get("/exports/").status_code == 200
    went_to(as_alice.post(f"/jobs/{hers.job}/restore"))
    assert rows.one(Job, hers.job).deleted_at is None
