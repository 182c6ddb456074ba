"""Exports: what a person asked for, and what can be done with each file and its link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from flask import Blueprint, Response, abort, request, url_for
from flask_login import current_user
from sqlalchemy import func, select
from werkzeug.wrappers import Response as BaseResponse

from letraz import mail as mail_room
from letraz.database import now
from letraz.extensions import db
from letraz.formats import FORMATS
from letraz.models import ExportRequest, Letter
from letraz.models.export import PENDING, PROCESSING
from letraz.models.link import DAYS
from letraz.views import access, htmx, receipts

blueprint = Blueprint("exports", __name__, url_prefix="/exports")
blueprint.add_url_rule("/<int:export_id>/receipt", "receipt", receipts.show)
blueprint.add_url_rule("/find", "find", receipts.find, methods=["POST"])

#: Exports on one page.
PAGE = 50


@blueprint.get("/")
def index() -> BaseResponse:
    """All exports, newest first."""
    page = htmx.page_number()
    query = current_user.owns(ExportRequest).order_by(ExportRequest.created_at.desc(), ExportRequest.id.desc())
    rows = list(db.session.scalars(query.offset((page - 1) * PAGE).limit(PAGE + 1)))
    found = {"exports": rows[:PAGE], "page": page, "more": len(rows) > PAGE, "outbox": mail_room.outbox_shown()}
    found |= receipts.sought()
    return htmx.answer("exports/index.html", "exports/index.html", **found, **_context())


@blueprint.get("/<int:export_id>")
def show(export_id: int) -> BaseResponse:
    """One export: the row that asks again while the file is being made."""
    export = access.own(ExportRequest, export_id)
    return htmx.answer("exports/_export.html", "exports/show.html", export=export, **_context())


@blueprint.get("/<int:export_id>/file")
def file(export_id: int) -> Response:
    """The file, for its owner. Does not count as a download of the link."""
    return send(access.own(ExportRequest, export_id))


@blueprint.get("/<int:export_id>/page.webp")
def page(export_id: int) -> BaseResponse:
    """The first page as a picture. It never changes under this address."""
    return picture(access.own(ExportRequest, export_id))


@blueprint.post("/<int:export_id>/revoke")
def revoke(export_id: int) -> BaseResponse:
    """End the link at once."""
    export = access.own(ExportRequest, export_id)
    export.revoke()
    return _done(export, f"The link to {export.file_name} has ended.")


@blueprint.post("/<int:export_id>/prolong")
def prolong(export_id: int) -> BaseResponse:
    """Let the link live 1, 7 or 30 days from now."""
    export = access.own(ExportRequest, export_id)
    days = request.form.get("days", DAYS[0], int)
    if days not in DAYS:
        abort(422)
    export.prolong(days)
    return _done(export, f"The link to {export.file_name} works for {days} {'day' if days == 1 else 'days'} from now.")


@blueprint.post("/<int:export_id>/keep")
def keep(export_id: int) -> BaseResponse:
    """Keep the file when its link ends (`kept`: 1), or no longer (0)."""
    export = access.own(ExportRequest, export_id)
    export.kept = request.form.get("kept", "1") == "1"
    word = "is kept when its link ends" if export.kept else "goes when its link ends"
    return _done(export, f"{export.file_name} {word}.")


@blueprint.post("/<int:export_id>/sent")
def sent(export_id: int) -> BaseResponse:
    """Mark the file as sent to somebody (`sent`: 1), or not (0). What was sent keeps its bytes."""
    export = access.own(ExportRequest, export_id)
    export.mark_sent(request.form.get("sent", "1") == "1")
    word = "marked as sent, and kept" if export.sent else "no longer marked as sent"
    return _done(export, f"{export.file_name} is {word}.")


@blueprint.post("/<int:export_id>/mail")
def mail(export_id: int) -> BaseResponse:
    """Send the letter with the link again. It is the person who asks; Letraz never does by itself."""
    export = access.own(ExportRequest, export_id)
    export.mail_again(db.session())
    return _done(export, f"A letter with the link to {export.file_name} is on its way.")


@blueprint.post("/<int:export_id>/again")
def again(export_id: int) -> BaseResponse:
    """Make the same file again, from the same snapshot."""
    export = access.own(ExportRequest, export_id).again(db.session())
    db.session.commit()
    return htmx.go(url_for("exports.index", _anchor=f"export-{export.id}"), "We are making it again.")


@blueprint.post("/<int:export_id>/trash")
def trash(export_id: int) -> BaseResponse:
    """Remove an export, its file and its link for good. What was sent asks first: `sure` is the answer."""
    export = access.own(ExportRequest, export_id)
    if export.sent and not request.form.get("sure"):
        return htmx.answer("exports/remove.html", "exports/remove.html", export=export)
    name = export.file_name
    export.remove(db.session())
    db.session.commit()
    return htmx.go(url_for("exports.index"), f"{name} is removed.")


def _done(export: ExportRequest, message: str) -> BaseResponse:
    db.session.commit()
    url = url_for("exports.index", _anchor=f"export-{export.id}")
    return htmx.changed("exports/_export.html", url, message, export=export, **_context())


def _context() -> dict[str, Any]:
    return {"formats": FORMATS, "days": sorted(DAYS), "now": now(), "being_made": (PENDING, PROCESSING)}


def send(export: ExportRequest) -> Response:
    """The bytes of an export under its name (RFC 6266); 410 when they are gone."""
    try:
        data = export.read()
    except FileNotFoundError:
        abort(410)
    response = Response(data, mimetype=FORMATS[export.format].mimetype)
    response.headers.set("Content-Disposition", "attachment", **_names(export.file_name))
    response.headers["Content-Length"] = str(len(data))
    return response


def picture(export: ExportRequest) -> BaseResponse:
    """The first page of an export's file; 404 when it is gone."""
    try:
        data = export.picture()
    except FileNotFoundError:
        abort(404)
    response = Response(data, mimetype="image/webp")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response.make_conditional(request)


def links_left(**of: int) -> str:
    """What is said of the links to files of a resume or letter that goes to the trash: an employer may hold one."""
    count = ExportRequest.living_links(db.session(), **of)
    if not count:
        return ""
    links = "A link to its files still works" if count == 1 else f"{count} links to its files still work"
    return f" {links}: see Exports."


def _names(name: str) -> dict[str, str]:
    """The name for Content-Disposition: in ASCII for old readers, and beside it the real one where that differs."""
    stem, _, suffix = name.rpartition(".")
    plain = normalize("NFKD", stem).encode("ascii", "ignore").decode().strip(" -") or "Resume"
    real = {} if name.isascii() else {"filename*": f"UTF-8''{quote(name, safe='')}"}
    return {"filename": f"{plain}.{suffix}", **real}


def health() -> dict[str, object]:
    """How the exports are doing: counts by state, the oldest that waits. For staff; nobody's content."""
    counts = dict(db.session.execute(select(ExportRequest.state, func.count()).group_by(ExportRequest.state)).all())
    letters = dict(db.session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all())
    waiting = select(func.min(ExportRequest.created_at)).where(ExportRequest.state.in_((PENDING, PROCESSING)))
    oldest = db.session.scalar(waiting)
    return {"exports": counts, "letters": letters, "waits": now() - oldest if oldest else timedelta(0)}
