"""Leaving for good: asked for with the password, told by a letter, called off with one button."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from letraz.database import now
from letraz.models import Letter, User
from letraz.models.leaving import WAITS
from tests import cast
from tests.cast import Client, Tasks
from tests.views.conftest import Rows, went_to

URL = "/account/leave"
ASK = {"password": cast.PASSWORD}


def alice(rows: Rows) -> User:
    found: User = rows.find(User, email="alice@example.org")
    return found


def test_the_page_says_what_goes(as_alice: Client, rows: Rows) -> None:
    page = as_alice.get(URL).text
    for words in ("1 resume", "0 jobs", "7 days", "cannot bring it back"):
        assert words in page
    assert URL in as_alice.get("/profile").text


def test_it_asks_for_the_password(as_alice: Client, rows: Rows) -> None:
    for wrong in ("", "not the right one"):
        answer = as_alice.post(URL, data={"password": wrong})
        assert answer.status_code == 422
        assert "The password is not right." in answer.text
    assert alice(rows).leaving_at is None
    assert rows.count(Letter) == 0


def test_it_signs_out_everywhere_and_writes_a_letter(as_alice: Client, rows: Rows, tasks: Tasks, outbox: Path) -> None:
    other = alice(rows).fs_uniquifier
    assert went_to(as_alice.post(URL, data=ASK)) == "/sign-in"
    leaving = alice(rows).leaving_at
    assert leaving
    assert abs(leaving - now() - WAITS) < timedelta(minutes=1)
    assert alice(rows).fs_uniquifier != other
    assert as_alice.get("/resumes/").status_code == 303
    tasks.run()
    (letter,) = outbox.glob("*.eml")
    assert "Keep my account" in letter.read_text()


def test_it_is_called_off_by_signing_in_and_pressing_a_button(visitor: Client, as_alice: Client, rows: Rows) -> None:
    as_alice.post(URL, data=ASK)
    visitor.post("/sign-in", data={"email": "alice@example.org", **ASK})
    for page in ("/resumes/", "/jobs/", URL):
        assert f'action="{URL}/stay"' in visitor.get(page).text
    assert went_to(visitor.post(f"{URL}/stay")) == "/resumes/"
    assert alice(rows).leaving_at is None
    assert f"{URL}/stay" not in visitor.get("/resumes/").text


def test_asking_twice_makes_it_no_later(visitor: Client, as_alice: Client, rows: Rows) -> None:
    as_alice.post(URL, data=ASK)
    first = alice(rows).leaving_at
    visitor.post("/sign-in", data={"email": "alice@example.org", **ASK})
    visitor.post(URL, data=ASK)
    assert alice(rows).leaving_at == first


def test_tries_are_limited(as_alice: Client) -> None:
    answers = {as_alice.post(URL, data={"password": "x"}).status_code for _ in range(12)}
    assert 429 in answers
