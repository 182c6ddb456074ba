"""The link in the letter: a small page that needs no sign-in, and the download behind its button.

Mail scanners follow links, so GET and HEAD of the page count for nothing; the button (POST) does.
"""

from __future__ import annotations

from flask import Blueprint, abort, make_response, render_template
from werkzeug.wrappers import Response

from letraz.extensions import csrf, db, limiter
from letraz.models import ExportRequest
from letraz.views.access import public
from letraz.views.exports import picture, send

blueprint = Blueprint("links", __name__, url_prefix="/files")


def _export(export_id: int, token: str) -> ExportRequest:
    export = db.session.get(ExportRequest, export_id)
    if export is None or not export.opens_with(token):
        abort(404)
    return export


@blueprint.get("/<int:export_id>/<token>")
@public
@limiter.limit("60/minute")
def show(export_id: int, token: str) -> Response:
    """File name, size, SHA-256 and expiry, with a button. 410 when the link has ended."""
    export = _export(export_id, token)
    lives = export.link_lives and export.token == token
    template = "links/show.html" if lives else "links/ended.html"
    response = make_response(render_template(template, export=export), 200 if lives else 410)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@blueprint.get("/<int:export_id>/<token>/page.webp")
@public
@limiter.limit("60/minute")
def page(export_id: int, token: str) -> Response:
    """The first page as a picture, as long as the link lives."""
    export = _export(export_id, token)
    if not export.link_lives or export.token != token:
        return make_response("", 410)
    return picture(export)


@blueprint.post("/<int:export_id>/<token>")
@csrf.exempt
@public
@limiter.limit("30/minute")
def download(export_id: int, token: str) -> Response:
    """The file. Whoever has the link may have it, so there is no session to forge a request in."""
    export = _export(export_id, token)
    if not export.link_lives or export.token != token:
        return make_response(render_template("links/ended.html", export=export), 410)
    response = send(export)
    export.note_download()
    db.session.commit()
    return response
