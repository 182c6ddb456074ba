"""The profile: what new resumes start from."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import FormField

from letraz import forms
from letraz.extensions import db
from letraz.forms import LinkForm
from letraz.views import htmx, reminders
from letraz.views.conflict import differences

blueprint = Blueprint("profile", __name__)


class ProfileForm(forms.PersonForm):
    """A person's own data. The e-mail address is changed on a page of its own, with a confirmation."""

    name: Any = None
    email: Any = None
    title = forms.TextField("Title", limit=40, description="Such as Dr.")
    first_name = forms.TextField("First name", limit=100, render_kw={"autocomplete": "given-name"})
    last_name = forms.TextField("Last name", limit=100, render_kw={"autocomplete": "family-name"})
    links = forms.Rows(FormField(LinkForm), "Links", description="Fill in the last row to add one more.")
    profile_text = forms.ProseField("About you", limit=5000, description="Your base resume’s summary starts from it.")

    def validate_email(self, field: object) -> None:
        """There is no such field here."""


@blueprint.get("/profile")
def show() -> Response:
    """The profile. Resumes that exist keep the header they have."""
    form = ProfileForm(formdata=ProfileForm.sent(current_user.profile))
    return _answer(form)


@blueprint.post("/profile")
def save() -> Response:
    """Save the profile; 409 with what is stored when another tab has saved it meanwhile."""
    form = ProfileForm()
    if not form.validate():
        return _answer(form, 422)
    typed = _typed(form)
    if form.revision.number != current_user.profile_mark:
        return _answer(form, 409, conflict=differences(form, current_user.profile, typed))
    for name, value in typed.items():
        setattr(current_user, name, value)
    db.session.commit()
    return htmx.go(url_for("profile.show"), "Your profile is saved. Resumes that exist keep their own header.")


def _typed(form: ProfileForm) -> dict[str, Any]:
    """The columns of the profile as the form has them."""
    found = {name: value for name, value in form.values().items() if name != "links"}
    found["date_of_birth"] = str(found["date_of_birth"] or "")
    found["links"] = [row for row in form.links.data or [] if any(row.values())]
    return found


def _answer(form: ProfileForm, status: int = 200, **more: Any) -> Response:
    form.revision.data = str(current_user.profile_mark)
    form.offer_row()
    more["clock"] = reminders.ReminderForm(formdata=None, obj=current_user)
    return htmx.answer("profile.html", "profile.html", status, form=form, **more)
