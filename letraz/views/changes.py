"""Proposed changes of a resume: accept, edit, reject, take back. Nothing changes until one is accepted."""

from __future__ import annotations

import unicodedata
from typing import Any

from flask import Blueprint, abort, g, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from letraz.extensions import db
from letraz.matching.change import ADD_SKILL, KINDS, REWRITE_BULLET, REWRITE_SUMMARY
from letraz.models import ResumeChange
from letraz.models.change import PROPOSED
from letraz.models.ordering import Refused, Stale
from letraz.models.version import TAILOR, kept_around
from letraz.views import htmx, proposed, tailoring

blueprint = Blueprint("changes", __name__, url_prefix="/<int:resume_id>/changes")

LIST, PAGE = "changes/_changes.html", "changes/index.html"

#: What versions say of it.
MADE, BEFORE = "Proposed changes made", "Before proposed changes"

#: Characters of one line that a person writes.
LINE = 1000

#: The kinds of change that have words, which their person may write anew and vouch for.
WORDED = (REWRITE_BULLET, REWRITE_SUMMARY, ADD_SKILL)


@blueprint.get("/")
def index() -> Response:
    """All changes of the resume: those to decide, those decided, those that were stopped. `?edit=` opens one."""
    return _show(editing=request.args.get("edit", 0, int))


@blueprint.post("/")
def create() -> Response:
    """Look again at what rules can propose for the resume's job."""
    count = tailoring.offer(g.resume)
    return _changed(f"{count} new proposals." if count != 1 else "One new proposal." if count else "Nothing new.")


@blueprint.post("/<int:change_id>/accept")
def accept(change_id: int) -> Response:
    """Make a change; `text` is the person's own wording, `attest` says that it is true of them.

    422 with the reasons when the gate stops it. What stands in the resume is then as it was.
    """
    row = found(change_id)
    text = request.form.get("text")
    if text is not None:
        text = _one_line(text)
    attest = text is not None and row.kind in WORDED and bool(request.form.get("attest"))
    with kept_around(db.session(), g.resume, TAILOR, MADE, BEFORE):
        verdict = tailoring.accept(row, g.resume, text if row.kind in WORDED else None, attest)
    if not verdict.passes:
        db.session.rollback()
        return _show(422, editing=row.id, typed=text, verdict=verdict)
    tailoring.renew(g.resume)
    return _changed("The change is made.", url_for(".undo", resume_id=g.resume.id, change_id=row.id))


def _one_line(text: str) -> str:
    """What a person typed, as one line without characters that cannot be printed or stored."""
    bare = " ".join(text.split())
    return "".join(char for char in bare if unicodedata.category(char) not in ("Cc", "Cs"))[:LINE]


@blueprint.post("/<int:change_id>/reject")
def reject(change_id: int) -> Response:
    """Leave the resume as it is."""
    row = found(change_id)
    row.reject()
    return _changed("Left as it is.", url_for(".undo", resume_id=g.resume.id, change_id=row.id))


@blueprint.post("/<int:change_id>/undo")
def undo(change_id: int) -> Response:
    """Take an accepted change back, or offer a rejected one again."""
    row = found(change_id)
    accepted = bool(row.before)
    with kept_around(db.session(), g.resume, TAILOR, "A proposed change taken back"):
        tailoring.undo(row, g.resume)
    return _changed("Taken back." if accepted else "Offered again.")


@blueprint.post("/accept")
def accept_all() -> Response:
    """Make all open changes of a kind (`kind`), each through the gate; what it stops stays open."""
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        abort(422)
    rows = [row for row in proposed.rows(g.resume) if row.status == PROPOSED and row.kind == kind]
    with kept_around(db.session(), g.resume, TAILOR, MADE, BEFORE):
        made = sum(_made(row) for row in rows)
    tailoring.renew(g.resume)
    left = f" {len(rows) - made} could not be made and are still here." if made < len(rows) else ""
    return _changed(f"{made} changes are made.{left}")


def _made(row: ResumeChange) -> bool:
    try:
        with db.session.begin_nested():
            return tailoring.accept(row, g.resume).passes
    except (Refused, Stale):
        return False


def found(change_id: int) -> ResumeChange:
    """The change of `g.resume`; 404 when there is none."""
    mine = select(ResumeChange).where(ResumeChange.id == change_id, ResumeChange.resume_id == g.resume.id)
    return db.session.scalar(mine.with_for_update(of=ResumeChange)) or abort(404)


def _show(status: int = 200, **more: Any) -> Response:
    response = htmx.answer(LIST, PAGE, status, **proposed.context(g.resume, **more))
    return htmx.focused(response, f"text-{more['editing']}" if more.get("editing") else "changes")


def _changed(message: str, undo: str = "") -> Response:
    db.session.commit()
    url = url_for("resumes.changes.index", resume_id=g.resume.id)
    found = proposed.context(g.resume, undo_target="#changes", elsewhere=True)
    return htmx.changed(LIST, url, message, undo, "changes", **found)
