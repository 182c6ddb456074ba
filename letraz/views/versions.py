"""Versions of a resume: its timeline, one of them as pages, and what can be made of one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, g, make_response, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz import forms
from letraz.database import now
from letraz.extensions import db, queue
from letraz.formats import FORMATS
from letraz.models import ExportRequest, Version
from letraz.models.link import DAYS
from letraz.models.thumb import thumb_key
from letraz.models.version import EXPORT, hash_of
from letraz.queue import PREVIEW
from letraz.views import htmx, pages, pictures
from letraz.views.beside import of_version

blueprint = Blueprint("versions", __name__, url_prefix="/<int:resume_id>/versions")

#: Versions on one page of the timeline.
MOST = 50


class NameForm(forms.Form):
    """What a person calls a version."""

    name = forms.TextField("Name", limit=120, description="Such as “Sent to the clinic”. One with a name always stays.")


@blueprint.get("/")
def index() -> Response:
    """The timeline, the newest first; `?page=`."""
    return _timeline(NameForm(formdata=None))


@blueprint.post("/")
def create() -> Response:
    """Keep the resume as it is now, under a name."""
    form = NameForm()
    if not form.validate() or not form.name.data:
        if not form.errors:
            form.name.errors = ["Give it a name. Without one it is kept by itself anyway."]
        return _timeline(form, 422)
    version = Version.name_now(db.session(), g.resume, form.name.data)
    db.session.commit()
    return htmx.go(_home(), f"Kept as “{version.name}”.")


@blueprint.get("/<int:version_id>")
def show(version_id: int) -> Response:
    """One version: its pages, and what can be done with it."""
    return _page(found(version_id), NameForm(formdata=None))


@blueprint.get("/<int:version_id>/pages")
def drawn(version_id: int) -> Response:
    """Its pages as a fragment; waits for the worker a moment. A whole page without htmx, which waits longer."""
    version = found(version_id)
    if not htmx.wants_fragment():
        of_version(version, pages.PATIENT_WAIT)
        return htmx.leave(url_for(".show", resume_id=g.resume.id, version_id=version.id))
    shown = of_version(version, pages.WAIT)
    return make_response(render_template("versions/_pages.html", resume=g.resume, version=version, pages=shown))


@blueprint.get("/<int:version_id>/thumb.webp")
def thumb(version_id: int) -> Response:
    """The small picture of its first page: made when it is first looked at, and waited for a moment. 204 until then."""
    version = found(version_id)
    key = thumb_key(version.resume_id, version.digest)
    data = pictures.stored(key)
    if data is None:
        queue.put_once(key, pages.PATIENCE, PREVIEW, "build_version_thumb", version.id)
        db.session.rollback()
        queue.told(key, 2 * pages.WAIT)  # several stand in line at once
        data = pictures.stored(key)
    return pictures.answer(data) if data else make_response("", 204)


@blueprint.post("/<int:version_id>/name")
def name(version_id: int) -> Response:
    """Give it a name, or none."""
    version, form = found(version_id), NameForm()
    if not form.validate():
        return _page(version, form, 422)
    version.name = form.name.data or ""
    g.resume.thin_at = g.resume.thin_at if version.name else now()  # without a name it stays no longer than others
    db.session.commit()
    said = f"It is called “{version.name}” now, and stays." if version.name else "It has no name now."
    return htmx.go(url_for(".show", resume_id=g.resume.id, version_id=version.id), said)


@blueprint.post("/<int:version_id>/restore")
def restore(version_id: int) -> Response:
    """Go back to it, with Undo at once: what is there now is kept as a version first."""
    version = found(version_id)
    before = version.restore(g.resume)
    db.session.commit()
    if before.hash == version.hash:
        return htmx.go(url_for("resumes.show", resume_id=g.resume.id), f"It is as in version {version.number} already.")
    undo = url_for(".restore", resume_id=g.resume.id, version_id=before.id)
    return htmx.go(url_for("resumes.show", resume_id=g.resume.id), f"It is as in version {version.number}.", undo)


@blueprint.post("/<int:version_id>/copy")
def copy(version_id: int) -> Response:
    """Make a new resume of it, and open that."""
    version = found(version_id)
    current_user.require_room()
    made = g.resume.duplicate(f"{g.resume.title[:90]} (version {version.number})", document=version.document)
    Version.keep(db.session(), made, note=f"Made from version {version.number} of {g.resume.title}")
    db.session.commit()
    return htmx.leave(url_for("resumes.show", resume_id=made.id))


@blueprint.post("/<int:version_id>/export")
def export(version_id: int) -> Response:
    """Ask for a file of it."""
    version, chosen = found(version_id), FORMATS.get(request.form.get("format", "pdf"))
    days = request.form.get("days", DAYS[0], int)
    if chosen is None or not chosen.can_write or days not in DAYS:
        abort(422)
    asked = ExportRequest.ask(db.session(), g.resume, chosen.name, chosen.suffix, days, version)
    db.session.commit()
    return htmx.leave(url_for("exports.index", _anchor=f"export-{asked.id}"))


def found(version_id: int) -> Version:
    """The version of `g.resume`; 404 when there is none."""
    mine = Version.timeline(g.resume.id).where(Version.id == version_id)
    version: Version = db.session.scalar(mine) or abort(404)
    return version


def _timeline(form: NameForm, status: int = 200) -> Response:
    page = htmx.page_number()
    query = Version.timeline(g.resume.id).limit(MOST + 1).offset((page - 1) * MOST)
    rows = list(db.session.scalars(query))
    shown = {"versions": rows[:MOST], "page": page, "older": len(rows) > MOST}
    return _answer("versions/index.html", status, form=form, **shown)


def _page(version: Version, form: NameForm, status: int = 200) -> Response:
    if status == 200:
        form.name.data = version.name
    is_now = version.hash == hash_of(g.resume.document())
    shown = {"version": version, "pages": of_version(version), "is_now": is_now}
    formats = [one for one in FORMATS.values() if one.can_write]
    return _answer("versions/show.html", status, form=form, formats=formats, **shown)


def _answer(template: str, status: int, **context: Any) -> Response:
    return make_response(render_template(template, resume=g.resume, exported=EXPORT, **context), status)


def _home() -> str:
    return url_for("resumes.versions.index", resume_id=g.resume.id)
