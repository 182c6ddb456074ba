"""Imports: a file is read, shown line by line, and written into a resume only after a yes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz import formats, forms, richtext
from letraz.database import now
from letraz.designs import design
from letraz.document import Document
from letraz.extensions import db, limiter
from letraz.models import ImportRequest, Resume, Version
from letraz.models.intake import tidy
from letraz.models.joining import clashes
from letraz.models.ordering import Refused
from letraz.models.version import IMPORT, kept_around
from letraz.notes import CHANGED, Note, short
from letraz.sections import TYPES
from letraz.views import access, htmx

blueprint = Blueprint("imports", __name__, url_prefix="/imports")


@blueprint.get("/new")
def new() -> str:
    """Choose a file, or paste its text."""
    return render_template("imports/new.html")


@blueprint.post("/new")
@limiter.limit("30/minute")
def create() -> Response:
    """Read a file and go to the page that shows what would come in. Nothing is in a resume yet."""
    sent = request.files.get("file")
    data = sent.read() if sent and sent.filename else request.form.get("text", "").encode()
    db.session.rollback()  # a stranger's file takes its time: no lock is held meanwhile
    try:
        reading = formats.read(data, TYPES)
    except formats.UnreadableFile as error:
        return htmx.answer("imports/new.html", "imports/new.html", 422, error=str(error))
    document, notes = tidy(reading.document)
    found = ImportRequest(
        user_id=current_user.id,
        file_name=_printable(sent.filename) if sent and sent.filename else "Pasted text",
        format=reading.format,
        content=document.to_json(),
        notes=[note.to_json() for note in (*reading.notes, *notes, *look_notes(document))],
    )
    db.session.add(found)
    db.session.commit()
    return htmx.leave(url_for("imports.show", import_id=found.id))


def _printable(name: str) -> str:
    return "".join(char for char in name if char.isprintable())[:200]


@blueprint.get("/<int:import_id>")
def show(import_id: int) -> str:
    """What was read, what would be changed, and what can't be carried."""
    found = access.own(ImportRequest, import_id)
    base = current_user.base_resume()
    return render_template(
        "imports/show.html",
        found=found,
        document=found.document,
        base_is_empty=not base.sections,
        stays=[(_label(name), *said) for name, said in clashes(base.person, found.document.person).items()],
        other_look=look_of(base) != look_of(found.document),
        plain=richtext.to_plain,
    )


@blueprint.post("/<int:import_id>")
def accept(import_id: int) -> Response:
    """Write it into the base resume (`into`: base), behind what is there, or into a new one (`new`)."""
    found = access.own(ImportRequest, import_id)
    if found.done_at is not None:
        raise Refused("This file was brought in before.")
    document = found.document
    if request.form.get("into") == "base":
        resume: Resume = access.own(Resume, current_user.base_resume().id)
        with kept_around(db.session(), resume, IMPORT, found.file_name, f"Before bringing in {found.file_name}"):
            resume.add(document)
    else:
        resume = current_user.new_resume(found.title)
        resume.fill(document)
        for name, value in look_of(document).items():
            setattr(resume, name, value)
        Version.keep(db.session(), resume, IMPORT, found.file_name)
    found.done_at, found.resume = now(), resume
    db.session.commit()
    return htmx.go(url_for("resumes.show", resume_id=resume.id), f"{found.file_name} is in.")


@blueprint.post("/<int:import_id>/trash")
def trash(import_id: int) -> Response:
    """Forget the file."""
    db.session.delete(access.own(ImportRequest, import_id))
    db.session.commit()
    return htmx.go(url_for("resumes.index"), "Nothing was brought in.")


def look_of(document: Document | Resume) -> dict[str, Any]:
    """How a new resume of it looks: its language, and its design as far as there is one here."""
    chosen = design(document.design)
    return {
        "language": document.language or "en",
        "design": chosen.name,
        "design_version": chosen.version,
        "options": chosen.settle(document.options),
    }


def look_notes(document: Document) -> list[Note]:
    """What of the design is not here."""
    chosen = design(document.design)
    if chosen.name != document.design:
        why = f"There is no such design here. A new resume gets {chosen.label}."
        return [Note("Design", CHANGED, why, short(document.design))]
    settled = chosen.settle(document.options)
    return [
        Note(
            f"Design, {short(name)}",
            CHANGED,
            "The design has no such choice. A new resume gets its usual one.",
            short(value),
        )
        for name, value in document.options.items()
        if settled.get(name) != value
    ]


def _label(name: str) -> str:
    return str(forms.PersonForm(formdata=None, meta={"csrf": False})[name].label.text)
