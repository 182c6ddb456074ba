"""All jobs: the board by stage and the list that is searched; and moving a job between stages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from letraz.database import now
from letraz.extensions import db
from letraz.models import Job, JobStage
from letraz.models.job import REASONS, STAGES
from letraz.views import board
from tests import cast
from tests.cast import Client
from tests.views.conftest import Rows, went_to

Make = Callable[..., int]


@pytest.fixture
def make(app: Flask) -> Make:
    """Note a job of alice's, as another request would."""

    def noted(title: str, owner: str = "alice", **values: Any) -> int:
        with app.app_context():
            job = Job(user_id=cast.person(db.session(), owner).id, title=title, **values)
            db.session.add(job)
            db.session.commit()
            return job.id

    return noted


def column(page: str, stage: str) -> list[str]:
    """The titles in a column of the board."""
    _, _, rest = page.partition(f'data-stage="{stage}"')
    part, _, _ = rest.partition("</section>")
    return re.findall(r'data-name="([^"]*)"', part)


def titles(page: str) -> list[str]:
    """The titles in the list, in order."""
    return re.findall(r'<h2 class="rows__title"><a [^>]*>([^<]*)</a>', page)


def move(client: Client, job: int, to: str, **more: Any) -> Any:
    htmx = more.pop("htmx", False)
    return client.post(f"/jobs/{job}/stage", data={"to": to, **more}, htmx=htmx)


# --- the board ------------------------------------------------------------------------------------


def test_each_job_stands_in_its_stage(as_alice: Client, make: Make) -> None:
    for stage in STAGES:
        make(f"In {stage}", stage=stage)
    page = as_alice.get("/jobs/").text
    assert {stage: column(page, stage) for stage in STAGES} == {stage: [f"In {stage}"] for stage in STAGES}


def test_nobody_elses_and_nothing_from_the_trash(as_alice: Client, make: Make) -> None:
    make("His", owner="bob")
    make("Gone", deleted_at=now())
    make("Mine")
    for url in ("/jobs/", "/jobs/?view=list"):
        page = as_alice.get(url).text
        assert "Mine" in page
        assert "His" not in page
        assert "Gone" not in page


def test_a_thousand_jobs_are_a_page_and_three_queries(
    app: Flask, as_alice: Client, make: Make, queries: list[str]
) -> None:
    make("First nurse")
    few = {}
    for url in ("/jobs/", "/jobs/?view=list", "/jobs/?view=list&q=nurse&sort=title"):
        queries.clear()
        as_alice.get(url)
        few[url] = len(queries)
    with app.app_context():
        alice = cast.person(db.session(), "alice").id
        rows = [
            {"user_id": alice, "title": f"Nurse {n}", "stage": STAGES[n % 6], "notes": "x" * 500} for n in range(999)
        ]
        db.session.execute(db.insert(Job), rows)
        db.session.execute(db.insert(JobStage), [{"job_id": n, "stage": "sent", "at": now()} for n in range(1, 500)])
        db.session.commit()
    for url, most in few.items():
        queries.clear()
        page = as_alice.get(url)
        assert len(queries) == most <= 4, "\n".join(queries)
        assert len(page.data) < 400_000
    page = as_alice.get("/jobs/").text
    assert all(len(column(page, stage)) == board.COLUMN for stage in STAGES)
    assert "Show all 167" in page


def test_moving_it_works(as_alice: Client, make: Make, rows: Rows) -> None:
    job = make("Nurse", company_name="Harborview")
    assert went_to(move(as_alice, job, "sent")) == "/jobs/"
    assert rows.one(Job, job).stage == "sent"
    assert rows.count(JobStage, job_id=job, stage="sent") == 1
    page = as_alice.get("/jobs/").text
    assert column(page, "sent") == ["Nurse, Harborview"]
    assert "Nurse, Harborview is in Sent." in page


def test_moving_with_htmx_answers_the_board_with_undo(as_alice: Client, make: Make, rows: Rows) -> None:
    job = make("Nurse")
    answer = move(as_alice, job, "interview", htmx=True)
    assert column(answer.text, "interview") == ["Nurse"]
    assert "<html" not in answer.text
    assert f"handle-{job}" in answer.headers["HX-Trigger-After-Settle"]
    undo = re.search(r'action="(/jobs/\d+/stage/\d+/undo[^"]*)"', answer.text)
    assert undo
    assert 'hx-target="#board"' in answer.text
    back = as_alice.post(undo.group(1), htmx=True)
    assert column(back.text, "saved") == ["Nurse"]
    assert rows.count(JobStage, job_id=job) == 0
    assert as_alice.post(undo.group(1), htmx=True).status_code == 404


def test_an_old_undo_undoes_nothing_else(as_alice: Client, make: Make, rows: Rows) -> None:
    job = make("Nurse")
    move(as_alice, job, "sent")
    first = rows.last(JobStage).id
    move(as_alice, job, "interview")
    assert as_alice.post(f"/jobs/{job}/stage/{first}/undo").status_code == 409
    assert rows.one(Job, job).stage == "interview"


@pytest.mark.parametrize(("start", "step", "end"), [("saved", "1", "applying"), ("sent", "-1", "applying")])
def test_a_step_on_and_back(as_alice: Client, make: Make, rows: Rows, start: str, step: str, end: str) -> None:
    """The button's step counts, not the select beside it."""
    job = make("Nurse", stage=start)
    went_to(move(as_alice, job, start, step=step))
    assert rows.one(Job, job).stage == end


