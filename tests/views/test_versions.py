"""The timeline, one version's page, and what can be made of a version."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from letraz import storage
from letraz.database import now
from letraz.models import ExportRequest, Item, Resume, Version, thinning
from letraz.models.thumb import thumb_key
from letraz.tasks import build_version_pages
from letraz.views import pages
from letraz.views import versions as views
from tests.cast import Belongings, Client, Tasks, person
from tests.samples import nurse

pytestmark = pytest.mark.usefixtures("no_waiting")

Stored = Callable[[], Any]


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


def test_an_older_state_that_went_out_again_is_not_what_the_resume_says(
    as_alice: Client, resume: int, stored: Stored
) -> None:
    with stored() as session:
        old, now = versions(session, resume)[0], Version.name_now(session, session.get_one(Resume, resume), "Now")
        ExportRequest.ask(session, session.get_one(Resume, resume), "text", ".txt", version=old)
        session.commit()
        sent, state, count = versions(session, resume)[-1].id, now.id, now.number + 1
        assert Version.name_now(session, session.get_one(Resume, resume), "Same").number == count + 1
        session.rollback()
    home = f"/resumes/{resume}/versions"
    assert "what your resume says now" not in as_alice.get(f"{home}/{sent}").text
    assert "what your resume says now" in as_alice.get(f"{home}/{state}").text
    assert "No difference" not in as_alice.get(f"/resumes/{resume}/compare/").text
    answer = as_alice.post(f"{home}/{state}/restore", follow_redirects=True)
    assert "already" in answer.text
    with stored() as session:
        assert len(versions(session, resume)) == count, "nothing is kept twice"


def test_what_was_sent_shows_in_the_timeline(as_alice: Client, resume: int, stored: Stored) -> None:
    with stored() as session:
        ExportRequest.ask(session, session.get_one(Resume, resume), "pdf", ".pdf").mark_sent(True)
        session.commit()
    text = as_alice.get(f"/resumes/{resume}/versions/").text
    assert "is-sent" in text
    assert "<b>Sent on <time" in text


def test_a_name_is_given_and_taken(as_alice: Client, resume: int, stored: Stored) -> None:
    with stored() as session:
        number = versions(session, resume)[0].id
    url = f"/resumes/{resume}/versions/{number}/name"
    for name in ("First", ""):
        as_alice.post(url, data={"name": name})
        with stored() as session:
            assert session.get_one(Version, number).name == name
            thin_at = session.get_one(Resume, resume).thin_at
    assert thin_at, "it goes by the rule from now on, also when nothing is kept any more"
    assert thin_at <= now()
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
    with stored() as session:
        counted = session.get_one(Version, version.id).page_count
    assert f"{counted} pages" in timeline
    assert counted > 1


def test_each_version_has_a_picture_in_the_timeline_and_its_pages_are_counted(
    app: Flask, as_alice: Client, resume: int, stored: Stored, tasks: Tasks
) -> None:
    """Made when somebody first looks, of pages that are kept or anew; it stays when those go, and goes with it."""
    timeline = as_alice.get(f"/resumes/{resume}/versions/").text
    urls = re.findall(rf'src="(/resumes/{resume}/versions/\d+/thumb\.webp)"', timeline)
    assert len(urls) == 2
    assert "2 pages" not in timeline
    for url in urls:
        assert as_alice.get(url).status_code == 204, "until a worker has made it"
    with stored() as session:
        first, second = versions(session, resume)
    build_version_pages(second.id, second.digest)
    tasks.run()
    for url in urls:
        answer = as_alice.get(url)
        assert (answer.mimetype, answer.data[8:12]) == ("image/webp", b"WEBP")
        assert len(answer.data) < 12_000, "many stand on one page"
        assert "immutable" in answer.headers["Cache-Control"]
    assert as_alice.get(f"/resumes/{resume}/versions/").text.count("· 2 pages") == 2
    with stored() as session:
        found = session.get_one(Resume, resume)
        found.sections[0].rename("Me")
        Version.keep(session, found)  # the newest stays anyhow
        assert thinning.thin(session, found, now() + timedelta(days=400)) == 1
        session.commit()
    assert as_alice.get(urls[0]).status_code == 200
    assert as_alice.get(urls[1]).status_code == 404
    with app.app_context(), pytest.raises(FileNotFoundError):
        storage.read(thumb_key(resume, first.digest))


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


# --- made by themselves -----------------------------------------------------------------------------


def kinds(session: Session, resume: int) -> list[tuple[str, str]]:
    return [(version.kind, version.note) for version in versions(session, resume)]


def test_an_import_is_kept_before_and_after(as_alice: Client, stored: Stored) -> None:
    with stored() as session:
        base = person(session, "alice").base_resume()
        base.add_section("custom", "Mine")
        session.commit()
    as_alice.post("/imports/new", data={"text": '{"basics": {"name": "Zofia"}, "work": [{"name": "Acme"}]}'})
    as_alice.post("/imports/1", data={"into": "base"})
    with stored() as session:
        assert kinds(session, 1) == [("auto", "Before bringing in Pasted text"), ("import", "Pasted text")]
        before, after = versions(session, 1)
        assert [len(one.document.blocks) for one in (before, after)] == [1, 2]
        assert session.get_one(Resume, 1).unkept_since is None


def test_a_new_resume_of_an_import_begins_with_a_version(as_alice: Client, stored: Stored) -> None:
    as_alice.post("/imports/new", data={"text": '{"basics": {"name": "Zofia"}, "work": [{"name": "Acme"}]}'})
    as_alice.post("/imports/1", data={"into": "new"})
    with stored() as session:
        made = session.query(Resume).order_by(Resume.id.desc()).first()
        assert made
        assert [kind for kind, _ in kinds(session, made.id)] == ["import"]


def test_a_change_of_design_is_kept_before_and_after(as_alice: Client, resume: int, stored: Stored) -> None:
    """Three tries of one sitting are one version; what was written before is another."""
    with stored() as session:
        session.get_one(Resume, resume).sections[0].rename("Unkept")
        session.commit()
    for design in ("modern", "compact", "academic"):
        with stored() as session:
            revision = str(session.get_one(Resume, resume).revision)
        sent = {
            "title": "Staff Nurse",
            "language": "en",
            "design": design,
            "shown": design,
            "revision": revision,
            "job_id": "",
        }
        assert as_alice.post(f"/resumes/{resume}/settings", data=sent).status_code == 303
    with stored() as session:
        assert [kind for kind, _ in kinds(session, resume)][2:] == ["auto", "design"]
        before, after = versions(session, resume)[2:]
        assert (before.document.design, after.document.design) == ("classic", "academic")
        assert before.document.blocks[0].title == "Unkept"


def test_settings_of_another_tab_keep_nothing(as_alice: Client, resume: int, stored: Stored) -> None:
    sent = {"title": "Other", "language": "en", "design": "modern", "shown": "modern", "revision": "0", "job_id": ""}
    assert as_alice.post(f"/resumes/{resume}/settings", data=sent).status_code == 409
    with stored() as session:
        assert len(versions(session, resume)) == 2


def test_proposed_changes_are_kept_before_and_after(as_alice: Client, hers: Belongings, stored: Stored) -> None:
    url = f"/resumes/{hers.resume}/changes"
    with stored() as session:
        session.get_one(Resume, hers.resume).sections[0].rename("Unkept")
        session.commit()
    as_alice.post(f"{url}/{hers.change}/accept")
    with stored() as session:
        made = kinds(session, hers.resume)
        said = session.get_one(Resume, hers.resume).document()
    assert made[1:] == [("auto", "Before proposed changes"), ("tailor", "Proposed changes made")]
    as_alice.post(f"{url}/{hers.change}/undo")
    with stored() as session:
        assert len(versions(session, hers.resume)) == 3, "it rolls on: one version of the sitting"
        assert versions(session, hers.resume)[-1].document != said
    as_alice.post(f"{url}/accept", data={"kind": "hide"})
    with stored() as session:
        assert versions(session, hers.resume)[-1].document == said


def test_a_removed_photo_is_in_a_version(as_alice: Client, hers: Belongings, stored: Stored) -> None:
    """Its bytes are forgotten by the resume; going back brings them."""
    with stored() as session:
        resume = session.get_one(Resume, hers.resume)
        resume.touch()
        photo = resume.document().person.photo
        session.commit()
    as_alice.post(f"/resumes/{hers.resume}/photo/trash")
    with stored() as session:
        assert versions(session, hers.resume)[-1].document.person.photo is None
        before = versions(session, hers.resume)[-2]
    as_alice.post(f"/resumes/{hers.resume}/versions/{before.id}/restore")
    with stored() as session:
        assert session.get_one(Resume, hers.resume).document().person.photo == photo


def test_a_resume_for_a_job_begins_with_a_version(as_alice: Client, hers: Belongings, stored: Stored) -> None:
    as_alice.post(f"/jobs/{hers.job}/resume")
    with stored() as session:
        made = session.query(Resume).order_by(Resume.id.desc()).first()
        assert made
        assert kinds(session, made.id) == [("auto", "Made from your base resume")]
        assert versions(session, made.id)[0].document == made.document()


def test_an_edit_makes_none_and_costs_no_query_more(
    as_alice: Client, hers: Belongings, stored: Stored, queries: list[str]
) -> None:
    """Red when an edit keeps a version itself."""
    with stored() as session:
        item = session.get_one(Item, hers.items["custom"])
        revision = str(item.revision)
    queries.clear()
    sent = {"heading": "Other", "revision": revision}
    assert (
        as_alice.post(f"/resumes/{hers.resume}/custom/{hers.items['custom']}", data=sent, htmx=True).status_code == 200
    )
    assert not [query for query in queries if "version" in query.replace("design_version", "")]
    with stored() as session:
        assert len(versions(session, hers.resume)) == 1
        assert session.get_one(Resume, hers.resume).unkept_since
