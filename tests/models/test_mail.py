"""Mail servers that are slow, or break off: before the letter is given it can go again, after that it may not."""

from __future__ import annotations

import signal
import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from letraz import mail
from letraz.models import Letter
from letraz.queue import OWN_TIMEOUTS, TASK_TIMEOUT, OutOfTime, Queue

#: The real one: while tests run, another stands in its place.
PUT = Queue.put

#: What the server does: greets late, is silent at a word, or breaks off at one.
Answer = Callable[[str], str | None]


@contextmanager
def serving(answer: Answer) -> Iterator[int]:
    """A mail server that says what `answer` makes of each line; "" says nothing and None hangs up. Yields the port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_talk, args=(listening, answer), daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def _talk(listening: socket.socket, answer: Answer) -> None:
    with suppress(OSError):
        while True:
            talk, _ = listening.accept()
            with talk, talk.makefile(newline="\r\n") as lines, suppress(OSError):
                said: str | None = "HELLO"
                while said:
                    reply = answer(said.strip())
                    if reply is None:
                        break
                    talk.sendall(f"{reply}\r\n".encode() if reply else b"")
                    said = lines.readline()


def silent_at(word: str) -> Answer:
    return lambda said: "" if said.upper().startswith(word) else _well(said)


def gone_at(word: str) -> Answer:
    return lambda said: None if said.upper().startswith(word) else _well(said)


def _well(said: str) -> str:
    if said == ".":
        return "250 taken"
    first = said.partition(" ")[0].upper()
    return {"HELLO": "220 here", "DATA": "354 go on", "QUIT": "221 bye"}.get(
        first, "250 yes" if first in _WORDS else ""
    )


_WORDS = {"EHLO", "HELO", "MAIL", "RCPT", "RSET"}


@pytest.fixture
def letter(session: Session) -> Letter:
    found = Letter.post(session, "alice@example.org", "Ready", "Here")
    session.commit()
    return found


@pytest.fixture
def deliver(
    app: Flask, session: Session, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Answer], Letter]:
    """Send the letter by a server that answers so."""

    def send(answer: Answer) -> Letter:
        with serving(answer) as port:
            monkeypatch.setitem(app.config, "MAIL_URL", f"smtp://127.0.0.1:{port}")
            Letter.deliver(session, letter.id)
        return letter

    return send


@pytest.fixture
def task_ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The worker stops the task after half a second, as RQ does: with an error out of a signal."""

    def stop(number: int, frame: object) -> None:
        raise OutOfTime("too long")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_a_letter_goes(deliver: Callable[[Answer], Letter]) -> None:
    assert deliver(_well).state == "sent"


@pytest.mark.parametrize("word", ["HELLO", "EHLO", "MAIL", "RCPT"])
@pytest.mark.parametrize("trouble", [silent_at, gone_at])
def test_before_the_letter_is_given_it_can_go_again(
    deliver: Callable[[Answer], Letter],
    monkeypatch: pytest.MonkeyPatch,
    trouble: Callable[[str], Answer],
    word: str,
) -> None:
    monkeypatch.setattr(mail, "TIMEOUT", 0.2)
    letter = deliver(trouble(word))
    assert (letter.state, letter.tries) == ("waiting", 1)
    assert letter.error


@pytest.mark.parametrize("trouble", [silent_at, gone_at])
def test_from_the_letter_on_it_is_unclear(
    deliver: Callable[[Answer], Letter], monkeypatch: pytest.MonkeyPatch, trouble: Callable[[str], Answer]
) -> None:
    monkeypatch.setattr(mail, "TIMEOUT", 0.2)
    assert deliver(trouble(".")).state == "unknown"


def test_a_task_stopped_at_the_greeting_sends_again(deliver: Callable[[Answer], Letter], task_ends: None) -> None:
    letter = deliver(silent_at("HELLO"))
    assert (letter.state, letter.error) == ("waiting", "The mail server took too long.")


def test_a_task_stopped_at_the_letter_is_unclear(deliver: Callable[[Answer], Letter], task_ends: None) -> None:
    assert deliver(silent_at(".")).state == "unknown"


def test_a_task_stopped_at_the_farewell_has_sent(deliver: Callable[[Answer], Letter], task_ends: None) -> None:
    assert deliver(silent_at("QUIT")).state == "sent"


def test_a_server_that_says_no_is_asked_again(deliver: Callable[[Answer], Letter]) -> None:
    letter = deliver(lambda said: "451 later" if said == "." else _well(said))
    assert (letter.state, letter.tries) == ("waiting", 1)


def test_with_tls_it_is_watched_too() -> None:
    assert issubclass(mail._Sealed, smtplib.SMTP_SSL)
    assert mail._Sealed.data is mail._Watched.data


def test_a_letter_has_longer_than_a_file() -> None:
    assert OWN_TIMEOUTS["send_letter"] > TASK_TIMEOUT + 3 * mail.TIMEOUT


def test_a_letter_is_put_there_with_its_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from rq import Queue as RqQueue

    seen: dict[str, object] = {}
    monkeypatch.setattr(RqQueue, "enqueue", lambda self, name, *ids, **more: seen.update({name: more["job_timeout"]}))
    with app.app_context():
        PUT(Queue(), "default", "send_letter", 1)
        PUT(Queue(), "export", "build_export", 1)
    assert seen == {"letraz.tasks.send_letter": 60, "letraz.tasks.build_export": TASK_TIMEOUT}
