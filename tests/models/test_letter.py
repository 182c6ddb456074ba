"""A letter goes at most once by itself; what is not known is shown as not known."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from letraz import mail
from letraz.database import now
from letraz.extensions import db
from letraz.models import Letter
from letraz.models.letter import MOST_TRIES
from tests.cast import Tasks


@pytest.fixture
def letter(session: Session) -> Letter:
    found = Letter.post(session, "alice@example.org", "Ready", "Here: https://x/secret-link", "<p>Here</p>")
    session.commit()
    return found


def refuse(error: Exception) -> object:
    def send(message: EmailMessage) -> None:
        raise error

    return send


def test_post_it_works(letter: Letter, tasks: Tasks) -> None:
    assert letter.state == "waiting"
    assert tasks == [("default", "send_letter", (letter.id,))]


def test_a_letter_that_waits_is_sealed(letter: Letter) -> None:
    """It may hold a link: who reads the table alone reads none."""
    assert letter.body is not None
    assert b"secret-link" not in letter.body


def test_it_is_sent_once(session: Session, letter: Letter) -> None:
    went: list[EmailMessage] = []
    for _ in range(3):
        Letter.deliver(session, letter.id, went.append)
    assert len(went) == 1
    assert (went[0]["To"], went[0]["Subject"]) == ("alice@example.org", "Ready")
    assert "secret-link" in went[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert (letter.state, letter.body) == ("sent", None)
    assert letter.sent_at is not None


def test_it_is_marked_sending_before_it_goes(app: Flask, session: Session, letter: Letter) -> None:
    """And that is committed: another process sees it, whatever becomes of this one."""
    seen: list[str] = []

    def look(message: EmailMessage) -> None:
        with app.app_context():
            seen.append(db.session.get_one(Letter, letter.id).state)

    Letter.deliver(session, letter.id, look)
    assert seen == ["sending"]


def test_not_sent_is_tried_again_with_growing_pauses(session: Session, letter: Letter) -> None:
    pauses = []
    for tries in range(1, MOST_TRIES):
        letter.due_at = now()
        session.commit()
        Letter.deliver(session, letter.id, refuse(mail.NotSent("421 come back")))  # type: ignore[arg-type]
        assert (letter.state, letter.tries) == ("waiting", tries)
        pauses.append(round((letter.due_at - now()).total_seconds()))
    assert pauses[:4] == [5, 10, 20, 40]
    assert max(pauses) == 900
    assert "421" in letter.error
    assert sum(pauses) > 3 * 3600


def test_not_sent_too_often_is_failed(session: Session, letter: Letter) -> None:
    letter.tries = MOST_TRIES - 1
    session.commit()
    Letter.deliver(session, letter.id, refuse(mail.NotSent("550 no")))  # type: ignore[arg-type]
    assert letter.state == "failed"


def test_it_does_not_go_before_it_is_due(session: Session, letter: Letter) -> None:
    letter.due_at = now() + timedelta(minutes=1)
    session.commit()
    Letter.deliver(session, letter.id, refuse(AssertionError("sent")))  # type: ignore[arg-type]
    assert letter.state == "waiting"
    assert Letter.sweep(session) == []


def test_unclear_is_unknown_and_never_sent_again(session: Session, letter: Letter) -> None:
    Letter.deliver(session, letter.id, refuse(mail.Unclear("connection lost after DATA")))  # type: ignore[arg-type]
    assert letter.state == "unknown"
    Letter.deliver(session, letter.id, refuse(AssertionError("sent")))  # type: ignore[arg-type]
    assert Letter.sweep(session) == []


def test_what_died_on_the_way_is_unknown(session: Session, letter: Letter) -> None:
    letter.state, letter.due_at = "sending", now() - timedelta(minutes=1)
    session.commit()
    Letter.sweep(session)
    session.refresh(letter)
    assert letter.state == "sending"
    letter.due_at = now() - timedelta(minutes=3)
    session.commit()
    assert Letter.sweep(session) == []
    session.refresh(letter)
    assert letter.state == "unknown"
    assert letter.error


def test_sweep_finds_letters_that_are_due(session: Session, letter: Letter) -> None:
    assert Letter.sweep(session) == [letter.id]


def test_it_goes_to_the_outbox_by_default(app: Flask, session: Session, letter: Letter, outbox: object) -> None:
    Letter.deliver(session, letter.id)
    files = list(mail.outbox().glob("*.eml"))
    assert len(files) == 1
    assert "Subject: Ready" in files[0].read_text()


def test_an_outbox_that_cannot_be_written_is_not_sent(
    app: Flask, session: Session, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_URL", "outbox:/proc/nowhere")
    Letter.deliver(session, letter.id)
    assert (letter.state, letter.tries) == ("waiting", 1)


def test_a_subject_cannot_add_a_header(app: Flask, session: Session) -> None:
    """A line break in it is refused by the standard library; the letter must not hang as sending."""
    bad = Letter.post(session, "a@example.org", "Hi\nBcc: everybody@example.org", "text")
    session.commit()
    with pytest.raises(ValueError, match=r"newline|linefeed|header"):
        Letter.deliver(session, bad.id)
