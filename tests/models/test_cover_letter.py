"""A cover letter: what it is as a value, how it begins, and what is proposed for it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from letraz.document import Photo
from letraz.models import CoverLetter, ExportRequest, Job
from letraz.models.drafting import ACCEPTED, MOST, PROPOSED, REJECTED, STOPPED, paragraphs
from letraz.models.ordering import Refused, Stale
from tests.cast import PORTRAIT, person

DAY = date(2026, 11, 3)


@pytest.fixture
def letter(session: Session) -> CoverLetter:
    """For a nurse's job, in the look of a resume made for it."""
    alice = person(session, "alice")
    job = Job(user_id=alice.id, title="Staff nurse", company_name="Harborview", location="Seattle")
    session.add(job)
    session.flush()
    resume = alice.new_resume("For Harborview", job=job)
    resume.personal_info = {"name": "Zofia Nowak", "email": "z@example.org", "nationality": "Polish"}
    session.flush()
    found = CoverLetter.begin(job, resume, DAY, ("Maria Lee", "Charge nurse"))
    session.add(found)
    session.commit()
    return found


def texts(letter: CoverLetter) -> list[str]:
    return [entry.text for entry in letter.document().blocks[0].entries]


def propose(letter: CoverLetter, *words: str) -> int:
    return letter.offer(({"kind": "letter_paragraph", "new": text}, {}) for text in words)


# --- what it is -----------------------------------------------------------------------------------


def test_it_begins_with_what_is_known_of_the_job(letter: CoverLetter) -> None:
    assert texts(letter) == [
        "Maria Lee\nCharge nurse\nHarborview\nSeattle",
        "November 3, 2026",
        "**Application: Staff nurse**",
        "Dear Maria Lee,",
        "Sincerely,",
        "Zofia Nowak",
    ]
    assert letter.document().file_name(".pdf") == "Zofia-Nowak-Cover-letter-Harborview.pdf"


def test_it_speaks_the_language_of_its_resume(letter: CoverLetter, session: Session) -> None:
    letter.resume.language = "de"
    assert letter.job
    other = CoverLetter.begin(letter.job, letter.resume, DAY)
    assert (other.greeting, other.date_line, other.closing) == (
        "Sehr geehrte Damen und Herren,", "3. November 2026", "Mit freundlichen Grüßen",
    )  # fmt: skip
    assert (other.title, letter.document().language) == ("Anschreiben Harborview", "de")


def test_its_look_is_its_resume_s_without_what_only_a_resume_shows(letter: CoverLetter) -> None:
    resume = letter.resume
    resume.design, resume.design_version = "modern", 1
    resume.options = {"photo": "end", "data": "attached", "accent": "#1d5c43"}
    resume.take_photo(Photo(PORTRAIT, "Zofia"))
    document = letter.document()
    assert (document.design, document.design_version, document.options) == ("modern", 1, {"accent": "#1d5c43"})
    assert (document.person.photo, document.person.nationality, document.person.email) == (None, "", "z@example.org")


def test_without_its_resume_it_has_the_look_of_the_base_one(letter: CoverLetter, session: Session) -> None:
    letter.resume.trash()
    session.flush()
    assert letter.resume.base
    letter.resume_id = None
    assert letter.resume.base


def test_what_looks_like_markup_is_text_but_in_the_body(letter: CoverLetter) -> None:
    letter.recipient, letter.subject, letter.greeting = "- A *b*\n1. c", "**bold**", "Dear _all_,"
    letter.body = "So *be* it.\n\n- one\n- two\n\n1. first\n2. second\n   more\n\nEnd."
    assert texts(letter) == [
        "\\- A \\*b\\*\n1\\. c", "November 3, 2026", "**\\*\\*bold\\*\\***", "Dear \\_all\\_,",
        "So *be* it.", "- one\n- two", "1. first\n2. second\n   more", "End.", "Sincerely,", "Zofia Nowak",
    ]  # fmt: skip


def test_what_is_empty_is_not_there(letter: CoverLetter) -> None:
    letter.recipient = letter.date_line = letter.subject = letter.greeting = letter.closing = ""
    letter.resume.personal_info = {}
    assert texts(letter) == []


def test_a_form_of_another_revision_is_stale(letter: CoverLetter) -> None:
    letter.save({"greeting": "Dear all,"}, 1)
    assert (letter.greeting, letter.revision) == ("Dear all,", 2)
    with pytest.raises(Stale):
        letter.save({"greeting": "Dear Sir,"}, 1)


def test_an_export_of_it_is_made_again_as_it_was(letter: CoverLetter, session: Session) -> None:
    export = ExportRequest.ask_letter(session, letter, "pdf", ".pdf")
    letter.greeting = "Dear all,"
    again = export.again(session)
    assert (again.cover_letter_id, again.job_id, again.digest) == (letter.id, letter.job_id, export.digest)
    assert again.document.blocks[0].entries[3].text == "Dear Maria Lee,"
    assert again.title == "Cover letter Harborview"


# --- what is proposed -----------------------------------------------------------------------------


def test_nothing_stands_in_it_until_it_is_accepted(letter: CoverLetter) -> None:
    assert propose(letter, "I ran a ward.", "I would be glad to talk.") == 2
    assert letter.body == ""
    letter.accept(1, {})
    assert letter.body == "I ran a ward."
    assert [one.status for one in letter.proposals] == [ACCEPTED, PROPOSED]
    with pytest.raises(Stale):
        letter.accept(1, {})
    with pytest.raises(Stale):
        letter.accept(9, {})


def test_what_the_gate_stopped_cannot_be_accepted(letter: CoverLetter) -> None:
    stopped = {"problems": [{"rule": "number", "words": ["40"], "says": "40 is nowhere."}]}
    assert letter.offer([({"new": "I ran 40 wards."}, stopped)]) == 0
    assert letter.proposals[0].status == STOPPED
    with pytest.raises(Stale):
        letter.accept(1, {})


def test_a_paragraph_comes_where_its_number_says(letter: CoverLetter) -> None:
    """Red when accepted paragraphs are only put at the end."""
    propose(letter, "One.", "Two.", "Three *is* odd.", "Four.")
    letter.body = "My own beginning."
    for number in (3, 1, 4, 2):
        letter.accept(number, {})
    assert paragraphs(letter.body) == ["My own beginning.", "One.", "Two.", "Three \\*is\\* odd.", "Four."]


def test_what_was_decided_is_taken_back(letter: CoverLetter) -> None:
    propose(letter, "One.", "Two.")
    letter.accept(1, {})
    letter.accept(2, {})
    letter.take_back(1)
    assert (letter.body, letter.proposals[0].status) == ("Two.", PROPOSED)
    letter.reject(1)
    letter.take_back(1)
    assert letter.proposals[0].status == PROPOSED
    letter.body = "Two, but mine."
    with pytest.raises(Refused):
        letter.take_back(2)
    with pytest.raises(Stale):
        letter.take_back(1)


def test_the_same_words_are_not_proposed_again(letter: CoverLetter) -> None:
    propose(letter, "One.")
    letter.reject(1)
    assert propose(letter, "One.", "Two.", "Two.") == 1
    assert [(one.id, one.status) for one in letter.proposals] == [(1, REJECTED), (2, PROPOSED)]


def test_old_proposals_make_room(letter: CoverLetter) -> None:
    propose(letter, *(f"Number {n}." for n in range(MOST)))
    letter.reject(5)
    propose(letter, "One more.")
    kept = [one.id for one in letter.proposals]
    assert (len(kept), 5 in kept, MOST + 1 in kept) == (MOST, False, True)
