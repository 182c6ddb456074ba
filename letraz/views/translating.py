"""Making a resume in another language."""

from __future__ import annotations

from typing import Any

from flask import g, make_response, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz import forms, language
from letraz.extensions import db
from letraz.models import Resume, Version
from letraz.models.ordering import Refused
from letraz.models.resume import TITLE
from letraz.views import htmx


class TranslateForm(forms.Form):
    """Which language, and what the new resume is called."""

    language = forms.ChoiceField("Language", choices={})
    title = forms.TextField("Name", limit=TITLE, description="Left empty: the name of this one, and the language.")


def view() -> Response:
    """GET: what is asked before one is made, and those that there are."""
    return _show(_form(formdata=None))


def create() -> Response:
    """POST: make it, and show what there is to translate."""
    form = _form()
    if not form.validate():
        return _show(form, 422)
    tongue = form.language.data
    if not tongue:
        form.refuse("language", "Choose the language that it is to be in.")
        return _show(form, 422)
    current_user.require_room()
    title = form.title.data or f"{g.resume.title[: TITLE - 30]} ({language.name(tongue, tongue)})"
    try:
        made = g.resume.translate(tongue, title)
    except Refused as error:
        db.session.rollback()
        form.refuse("language", str(error))
        return _show(form, 422)
    Version.keep(db.session(), made, note=f"A translation of {g.resume.title}")
    db.session.commit()
    return htmx.go(
        url_for("resumes.translation.show", resume_id=made.id),
        f"{language.name(tongue)}: everything is here, to be translated.",
    )


def _form(**more: Any) -> TranslateForm:
    form = TranslateForm(**more)
    own = language.tag(g.resume.language or "en")
    others = {tag: said for tag, said in language.offered().items() if language.tag(tag) != own}
    form.language.choices = {"": "Choose a language", **others}  # else the first of the alphabet is made by a slip
    return form


def _show(form: TranslateForm, status: int = 200) -> Response:
    mine = current_user.owns(Resume).where(Resume.original_id == g.resume.id).order_by(Resume.id)
    found = {"resume": g.resume, "form": form, "sisters": list(db.session.scalars(mine)), "speaks": language.name}
    return make_response(render_template("translation/new.html", **found), status)
