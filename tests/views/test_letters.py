"""Cover letters: begun for a job, written, seen, exported, removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask_login import login_user

from letraz import tasks as tasks_room
from letraz.document import CannotMake, Document
from letraz.extensions import db
from letraz.models import CoverLetter, ExportRequest, Job, JobRequirement, Resume, User
from letraz.models import cover_letter as model
from letraz.sections.experience import Experience
from letraz.views import proposing
from tests.cast import Belongings, Client, Tasks, address
from tests.views.conftest import Rows, went_to

TYPED = {
    "title": "Cover letter Harborview", "recipient": "Maria Lee", "date_line": "3 May", "subject": "Nurse",
    "greeting": "Hello,", "body": "I am *calm*.", "closing": "Yours,",
}  # fmt: skip


def test_it_is_begun_in_the_look_of_the_resume_for_the_job(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    url = went_to(as_alice.post(f"/jobs/{hers.job}/letters"))
    letter = rows.last(CoverLetter)
    assert url == f"/letters/{letter.id}"
    assert (letter.job_id, letter.resume_id) == (hers.job, hers.resume)
    assert letter.recipient.startswith("Maria Lee\nHarborview")
    page = as_alice.get(f"/jobs/{hers.job}").text
    assert f'href="/letters/{letter.id}"' in page


def test_without_one_in_the_look_of_the_base_resume(as_bob: Client, rows: Rows) -> None:
    went_to(as_bob.post("/jobs/write", data={"title": "Nurse"}))
    url = went_to(as_bob.post("/jobs/1/letters"))
    letter = rows.last(CoverLetter)
    assert rows.one(Resume, letter.resume_id).base
    assert "hiring team" in as_bob.get(url).text


def test_what_is_typed_is_saved(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    url = f"/letters/{hers.letter}"
    assert went_to(as_alice.post(url, data=TYPED | {"revision": "1"})) == url
    letter = rows.one(CoverLetter, hers.letter)
    assert {name: getattr(letter, name) for name in TYPED} == TYPED
    answer = as_alice.post(url, data=TYPED | {"revision": "2"}, htmx=True)
    assert "<html" not in answer.text
    assert answer.headers["HX-Trigger"] == "resume-changed"
    assert 'name="revision" type="hidden" value="3"' in answer.text
    assert 'id="saved"' in answer.text


def test_two_tabs_see_both_texts(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    url = f"/letters/{hers.letter}"
    as_alice.post(url, data=TYPED | {"revision": "1"})
    answer = as_alice.post(url, data=TYPED | {"body": "Mine.", "revision": "1"})
    assert answer.status_code == 409
    assert "I am *calm*." in answer.text
    assert "Mine." in answer.text
    assert rows.one(CoverLetter, hers.letter).body == "I am *calm*."


@pytest.mark.parametrize("wrong", [{"body": "x" * 10_001}, {"greeting": "\x07"}, {"title": "x" * 121}])
def test_what_cannot_be_kept_is_refused(as_alice: Client, hers: Belongings, wrong: dict[str, str]) -> None:
    answer = as_alice.post(f"/letters/{hers.letter}", data=TYPED | wrong | {"revision": "1"})
    assert answer.status_code == 422
    assert "Nothing you typed is lost" in answer.text


def test_its_page_is_drawn_beside_its_resume_s(as_alice: Client, hers: Belongings, tasks: Tasks) -> None:
    """Red when the letter's drawing takes the place of what is saved of the resume."""
    as_alice.get(f"/letters/{hers.letter}/pages")
    before = as_alice.get(f"/resumes/{hers.resume}/pages").text
    as_alice.post(f"/letters/{hers.letter}", data=TYPED | {"revision": "1"})
    pane = as_alice.get(f"/letters/{hers.letter}/pages").text
    assert "Page 1 of this letter" in pane
    image = pane.split('<img src="')[1].split('"')[0]
    picture = as_alice.get(image)
    assert (picture.status_code, picture.mimetype) == (200, "image/webp")
    assert as_alice.get(f"/resumes/{hers.resume}/pages").text == before
    assert "runs over one page" not in pane


def test_a_long_letter_is_told_to_be_long(as_alice: Client, hers: Belongings) -> None:
    data = TYPED | {"body": "Many words follow each other here. " * 220, "revision": "1"}
    as_alice.post(f"/letters/{hers.letter}", data=data)
    assert "This letter runs over one page" in as_alice.get(f"/letters/{hers.letter}/pages").text


def test_without_script_the_pages_are_shown(as_alice: Client, hers: Belongings) -> None:
    assert went_to(as_alice.post(f"/letters/{hers.letter}/pages")) == f"/letters/{hers.letter}#pages"
    assert "Page 1 of this letter" in as_alice.get(f"/letters/{hers.letter}").text


