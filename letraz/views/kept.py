"""The page that keeps what a person typed when it could not be taken: signed out, or open for too long.

It shows each text and sends the same form again, with a fresh token, when the person says so.
"""

from __future__ import annotations

from typing import Literal

from flask import render_template, request

#: Fields that are ours and not the person's, or that no page may show.
_OURS = {"csrf_token", "password", "password_confirm", "new_password", "new_password_confirm"}

Why = Literal["signed-out", "too-long"]


def page(why: Why) -> str:
    """The page for this request's form."""
    fields = [(name, text) for name, text in request.form.items(multi=True) if name not in _OURS]
    return render_template("errors/kept.html", why=why, fields=fields, action=request.full_path.rstrip("?"))
