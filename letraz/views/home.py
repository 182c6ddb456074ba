"""The front door."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, send_from_directory, url_for
from flask_login import current_user
from sqlalchemy import text
from werkzeug.wrappers import Response

from letraz.extensions import db
from letraz.views import static
from letraz.views.access import public

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
def landing() -> str | Response:
    """What Letraz is; a person who is signed in goes to the desk."""
    if current_user.is_authenticated:
        return redirect(url_for("resumes.index"), 303)
    return render_template("landing.html")


@blueprint.get("/about")
@public
def about() -> str:
    """What Letraz is made with, and the credits that its data ask for."""
    return render_template("about.html")


@blueprint.get("/healthz")
@public
def health() -> dict[str, str]:
    """Whether the web process reaches its database."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}


@blueprint.get("/favicon.ico")
@public
def favicon() -> Response:
    """The mark, for browsers that ask without being told."""
    return send_from_directory(static.FOLDER, "img/mark.svg")
