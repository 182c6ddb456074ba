"""Bring a take-out back: it is sent, a worker reads it, its person looks at what would come in, and says yes or no."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Blueprint, request, url_for
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from letraz.extensions import db, limiter, queue
from letraz.models import Bringing
from letraz.models.bringing import DONE, FAILED
from letraz.models.ordering import Refused
from letraz.takeout import checks
from letraz.takeout.carried import STAYS, STAYS_TOO
from letraz.views import access, htmx
from letraz.views.contacts import ContactForm
from letraz.views.job_form import JobForm
from letraz.views.letters import LetterForm
from letraz.views.profile import ProfileForm
from letraz.views.reminders import ReminderForm

checks.FORMS |= {
    "jobs": JobForm,
    "job_contact": ContactForm,
    "cover_letters": LetterForm,
    "user": ProfileForm,
    "clock": ReminderForm,
}

#: Bytes of a ZIP that is brought back.
MOST_SENT = 100_000_000

#: Seconds a request waits for the worker before the browser asks again.
WAIT = 2.0

#: What a page calls the wholes of a ZIP and their parts: one, several.
WORDS = {
    "resumes": ("resume", "resumes"), "jobs": ("job", "jobs"), "cover_letters": ("letter", "letters"),
    "export_request": ("exported file", "exported files"), "attested_fact": ("stated fact", "stated facts"),
    "posting": ("posting", "postings"), "versions": ("version", "versions"), "resume_item": ("entry", "entries"),
    "resume_change": ("proposed change", "proposed changes"), "job_contact": ("contact", "contacts"),
    "reminder": ("reminder", "reminders"),
}  # fmt: skip


def add_to(blueprint: Blueprint) -> None:
    """Give these views their addresses, below a person's data."""
    blueprint.url_value_preprocessor(_let_large_in)
    blueprint.add_url_rule("/bring", "bring", limiter.limit("10/hour")(bring), methods=["POST"])
    path = "/brought/<int:bringing_id>"
    blueprint.add_url_rule(path, "review", review)
    blueprint.add_url_rule(path, "accept", accept, methods=["POST"])
    blueprint.add_url_rule(f"{path}/trash", "forget", forget, methods=["POST"])


def _let_large_in(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A take-out is larger than a form. Its length must be said before: nothing of it is read into memory."""
    if endpoint == "takeouts.bring" and request.content_length is not None:
        request.max_content_length = max(MOST_SENT, request.max_content_length or 0)


def bring() -> Response:
    """Take a ZIP, and let a worker read it. Nothing of it is in the reader's rows yet."""
    sent = request.files.get("file")
    if not sent or not sent.filename:
        raise Refused("Choose the ZIP first.")
    db.session.rollback()  # a stranger's file takes its time: no lock is held meanwhile
    return _wait(_kept(sent))


def _kept(sent: FileStorage) -> Bringing:
    name = "".join(char for char in sent.filename or "" if char.isprintable())
    with TemporaryDirectory(prefix="letraz-brought-") as folder:
        path = Path(folder, "all.zip")
        sent.save(path)
        return Bringing.take(db.session(), current_user.id, name, path)


def _wait(found: Bringing) -> Response:
    """Go to its page when the worker is done with it or a moment has passed."""
    url, name = url_for("takeouts.review", bringing_id=found.id), found.told
    db.session.rollback()
    queue.told(name, WAIT)
    return htmx.leave(url)


def review(bringing_id: int) -> Response:
    """What it holds and what will happen; until then that it is being read; and afterwards what came in."""
    found = access.own(Bringing, bringing_id)
    if found.works:
        return htmx.answer("takeouts/_waiting.html", "takeouts/waiting.html", found=found)
    if htmx.wants_fragment():  # the page that waited asks: it is replaced as a whole
        return htmx.leave(url_for(".review", bringing_id=found.id))
    page = "takeouts/failed.html" if found.state == FAILED else "takeouts/review.html"
    stays = [*filter(None, STAYS.values()), *STAYS_TOO]
    return htmx.answer(page, page, found=found, said=found.review, words=WORDS, stays=stays, done=found.state == DONE)


def accept(bringing_id: int) -> Response:
    """Bring it in: a worker writes it."""
    found = access.own(Bringing, bringing_id)
    found.accept(db.session())
    db.session.commit()
    return _wait(found)


def forget(bringing_id: int) -> Response:
    """Forget it. What came in stays."""
    access.own(Bringing, bringing_id).remove(db.session())
    db.session.commit()
    return htmx.go(url_for("takeouts.index"), "The ZIP is forgotten. Nothing else changed.")
