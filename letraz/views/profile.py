"""The profile: what new resumes start from."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import FormField

from letraz import forms
from letraz.extensions import db
from letraz.forms import LinkForm
from letraz.views import htmx

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


@blueprint.route("/profile", methods=["GET", "POST"])
def show() -> Response:
    """Read and change the profile. Resumes that exist keep the header they have."""
    form = _filled() if request.method == "GET" else ProfileForm()
    if request.method == "POST" and form.validate():
        for name, value in form.values().items():
            if name != "links":
                setattr(current_user, name, str(value or "") if name == "date_of_birth" else value)
        current_user.links = [row for row in form.links.data or [] if any(row.values())]
        db.session.commit()
        return htmx.go(url_for("profile.show"), "Your profile is saved. Resumes that exist keep their own header.")
    return htmx.answer("profile.html", "profile.html", 422 if form.errors else 200, form=form)


def _filled() -> ProfileForm:
    names = [name for name in ProfileForm(formdata=None).data if name not in ("revision", "csrf_token")]
    form = ProfileForm(formdata=ProfileForm.sent({name: getattr(current_user, name) for name in names}))
    form.links.append_entry()
    return form
