"""A resume's settings: its name, the job it is for, its language, its design and the design's options."""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz import forms, language
from letraz.designs import design, designs
from letraz.extensions import db
from letraz.models import Job, Resume
from letraz.models.ordering import Stale
from letraz.models.version import DESIGN, kept_around
from letraz.views import editor, htmx, looks, pages
from letraz.views.tried import Tried


class SettingsForm(forms.Form):
    """What a resume is called, what it is for, and how it looks. A design's options come by their own names."""

    title = forms.TextField("Name", limit=120)
    job_id = forms.ChoiceField("For the job", choices={})
    language = forms.ChoiceField(
        "Language", choices={}, description="Of headings, dates and the words between. Yours stay as you wrote them."
    )
    design = forms.ChoiceField("Design", choices={name: found.label for name, found in designs().items()})


def view() -> Response:
    """GET: the settings."""
    form = _form(formdata=None)
    form.revision.data = str(g.resume.revision)
    return _show(form, Tried.of(g.resume))


def save() -> Response:
    """POST: save them; 409 with what is stored now when another tab has saved them meanwhile.

    `then`: *show* shows the pages and saves nothing, *reset* saves with the options of the design's own.
    """
    form, tried, then = _form(), Tried.sent(request.form, g.resume), request.form.get("then", "")
    valid, refused = form.validate(), then != "reset" and bool(tried.errors)
    if not valid or refused or then == "show":
        status = 422 if not valid or (refused and then != "show") else 200
        return _show(form, tried, status, seconds=pages.PATIENT_WAIT if then == "show" else 0)
    before, resume = looks.stored(g.resume), g.resume
    try:
        values = _values(form, tried, reset=then == "reset")
        with kept_around(db.session(), resume, DESIGN, _note(values)):
            resume.save(values, form.revision.number)
    except Stale:
        form.revision.data = str(resume.revision)
        return _show(form, tried, 409, conflict=_differences(form, tried))
    db.session.commit()
    if then == "reset":
        back = looks.way_back(resume, before)
        return htmx.go(url_for("resumes.settings", resume_id=resume.id), f"{tried.chosen.label} is as it comes.", back)
    return htmx.go(editor.home(), "Saved.")


def _form(**more: Any) -> SettingsForm:
    form = SettingsForm(obj=g.resume, **more)
    jobs = db.session.scalars(current_user.owns(Job).order_by(Job.updated_at.desc()))
    present = {str(g.resume.job_id): f"{g.resume.job.name} (in the trash)"} if g.resume.job else {}
    form.job_id.choices = {"": "No job"} | present | {str(job.id): job.name for job in jobs}
    own = g.resume.language or "en"
    form.language.choices = {**({} if own in language.offered() else {own: own}), **language.offered()}
    if more:
        form.job_id.data, form.language.data = str(g.resume.job_id or ""), own
    elif "language" not in request.form:
        form.language.data = own
    return form


def _values(form: SettingsForm, tried: Tried, *, reset: bool) -> dict[str, Any]:
    return {
        "title": form.title.data or g.resume.title,
        "job_id": int(form.job_id.data) if form.job_id.data else None,
        "language": tried.language,
        "design": tried.chosen.name,
        "design_version": tried.chosen.version,
        "options": {} if reset else tried.chosen.own(tried.options),
    }


def _note(values: dict[str, Any]) -> str:
    """What a version says of such a change."""
    words = {"title": "name", "language": "language"} | dict.fromkeys(("design", "options", "design_version"), "design")
    changed = dict.fromkeys(said for name, said in words.items() if values[name] != getattr(g.resume, name))
    return f"Another {', '.join(changed)}" if changed else ""


def _differences(form: SettingsForm, tried: Tried) -> list[tuple[str, str]]:
    """The label and the stored text of each field in which what is stored is not what was sent."""
    resume: Resume = g.resume
    stored = {"title": resume.title, "design": resume.design, "job_id": str(resume.job_id or "")}
    stored["language"] = resume.language or "en"
    job = resume.job.name if resume.job else "No job"
    tongue = language.offered().get(stored["language"], stored["language"])
    shown = {"job_id": job, "design": design(resume.design).label, "language": tongue}
    found = [(form[n].label.text, shown.get(n, stored[n])) for n in stored if stored[n] != form[n].data]
    own = Tried.of(resume)
    differing = [n for n in own.options if tried.options.get(n, own.options[n]) != own.options[n]]
    return found + [(own.chosen.options[n].label, own.chosen.options[n].says(own.options[n])) for n in differing]


def _show(form: SettingsForm, tried: Tried, status: int = 200, seconds: float = 0, **more: Any) -> Response:
    found = {**looks.pane(tried, seconds), "cards": looks.cards(tried, seconds)}
    page = "resumes/settings.html"
    return htmx.answer(page, page, status, form=form, designs=designs(), **found, **more)
