"""The photo of a resume: choose a file, cut the portrait out of it, say what it shows. And none again.

Between the two steps the picture travels in the form, small and without metadata: what is not printed is not kept.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from contextlib import closing
from typing import Any

from flask import Blueprint, Response, abort, g, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms.validators import DataRequired

from letraz import forms, portrait
from letraz.designs import design
from letraz.document import Photo
from letraz.extensions import db, limiter
from letraz.models import Resume
from letraz.models.version import DESIGN, kept_around
from letraz.views import htmx, looks

blueprint = Blueprint("photo", __name__, url_prefix="/<int:resume_id>/photo")

#: Where the frame stands before anybody moved it, in percent: faces are above the middle.
FRAME = {"across": 50, "down": 30, "near": 100}

_UNDO = "removed-photo"


class PhotoForm(forms.Form):
    """What a photo shows, for those who cannot see it."""

    alt = forms.TextField(
        "What it shows",
        validators=[DataRequired("Say what the photo shows, such as “Portrait of Zofia Nowak”.")],
        description="Read aloud to people who cannot see it. A name is enough.",
    )


@blueprint.get("/")
def show() -> BaseResponse:
    """Choose a file; or say anew what the photo shows."""
    form = PhotoForm(formdata=None)
    form.alt.data = g.resume.photo_alt
    return _page(form)


@blueprint.post("/")
@limiter.limit("30/minute")
def save() -> BaseResponse:
    """A `file` is shown to be cut; a `picture` is cut and kept, or shown (`then`: *show*); or `alt` alone changes."""
    sent, picture = request.files.get("file"), request.form.get("picture", "")
    form = PhotoForm()
    try:
        if sent and sent.filename:
            form.alt.data = g.resume.photo_alt or _usual()
            with closing(sent):  # a large one lies in a file until then
                db.session.rollback()  # the picture takes its time: no lock is held meanwhile
                return _cutting(form, portrait.prepare(sent.read()))
        if picture:
            return _cut(form, b64decode(picture, validate=True))
    except portrait.BadPicture as error:
        return _page(form, 422, error=str(error))
    except ValueError:
        abort(422)
    return _describe(form)


@blueprint.get("/portrait.jpg")
def image() -> Response:
    """The photo that the resume has; private."""
    photo = g.resume.portrait() or abort(404)
    return Response(photo.jpeg(), mimetype="image/jpeg")


@blueprint.post("/trash")
def trash() -> BaseResponse:
    """Have no photo, with Undo at once."""
    resume: Resume = g.resume
    if not resume.photo_alt:
        return htmx.go(_home(), "This resume has no photo.")
    session[_UNDO] = {"resume": resume.id, "alt": resume.photo_alt, "look": (resume.options or {}).get("photo", "")}
    with kept_around(db.session(), resume, DESIGN, "Photo removed"):
        resume.remove_photo()
    db.session.commit()
    return htmx.go(_home(), "The photo is removed.", url_for(".restore", resume_id=resume.id))


@blueprint.post("/restore")
def restore() -> BaseResponse:
    """Have the photo again that was just removed, where it was."""
    was, resume = session.pop(_UNDO, {}), g.resume
    back = was.get("resume") == resume.id and resume.put_photo_back(was["alt"])
    if not back:
        return htmx.go(_home(), "That photo is no longer kept. Choose its file again.")
    resume.options = {**(resume.options or {}), **({"photo": was["look"]} if was["look"] else {})}
    db.session.commit()
    return htmx.go(_home(), "The photo is back.")


def _cut(form: PhotoForm, data: bytes) -> BaseResponse:
    db.session.rollback()  # as above
    made = portrait.cut(data, **_frame())
    if not form.validate() or request.form.get("then") == "show":
        return _cutting(form, data, made, 200 if request.form.get("then") == "show" else 422)
    resume: Resume = g.resume
    session.pop(_UNDO, None)
    with kept_around(db.session(), resume, DESIGN, "Another photo"):
        resume.take_photo(Photo(b64encode(made).decode(), form.alt.data or ""))
        shown = _place(resume)
    db.session.commit()
    label = design(resume.design, resume.design_version).label
    return htmx.go(_home(), "The photo is in." if shown else f"The photo is kept. This version of {label} shows none.")


def _place(resume: Resume) -> bool:
    """Let the design show the photo, where it shows one first. Whether it can."""
    look = looks.stored(resume)
    found = design(look.design, look.version)
    option = found.options.get("photo")
    if option is None:
        resume.save({}, resume.revision)
        return False
    where = look.options.get("photo", option.default)
    where = where if where != "none" else next(value for value in option.choices if value != "none")
    resume.save({"options": found.own({**look.options, "photo": where})}, resume.revision)
    return True


def _describe(form: PhotoForm) -> BaseResponse:
    if not g.resume.photo_alt:
        return _page(form, 422, error="Choose a file first.")
    if not form.validate():
        return _page(form, 422)
    g.resume.save({"photo_alt": form.alt.data}, g.resume.revision)
    db.session.commit()
    return htmx.go(_home(), "Saved.")


def _frame() -> dict[str, int]:
    found = {name: request.form.get(name, usual, int) for name, usual in FRAME.items()}
    return {name: max(0, min(value, portrait.NEAREST)) for name, value in found.items()}


def _cutting(form: PhotoForm, data: bytes, made: bytes = b"", status: int = 200) -> BaseResponse:
    """The second step. `made` is the portrait as it would be, for those without script."""
    made = made or portrait.cut(data, **_frame())
    texts = {"picture": b64encode(data).decode(), "made": b64encode(made).decode()}
    return _page(form, status, frame=_frame(), nearest=portrait.NEAREST, **texts)


def _page(form: PhotoForm, status: int = 200, **more: Any) -> BaseResponse:
    page = "resumes/photo.html"
    return htmx.answer(page, page, status, resume=g.resume, form=form, **more)


def _usual() -> str:
    name = g.resume.person.name
    return f"Portrait of {name}" if name else ""


def _home() -> str:
    return url_for("resumes.settings", resume_id=g.resume.id, _anchor="photo")
