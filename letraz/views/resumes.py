"""Resumes: the desk, the editor, and what can be done with a resume as a whole.

Everything under `/resumes/<id>` gets `g.resume`, looked up through the reader, before its view runs.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, make_response, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import defer
from werkzeug.wrappers import Response

from letraz import forms, language
from letraz.document import Person
from letraz.extensions import db
from letraz.formats import FORMATS
from letraz.models import ExportRequest, Preview, Resume, Version
from letraz.models.link import DAYS
from letraz.models.ordering import Stale
from letraz.portrait import MOST_SENT
from letraz.sections import TYPES
from letraz.views import (
    access,
    changes,
    comparing,
    editor,
    exports,
    fitting,
    htmx,
    items,
    lineage,
    looks,
    pages,
    photo,
    sections,
    settings,
    text,
    translating,
    translation,
    versions,
)
from letraz.views.conflict import differences

blueprint = Blueprint("resumes", __name__, url_prefix="/resumes")
for _part in (sections, looks, photo, changes, versions, comparing, lineage, translation):
    blueprint.register_blueprint(_part.blueprint)
for _name in TYPES:
    blueprint.register_blueprint(items.ItemViews(_name).blueprint)
blueprint.add_url_rule("/<int:resume_id>/settings", "settings", settings.view, methods=["GET"])
blueprint.add_url_rule("/<int:resume_id>/settings", "save_settings", settings.save, methods=["POST"])
blueprint.add_url_rule("/<int:resume_id>/translate", "translate", translating.view, methods=["GET"])
blueprint.add_url_rule("/<int:resume_id>/translate", "make_translation", translating.create, methods=["POST"])
blueprint.add_url_rule("/<int:resume_id>/text", "text", text.view)
blueprint.add_url_rule("/<int:resume_id>/pages", "pages", pages.view, methods=["GET"])
blueprint.add_url_rule("/<int:resume_id>/pages", "show_pages", pages.show, methods=["POST"])
blueprint.add_url_rule("/<int:resume_id>/fit", "fit", fitting.fit, methods=["POST"])
blueprint.add_url_rule("/<int:resume_id>/fit/undo", "unfit", fitting.undo, methods=["POST"])
blueprint.add_url_rule("/<int:resume_id>/pages/<digest>/<name>.webp", "image", pages.image)


#: What can be looked at of a resume in the trash: what was sent stays with its job, and what changed since with it.
SEEN_IN_TRASH = {"resumes.compare.show", "resumes.compare.spread", "resumes.image"}


@blueprint.url_value_preprocessor
def load(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Look `g.resume` up through the reader; a stranger gets 404, and a visitor the sign-in page."""
    if values and "resume_id" in values and current_user.is_authenticated:
        if endpoint == "resumes.photo.save":
            request.max_content_length = max(MOST_SENT, request.max_content_length or 0)  # what a phone makes
        g.resume = _of_reader(values.pop("resume_id"), endpoint)


def _of_reader(resume_id: int, endpoint: str | None) -> Resume:
    if endpoint == "resumes.restore":
        return access.own(Resume, resume_id, trashed=True)
    if request.method == "GET" and endpoint in SEEN_IN_TRASH:
        found: Resume | None = current_user.own(Resume, resume_id)
        return found or access.own(Resume, resume_id, trashed=True)
    return access.own(Resume, resume_id)


class NewForm(forms.Form):
    """A resume's name."""

    title = forms.TextField("Name", limit=120, description="Only you see it, and the name of the file.")


@blueprint.get("/")
def index() -> Response:
    """The desk: the base resume and the others, with their first pages."""
    return _desk(NewForm(formdata=None))


def _desk(form: NewForm, status: int = 200) -> Response:
    base = current_user.base_resume()
    rows = list(db.session.scalars(current_user.owns(Resume).where(~Resume.base).order_by(Resume.updated_at.desc())))
    ids = [base.id, *(resume.id for resume in rows)]
    drawn = select(Preview).where(Preview.resume_id.in_(ids)).options(defer(Preview.kept), defer(Preview.sheets))
    previews = {preview.resume_id: preview for preview in db.session.scalars(drawn)}
    for resume in (base, *rows):
        pages.refresh(resume, previews.get(resume.id))
    thumbs = {resume_id: pages.thumbnail(resume_id, previews.get(resume_id)) for resume_id in ids}
    counts = {resume_id: preview.page_count for resume_id, preview in previews.items()}
    latest = {export.resume_id: export for export in db.session.scalars(_latest_exports(ids))}
    names = {"titles": {resume.id: resume.title for resume in (base, *rows)}, "speaks": language.name}
    found = {"base": base, "resumes": rows, "thumbs": thumbs, "counts": counts, "latest": latest, "form": form, **names}
    return make_response(render_template("resumes/index.html", **found), status)


