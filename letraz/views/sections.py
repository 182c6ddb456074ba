"""Sections of a resume: add, open, rename, hide, move, remove, put back."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, abort, g, request, url_for
from werkzeug.wrappers import Response

from letraz import forms
from letraz.extensions import db
from letraz.models import Item, Section
from letraz.models.ordering import Stale, parse_order, require_order
from letraz.sections import TYPES
from letraz.views import editor, htmx

blueprint = Blueprint("sections", __name__, url_prefix="/<int:resume_id>/sections")


#: What a section's menu turns on and off: its column -> what is said when it is on, and when it is off.
SWITCHES = {
    "hidden": ("is hidden", "is shown"),
    "new_page": ("starts on a new page", "goes on where the one before it ends"),
    "keep_together": ("stays together on one page", "may run on to the next page"),
}


class SectionForm(forms.Form):
    """A section's heading."""

    title = forms.TextField("Name of the section", limit=100)


def found(section_id: int, *, trashed: bool = False) -> Section:
    """The section of `g.resume`; 404 when there is none."""
    section: Section | None = g.resume.section(section_id, trashed=trashed)
    return section or abort(404)


@blueprint.post("/")
def create() -> Response:
    """Add a section of a type, and open it."""
    kind = request.form.get("kind", "")
    if kind not in TYPES:
        abort(422)
    section = g.resume.add_section(kind)
    db.session.flush()
    more = editor.opened(section, new=True)
    undo = url_for(".trash", resume_id=g.resume.id, section_id=section.id)
    focus = f"edit-new-{section.id}"
    return editor.changed(f"{section.heading} added.", undo, editor.SECTIONS, focus, **more)


@blueprint.get("/<int:section_id>")
def show(section_id: int) -> Response:
    """The section, open; `?closed=1` closes it."""
    section = found(section_id)
    if request.args.get("closed"):
        return editor.show(section=section, open_section=None)
    return editor.show(**editor.opened(section))


@blueprint.post("/<int:section_id>")
def update(section_id: int) -> Response:
    """Rename a section (`title`), or turn one of its `SWITCHES` on or off (`hidden`: 1 or 0)."""
    section = found(section_id)
    if "title" in request.form:
        form = SectionForm()
        if not form.validate():
            abort(422)
        before = ("title", section.title)
        section.rename(form.title.data or "")
        message = f"Renamed to {section.heading}."
    else:
        before, message = _turn(section)
    undo = htmx.again(url_for(".update", resume_id=g.resume.id, section_id=section.id), [before])
    focus = f"open-section-{section.id}"
    response = editor.changed(message, undo, editor.SECTIONS, focus, section=section, open_section=None)
    response.headers["HX-Retarget"] = "#sections"  # the row's form and the form of its name aim at different places
    return response


def _turn(section: Section) -> tuple[tuple[str, str], str]:
    """Turn a switch. What it was, as a field, and what is said."""
    name = next((name for name in SWITCHES if name in request.form), "") or abort(422)
    on = request.form[name] == "1"
    before = (name, "1" if getattr(section, name) else "0")
    setattr(section, name, on)
    section.resume.touch()
    return before, f"{section.heading} {SWITCHES[name][0 if on else 1]}."


@blueprint.post("/<int:section_id>/move")
def move(section_id: int) -> Response:
    """Move a section: `to` a position (1-based) or `by` "up" or "down"; `order` is the order that the page shows.

    409 with the present order when another tab has changed it.
    """
    section = found(section_id)
    try:
        require_order(g.resume.sections, parse_order(request.form.get("order", "")))
    except Stale:
        return editor.show(409, editor.SECTIONS, conflict_order=True)
    before = g.resume.sections.index(section) + 1
    position = section.move_to(target(before))
    undo = htmx.again(
        url_for(".move", resume_id=g.resume.id, section_id=section.id),
        [("to", str(before)), ("order", order_of(g.resume.sections))],
    )
    message = f"{section.heading} moved to position {position} of {len(g.resume.sections)}."
    row = f"section-{section.id}"
    return editor.changed(message, undo, editor.SECTIONS, f"handle-{row}", moved=row)


def order_of(rows: Iterable[Section] | Iterable[Item]) -> str:
    """An order as a form names it: "3,1,2"."""
    return ",".join(str(row.id) for row in rows)


def target(position: int) -> int:
    """Where the form says that a row at `position` (1-based) shall go. 422 when it does not say."""
    by = {"up": -1, "down": 1}.get(request.form.get("by", ""))
    if by:
        return max(1, position + by)
    text = request.form.get("to", "")
    if not text.isdecimal() or len(text) > 6:
        abort(422)
    return int(text)


@blueprint.post("/<int:section_id>/trash")
def trash(section_id: int) -> Response:
    """Put a section and its items in the trash, with Undo at once."""
    section = found(section_id)
    g.resume.remove_section(section)
    undo = url_for(".restore", resume_id=g.resume.id, section_id=section.id)
    return editor.changed(f"{section.heading} is in the trash.", undo, editor.SECTIONS, focus="main")


@blueprint.post("/<int:section_id>/restore")
def restore(section_id: int) -> Response:
    """Take a section out of the trash, to where it was."""
    section = found(section_id, trashed=True)
    g.resume.put_back(section)
    focus = f"open-section-{section.id}"
    return editor.changed(f"{section.heading} is back.", fragment=editor.SECTIONS, focus=focus)
