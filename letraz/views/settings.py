"""A resume's settings: its name, the job it is for, its design and the design's options."""

from __future__ import annotations

from typing import Any

from flask import g, request
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz import forms
from letraz.designs import design, designs
from letraz.extensions import db
from letraz.models import Job
from letraz.models.ordering import Stale
from letraz.views import editor, htmx


class SettingsForm(forms.Form):
    """What a resume is called, what it is for, and how it looks. A design's options come by their own names."""

    title = forms.TextField("Name", limit=120)
    job_id = forms.ChoiceField("For the job", choices={})
    design = forms.ChoiceField("Design", choices={name: found.label for name, found in designs().items()})


def view() -> Response:
    """GET: the settings."""
    form = _form(formdata=None)
    form.revision.data = str(g.resume.revision)
    return _show(form)


def save() -> Response:
    """POST: save them; 409 with what is stored now when another tab has saved them meanwhile."""
    form = _form()
    if not form.validate():
        return _show(form, 422)
    try:
        g.resume.save(_values(form), form.revision.number)
    except Stale:
        form.revision.data = str(g.resume.revision)
        return _show(form, 409, conflict=_differences(form))
    db.session.commit()
    return htmx.go(editor.home(), "Saved.")


def _form(**more: Any) -> SettingsForm:
    form = SettingsForm(obj=g.resume, **more)
    jobs = db.session.scalars(current_user.owns(Job).order_by(Job.updated_at.desc()))
    present = {str(g.resume.job_id): f"{g.resume.job.name} (in the trash)"} if g.resume.job else {}
    form.job_id.choices = {"": "No job"} | present | {str(job.id): job.name for job in jobs}
    if more:
        form.job_id.data = str(g.resume.job_id or "")
    return form


def _values(form: SettingsForm) -> dict[str, Any]:
    chosen = design(form.design.data)
    sent = {name: request.form.get(f"option-{name}") for name in chosen.options}
    return {
        "title": form.title.data or g.resume.title,
        "job_id": int(form.job_id.data) if form.job_id.data else None,
        "design": chosen.name,
        "design_version": chosen.version,
        "options": chosen.settle({**(g.resume.options or {}), **{k: v for k, v in sent.items() if v}}),
    }


def _differences(form: SettingsForm) -> list[tuple[str, str]]:
    stored = {"title": g.resume.title, "design": g.resume.design, "job_id": str(g.resume.job_id or "")}
    differing = [name for name in stored if stored[name] != form[name].data]
    shown = {"job_id": g.resume.job.name if g.resume.job else "No job", "design": design(g.resume.design).label}
    found = [(form[name].label.text, shown.get(name, stored[name])) for name in differing]
    chosen, options = design(g.resume.design), design(g.resume.design).settle(g.resume.options or {})
    sent = {name: request.form.get(f"option-{name}", value) for name, value in options.items()}
    names = [name for name in options if options[name] != sent[name]]
    return found + [(chosen.options[name].label, chosen.options[name].choices[options[name]]) for name in names]


def _show(form: SettingsForm, status: int = 200, **more: Any) -> Response:
    chosen = design(form.design.data or g.resume.design)
    found = {"form": form, "designs": designs(), "chosen": chosen, "options": chosen.settle(g.resume.options or {})}
    page = "resumes/settings.html"
    return htmx.answer(page, page, status, resume=g.resume, **found, **more)
