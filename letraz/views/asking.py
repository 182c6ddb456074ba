"""Asking the model: what would be sent, whether its person agrees, and how a question goes on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz import drafting
from letraz.database import now
from letraz.extensions import db
from letraz.llm import Model, first_body
from letraz.matching.asking import Payload
from letraz.matching.asking.answers import Changes, Draft
from letraz.models import CoverLetter, Job, ModelCall, Resume
from letraz.models.asking import CHANGES, LETTER
from letraz.models.ordering import Refused
from letraz.views import access, htmx

blueprint = Blueprint("asking", __name__)


@blueprint.get("/jobs/<int:job_id>/model")
def offer(job_id: int) -> Response:
    """What would be sent, exactly, for a resume (`resume`) or a letter (`letter`) of this job. Nothing is sent."""
    return _page(access.own(Job, job_id))


@blueprint.post("/jobs/<int:job_id>/model")
def ask(job_id: int) -> Response:
    """Ask, with what the page showed (`seen`); `agree` for the first time. 409 when it is another by now."""
    job = access.own(Job, job_id)
    if _model() is None:
        return htmx.go(url_for(".offer", job_id=job.id), "No language model is set.")
    about = _about(job)
    if about is None:
        raise Refused("There is no resume for this job yet.")
    payload = _payload(about, job)
    if payload.digest != request.form.get("seen"):
        db.session.rollback()
        return _page(access.own(Job, job_id), 409)
    if request.form.get("agree") == "1" and current_user.model_agreed_at is None:
        current_user.model_agreed_at = now()
    call = ModelCall.ask(db.session(), job, payload.to_json(), about, _purpose(about))
    db.session.commit()
    return htmx.leave(url_for("asking.show", call_id=call.id))


@blueprint.get("/model-calls/<int:call_id>")
def show(call_id: int) -> Response:
    """How a question goes on; a fragment asks again each two seconds while it is open."""
    call = _own(call_id)
    return htmx.answer("asking/_call.html", "asking/show.html", **_context(call))


@blueprint.post("/model-calls/<int:call_id>/cancel")
def cancel(call_id: int) -> Response:
    """Throw away what comes back."""
    call = _own(call_id)
    call.cancel()
    db.session.commit()
    url = url_for("asking.show", call_id=call.id)
    return htmx.changed("asking/_call.html", url, "Cancelled. Nothing of it is used.", **_context(call))


@blueprint.post("/model-calls/agreement")
def withdraw() -> Response:
    """Agree no more: what is on its way is cancelled, and nothing is sent until its person agrees again."""
    current_user.model_agreed_at = None
    ModelCall.cancel_all(db.session(), current_user.id)
    db.session.commit()
    return htmx.go(request.form.get("next_job", type=_job_url) or url_for("jobs.index"), "Nothing is sent any more.")


def _job_url(number: str) -> str:
    return url_for("asking.offer", job_id=int(number))


def _own(call_id: int) -> ModelCall:
    """The reader's question, of a job that is not in the trash."""
    call: ModelCall = access.own(ModelCall, call_id)
    return call


def _model() -> Model | None:
    return Model.of(current_app.config)


def _about(job: Job) -> Resume | CoverLetter | None:
    """What is to be worded: the letter or the resume that is named, else the newest resume of the job."""
    if letter_id := request.values.get("letter", 0, access.row_id):
        letter: CoverLetter | None = current_user.own(CoverLetter, letter_id)
        return letter if letter and letter.job_id == job.id else abort(404)
    mine = current_user.owns(Resume).where(Resume.job_id == job.id, ~Resume.base).order_by(Resume.id.desc())
    if resume_id := request.values.get("resume", 0, access.row_id):
        mine = mine.where(Resume.id == resume_id)
    found: Resume | None = db.session.scalars(mine.limit(1)).first()
    return found or (abort(404) if resume_id else None)


def _purpose(about: Resume | CoverLetter) -> str:
    return LETTER if isinstance(about, CoverLetter) else CHANGES


def _payload(about: Resume | CoverLetter, job: Job) -> Payload:
    if isinstance(about, CoverLetter):
        return drafting.for_letter(about.resume, job)
    return drafting.for_resume(about, job)


def _page(job: Job, status: int = 200) -> Response:
    model = _model()
    about = _about(job) if model else None
    found: dict[str, Any] = {"job": job, "model": model, "about": about}
    if model and about:
        payload = _payload(about, job)
        found |= {"payload": payload, "purpose": _purpose(about), **_sent(model, payload, _purpose(about))}
    return htmx.answer("asking/offer.html", "asking/offer.html", status, changed=status == 409, **found)


def _sent(model: Model, payload: Payload, purpose: str) -> dict[str, Any]:
    """The request to the letter, and where it goes."""
    form = Draft if purpose == LETTER else Changes
    body = first_body(model, payload.system, [("user", payload.text)], form).decode()
    return {"body": body, "host": urlsplit(model.url).hostname}


def _context(call: ModelCall) -> dict[str, Any]:
    model = _model()
    payload = Payload.from_json(call.payload)
    sent = _sent(model, payload, call.purpose) if model and not htmx.wants_fragment() else {"body": "", "host": ""}
    job = access.own(Job, call.job_id)
    found = {"call": call, "job": job, "model": model, "payload": payload, "letter": LETTER}
    return {**found, "look": _look(call), **sent}


def _look(call: ModelCall) -> str:
    if call.purpose == LETTER:
        return url_for("letters.show", letter_id=call.cover_letter_id)
    return url_for("resumes.changes.index", resume_id=call.resume_id)
