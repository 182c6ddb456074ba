"""Contacts of a job: whom its person knows at the company."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from letraz import forms
from letraz.extensions import db
from letraz.models import Job, JobContact
from letraz.models.ordering import Refused
from letraz.views import access, htmx

#: Contacts of one job.
MOST_CONTACTS = 50


class ContactForm(forms.Form):
    """Somebody at the company."""

    named_by = ("name", "email", "phone")
    name = forms.TextField("Name")
    role = forms.TextField("Role")
    email = forms.TextField("E-mail", limit=255, render_kw={"inputmode": "email"})
    phone = forms.TextField("Phone", limit=50, render_kw={"inputmode": "tel"})
    note = forms.ProseField("Note", limit=2000, render_kw={"rows": 3})

    def validate_email(self, field: Any) -> None:
        """Something with an @ and no space."""
        if field.data and (field.data.count("@") != 1 or " " in field.data):
            raise ValidationError("An e-mail address looks like name@example.org.")


def add_to(blueprint: Blueprint) -> None:
    """Give these views their addresses, below a job."""
    path = "/<int:job_id>/contacts"
    blueprint.add_url_rule(path, "add_contact", add, methods=["POST"])
    blueprint.add_url_rule(f"{path}/<int:contact_id>", "contact", edit, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{path}/<int:contact_id>/trash", "trash", trash, methods=["POST"])
    blueprint.add_url_rule(f"{path}/<int:contact_id>/restore", "restore", restore, methods=["POST"])


def add(job_id: int) -> Response:
    """Note somebody at the company."""
    job = access.own(Job, job_id)
    form = ContactForm()
    if not form.validate():
        return htmx.answer("tracking/contact.html", "tracking/contact.html", 422, form=form, job=job, contact=None)
    if sum(not one.deleted_at for one in job.contacts) >= MOST_CONTACTS:
        raise Refused(f"This job has {MOST_CONTACTS} contacts. Remove one to note another.")
    job.contacts.append(JobContact(**form.values()))
    db.session.commit()
    return _contacts(job, f"{form.name.data or form.email.data or form.phone.data} is noted.")


def edit(job_id: int, contact_id: int) -> Response:
    """Change a contact."""
    job = access.own(Job, job_id)
    found = _contact(job, contact_id)
    form = ContactForm(obj=found)
    if request.method == "POST" and form.validate():
        for name, value in form.values().items():
            setattr(found, name, value)
        db.session.commit()
        return _contacts(job, f"{found.name or 'The contact'} is saved.")
    status = 422 if form.errors else 200
    return htmx.answer("tracking/contact.html", "tracking/contact.html", status, form=form, job=job, contact=found)


def trash(job_id: int, contact_id: int) -> Response:
    """Remove a contact, with Undo at once."""
    job = access.own(Job, job_id)
    found = _contact(job, contact_id)
    found.trash()
    db.session.commit()
    again = url_for("tracking.restore", job_id=job.id, contact_id=found.id)
    return _contacts(job, f"{found.name or 'The contact'} is removed.", again)


def restore(job_id: int, contact_id: int) -> Response:
    """Take a contact back."""
    job = access.own(Job, job_id)
    found = _contact(job, contact_id, trashed=True)
    found.restore()
    db.session.commit()
    return _contacts(job, f"{found.name or 'The contact'} is back.")


def _contact(job: Job, contact_id: int, *, trashed: bool = False) -> JobContact:
    mine = (one for one in job.contacts if one.id == contact_id and bool(one.deleted_at) == trashed)
    return next(mine, None) or abort(404)


def _contacts(job: Job, message: str, undo: str = "") -> Response:
    return htmx.go(url_for("jobs.show", job_id=job.id, _anchor="contacts"), message, undo)
