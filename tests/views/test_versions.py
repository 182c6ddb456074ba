"""The timeline, one version's page, and what can be made of a version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from letraz.models import ExportRequest, Resume, Version
from letraz.views import pages
from letraz.views import versions as views
from tests.cast import Client, Tasks, person
from tests.samples import nurse

Stored = Callable[[], Any]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "WAIT", 0)
    monkeypatch.setattr(pages, "PATIENT_WAIT", 0)


@pytest.fixture
def resume(stored: Stored) -> int:
    """The id of a resume with two versions: as it is now, and before its first section had another name."""
    with stored() as session:
        found = person(session, "alice").new_resume("Staff Nurse")
        session.flush()
        found.fill(nurse())
        Version.keep(session, found)
        found.sections[0].rename("About me")
        Version.keep(session, found, note="Renamed")
        session.commit()
        return found.id


def versions(session: Session, resume: int) -> list[Version]:
    """Of a resume, the oldest first."""
    return list(reversed(session.scalars(Version.timeline(resume)).all()))


def test_the_timeline_says_when_and_why(as_alice: Client, resume: int) -> None:
    text = as_alice.get(f"/resumes/{resume}/versions/").text
    assert text.index("Version 2") < text.index("Version 1")
    assert "Renamed" in text
    assert "Kept while you wrote" in text
    assert f"/resumes/{resume}/versions/" in as_alice.get(f"/resumes/{resume}/").text


def test_an_empty_timeline_says_when_the_first_comes(as_alice: Client) -> None:
    assert "No versions yet" in as_alice.get("/resumes/1/versions/").text


def test_a_version_is_kept_by_hand(as_alice: Client, resume: int, stored: Stored) -> None:
    answer = as_alice.post(f"/resumes/{resume}/versions/", data={"name": "  For the <clinic> "}, follow_redirects=True)
    assert "<b>For the &lt;clinic&gt;</b>" in answer.text
    with stored() as session:
        assert versions(session, resume)[-1].name == "For the <clinic>"


@pytest.mark.parametrize("name", ["", "x" * 121])
def test_a_name_that_is_none_keeps_nothing(as_alice: Client, resume: int, stored: Stored, name: str) -> None:
    assert as_alice.post(f"/resumes/{resume}/versions/", data={"name": name}).status_code == 422
    with stored() as session:
        assert len(versions(session, resume)) == 2


def test_going_back_is_undone_at_once(as_alice: Client, resume: int, stored: Stored) -> None:
    with stored() as session:
        first = versions(session, resume)[0]
        said, number = first.document, first.id
    answer = as_alice.post(f"/resumes/{resume}/versions/{number}/restore", follow_redirects=True)
    assert "It is as in version 1." in answer.text
    with stored() as session:
        assert session.get_one(Resume, resume).document() == said
        before = versions(session, resume)[1]
    assert f"/resumes/{resume}/versions/{before.id}/restore" in answer.text, "Undo"
    as_alice.post(f"/resumes/{resume}/versions/{before.id}/restore")
    with stored() as session:
        assert session.get_one(Resume, resume).sections[0].heading == "About me"


def test_an_item_form_from_before_is_stale_afterwards(as_alice: Client, resume: int, stored: Stored) -> None:
    """Another tab has an item open that going back has changed: it is told, and nothing is overwritten."""
    with stored() as session:
        item = next(i for s in session.get_one(Resume, resume).sections for i in s.items if i.kind == "experience")
        old = {"job_title": item.job_title, "revision": str(item.revision)}
        number, url = versions(session, resume)[0].id, f"/resumes/{resume}/experience/{item.id}"
    as_alice.post(url, data={**old, "job_title": "Changed"})
    with stored() as session:
        seen = session.get_one(type(item), item.id).revision
    as_alice.post(f"/resumes/{resume}/versions/{number}/restore")
    assert as_alice.post(url, data={"job_title": "Typed meanwhile", "revision": str(seen)}).status_code == 409


def test_a_new_resume_of_a_version(as_alice: Client, resume: int, stored: Stored) -> None:
    with stored() as session:
        number = versions(session, resume)[0].id
    assert as_alice.post(f"/resumes/{resume}/versions/{number}/copy").status_code == 303
    with stored() as session:
        made = session.query(Resume).order_by(Resume.id.desc()).first()
        assert made
        assert (made.title, made.sections[0].heading) == ("Staff Nurse (version 1)", "Summary")


def test_a_file_of_a_version(as_alice: Client, resume: int, stored: Stored) -> None:
    with stored() as session:
        number = versions(session, resume)[0].id
    assert as_alice.post(f"/resumes/{resume}/versions/{number}/export", data={"format": "text"}).status_code == 303
    with stored() as session:
        export = session.query(ExportRequest).one()
        assert export.document == versions(session, resume)[0].document
        assert versions(session, resume)[-1].export_request_id == export.id
    assert "Exported as TXT, as in version 1" in as_alice.get(f"/resumes/{resume}/versions/").text
    for wrong in ({"format": "no"}, {"format": "text", "days": "400"}):
        assert as_alice.post(f"/resumes/{resume}/versions/{number}/export", data=wrong).status_code == 422


def test_what_was_sent_shows_in_the_timeline(as_alice: Client, resume: int, stored: Stored) -> None:
    with stored() as session:
        ExportRequest.ask(session, session.get_one(Resume, resume), "pdf", ".pdf").sent = True
        session.commit()
    text = as_alice.get(f"/resumes/{resume}/versions/").text
    assert "is-sent" in text
    assert "<b>Sent</b>" in text


def test_a_name_is_given_and_taken(as_alice: Client, resume: int, stored: Stored) -> None:
    with stored() as session:
        number = versions(session, resume)[0].id
    url = f"/resumes/{resume}/versions/{number}/name"
    for name in ("First", ""):
        as_alice.post(url, data={"name": name})
        with stored() as session:
            assert session.get_one(Version, number).name == name
    assert as_alice.post(url, data={"name": "x" * 121}).status_code == 422


def test_the_pages_of_a_version_are_drawn_and_counted(
    as_alice: Client, resume: int, stored: Stored, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stored() as session:
        version = versions(session, resume)[0]
    url = f"/resumes/{resume}/versions/{version.id}"
    assert "Making the pages" in as_alice.get(url).text
    monkeypatch.setattr(pages, "WAIT", 1)
    text = as_alice.get(f"{url}/pages", htmx=True).text
    assert f"/resumes/{resume}/pages/{version.digest}/1.webp" in text
    assert "hx-get" not in text, "it asks no more"
    shown = as_alice.get(f"/resumes/{resume}/pages/{version.digest}/1.webp")
    assert shown.data.startswith(b"RIFF")
    timeline = as_alice.get(f"/resumes/{resume}/versions/").text
    assert f"{version.digest}/thumb.webp" in timeline
    with stored() as session:
        counted = session.get_one(Version, version.id).page_count
    assert f"{counted} pages" in timeline
    assert counted > 1


def test_without_script_the_pages_are_waited_for(as_alice: Client, resume: int, stored: Stored) -> None:
    with stored() as session:
        number = versions(session, resume)[0].id
    answer = as_alice.get(f"/resumes/{resume}/versions/{number}/pages")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/resumes/{resume}/versions/{number}")


def test_a_version_of_another_resume_is_not_found_here(as_alice: Client, resume: int, stored: Stored) -> None:
    with stored() as session:
        number = versions(session, resume)[0].id
    for action in ("", "/restore", "/copy", "/export", "/name"):
        ask = as_alice.post if action else as_alice.get
        assert ask(f"/resumes/1/versions/{number}{action}").status_code == 404


def test_a_long_timeline_has_pages(
    as_alice: Client, resume: int, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST", 1)
    first = as_alice.get(f"/resumes/{resume}/versions/").text
    assert "Older versions" in first
    assert "Newer versions" not in first
    second = as_alice.get(f"/resumes/{resume}/versions/?page=2").text
    assert "Version 1" in second
    assert "Older versions" not in second


def test_the_timeline_costs_the_same_however_long(
    as_alice: Client, resume: int, stored: Stored, queries: list[str]
) -> None:
    costs = []
    for number in range(2):
        queries.clear()
        text = as_alice.get(f"/resumes/{resume}/versions/").text
        costs.append((len(queries), sum("FROM versions" in query for query in queries)))
        assert text.count("line__row") == 2 + 20 * number
        with stored() as session:
            found = session.get_one(Resume, resume)
            for name in range(20):
                found.sections[0].rename(f"Name {name}")
                ExportRequest.ask(session, found, "text", ".txt").state = "failed"
            session.commit()
    assert costs[0] == costs[1]
    assert costs[0][1] == 1
