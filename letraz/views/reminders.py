"""Reminders by mail: switched on and off on the profile, and stopped from a letter without signing in.

Mail readers offer "unsubscribe" and send one POST (RFC 8058); scanners of mail follow links, so GET changes nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, abort, make_response, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz import forms, secrets
from letraz.extensions import csrf, db, limiter
from letraz.models import User
from letraz.views import htmx
from letraz.views.access import public

blueprint = Blueprint("reminders", __name__, url_prefix="/reminders")


@lru_cache(maxsize=1)
def zones() -> dict[str, str]:
    """The time zones that a person may choose, as a page names them: those named after a place."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "System")))
    return {"": "UTC, the time of the server"} | {name: name.replace("_", " ") for name in places}


class ReminderForm(forms.Form):
    """Whether reminders are mailed, and by whose clock."""

    reminders = forms.YesField("Mail me when a follow-up or closing date comes")
    time_zone = forms.ChoiceField("Time zone", choices={}, description="Reminders come at 8 in the morning.")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.time_zone.choices = zones()


@blueprint.post("/")
def save() -> Response:
    """Switch reminders on or off, and set the clock."""
    form = ReminderForm()
    if not form.validate():
        abort(422)
    current_user.reminders, current_user.time_zone = bool(form.reminders.data), form.time_zone.data
    db.session.commit()
    word = "on" if current_user.reminders else "off"
    return htmx.go(url_for("profile.show", _anchor="reminders"), f"Reminders are {word}.")


@blueprint.get("/stop/<int:person_id>/<token>")
@public
@limiter.limit("60/minute")
def ask(person_id: int, token: str) -> Response:
    """A page with the button that stops the reminders."""
    return _page(_person(person_id, token))


@blueprint.post("/stop/<int:person_id>/<token>")
@csrf.exempt
@public
@limiter.limit("30/minute")
def stop(person_id: int, token: str) -> Response:
    """Stop them. Whoever has the letter may; there is no session to forge a request in."""
    user = _person(person_id, token)
    user.reminders = False
    db.session.commit()
    return _page(user)


def _person(person_id: int, token: str) -> User:
    user = db.session.get(User, person_id)
    if user is None or not secrets.same(secrets.stop_token(user.id, user.created_at), token):
        abort(404)
    return user


def _page(user: User) -> Response:
    response = make_response(render_template("reminders/stop.html", on=user.reminders))
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