@pytest.mark.parametrize("reason", REASONS)
def test_closing_keeps_why(as_alice: Client, make: Make, rows: Rows, reason: str) -> None:
    job = make("Nurse")
    went_to(move(as_alice, job, f"closed:{reason}"))
    stored = rows.one(Job, job)
    assert (stored.stage, stored.closed_reason) == ("closed", reason)
    assert REASONS[reason] in as_alice.get("/jobs/").text


@pytest.mark.parametrize("to", ["", "hired", "closed:aliens", "sent:", "SENT"])
def test_a_stage_that_is_none_is_refused(as_alice: Client, make: Make, rows: Rows, to: str) -> None:
    job = make("Nurse")
    code = move(as_alice, job, to).status_code
    assert code == (303 if to == "sent:" else 422)
    assert rows.one(Job, job).stage == ("sent" if to == "sent:" else "saved")


def test_moving_in_the_list_answers_the_row_and_stays_in_the_search(as_alice: Client, make: Make) -> None:
    job = make("Nurse")
    back = "view=list&q=nurse&stage=saved"
    answer = move(as_alice, job, "sent", back=back, htmx=True)
    assert answer.text.lstrip().startswith(f'<li class="rows__row job-row" id="job-{job}"')
    assert went_to(move(as_alice, job, "offer", back=back)) == "/jobs/?view=list&q=nurse&stage=saved"


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "view=https://evil.example", "x" * 3000])
def test_a_move_leads_nowhere_else(as_alice: Client, make: Make, back: str) -> None:
    assert went_to(move(as_alice, make("Nurse"), "sent", back=back)) == "/jobs/"


# --- the list -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("żÓŁĆ", ["Żółć"]),  # another case, in letters whose case SQLite does not know
        ("zołc", ["Żółć"]),
        ("harbor", ["Nurse"]),
        ("oregon nurse", ["Nurse"]),
        ("by boat", ["Nurse"]),
        ("50%", ["Half"]),
        ("медсестра", ["МЕДСЕСТРА"]),
        ("_", []),
        ("nothing like it", []),
        ("  ", ["Half", "Nurse", "МЕДСЕСТРА", "Żółć"]),
    ],
)
def test_search_finds_words_in_every_script(as_alice: Client, make: Make, q: str, found: list[str]) -> None:
    make("Nurse", company_name="Harborview", location="Oregon", notes="Go there by boat")
    make("Żółć")
    make("МЕДСЕСТРА")
    make("Half", notes="50% of the time")
    page = as_alice.get("/jobs/", query_string={"view": "list", "q": q, "sort": "title"}).text
    assert sorted(titles(page)) == sorted(found)


def test_sorts(as_alice: Client, make: Make) -> None:
    today = now().date()
    make("b", company_name="X", closes=today + timedelta(9), stage="offer")
    make("C", company_name="z", follow_up=today, stage="saved")
    make("a", company_name="Y", closes=today + timedelta(3), follow_up=today + timedelta(1), stage="sent")
    order = {
        "title": "abC", "company": "baC", "closes": "abC", "follow_up": "Cab", "stage": "Cab", "added": "aCb",
        "changed": "aCb", "nonsense": "aCb",
    }  # fmt: skip
    shown = {sort: "".join(titles(as_alice.get(f"/jobs/?view=list&sort={sort}").text)) for sort in order}
    assert shown == order


def test_filters(as_alice: Client, make: Make) -> None:
    today = now().date()
    make("overdue", follow_up=today - timedelta(30), stage="sent")
    make("today", follow_up=today, stage="interview")
    make("later", follow_up=today + timedelta(2), stage="sent")
    make("over", follow_up=today, stage="closed")
    make("soon", closes=today + timedelta(7))
    make("far", closes=today + timedelta(8))
    make("missed", closes=today - timedelta(1))
    make("sent", closes=today, stage="sent")

    def found(query: str) -> set[str]:
        return set(titles(as_alice.get(f"/jobs/?view=list&{query}").text))

    assert found("due=follow_up") == {"overdue", "today"}
    assert found("due=closes") == {"soon"}
    assert found("stage=sent") == {"overdue", "later", "sent"}
    assert found("stage=sent&due=follow_up") == {"overdue"}


def test_pages_of_a_long_list(as_alice: Client, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "PAGE", 2)
    for number in range(5):
        make(f"Job {number}")
    seen: list[str] = []
    for number in (1, 2, 3):
        page = as_alice.get(f"/jobs/?view=list&sort=title&page={number}").text
        seen += titles(page)
        assert ("Next" in page) == (number < 3)
    assert seen == [f"Job {number}" for number in range(5)]


@pytest.mark.parametrize(
    "query", ["page=0", "page=99999999999", "page=x", "q=%00", "sort=%27", "view=%F0", "q=" + "x" * 5000]
)
def test_odd_addresses_are_answered(as_alice: Client, make: Make, query: str) -> None:
    make("Nurse")
    assert as_alice.get(f"/jobs/?view=list&{query}").status_code == 200
    assert as_alice.get(f"/jobs/?{query}").status_code == 200
