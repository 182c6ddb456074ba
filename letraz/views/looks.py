"""How a resume would look: its pages beside the design form, in each design, in a newer version; and the way back.

Looking never changes a resume; `accept` and `restore` give it a look.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from letraz.designs import design
from letraz.extensions import db
from letraz.look import Look
from letraz.models import Preview, Resume
from letraz.models.version import DESIGN, kept_around
from letraz.views import htmx, pages
from letraz.views.tried import Tried, is_shown_as

blueprint = Blueprint("look", __name__, url_prefix="/<int:resume_id>/look")


def pane(tried: Tried, seconds: float) -> dict[str, Any]:
    """What the templates of the pages take: them, and how many there are against what is saved."""
    resume: Resume = g.resume
    was = _count(resume)
    shown = pages.of_look(resume, tried.look(resume), seconds)
    now = len(shown.images) if shown.state == "ready" else 0
    return {"resume": resume, "tried": tried, "as_": is_shown_as, "pages": shown, "was": was, "now": now}


def _count(resume: Resume) -> int:
    """How many pages the saved state has; 0 when nobody has counted them."""
    preview = db.session.get(Preview, resume.id)
    drawn = preview.find(resume.document().digest()) if preview else None
    return drawn.page_count if drawn else 0


def cards(tried: Tried, seconds: float = 0) -> dict[str, pages.Pages]:
    """The pages of the resume in each design, for its card."""
    looks = {f"card-{name}": look for name, look in tried.in_each(g.resume).items()}
    return {slot.removeprefix("card-"): found for slot, found in pages.of_looks(g.resume, looks, seconds).items()}


@blueprint.get("/")
def show() -> Response:
    """The pages of what the form says, as a fragment; its options too, when it shows another design's or language's."""
    tried = Tried.sent(request.args, g.resume)
    shown = (request.args.get("shown", tried.chosen.name), request.args.get("spoken", tried.language))
    other = shown != (tried.chosen.name, tried.language)
    found = {**pane(tried, pages.WAIT), "other": other, "fragment": True}
    return make_response(render_template("resumes/_look.html", **found))


@blueprint.get("/cards")
def thumbs() -> Response:
    """The first page in each design, as a fragment."""
    tried = Tried.sent(request.args, g.resume)
    found = cards(tried, pages.WAIT)
    return make_response(render_template("resumes/_cards.html", resume=g.resume, cards=found, fragment=True))


@blueprint.get("/newer")
def newer() -> Response:
    """The pages as they are and as the newest version of the design makes them, side by side."""
    if g.resume.newer_design is None:
        return htmx.go(url_for("resumes.settings", resume_id=g.resume.id), "This is the newest version.")
    was = stored(g.resume)
    both = {"as it is": was, "new": Look.of(was.design, was.options)}
    found = {"resume": g.resume, "newer": g.resume.newer_design, "was": was.version}
    found["both"] = pages.of_looks(g.resume, both, pages.WAIT)
    return htmx.answer("resumes/_both.html", "resumes/newer.html", **found)


@blueprint.post("/newer")
def accept() -> Response:
    """Use the newest version of the design, with Undo at once."""
    home = url_for("resumes.settings", resume_id=g.resume.id)
    label, was = design(g.resume.design).label, stored(g.resume)
    if g.resume.newer_design is None:
        return htmx.go(home, "This is the newest version.")
    back = take(g.resume, Look.of(was.design, was.options))
    db.session.commit()
    return htmx.go(home, f"{label} is the new version now.", back)


@blueprint.post("/restore")
def restore() -> Response:
    """Give the resume the look of `look` again: what Undo does after a change of it."""
    try:
        look = Look.from_text(request.values.get("look", ""))
    except ValueError:
        abort(422)
    resume: Resume = g.resume
    take(resume, Look.of(look.design, look.options, look.version))
    db.session.commit()
    return htmx.go(url_for("resumes.settings", resume_id=resume.id), "The design is as it was.")


def take(resume: Resume, look: Look) -> str:
    """Give the resume this look. Returns the address that brings the present one back."""
    before = stored(resume)
    values = {"design": look.design, "design_version": look.version, "options": dict(look.options)}
    with kept_around(db.session(), resume, DESIGN, f"Another design: {design(look.design).label}"):
        resume.save(values, resume.revision)
    return way_back(resume, before)


def stored(resume: Resume) -> Look:
    """The look that the resume has."""
    return Look.of(resume.design, resume.options or {}, resume.design_version)


def way_back(resume: Resume, look: Look) -> str:
    """The address that gives the resume this look again."""
    return url_for("resumes.look.restore", resume_id=resume.id, look=look.to_text())
