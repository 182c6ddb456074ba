"""The trash: what it holds, until when, and the way to be rid of it now."""

from __future__ import annotations

import pytest

from letraz.models import CoverLetter, ExportRequest, Item, Job, JobContact, Resume, Section
from letraz.models.purging import kinds
from letraz.views import trash
from letraz.views.trash import KINDS
from tests.cast import Belongings, Client
from tests.views.conftest import Rows, went_to


def ways(hers: Belongings) -> list[str]:
    """The addresses that put back what she has in the trash."""
    return [
        f"/resumes/{hers.trashed_resume}/restore",
        f"/resumes/{hers.resume}/sections/{hers.trashed_section}/restore",
        f"/jobs/{hers.trashed_job}/restore",
        f"/letters/{hers.trashed_letter}/restore",
        f"/jobs/{hers.job}/contacts/{hers.trashed_contact}/restore",
        *(f"/resumes/{hers.resume}/{kind}/{item}/restore" for kind, item in hers.trashed_items.items()),
    ]


def row_of(kind: str, hers: Belongings) -> tuple[type, int]:
    """What she has of a kind in the trash."""
    return {
        "resume": (Resume, hers.trashed_resume),
        "section": (Section, hers.trashed_section),
        "line": (Item, hers.trashed_items["experience"]),
        "job": (Job, hers.trashed_job),
        "letter": (CoverLetter, hers.trashed_letter),
        "contact": (JobContact, hers.trashed_contact),
    }[kind]


def test_it_holds_what_was_removed(as_alice: Client, hers: Belongings) -> None:
    """Each kind, lines of every type, each with its way back and the day on which it goes."""
    page = as_alice.get("/trash/").text
    for way in ways(hers):
        assert f'action="{way}"' in page
    assert page.count("/restore") == page.count("goes for good <time") == len(ways(hers))
    for way in ways(hers):
        assert as_alice.post(way).status_code == 303, way
    assert "/restore" not in as_alice.get("/trash/").text


def test_it_shows_nobody_elses(as_staff: Client, hers: Belongings) -> None:
    assert "/restore" not in as_staff.get("/trash/").text


def test_whatever_can_be_removed_is_on_the_page() -> None:
    """A new noun that goes to the trash and is not shown there fails here."""
    assert {kind.model for kind in KINDS.values()} == set(kinds())


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_removed_for_good_after_a_yes(as_alice: Client, hers: Belongings, rows: Rows, kind: str) -> None:
    model, row_id = row_of(kind, hers)
    url = f"/trash/{kind}/{row_id}/remove"
    asked = as_alice.get(url).text
    assert "be undone" in asked
    assert f'action="{url}"' in asked
    assert rows.get(model, row_id)
    assert went_to(as_alice.post(url)) == "/trash/"
    assert rows.get(model, row_id) is None
    assert "is removed for good" in as_alice.get("/trash/").text
    assert as_alice.post(url).status_code == as_alice.get(url).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_not_found_for_a_stranger(as_bob: Client, hers: Belongings, rows: Rows, kind: str) -> None:
    model, row_id = row_of(kind, hers)
    for answer in (as_bob.get(f"/trash/{kind}/{row_id}/remove"), as_bob.post(f"/trash/{kind}/{row_id}/remove")):
        assert answer.status_code == 404
    assert rows.get(model, row_id)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_in_the_trash_is_not_removed(as_alice: Client, hers: Belongings, rows: Rows, kind: str) -> None:
    model, row_id = row_of(kind, hers)
    rows.change(model, row_id, deleted_at=None)
    assert as_alice.post(f"/trash/{kind}/{row_id}/remove").status_code == 404
    assert rows.get(model, row_id)


def test_it_says_what_goes_and_what_stays(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    url = f"/trash/resume/{hers.resume}/remove"
    as_alice.post(f"/resumes/{hers.resume}/trash")
    assert "So does 1 export" in as_alice.get(url).text
    rows.change(ExportRequest, hers.export, sent=True)
    assert "1 export that you marked as sent or kept stays" in as_alice.get(url).text
    as_alice.post(url)
    assert as_alice.get(f"/exports/{hers.export}/file").data == b"the file"


def test_no_such_kind(as_alice: Client, hers: Belongings) -> None:
    assert as_alice.get(f"/trash/user/{hers.resume}/remove").status_code == 404


def test_what_is_not_listed_is_said(as_alice: Client, hers: Belongings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of every type lie there, more than one page is told to list: those that go first are not passed over."""
    assert "There are more" not in as_alice.get("/trash/").text
    monkeypatch.setattr(trash, "MOST", 3)
    text = as_alice.get("/trash/").text
    assert text.count("There are more") == 1
    assert text.count('/remove"') == 3 + len(KINDS) - 1
