"""What changed between two states, in words and side by side, and taking single changes over, either way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from letraz.diff import Change, DoesNotFit, Row, diff, find, reverse, same_items, standing, take, tally, tell
from letraz.diff.change import CHANGED, RENAMED, RESUME
from letraz.extensions import db
from letraz.models import Version
from letraz.views import htmx, pages
from letraz.views.bars import Bar, bars
from letraz.views.sides import Side, choices, hold, lineage, recent, side, usual
from letraz.views.stepping import steps

blueprint = Blueprint("compare", __name__, url_prefix="/<int:resume_id>/compare")

#: Which way a change is taken: what the second has into the first, or what the first has into the second.
FORTH, BACK = "forth", "back"


@dataclass(frozen=True, slots=True)
class Way:
    """A way that changes can be taken: what the button says, and into which resume."""

    name: str
    label: str
    into: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A side with its pages, and on each of them what differs."""

    side: Side
    pages: pages.Pages
    bars: list[list[Bar]]


@blueprint.get("/")
def show() -> Response:
    """What changed from `?a=` to `?b=`: versions, resumes, files (`letraz.views.sides`)."""
    return _page(*_sides())


@blueprint.get("/pages")
def spread() -> Response:
    """The pages of both as a fragment; waits for the worker a moment. Without htmx it waits longer, and goes back."""
    a, b = _sides()
    if not htmx.wants_fragment():
        _both(a, b, [], pages.PATIENT_WAIT)
        return htmx.leave(_home(a, b))
    shown = {"resume": g.resume, "a": a, "b": b, "both": _both(a, b, _rows(a, b), pages.WAIT)}
    return make_response(render_template("versions/_spread.html", **shown))


@blueprint.post("/")
def accept() -> Response:
    """Take one difference (`change`) over, `way` forth or back, with Undo. 409 when it is not there any more."""
    a, b = _sides()
    way, into = request.form.get("way"), a.resume if request.form.get("way") == FORTH else b.resume
    if way not in {one.name for one in _ways(a, b)}:
        abort(422)
    changes = diff(a.document, b.document, lineage(a, b))
    before = Version.keep(db.session(), into, note="Before taking a change over")
    try:
        change = find(changes, request.form.get("change", ""))
        taken = take(change if way == FORTH else reverse(change), into.document())
        into.become_whole(taken, _known(a, b) if way == BACK else _known(b, a))
    except DoesNotFit as error:
        db.session.rollback()
        return _page(*_sides(), 409, problem=str(error))
    db.session.commit()
    undo = url_for("resumes.versions.restore", resume_id=into.id, version_id=before.id)
    return htmx.go(_home(a, b), f"{into.title} is changed.", undo)


def _known(theirs: Side, ours: Side) -> dict[str, str]:
    """What items of another resume are called where we write: evidence that comes along names ours."""
    if theirs.resume.id == ours.resume.id:
        return {}
    return same_items(theirs.document, ours.document, lineage(theirs, ours))


def _sides() -> tuple[Side, Side]:
    """Both, as the address or the form names them. Who may change one holds both."""
    a, b = (request.values.get(name) or key for name, key in zip("ab", usual(), strict=True))
    if request.method == "POST":
        hold(a, b)
    return side(a), side(b)


def _page(a: Side, b: Side, status: int = 200, **more: Any) -> Response:
    rows, versions = _rows(a, b), recent()
    shown = {"a": a, "b": b, "rows": rows, "sections": _by_section(rows), "tally": tally(rows), "ways": _ways(a, b)}
    near = {"choices": _choices(a, b, versions), "steps": steps(versions, a, b), "both": _both(a, b, rows)}
    return make_response(render_template("versions/compare.html", **shown, **near, resume=g.resume, **more), status)


def _rows(a: Side, b: Side) -> list[Row]:
    """What is told: of two resumes not that they have two names, of a translation not that it has its language.

    Each has its own, and nobody takes it over.
    """
    told = tell(diff(a.document, b.document, lineage(a, b)))
    if a.resume.id == b.resume.id:
        return told
    return [row for row in told if not (isinstance(row.change, Change) and _is_own(row.change, a, b))]


def _is_own(change: Change, a: Side, b: Side) -> bool:
    """Whether it is of what each of the two has for itself: its name, and between translations its language."""
    family = {a.resume.id, a.resume.original_id} & {b.resume.id, b.resume.original_id} - {None}
    return change.of == RESUME and (change.kind == RENAMED or (change.kind == CHANGED and bool(family)))


def _by_section(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.section, []).append(row)
    return found


def _choices(a: Side, b: Side, versions: Sequence[Version]) -> dict[str, dict[str, str]]:
    """With what is chosen, where it is too old or of too far away to be listed."""
    found = choices(versions)
    listed = {key for group in found.values() for key in group}
    found["This resume"] |= {one.key: one.label for one in (a, b) if one.key not in listed}
    return found


def _ways(a: Side, b: Side) -> list[Way]:
    """What can be written is what a resume says now: a version never changes."""
    if a.key == b.key or g.resume.deleted_at:
        return []
    if a.resume.id != b.resume.id:
        return [Way(FORTH, "Do this in", a.resume.title), Way(BACK, "Undo this in", b.resume.title)]
    first_is_older = b.is_now or (a.at is not None and b.at is not None and a.at <= b.at)
    words = ("Use the older", "Use the newer") if first_is_older else ("Use the newer", "Use the older")
    back, forth = Way(BACK, words[0], ""), Way(FORTH, words[1], "")
    return [back] if b.is_now else [forth] if a.is_now else [back, forth]


def _both(a: Side, b: Side, rows: list[Row], seconds: float = 0) -> list[Shown]:
    drawn = [(side, side.pages(seconds)) for side in (a, b)]
    places = standing(rows, a.document, b.document)
    return [Shown(side, one, bars(one, rows, at, side.is_rtl)) for (side, one), at in zip(drawn, places, strict=True)]


def _home(a: Side, b: Side) -> str:
    return url_for("resumes.compare.show", resume_id=g.resume.id, a=a.key, b=b.key)
