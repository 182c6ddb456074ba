"""Take everything: ask for the ZIP, fetch it while it is there. It is for its person alone, signed in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from letraz import storage
from letraz.database import now
from letraz.extensions import db, limiter
from letraz.models import Takeout
from letraz.models.making import EXPIRED
from letraz.models.takeout import LASTS
from letraz.notes import capped
from letraz.takeout.opening import NotATakeout, opened
from letraz.views import access, brought, htmx

#: Bytes of a ZIP that is brought back.
MOST_SENT = 100_000_000

blueprint = Blueprint("takeouts", __name__, url_prefix="/account/data")


@blueprint.get("")
def index() -> BaseResponse:
    """What there is, and the button that asks for more."""
    return htmx.answer("takeouts/index.html", "takeouts/index.html", **_context())


def _context() -> dict[str, Any]:
    query = current_user.owns(Takeout).where(Takeout.state != EXPIRED).order_by(Takeout.id.desc())
    return {"takeouts": list(db.session.scalars(query)), "days": LASTS.days}


@blueprint.post("")
@limiter.limit("10/hour")
def ask() -> BaseResponse:
    """Let a worker pack everything."""
    Takeout.ask(db.session(), current_user.id)
    db.session.commit()
    return htmx.go(url_for("takeouts.index"), "We are packing everything. A letter tells you when it is ready.")


@blueprint.url_value_preprocessor
def _let_large_in(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A take-out is larger than a form. Its length must be said before: nothing of it is read into memory."""
    if endpoint == "takeouts.bring" and request.content_length is not None:
        request.max_content_length = max(MOST_SENT, request.max_content_length or 0)


@blueprint.post("/bring")
@limiter.limit("10/hour")
def bring() -> BaseResponse:
    """Bring a take-out back: its resumes, jobs and letters are added, and what was not taken is told."""
    sent = request.files.get("file")
    db.session.rollback()  # a stranger's file takes its time: no lock is held meanwhile
    page = "takeouts/index.html"
    if not sent or not sent.filename:
        return htmx.answer(page, page, 422, error="Choose the ZIP first.", **_context())
    try:
        done = brought.bring(opened(sent.stream))
    except NotATakeout as error:
        db.session.rollback()
        return htmx.answer(page, page, 422, error=str(error), **_context())
    db.session.commit()
    return htmx.answer("takeouts/brought.html", "takeouts/brought.html", done=done, notes=capped(done.notes))


@blueprint.get("/<int:takeout_id>/file")
def file(takeout_id: int) -> Response:
    """The ZIP, piece by piece; 410 when its time is over."""
    found = access.own(Takeout, takeout_id)
    if found.file_key is None or found.expires_at <= now():
        abort(410)
    try:
        pieces = storage.pieces(found.file_key)
    except FileNotFoundError:
        abort(410)
    response = Response(pieces, mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=found.file_name)
    response.headers["Content-Length"] = str(found.file_size)
    return response


@blueprint.post("/<int:takeout_id>/trash")
def trash(takeout_id: int) -> BaseResponse:
    """Remove it, and its file, for good: everything in it is still here."""
    access.own(Takeout, takeout_id).remove(db.session())
    db.session.commit()
    return htmx.go(url_for("takeouts.index"), "The ZIP is removed. What was in it is as it was.")
