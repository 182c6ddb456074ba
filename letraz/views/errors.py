"""Error pages: what happened, what was kept, what to do next. Bad input is never a 500."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from flask import Flask, g, make_response, render_template
from flask_login import AnonymousUserMixin, current_user
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from letraz.extensions import db
from letraz.models.export import TooMany
from letraz.models.ordering import Refused, Stale
from letraz.views import access, htmx, kept

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says."""

    title: str
    text: str


WORDS = {
    400: Words("That request can’t be read", "Nothing was changed. Go back, load the page again and try once more."),
    401: Words("Please sign in", "You are signed out. Nothing was changed."),
    403: Words("This is not open to you", "Nothing was changed."),
    404: Words("There is nothing here", "The address is wrong, or what was here is gone. Look in your trash."),
    405: Words("That can’t be done here", "The address is right, but not for this. Nothing was changed."),
    409: Words("It changed in the meantime", "Another tab or device was faster. Nothing of yours was overwritten."),
    410: Words("This link has ended", "Ask the person who sent it for a new one."),
    413: Words("That is too large", "Nothing was saved. Send a smaller file, or less text."),
    415: Words("That kind of file can’t be read", "Nothing was changed."),
    422: Words("That can’t be done", "Nothing was changed."),
    429: Words("That was too often", "Nothing was changed. Wait a moment, then try again."),
    500: Words("Something broke on our side", "What you saved before is safe. Try again; the log has the details."),
    503: Words("The server is busy", "Nothing was changed. Try again in a moment."),
}


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CSRFError, _too_long)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Stale, lambda _: page(409))
    app.register_error_handler(TooMany, lambda error: page(429, str(error)))
    app.register_error_handler(Refused, lambda error: page(422, str(error)))
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _broken)


def page(status: int, text: str = "", title: str = "") -> Response:
    """An error page; a slip in the corner when a fragment was asked for."""
    db.session.rollback()
    words = WORDS.get(status) or WORDS[400 if status < 500 else 500]
    fragment = htmx.wants_fragment()
    html = render_template(
        "errors/slip.html" if fragment else "errors/page.html",
        status=status,
        title=title or words.title,
        text=text or words.text,
    )
    response = make_response(html, status)
    if fragment:
        response.headers["HX-Reswap"] = "none"
    return response


def _too_long(error: CSRFError) -> Response:
    if access.needs_sign_in():
        return make_response(kept.page("signed-out"), 401)
    if not current_user.is_authenticated:
        return page(400)
    if not htmx.wants_fragment():
        return make_response(kept.page("too-long"), 409)
    text = "What you typed is still here: press the button once more."
    response = page(409, text, "This page was open for long")
    response.headers["HX-Trigger"] = json.dumps({"fresh-token": {"token": generate_csrf()}})
    return response


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()
    response = page(error.code)
    for name, value in error.get_response().headers:
        if name in ("Retry-After", "Allow"):
            response.headers[name] = value
    return response


def _busy(error: OperationalError) -> Response:
    log.error("database away", exc_info=error)
    return _without_reader(503)


def _broken(error: Exception) -> Response:
    log.error("unhandled", exc_info=error)
    return _without_reader(500)


def _without_reader(status: int) -> Response:
    """The page as a visitor sees it: what broke may be the database, so the reader is not looked up again."""
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 - where Flask-Login keeps who asks
    return page(status)
