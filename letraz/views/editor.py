"""What the editor shows: the one place that gathers it, for the whole page and for its fragments."""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for
from werkzeug.wrappers import Response

from letraz import language
from letraz.designs import designs
from letraz.extensions import db
from letraz.formats import FORMATS
from letraz.forms import Form
from letraz.models import Item, Section, kin, originals
from letraz.sections import TYPES
from letraz.views import htmx, pages

SECTION, SECTIONS, PAGE = "sections/_section.html", "sections/_sections.html", "resumes/show.html"


def context(**more: Any) -> dict[str, Any]:
    """What the editor's templates take; `more` says what is open in it."""
    section: Section | None = more.get("section")
    opened_too = request.form.getlist("open", type=int)
    return {
        "resume": g.resume,
        **_kin({section.id if section else 0, *opened_too, *more.get("open_sections", ())}),
        "speaks": language.name,
        "runs": language.direction,
        "types": list(TYPES.values()),
        "formats": [form for form in FORMATS.values() if form.can_write],
        "designs": designs(),
        "open_section": section.id if section else None,
        "open_sections": opened_too,
        **more,
    }


def _kin(opened: set[int]) -> dict[str, Any]:
    """What changed in the base since items were copied from it; in the base itself, the copies of what is open.

    And what a translation has still to say; in its original, what translates what is open and is older.
    """
    items = [item for one in g.resume.sections if one.id in opened for item in one.items]
    tongues = {"translation": originals.read(g.resume), "late": originals.late(g.resume, items)}
    if not g.resume.base:
        return {"behind": kin.behind(g.resume), "copies": {}, **tongues}
    return {"behind": {}, "copies": kin.copies(g.resume, items), **tongues}


def form_of(kind: type[Item], item: Item | None, **more: Any) -> Form:
    """The form of an item, or of a new one; `formdata=None` to fill it from the row."""
    form = kind.Form(obj=item, **more)
    kind.prepare(form, g.resume)
    return form


def opened(section: Section, item: Item | None = None, new: bool = False) -> dict[str, Any]:
    """What is open when a section, or an item in it, is."""
    kind = section.kind
    if kind.single:
        item, new = (section.items[0] if section.items else None), not section.items
    if not item and not new:
        return {"section": section}
    form = form_of(kind, item, formdata=None)
    form["revision"].data = item.revision if item else ""
    return {"section": section, "open_item": item.id if item else f"new-{section.id}", "form": form}


def show(status: int = 200, fragment: str = SECTION, **more: Any) -> Response:
    """The editor, or the fragment of it that an htmx request asks for."""
    found = context(**more)
    if fragment == PAGE or not htmx.wants_fragment():
        found["pages"] = pages.of(g.resume)
    return htmx.answer(fragment, PAGE, status, **found)


def changed(message: str = "", undo: htmx.Undo = "", fragment: str = SECTION, focus: str = "", **more: Any) -> Response:
    """The answer to a change that is made: commits it, then shows it."""
    db.session.commit()
    if htmx.wants_fragment():
        pages.ask(g.resume)
    section: Section | None = more.get("section")
    gone = section is None or section.deleted_at is not None
    url = home(None if gone else section)
    return htmx.changed(fragment, url, message, undo, focus=focus, **context(**more))


def home(section: Section | None = None) -> str:
    """The address of the editor, with a section open in it."""
    if section is None:
        return url_for("resumes.show", resume_id=g.resume.id)
    anchor = f"section-{section.id}"
    return url_for("resumes.show", resume_id=g.resume.id, section=section.id, _anchor=anchor)
