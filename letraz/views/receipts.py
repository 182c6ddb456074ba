"""The receipt of an export, and the export of a file: what was proved, and which file this is."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from flask import abort, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz import language
from letraz.extensions import db
from letraz.models import ExportRequest
from letraz.views import access, htmx

_SHA256 = re.compile("[0-9a-f]{64}")

#: How a state of a field reads, and the state's shape (a class of the interface).
STATES = {
    "found": ("Found", "ok"),
    "partly": ("Partly readable", "part"),
    "out_of_order": ("Out of order", "part"),
    "missing": ("Missing", "bad"),
}


def show(export_id: int) -> Response:
    """The whole receipt: every field by every reader, what is true of the file, and the text as parsers see it."""
    export = access.own(ExportRequest, export_id)
    db.session.refresh(export, ["receipt"])
    receipt = export.read_receipt()
    if receipt is None:
        abort(404)
    said = receipt["facts"]["language"]
    found = {"receipt": receipt, "states": STATES, "language_name": language.offered().get(said, said)}
    page = "exports/receipt.html"
    return htmx.answer(page, page, export=export, **found)


def find() -> Response:
    """POST a file: which export of mine is it? Only its fingerprint is taken; the file is not kept."""
    file = request.files.get("file")
    data = file.read() if file else b""
    if not data:
        return htmx.go(
            url_for("exports.index", _anchor="find"), "Choose the file first: it is compared by its content."
        )
    return htmx.leave(url_for("exports.index", sha256=hashlib.sha256(data).hexdigest(), _anchor="find"))


def sought() -> dict[str, Any]:
    """For the list: the fingerprint that was asked for, and the exports that have it, newest first."""
    sha256 = request.args.get("sha256", "")
    if not _SHA256.fullmatch(sha256):
        return {}
    query = current_user.owns(ExportRequest).where(ExportRequest.sha256 == sha256)
    return {"sha256": sha256, "matches": list(db.session.scalars(query.order_by(ExportRequest.id.desc()).limit(5)))}