def test_a_letter_that_cannot_be_printed_says_why(
    as_alice: Client, hers: Belongings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(document: Document) -> None:
        raise CannotMake("“㎎” can’t be printed.")

    monkeypatch.setattr(tasks_room, "_draw", refuse)
    pane = as_alice.get(f"/letters/{hers.letter}/pages").text
    assert "The page could not be made.</b> “㎎” can’t be printed." in pane
    assert "every 1s" not in pane


def test_a_file_of_it_is_asked_for(as_alice: Client, hers: Belongings, rows: Rows, tasks: Tasks) -> None:
    as_alice.get(f"/letters/{hers.letter}/pages")
    went_to(as_alice.post(f"/letters/{hers.letter}/export", data={"format": "pdf", "days": "30"}))
    export = rows.last(ExportRequest)
    assert (export.cover_letter_id, export.job_id, export.title) == (hers.letter, hers.job, "Cover letter Harborview")
    tasks[:] = [one for one in tasks if one[1] == "build_export"]
    tasks._do(tasks.pop())
    assert rows.one(ExportRequest, export.id).proof == "proved"
    page = as_alice.get(f"/jobs/{hers.job}").text
    assert f"export-{export.id}" in page
    desk = as_alice.get("/resumes/").text
    assert "Not proved" in desk, "the newest file of the resume, not of the letter"


@pytest.mark.parametrize("wrong", [{"format": "json-resume"}, {"format": "letraz"}, {"format": "x"}, {"days": "99"}])
def test_a_file_that_a_letter_cannot_be(as_alice: Client, hers: Belongings, wrong: dict[str, str]) -> None:
    assert as_alice.post(f"/letters/{hers.letter}/export", data=wrong).status_code == 422


def test_its_text_is_there_to_copy(as_alice: Client, hers: Belongings) -> None:
    as_alice.post(f"/letters/{hers.letter}", data=TYPED | {"revision": "1"})
    text = as_alice.get(f"/letters/{hers.letter}/text").text
    assert "Maria Lee\n\n3 May\n\nNurse\n\nHello,\n\nI am calm.\n\nYours," in text


def test_it_goes_to_the_trash_and_back(as_alice: Client, hers: Belongings, stored: Callable[[], Any]) -> None:
    url = f"/letters/{hers.letter}"
    with stored() as session:
        session.get_one(ExportRequest, hers.export).cover_letter_id = hers.letter
    assert went_to(as_alice.post(f"{url}/trash")) == f"/jobs/{hers.job}"
    assert "is in the trash. A link to its files still works: see Exports." in as_alice.get(f"/jobs/{hers.job}").text
    assert as_alice.get(url).status_code == 404
    assert f"{url}/restore" in as_alice.get("/trash/").text
    assert went_to(as_alice.post(f"{url}/restore")) == url
    assert as_alice.get(url).status_code == 200


def test_a_letter_outlives_its_job_and_its_resume(as_alice: Client, hers: Belongings) -> None:
    as_alice.post(f"/jobs/{hers.job}/trash")
    as_alice.post(f"/resumes/{hers.resume}/trash")
    page = as_alice.get(f"/letters/{hers.letter}").text
    assert "Everything I have done" in page
    assert f'href="/jobs/{hers.job}"' not in page
    assert went_to(as_alice.post(f"/letters/{hers.letter}/trash")) == "/jobs/"


def test_a_full_house_refuses(as_alice: Client, hers: Belongings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MOST_LETTERS", 1)
    answer = as_alice.post(f"/jobs/{hers.job}/letters")
    assert answer.status_code == 422
    assert as_alice.post(f"/letters/{hers.trashed_letter}/restore").status_code == 422


# --- what is proposed, and what is checked --------------------------------------------------------


@pytest.fixture
def written(as_alice: Client, hers: Belongings, rows: Rows) -> int:
    """A letter for a job that asks for what her resume says in a bullet of hers."""
    item = hers.items["experience"]
    rows.change(Experience, item, company_name="Lakeview", description="- Titrated vasoactive infusions on nights")
    with rows.app.app_context():
        job = db.session.get_one(Job, hers.job)
        job.wants = [JobRequirement(index=0, level="must", text="Titration of vasoactive infusions")]
        db.session.commit()
    return int(went_to(as_alice.post(f"/jobs/{hers.job}/letters")).split("/")[-1])


TOLD = "You ask for “Titration of vasoactive infusions”. At Lakeview, I titrated vasoactive infusions on nights."


def test_it_begins_with_proposals_and_no_words_of_its_own(as_alice: Client, written: int, rows: Rows) -> None:
    letter = rows.one(CoverLetter, written)
    assert letter.body == ""
    assert [one.text for one in letter.proposals] == [
        "I am applying for the position of Nurse at Harborview.", TOLD, "I would be glad to tell you more.",
    ]  # fmt: skip
    page = as_alice.get(f"/letters/{written}").text
    assert "3 to decide" in page
    assert "Lakeview, point 1: “Titrated vasoactive infusions on nights”" in page
    assert '<span class="unsaid">glad</span>' in page


def test_one_is_accepted_at_a_time(as_alice: Client, written: int, rows: Rows) -> None:
    url = f"/letters/{written}"
    went_to(as_alice.post(f"{url}/drafts/2/accept"))
    assert rows.one(CoverLetter, written).body == TOLD
    answer = as_alice.post(f"{url}/drafts/1/accept", htmx=True)
    assert f'action="{url}/drafts/1/undo"' in answer.text
    assert answer.headers["HX-Trigger"] == "resume-changed"
    assert rows.one(CoverLetter, written).body == f"I am applying for the position of Nurse at Harborview.\n\n{TOLD}"
    as_alice.post(f"{url}/drafts/3/reject")
    went_to(as_alice.post(f"{url}/drafts/1/undo"))
    letter = rows.one(CoverLetter, written)
    assert (letter.body, [one.status for one in letter.proposals]) == (TOLD, ["proposed", "accepted", "rejected"])
    assert as_alice.post(f"{url}/drafts/3/accept").status_code == 409
    assert as_alice.post(f"{url}/drafts/9/accept").status_code == 404


def test_a_form_of_before_is_stale_after_an_acceptance(as_alice: Client, written: int) -> None:
    """Red when an accepted paragraph leaves the revision as it is: the open form would overwrite it."""
    as_alice.post(f"/letters/{written}/drafts/2/accept")
    assert as_alice.post(f"/letters/{written}", data=TYPED | {"revision": "1"}).status_code == 409


def test_the_gate_looks_again_when_one_is_accepted(
    as_alice: Client, written: int, rows: Rows, hers: Belongings
) -> None:
    """Red without the check in `drafts.accept`: the facts have changed since it was proposed."""
    rows.change(Experience, hers.items["experience"], company_name="Lakeview", description="- Kept the stock")
    answer = as_alice.post(f"/letters/{written}/drafts/2/accept")
    assert answer.status_code == 422
    assert "The letter is as it was." in answer.text
    assert rows.one(CoverLetter, written).body == ""


def test_what_a_model_makes_up_is_stopped(as_alice: Client, written: int, rows: Rows) -> None:
    """As its task stores it: with what the gate says. And stored without, it is stopped when it is accepted."""
    with rows.app.test_request_context():
        login_user(db.session.query(User).filter_by(email=address("alice")).one())
        letter = db.session.get_one(CoverLetter, written)
        lies = [{"kind": "letter_paragraph", "target": str(n), "new": text, "source": "model"}
                for n, text in enumerate(("I led 40 nurses.", "I hold a CCRN."))]  # fmt: skip
        assert letter.offer([(lies[0], proposing.check(letter, lies[0]).to_json()), (lies[1], {})]) == 1
        db.session.commit()
    page = as_alice.get(f"/letters/{written}").text
    assert "1 stopped, because it says what you have not stated" in page
    assert as_alice.post(f"/letters/{written}/drafts/4/accept").status_code == 422
    assert as_alice.post(f"/letters/{written}/drafts/5/accept").status_code == 422


def test_looking_again_proposes_what_is_new(as_alice: Client, written: int, rows: Rows, hers: Belongings) -> None:
    assert went_to(as_alice.post(f"/letters/{written}/drafts/")) == f"/letters/{written}"
    assert len(rows.one(CoverLetter, written).proposals) == 3
    rows.change(Experience, hers.items["experience"], description="- Titrated vasoactive infusions by protocol")
    as_alice.post(f"/letters/{written}/drafts/")
    assert rows.one(CoverLetter, written).proposals[-1].text.endswith("I titrated vasoactive infusions by protocol.")


def test_one_s_own_words_are_checked_and_kept(as_alice: Client, written: int, rows: Rows) -> None:
    """Advice only: what no record has is underlined, and may be saved."""
    body = "At Lakeview I titrated *vasoactive* infusions.\n\nI also led 40 astronauts."
    data = TYPED | {"body": body, "revision": "1"}
    answer = as_alice.post(f"/letters/{written}/check", data=data, htmx=True)
    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert '<span class="unsaid">astronauts</span>' in answer.text
    assert "“40” is not in your record" in answer.text or "40" in answer.text.split("astronauts")[1]
    whole = as_alice.post(f"/letters/{written}/check", data=data)
    assert "<html" in whole.text
    assert "I also led 40 astronauts." in whole.text
    assert rows.one(CoverLetter, written).body == ""
    assert went_to(as_alice.post(f"/letters/{written}", data=data)) == f"/letters/{written}"
    assert as_alice.post(f"/letters/{written}/check", data=data | {"body": "x" * 10_001}).status_code == 422


def test_words_that_are_all_there_are_told_to_be(as_alice: Client, written: int) -> None:
    answer = as_alice.post(
        f"/letters/{written}/check", data=TYPED | {"body": "I titrated vasoactive infusions."}, htmx=True
    )
    assert "Every fact in it is in your record or in the posting." in answer.text
    assert "unsaid" not in answer.text
