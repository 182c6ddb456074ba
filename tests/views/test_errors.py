"""Error pages: what happened, what was kept, what to do next."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask

from letraz.models import Job, Resume
from letraz.models.ordering import Refused
from letraz.views import errors
from tests.cast import Belongings, Client
from tests.views.conftest import Rows, went_to

Csrf = Callable[[Client, str], str]
LONG = "Worked nights on the burns unit.\nTaught < 40 students & nurses."


# --- a form whose token will not do -----------------------------------------------------------------


def test_a_form_with_its_token_is_taken(as_alice: Client, rows: Rows, csrf: Csrf) -> None:
    token = csrf(as_alice, "/jobs/write")
    went_to(as_alice.post("/jobs/write", data={"title": "Nurse", "csrf_token": token}))
    assert rows.last(Job).title == "Nurse"


def test_htmx_sends_its_token_in_a_header(as_alice: Client, rows: Rows, csrf: Csrf) -> None:
    token = csrf(as_alice, "/resumes/")
    assert as_alice.post("/resumes/", headers={"X-CSRFToken": token}, htmx=True).status_code == 204


@pytest.mark.parametrize("token", [None, "", "wrong", "a.b.c", "\x00"])
def test_a_form_that_was_open_for_long_is_kept(
    as_alice: Client, resume: int, rows: Rows, csrf: Csrf, token: str | None
) -> None:
    """409 with all that was typed, and a button that sends it again with a fresh token."""
    section = rows.sections(resume)[0].id
    url = f"/resumes/{resume}/experience/new/{section}"
    data = {"job_title": "My title", "description": LONG, "csrf_token": token}
    answer = as_alice.post(url, data={name: text for name, text in data.items() if text is not None})
    assert answer.status_code == 409
    assert "My title" in answer.text
    assert LONG in unescape(answer.text)
    assert f'action="{url}"' in answer.text
    fresh = answer.text.split('name="csrf_token" value="')[1].split('"')[0]
    went_to(as_alice.post(url, data={**data, "csrf_token": fresh}))
    assert rows.items(section)[-1].values["description"] == LONG


def test_a_fragments_form_that_was_open_for_long_gets_a_fresh_token(as_alice: Client, resume: int, csrf: Csrf) -> None:
    """The form stays as it is on the page, so nothing is lost; the token comes in a header's event."""
    answer = as_alice.post(f"/resumes/{resume}/header", data={"name": "X", "csrf_token": "old"}, htmx=True)
    assert answer.status_code == 409
    assert answer.headers["HX-Reswap"] == "none"
    assert "fresh-token" in answer.headers["HX-Trigger"]


def test_what_a_signed_out_person_typed_is_kept(visitor: Client, resume: int, rows: Rows, csrf: Csrf) -> None:
    """The session ended while she wrote: 401, and every text is on the page."""
    section = rows.sections(resume)[0].id
    for token in ({}, {"csrf_token": "of the old session"}):
        answer = visitor.post(
            f"/resumes/{resume}/experience/new/{section}", data={"job_title": "My title", "description": LONG, **token}
        )
        assert answer.status_code == 401
        assert "You are signed out" in answer.text
        assert "My title" in answer.text
        assert LONG in unescape(answer.text)
    assert len(rows.items(section)) == 3


def test_a_kept_page_shows_no_password(app: Flask, as_alice: Client, visitor: Client, csrf: Csrf) -> None:
    """A password that was typed into an old form comes back on no page."""
    typed = dict.fromkeys(("password", "new_password", "new_password_confirm"), "my secret words")
    for client in (as_alice, visitor):
        for url in ("/password", "/sign-in", "/sign-up", "/jobs/new"):
            assert "my secret words" not in client.post(url, data=typed).text, url


