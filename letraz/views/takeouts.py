"""Take everything: ask for the ZIP, fetch it while it is there. It is for its person alone, signed in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from letraz import storage
from letraz.database import now
from letraz.extensions import db, limiter
from letraz.models import Bringing, Takeout
from letraz.models.bringing import SENT
from letraz.models.making import EXPIRED
from letraz.models.takeout import LASTS
from letraz.views import access, bringing, htmx

blueprint = Blueprint("takeouts", __name__, url_prefix="/account/data")
bringing.add_to(blueprint)


@blueprint.get("")
def index() -> BaseResponse:
    """What there is, and the button that asks for more."""
    query = current_user.owns(Takeout).where(Takeout.state != EXPIRED).order_by(Takeout.id.desc())
    sent = current_user.owns(Bringing).where(Bringing.state != SENT, Bringing.expires_at > now())
    found: dict[str, Any] = {
        "takeouts": list(db.session.scalars(query)),
        "brought": list(db.session.scalars(sent.order_by(Bringing.id.desc()))),
        "days": LASTS.days,
    }
    return htmx.answer("takeouts/index.html", "takeouts/index.html", **found)


@blueprint.post("")
@limiter.limit("10/hour")
def ask() -> BaseResponse:
    """Let a worker pack everything."""
    Takeout.ask(db.session(), current_user.id)
    db.session.commit()
    return htmx.go(url_for("takeouts.index"), "We are packing everything. A letter tells you when it is ready.")


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
