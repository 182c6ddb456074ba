"""Leaving for good: what goes is said first, the password is asked for, and it can be called off for a week."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_login import current_user
from flask_security import logout_user
from sqlalchemy import func, select
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import ValidationError

from letraz import forms
from letraz.database import now
from letraz.extensions import db, limiter
from letraz.models import CoverLetter, ExportRequest, Job, Letter, Resume
from letraz.models.leaving import WAITS, kept_until
from letraz.views import accounts, htmx

blueprint = Blueprint("leaving", __name__, url_prefix="/account/leave")

#: What a person has, as the page counts it.
COUNTED = (("resume", Resume), ("job", Job), ("letter", CoverLetter), ("exported file", ExportRequest))


#: Characters of a password that are looked at: what is longer is nobody's (passlib refuses more than 4,096 bytes).
LONGEST = 1000


class LeaveForm(forms.Form):
    """The password, to be sure that it is its owner who goes."""

    password = PasswordField("Password", render_kw={"autocomplete": "current-password"})

    def validate_password(self, field: Any) -> None:
        """The one of whoever is signed in."""
        typed = str(field.data or "")
        if not typed or len(typed) > LONGEST or not current_user.verify_and_update_password(typed):
            raise ValidationError("The password is not right.")


@blueprint.get("")
def show() -> Response:
    """What goes, and when; or the day on which it goes, with the way back."""
    return _page(LeaveForm(formdata=None))


@blueprint.post("")
@limiter.limit(accounts.LIMIT)
def ask() -> Response:
    """Go in a week. Signs out everywhere; a letter says how to call it off."""
    form = LeaveForm()
    if not form.validate():
        return _page(form, 422)
    current_user.leave(now())
    day = kept_until(current_user.leaving_at)
    link = url_for("leaving.show", _external=True)
    text, html = (render_template(f"mail/leaving.{kind}", day=day, link=link) for kind in ("txt", "html"))
    Letter.post(db.session(), current_user.email, "Your Letraz account will go", text, html, current_user.id)
    db.session.commit()
    logout_user()
    message = f"Your account and everything in it goes on {day}. Sign in before that to call it off."
    return htmx.go(url_for("security.login"), message)


@blueprint.post("/stay")
def stay() -> Response:
    """Call it off."""
    current_user.stay()
    db.session.commit()
    return htmx.go(url_for("resumes.index"), "Your account stays, with everything in it.")


def _page(form: LeaveForm, status: int = 200) -> Response:
    counted = {name: _count(model) for name, model in COUNTED}
    return htmx.answer("leaving.html", "leaving.html", status, form=form, counted=counted, days=WAITS.days)


def _count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(model.user_id == current_user.id)) or 0