def _latest_exports(ids: list[int]) -> Any:
    newest = (
        select(ExportRequest.id)
        .where(ExportRequest.resume_id == Resume.id, ExportRequest.cover_letter_id.is_(None))
        .order_by(ExportRequest.id.desc())
        .limit(1)
        .correlate(Resume)
        .scalar_subquery()
    )
    return select(ExportRequest).join(Resume, ExportRequest.id == newest).where(Resume.id.in_(ids))


@blueprint.post("/")
def create() -> Response:
    """A new, empty resume."""
    form = NewForm()
    if not form.validate():
        return _desk(form, 422)
    resume = current_user.new_resume(form.title.data or "Untitled resume")
    db.session.commit()
    return htmx.leave(url_for("resumes.show", resume_id=resume.id))


@blueprint.get("/<int:resume_id>/")
def show() -> Response:
    """The editor. `?section=` opens a section, `?item=` an item in it ("new" for a new one)."""
    section = g.resume.section(request.args.get("section", 0, int))
    if section is None:
        return editor.show(fragment=editor.PAGE)
    item = g.resume.item(request.args.get("item", 0, int))
    return editor.show(fragment=editor.PAGE, **editor.opened(section, item, request.args.get("item") == "new"))


@blueprint.get("/<int:resume_id>/header")
def header() -> Response:
    """The header, open in the editor; `?closed=1` closes it."""
    if request.args.get("closed"):
        return editor.show(fragment="resumes/_header.html")
    form = forms.PersonForm(formdata=forms.PersonForm.sent(g.resume.personal_info or {}))
    form.revision.data = str(g.resume.revision)
    return _open_header(form, 200)


@blueprint.post("/<int:resume_id>/header")
def save_header() -> Response:
    """Save this resume's own header."""
    form = forms.PersonForm()
    if not form.validate():
        return _open_header(form, 422)
    before = g.resume.person
    person = Person.from_json({**form.person(), "extra": before.extra})
    try:
        g.resume.save({"personal_info": person.to_json()}, form.revision.number)
    except Stale:
        form.revision.data = str(g.resume.revision)
        return _open_header(form, 409, conflict=differences(form, g.resume.person.to_json(), form.person()))
    stay = request.form.get("then") == "stay"
    form.offer_row()
    form.revision.data = str(g.resume.revision)
    slip = ("", "") if request.form.get("aside") or person == before else _header_slip(before)
    return editor.changed(*slip, "resumes/_header.html", "open-header", header_form=form if stay else None)


def _header_slip(before: Person) -> tuple[str, htmx.Undo]:
    """What is said of a saved header, and the same form with what was there before."""
    fields = forms.PersonForm.sent(before.to_json()).items(multi=True)
    url = url_for("resumes.save_header", resume_id=g.resume.id)
    undo = htmx.again(url, [*fields, ("revision", str(g.resume.revision)), ("undone", "1")], "#section-header")
    return f"Your contact details {'are as they were' if request.form.get('undone') else 'are saved'}.", undo


def _open_header(form: forms.PersonForm, status: int, **more: Any) -> Response:
    form.offer_row()
    return editor.show(status, "resumes/_header.html", header_form=form, **more)


@blueprint.post("/<int:resume_id>/copy")
def copy() -> Response:
    """Duplicate the resume, and open the copy."""
    current_user.require_room()
    resume = g.resume.duplicate()
    Version.keep(db.session(), resume, note=f"A copy of {g.resume.title}")
    db.session.commit()
    return htmx.leave(url_for("resumes.show", resume_id=resume.id))


@blueprint.post("/<int:resume_id>/trash")
def trash() -> Response:
    """Put the resume in the trash, with Undo at once. Its files stay, and so do their links."""
    g.resume.trash()
    db.session.commit()
    undo = url_for("resumes.restore", resume_id=g.resume.id)
    return _to_desk(f"“{g.resume.title}” is in the trash.{exports.links_left(resume_id=g.resume.id)}", undo)


@blueprint.post("/<int:resume_id>/restore")
def restore() -> Response:
    """Take the resume out of the trash."""
    current_user.require_room()
    g.resume.restore()
    db.session.commit()
    return _to_desk(f"“{g.resume.title}” is back.")


def _to_desk(message: str, undo: str = "") -> Response:
    return htmx.go(url_for("resumes.index"), message, undo)


@blueprint.post("/<int:resume_id>/export")
def export() -> Response:
    """Ask for a file of the resume as it is now."""
    found = FORMATS.get(request.form.get("format", "pdf"))
    days = request.form.get("days", DAYS[0], int)
    if found is None or not found.can_write or days not in DAYS:
        return editor.show(422, fragment=editor.PAGE)
    asked = ExportRequest.ask(db.session(), g.resume, found.name, found.suffix, days)
    db.session.commit()
    return htmx.leave(url_for("exports.index", _anchor=f"export-{asked.id}"))
