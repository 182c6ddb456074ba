"""Who may see it: locked by default, opened by name. And the headers that every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Response as BaseResponse

from letraz.views import kept

View = TypeVar("View", bound=Callable[..., Any])
Own = TypeVar("Own", bound=Any)

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class RowId(IntegerConverter):
    """A row's id in an address. A number that no database column holds reads as 0, which no row has."""

    def to_python(self, value: str) -> int:
        """The number, or 0."""
        return row_id(str(super().to_python(value[:20])))


def row_id(text: str) -> int:
    """A row's id that a form or a query names, as `type` of Werkzeug's `get`: what no column holds reads as 0."""
    number = int(text[:20])
    return number if 0 <= number < 2**31 else 0


#: For an image opened by itself: the browser shows it with styles of its own, which the rules above would refuse.
IMAGE_CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


def public(view: View) -> View:
    """Open a view to visitors."""
    view.public = True  # type: ignore[attr-defined]  # a mark on the function, read below
    return view


def own(model: type[Own], row_id: int, *, trashed: bool = False) -> Own:
    """The reader's row of this id; 404 when there is none, or it is somebody else's."""
    found: Own | None = current_user.own(model, row_id, trashed=trashed, lock=request.method == "POST")
    if found is None:
        abort(404)
    return found


def staff_only() -> None:
    """A `before_request` that hides a blueprint from everybody who is not staff."""
    if not (current_user.is_authenticated and current_user.is_staff):
        abort(404)


def init_app(app: Flask) -> None:
    """Lock every view, and set the headers. Before the blueprints: their rules are read with our converter."""
    app.url_map.converters["int"] = RowId
    app.before_request(_lock)
    app.after_request(_headers)


def needs_sign_in() -> bool:
    """Whether a visitor asks for what is not for visitors."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.blueprint == "security":
        return False
    return not (getattr(view, "public", False) or current_user.is_authenticated)


def _lock() -> BaseResponse | tuple[str, int] | None:
    if not needs_sign_in():
        return None
    if request.method == "POST":
        return kept.page("signed-out"), 401
    return redirect(url_for("security.login", next=request.full_path.rstrip("?")), 303)


def _headers(response: Response) -> Response:
    drawn = response.mimetype in ("image/webp", "image/png", "image/jpeg")
    response.headers.setdefault("Content-Security-Policy", IMAGE_CSP if drawn else CSP)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if current_app.config["ENV"] == "production":
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    response.vary.add("HX-Request")
    response.headers.setdefault("Cache-Control", "no-store")
    return response
