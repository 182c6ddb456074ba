"""The page that keeps what a person typed when it could not be taken: signed out, open for too long, or gone.

It shows each text and sends the same form again, with a fresh token, when the person says so. It is given only
to our own pages' forms: else another site could have its form sent by two presses of a button of ours.
"""

from __future__ import annotations

from typing import Literal

from flask import abort, make_response, render_template, request
from werkzeug.wrappers import Response

#: Fields that are ours and not the person's, or that no page may show.
_OURS = {"csrf_token", "password", "password_confirm", "new_password", "new_password_confirm"}

Why = Literal["signed-out", "too-long", "gone"]


def is_ours() -> bool:
    """Whether one of our own pages sent this form, as far as the browser says (Fetch Metadata, else Origin)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin.split("://")[-1] == request.host


def gone() -> Response:
    """404 for a form of something that was removed meanwhile; the page holds what was typed."""
    return make_response(page("gone"), 404)


def page(why: Why) -> str:
    """The page for this request's form. 400 when another site sent it."""
    if not is_ours():
        abort(400)
    fields = [(name, text) for name, text in request.form.items(multi=True) if name not in _OURS]
    return render_template("errors/kept.html", why=why, fields=fields, action=request.full_path.rstrip("?"))
