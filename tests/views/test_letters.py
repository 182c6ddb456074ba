"""Cover letters: begun for a job, written, seen, exported, removed."""

from __future__ import annotations

import pytest

from letraz import tasks as tasks_room
from letraz.document import CannotMake, Document
from letraz.models import CoverLetter, ExportRequest, Resume
from letraz.models import cover_letter as model
from tests.cast import Belongings, Client, Tasks
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
    assert desk.count("link ends") == 1, "the resume's newest file is not the letter's"


@pytest.mark.parametrize("wrong", [{"format": "json-resume"}, {"format": "letraz"}, {"format": "x"}, {"days": "99"}])
def test_a_file_that_a_letter_cannot_be(as_alice: Client, hers: Belongings, wrong: dict[str, str]) -> None:
    assert as_alice.post(f"/letters/{hers.letter}/export", data=wrong).status_code == 422


def test_its_text_is_there_to_copy(as_alice: Client, hers: Belongings) -> None:
    as_alice.post(f"/letters/{hers.letter}", data=TYPED | {"revision": "1"})
    text = as_alice.get(f"/letters/{hers.letter}/text").text
    assert "Maria Lee\n\n3 May\n\nNurse\n\nHello,\n\nI am calm.\n\nYours," in text


def test_it_goes_to_the_trash_and_back(as_alice: Client, hers: Belongings) -> None:
    url = f"/letters/{hers.letter}"
    assert went_to(as_alice.post(f"{url}/trash")) == f"/jobs/{hers.job}"
    assert as_alice.get(url).status_code == 404
    assert f"{url}/restore" in as_alice.get("/resumes/trash").text
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
