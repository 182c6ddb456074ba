"""A posting comes in: pasted, by its link, or as a saved page. A worker reads it, and a person checks what it found."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz import forms
from letraz.extensions import db, limiter, queue, setting
from letraz.models import Job, Posting
from letraz.models.ordering import Refused
from letraz.models.posting import FAILED, FILE, LINK, PASTED, READY
from letraz.views import access, htmx
from letraz.views.job_form import JobForm
from letraz.views.prefilled import prefill, unsure

blueprint = Blueprint("postings", __name__, url_prefix="/postings")

#: Seconds a request waits for the worker before the browser asks again.
WAIT = 2.0


class IntakeForm(forms.Form):
    """The address of a posting; its text and its file are taken as they come."""

    url = forms.UrlField("Link to the posting")


@limiter.limit("30/minute", methods=["POST"])
def new() -> Response:
    """GET: three ways to bring a posting. POST: take it, and let a worker read it."""
    form = IntakeForm()
    error = ""
    if request.method == "POST" and form.validate():
        url = form.url.data or ""
        source, data = _given(url)
        if source:
            current_user.require_room_for_jobs()
            posting = Posting.ask(db.session(), current_user.id, source, data, url)
            db.session.commit()
            return wait(posting)
        error = "Paste the posting, give its link, or choose a saved page."
    return _ask(form, error)


def _given(url: str) -> tuple[str, bytes]:
    """Where the posting comes from, and its bytes; the text counts before the file, and the file before the link."""
    text, sent = request.form.get("text", ""), request.files.get("file")
    if text.strip():
        return PASTED, text.encode("utf-8", "replace")
    if sent and sent.filename:
        return FILE, sent.read()
    return (LINK if url and setting("FETCH_POSTINGS") == "on" else ""), b""


def _ask(form: IntakeForm, error: str = "") -> Response:
    page = "postings/new.html"
    status = 422 if error or form.errors else 200
    read = list(db.session.scalars(Posting.unsaved(current_user.id).limit(5)))
    more: dict[str, Any] = {"fetches": setting("FETCH_POSTINGS") == "on", "text": request.form.get("text", "")}
    return htmx.answer(page, page, status, form=form, error=error, unsaved=read, **more)


def wait(posting: Posting) -> Response:
    """Go to the page of a posting that was just asked for, when it is read or a moment has passed."""
    name, url = posting.told, url_for("jobs.postings.show", posting_id=posting.id)
    db.session.rollback()  # no lock is held while we wait: a POST begins IMMEDIATE
    queue.told(name, WAIT)
    return htmx.leave(url)


@blueprint.get("/<int:posting_id>")
def show(posting_id: int) -> Response:
    """What was read, in a form to check; until then, that it is being read, or why it could not be."""
    posting = access.own(Posting, posting_id)
    if posting.job_id:
        access.own(Job, posting.job_id)
    if posting.state == FAILED:
        return _failed(posting)
    if posting.state != READY:
        return htmx.answer("postings/_waiting.html", "postings/waiting.html", posting=posting)
    if htmx.wants_fragment():  # the page that waited asks: it is replaced as a whole
        return htmx.leave(url_for(".show", posting_id=posting.id))
    if posting.job_id:
        return htmx.leave(url_for("jobs.asked.show", job_id=posting.job_id, posting_id=posting.id))
    values = prefill(posting.found, posting.url)
    form = JobForm(formdata=None, data=values)
    return _check(posting, form)


def _failed(posting: Posting) -> Response:
    if htmx.wants_fragment():
        return htmx.leave(url_for(".show", posting_id=posting.id))
    form = IntakeForm(formdata=None, data={"url": posting.url})
    page = render_template("postings/failed.html", posting=posting, form=form, job_id=posting.job_id)
    return Response(page, 200, mimetype="text/html")


def _check(posting: Posting, form: JobForm) -> Response:
    form.mark(unsure(posting.found, prefill(posting.found, posting.url)))
    saved = Posting.saved_job(db.session(), current_user.id, form.url.data or posting.url)
    page = "postings/check.html"
    return htmx.answer(page, page, 422 if form.errors else 200, form=form, posting=posting, saved=saved)


@blueprint.post("/<int:posting_id>")
def save(posting_id: int) -> Response:
    """Make a job of what the person has checked. The posting stays with it as it was."""
    posting = _unsaved(posting_id)
    form = JobForm()
    if not form.validate():
        return _check(posting, form)
    job = make(form, source_text=posting.text)
    posting.job_id = job.id
    db.session.commit()
    return htmx.go(url_for("jobs.show", job_id=job.id), f"{job.name} is saved.")


def make(form: JobForm, **more: Any) -> Job:
    """A new job of the reader's, of what is in a form. `Refused` when they have as many as the house allows."""
    current_user.require_room_for_jobs()
    job = Job(user_id=current_user.id, wants=[], **more)
    db.session.add(job)
    form.save(job)
    job.revision = 1
    db.session.flush()
    return job


@blueprint.post("/<int:posting_id>/join")
def join(posting_id: int) -> Response:
    """Put a posting to the job that was saved from the same address before: to see what has changed since."""
    posting = _unsaved(posting_id)
    job = access.own(Job, request.form.get("job", 0, access.row_id))
    posting.job_id = job.id
    db.session.commit()
    return htmx.leave(url_for("jobs.asked.show", job_id=job.id, posting_id=posting.id))


@blueprint.post("/<int:posting_id>/trash")
def trash(posting_id: int) -> Response:
    """Forget a posting that was not saved."""
    posting = access.own(Posting, posting_id)
    if posting.job_id:
        raise Refused("This posting belongs to a job. Remove the job instead.")
    db.session.delete(posting)
    db.session.commit()
    return htmx.go(url_for("jobs.index"), "The posting is forgotten.")


def _unsaved(posting_id: int) -> Posting:
    posting: Posting = access.own(Posting, posting_id)
    if posting.job_id:
        raise Refused("This posting was saved before.")
    if posting.state != READY:
        abort(404)
    return posting
