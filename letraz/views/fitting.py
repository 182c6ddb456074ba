"""Fitting a resume on so many pages: a worker finds how, and the answer changes the design's options, with Undo."""

from __future__ import annotations

import json
from typing import Any

from flask import abort, flash, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from letraz.designs import Design, design
from letraz.document import Document
from letraz.extensions import db, queue
from letraz.models.ordering import Stale
from letraz.models.version import DESIGN, kept_around
from letraz.queue import PREVIEW
from letraz.views import editor, htmx
from letraz.views.spots import openings

#: Seconds a request waits for the worker, and how long the worker's search is not asked for again.
WAIT, PATIENCE = 6.0, 15

FRAGMENT = "resumes/_fit.html"


def fit() -> Response:
    """POST: make the resume fit on `pages`; 409 when it changes while a worker looks how, 422 when it cannot fit."""
    pages = request.form.get("pages", 0, int)
    if not 1 <= pages < 100:
        abort(422)
    document, revision = g.resume.document(), g.resume.revision
    said = _found(document, pages)
    if g.resume.document() != document or g.resume.revision != revision:
        return _answer(409, "The resume was changed meanwhile. Nothing is done: look at it, then fit it again.")
    if said is None:
        return _answer(200, "That takes longer than usual. Press it again in a moment.")
    found = json.loads(said)
    if "error" in found:
        return _answer(422, found["error"])
    return _apply(found, pages, document) if found["fits"] else _refuse(found, pages, document)


def undo() -> Response:
    """POST: set the options back that `?name=value` tells; 409 when the design was changed since (`revision`)."""
    before = {**(g.resume.options or {}), **request.args}
    try:
        with kept_around(db.session(), g.resume, DESIGN, "Design as before"):
            g.resume.save({"options": _look().own(before)}, request.values.get("revision", 0, int))
    except Stale:
        return _answer(409, "The design was changed since. Nothing is undone.")
    response = editor.changed("The design is as it was.", fragment=FRAGMENT)
    response.headers["HX-Reswap"] = "none"  # the button swaps the sections, and they stay as they are
    return response


def _found(document: Document, pages: int) -> str | None:
    """What a worker tells. No lock is held while we wait: a POST begins IMMEDIATE."""
    digest = document.digest()
    name = f"fit:{g.resume.id}:{digest}:{pages}"
    queue.put_once(name, PATIENCE, PREVIEW, "fit_resume", g.resume.id, digest, pages, name)
    db.session.rollback()
    return queue.told(name, WAIT)


def _apply(found: dict[str, Any], pages: int, document: Document) -> Response:
    look, changes = _look(), found["changes"]
    if not changes:
        return _answer(200, f"It fits on {_count(pages)} as it is.")
    before = look.settle(document.options)
    with kept_around(db.session(), g.resume, DESIGN, f"Fitted on {_count(pages)}"):
        g.resume.save({"options": look.own({**document.options, **changes})}, g.resume.revision)
    back = {"revision": g.resume.revision, **{name: before[name] for name in changes}}
    said = ", ".join(_step(look, name, before[name], value) for name, value in changes.items())
    undo_url = url_for("resumes.unfit", resume_id=g.resume.id, **back)
    return editor.changed(f"Fits on {_count(pages)}: {said}.", undo_url, fragment=FRAGMENT)


def _refuse(found: dict[str, Any], pages: int, document: Document) -> Response:
    """By how much it does not fit, with what takes most room."""
    said = f"Does not fit on {_count(pages)}: {found['over']} {'line' if found['over'] == 1 else 'lines'} over"
    places = openings(g.resume, document)
    largest = [(places[at], lines) for at, lines in found["largest"]]
    return _answer(422, f"{said}.", {"said": said, "largest": largest})


def _step(look: Design, name: str, before: str, after: str) -> str:
    """Such as "margins 18 → 14 mm"."""
    option = look.options[name]
    old = before if option.kind == "steps" else option.says(before)
    return f"{option.label} {old} → {option.says(after)}".lower()


def _count(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"


def _look() -> Design:
    return design(g.resume.design, g.resume.design_version)


def _answer(status: int, message: str, refusal: dict[str, Any] | None = None) -> Response:
    """Words alone: nothing is changed."""
    db.session.rollback()
    if htmx.wants_fragment():
        found = {"inner": FRAGMENT, "message": message, "undo": "", "refusal": refusal}
        response = make_response(render_template("fragment.html", **found), status)
        if request.endpoint == "resumes.unfit":
            response.headers["HX-Reswap"] = "none"
        return response
    flash(message, "toast")
    return editor.show(status, FRAGMENT, refusal=refusal)