def test_csrf_guards_every_form(app: Flask, as_alice: Client, rows: Rows, csrf: object) -> None:
    """All but the link's button and the one that stops reminders, which have no session to forge a request in."""
    from letraz.extensions import csrf as guard

    assert {name.rsplit(".", 1)[-1] for name in guard._exempt_views} == {"download", "stop"}
    assert not guard._exempt_blueprints


def test_a_forged_request_changes_nothing(as_alice: Client, resume: int, rows: Rows, csrf: object) -> None:
    for url in (f"/resumes/{resume}/trash", f"/resumes/{resume}/copy", f"/resumes/{resume}/export", "/resumes/"):
        assert as_alice.post(url).status_code == 409
    assert rows.one(Resume, resume).deleted_at is None
    assert rows.last(Resume).id == resume


# --- pages ----------------------------------------------------------------------------------------


def test_not_found(visitor: Client, as_alice: Client) -> None:
    for client in (visitor, as_alice):
        answer = client.get("/no/such/page")
        assert answer.status_code == 404
        assert "There is nothing here" in answer.text
        assert "<html" in answer.text


def test_a_method_that_is_not_allowed(as_alice: Client) -> None:
    answer = as_alice.post("/exports/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_fragment_gets_a_slip(as_alice: Client) -> None:
    """Only the message, swapped beside what is there: nothing of the page is taken away."""
    answer = as_alice.get("/resumes/99999/", htmx=True)
    assert answer.status_code == 404
    assert answer.headers["HX-Reswap"] == "none"
    assert "<html" not in answer.text
    assert 'hx-swap-oob="innerHTML"' in answer.text


@pytest.mark.breaks
def test_what_breaks_is_said_and_logged(
    app: Flask, as_alice: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No traceback on the page; one in the log."""
    from letraz.models import User

    def boom(self: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(User, "base_resume", boom)
    answer = as_alice.get("/resumes/")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert "a secret of the inside" not in answer.text
    assert "a secret of the inside" in caplog.text


@pytest.mark.breaks
def test_a_database_that_is_away_is_said(app: Flask, as_alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    from letraz.models import User

    def away(self: object) -> None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr(User, "base_resume", away)
    answer = as_alice.get("/resumes/")
    assert answer.status_code == 503
    assert "busy" in answer.text


def test_a_failed_request_leaves_nothing_half_done(
    as_alice: Client, resume: int, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One commit, last: what raised before it left no row."""

    def refuse(*args: object) -> None:
        raise Refused("There is no room.")

    monkeypatch.setattr("letraz.models.resume.fill", refuse)
    before = rows.count(Resume)
    assert as_alice.post(f"/resumes/{resume}/copy").status_code == 422
    assert rows.count(Resume) == before


@pytest.mark.breaks
def test_what_a_row_holds_is_in_no_log(app: Flask, as_alice: Client, caplog: pytest.LogCaptureFixture) -> None:
    """An error of the database is logged with its statement, and without what was to be stored."""
    from sqlalchemy import text
    from sqlalchemy.exc import OperationalError

    from letraz.extensions import db

    said = "aifoZ"[::-1]  # a traceback quotes the lines of this file
    with app.test_request_context("/", method="POST"):
        try:
            db.session.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": said})
        except OperationalError as error:
            errors._broken(error)
    assert "INSERT INTO nowhere" in caplog.text
    assert said not in caplog.text


def test_a_number_that_no_row_has_is_no_error(
    app: Flask, as_alice: Client, hers: Belongings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form and a query are held to what an address is held to: SQLite counts to 2**63 and no further."""
    for name, value in {"MODEL_URL": "http://127.0.0.1:9/v1", "MODEL_NAME": "tiny"}.items():
        monkeypatch.setitem(app.config, name, value)
    huge = str(2**70)
    assert as_alice.post(f"/jobs/postings/{hers.unsaved}/join", data={"job": huge}).status_code == 404
    for name in ("letter", "resume"):
        assert as_alice.get(f"/jobs/{hers.job}/model?{name}={huge}").status_code == 200
