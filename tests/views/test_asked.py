"""A posting as it was, asked for again, and what has changed since; nothing of the job changes by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from letraz.extensions import db
from letraz.models import Job, Posting
from letraz.models.posting import FAILED, READY
from letraz.views.job_form import SALARY
from tests.cast import Belongings, Client, person, read
from tests.stranger import Stranger, answer, stranger
from tests.views.conftest import Rows, went_to

BEFORE = "<h1>Staff nurse</h1><p>Requirements</p><ul><li>A nursing licence</li><li>Two years of acute care</li></ul>"


@pytest.fixture
def site(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stranger]:
    """A site with a posting that may be fetched."""
    with stranger() as found:
        monkeypatch.setitem(app.config, "FETCH_ALLOWED", {("127.0.0.1", found.port)})
        found.pages["/nurse"] = answer(BEFORE)
        yield found


@pytest.fixture
def job(as_alice: Client, rows: Rows, site: Stranger) -> int:
    """A job that was saved from the site's link."""
    where = went_to(as_alice.post("/jobs/new", data={"url": site.url("/nurse")}))
    data = {"title": "Staff nurse", "url": site.url("/nurse"), "must": "A nursing licence\nTwo years of acute care"}
    went_to(as_alice.post(where, data=data))
    return int(rows.last(Job).id)


def again(client: Client, job: int) -> str:
    """Ask again, and the page that shows it."""
    return went_to(client.get(went_to(client.post(f"/jobs/{job}/postings/"))))


def test_the_text_stands_as_it_was(as_alice: Client, job: int, rows: Rows) -> None:
    page = as_alice.get(f"/jobs/{job}/postings/{rows.last(Posting).id}").text
    assert "Two years of acute care" in page
    assert "As it was on" in page
    assert rows.last(Posting).sha256 in page
    assert "Changed since" not in page


def test_a_posting_that_is_as_it_was_says_so(as_alice: Client, job: int) -> None:
    assert "Nothing has changed" in as_alice.get(again(as_alice, job)).text


def test_what_has_changed_is_shown_and_changes_nothing(as_alice: Client, job: int, site: Stranger, rows: Rows) -> None:
    site.pages["/nurse"] = answer(BEFORE.replace("Two years", "Five years"))
    before = rows.one(Job, job)
    page = as_alice.get(again(as_alice, job)).text
    assert "Changed since" in page
    assert "<del>Two</del>" in page
    assert "<ins>Five</ins>" in page
    assert rows.lines(job)["must"] == ["A nursing licence", "Two years of acute care"]
    assert rows.one(Job, job).revision == before.revision
    assert rows.count(Posting, job_id=job) == 2


def test_a_link_that_is_gone_changes_nothing(as_alice: Client, job: int, site: Stranger, rows: Rows) -> None:
    del site.pages["/nurse"]
    page = as_alice.get(went_to(as_alice.post(f"/jobs/{job}/postings/"))).text
    assert rows.last(Posting).state == FAILED
    assert "Nothing of your job has changed" in page
    assert rows.count(Posting, job_id=job, state=READY) == 1


def test_only_a_job_with_a_link_is_asked_for_again(app: Flask, as_alice: Client, rows: Rows) -> None:
    went_to(as_alice.post("/jobs/write", data={"title": "Nurse"}))
    url = f"/jobs/{rows.last(Job).id}"
    assert "Ask again" not in as_alice.get(url).text
    assert as_alice.post(f"{url}/postings/").status_code == 422


def test_nothing_is_asked_for_where_links_are_off(
    app: Flask, as_alice: Client, job: int, site: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Ask again" in as_alice.get(f"/jobs/{job}").text
    monkeypatch.setitem(app.config, "FETCH_POSTINGS", "off")
    assert "Ask again" not in as_alice.get(f"/jobs/{job}").text
    asked = len(site.asked)
    assert as_alice.post(f"/jobs/{job}/postings/").status_code == 422
    assert len(site.asked) == asked


# --- taking over -----------------------------------------------------------------------------------


@pytest.fixture
def newer(app: Flask, rows: Rows, as_alice: Client) -> str:
    """The address of a newer reading, with another title, other pay and another line; one line is answered."""
    with app.app_context():
        session = db.session()
        alice = person(session, "alice")
        job = Job(user_id=alice.id, title="My own title", url="https://example.org/nurse", notes="Mine")
        session.add(job)
        job.take_requirements({"must": ["A licence", "Two years"]})
        job.wants[0].answer = "yes"
        session.flush()
        pay = {"raw": "$40 an hour", "min": 40.0, "max": 40.0, "currency": "USD", "unit": "hour"}
        read(session, alice, "Nurse\nA licence\nTwo years", job=job)
        found = read(session, alice, "Head nurse\nA licence\nFive years", job=job, salary=pay)
        return f"/jobs/{job.id}/postings/{found.id}"


def test_what_reads_otherwise_is_offered(as_alice: Client, newer: str) -> None:
    page = as_alice.get(newer).text
    offered = [part.split('"')[0] for part in page.split('name="take" value="')[1:]]
    assert offered == ["salary_range", "title", "must"]


def test_only_what_is_ticked_is_taken_over(as_alice: Client, newer: str, rows: Rows) -> None:
    went_to(as_alice.post(f"{newer}/take", data={"take": ["salary_range", "must"]}))
    job = rows.last(Job)
    assert (job.title, job.notes) == ("My own title", "Mine")
    assert [getattr(job, name) for name in SALARY] == ["$40 an hour", 40, 40, "USD", "hour"]
    assert rows.answers(job.id) == {"A licence": "yes", "Five years": ""}


@pytest.mark.parametrize("take", [[], ["user_id"], ["notes"], ["source_text"], ["stage"]])
def test_nothing_else_can_be_taken_over(as_alice: Client, newer: str, rows: Rows, take: list[str]) -> None:
    before = rows.last(Job)
    assert as_alice.post(f"{newer}/take", data={"take": take}).status_code == 422
    assert rows.last(Job).revision == before.revision


def test_a_posting_of_another_job_is_not_found(as_alice: Client, hers: Belongings, newer: str, rows: Rows) -> None:
    number = newer.rsplit("/", 1)[1]
    assert as_alice.get(f"/jobs/{hers.job}/postings/{number}").status_code == 404
    assert as_alice.get(f"/jobs/{hers.job}/postings/{hers.unsaved}").status_code == 404
    assert as_alice.post(f"/jobs/{hers.job}/postings/{number}/take", data={"take": "title"}).status_code == 404
