"""The page of a translation: what is to be translated, what is older, new or gone; and each answer with its Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from letraz import language, secrets
from letraz.extensions import db
from letraz.models import Item, Resume, Section, Version, following, originals
from letraz.models.linked import LinkedItem
from letraz.models.ordering import Refused, Stale
from letraz.models.rendering import Rendering
from letraz.models.translation import Translation
from letraz.views import access, editor, htmx
from letraz.views.rendered import Teller, lacking, left_out

blueprint = Blueprint("translation", __name__, url_prefix="/<int:resume_id>")

#: What can be answered about a part: what is done, and what is said then.
ANSWERS: dict[str, tuple[Callable[[Rendering], None], str]] = {
    "answer": (lambda one: one.answer(), "It says what the original says now."),
    "take": (lambda one: one.take(), "Taken. Your words are as they were."),
    "whole": (lambda one: one.take(whole=True), "Taken. Your words are as they were."),
    "keep": (lambda one: one.keep(), "Yours is kept."),
    "restart": (lambda one: one.restart(), "It says what the original says now, to be translated."),
    "give": (lambda one: one.give(), "The original says it too."),
}


# --- what is to be done -------------------------------------------------------------------------------


@blueprint.get("/translation")
def show() -> Response:
    """What is to be translated, what is older, new or gone, and what stands elsewhere."""
    return _page(_found())


@blueprint.post("/translation")
def together() -> Response:
    """For all at once: `do` *take* what needs no words, *add* what is new, *order* as in the original."""
    do = request.form.get("do", "")
    found = _held() if do in ("take", "add", "order") else abort(422)
    if do == "take":
        batch = secrets.nonce()
        for part in found.carrying:
            part.take(batch=batch)
        return _done(f"Taken in {_many(len(found.carrying))}.", _undo(batch))
    before = Version.keep(db.session(), found.resume, note="Before following the original")
    undo = url_for("resumes.versions.restore", resume_id=found.resume.id, version_id=before.id)
    if do == "order":
        following.put_in_order(found)
        return _done("It stands as in the original.", undo)
    return _done(_add_all(), undo)


@blueprint.post("/translation/<part>")
def act(part: str) -> Response:
    """One answer (`do`) about a part of the translation, or about what the original has under this key."""
    found, do = _held(), request.form.get("do", "")
    if do in ANSWERS:
        return _answer(found, part, do)
    if do == "same":
        return _same(found, part)
    if do in ("add", "leave"):
        return _new_one(found, part, do)
    return _gone(found, part, do) if do in ("remove", "part") else abort(422)


@blueprint.post("/translation/<part>/undo")
def undo(part: str) -> Response:
    """Take the last answer about a part back; those that were given together, under the name of that batch."""
    found = _held()
    named = [one for one in found.parts if (one.row.original_before or {}).get("batch") == part]
    one = found.part(part)
    for each in named or ([one] if one else abort(404)):
        if each.row.original_before:
            each.undo()
    return _done("It is as it was.", about=one)


# --- the answers --------------------------------------------------------------------------------------


def _answer(found: Translation, part: str, do: str) -> Response:
    one = found.part(part) or abort(404)
    try:
        one.require(request.form.get("seen", ""))
    except Stale:
        if _from_editor():
            raise
        return _page(found, 409, stale=True)
    change, message = ANSWERS[do]
    change(one)
    return _done(message, _undo(one.part), about=one)


def _same(found: Translation, part: str) -> Response:
    """The short things of a section say the same in this language: those that the person saw."""
    batch, seen = secrets.nonce(), set(request.form.getlist("seen"))
    group = next((one for one in Teller(found).groups() if one.key == part), None) or abort(404)
    if {one.part.seen for one in group.same} != seen:
        return _page(found, 409, stale=True)
    for told in group.same:
        told.part.answer(batch)
    return _done(f"{_many(len(seen)).capitalize()} may stay as they are.", _undo(batch))


def _new_one(found: Translation, key: str, do: str) -> Response:
    try:
        if do == "leave":
            following.leave(found, key)
            return _done("It is left out, and listed below.")
        added = following.add(found, key)
    except KeyError:
        return _faster(found, key in {place.key for place in found.places} | {f"i{one}" for one in found.revisions})
    if isinstance(added, Section):
        away = url_for("resumes.sections.trash", resume_id=found.resume.id, section_id=added.id)
        return _done(f"{added.heading} is here, to be translated.", away)
    away = url_for(f"resumes.{added.kind}.trash", resume_id=found.resume.id, item_id=added.id)
    return _done(f"{added.shown_name} is here, to be translated.", away)


def _gone(found: Translation, key: str, do: str) -> Response:
    rows: list[Section | Item] = [*found.gone_sections, *found.gone_items]
    row = next((one for one in rows if one.key == key), None)
    if row is None:
        return _faster(found, key in _keys_here(found))
    if do == "part":
        following.part_with(row)
        return _done("It is kept, and belongs to this resume alone.")
    if isinstance(row, Section):
        found.resume.remove_section(row)
        back = url_for("resumes.sections.restore", resume_id=found.resume.id, section_id=row.id)
        return _done(f"{row.heading} is in the trash.", back)
    row.section.remove(row)
    back = url_for(f"resumes.{row.kind}.restore", resume_id=found.resume.id, item_id=row.id)
    return _done(f"{row.shown_name} is in the trash.", back)


def _faster(found: Translation, known: bool) -> Response:
    """What the page shows when another tab, or the same button's second press, was faster; 404 for what never was."""
    return _page(found, 409, stale=True) if known else abort(404)


def _keys_here(found: Translation) -> set[str]:
    sections, trashed = found.resume.sections, {f"{key[0]}{row_id}" for key, row_id in found.away.items()}
    return {one.key for one in sections} | {item.key for one in sections for item in one.items} | trashed


def _add_all() -> str:
    """Add what is new, one by one, for each may bring others along; what is refused is told."""
    count, refused = 0, dict[str, str]()
    while found := originals.read(g.resume):
        keys = [key for place, items in found.new for key in _keys(found, place, items) if key not in refused]
        if not keys:
            break
        try:
            with db.session.begin_nested():
                following.add(found, keys[0])
            count += 1
        except Refused as error:
            refused[keys[0]] = str(error)
    return " ".join([f"{_many(count).capitalize()} added, to be translated.", *refused.values()])


def _keys(found: Translation, place: Any, items: tuple[int, ...]) -> list[str]:
    return [f"i{one}" for one in items] if place.id in found.sections else [place.key]


# --- what they share ----------------------------------------------------------------------------------


def _found() -> Translation:
    return originals.read(g.resume) or abort(404)


def _held() -> Translation:
    """The same; nobody else writes the original meanwhile."""
    if g.resume.original_id:
        access.own(Resume, g.resume.original_id)
    return _found()


def _from_editor() -> bool:
    return htmx.wants_fragment() or request.form.get("back") == "editor"


def _undo(part: str) -> str:
    return url_for(".undo", resume_id=g.resume.id, part=part)


def _done(message: str, undo: str = "", about: Rendering | None = None) -> Response:
    if _from_editor() and isinstance(about, LinkedItem):
        section = about.item.section
        focus = f"open-section-{section.id}" if section.kind.single else f"line-{about.item.id}"
        return editor.changed(message, undo, editor.SECTIONS, focus, section=section)
    db.session.commit()
    return htmx.go(url_for(".show", resume_id=g.resume.id), message, undo)


def _page(found: Translation, status: int = 200, stale: bool = False) -> Response:
    teller, gone = Teller(found), [*found.gone_sections, *found.gone_items]
    rows = {"new": lacking(found, found.new), "out": lacking(found, left_out(found))}
    own, theirs = (resume.language or "en" for resume in (found.resume, found.original))
    tongues = {"own": own, "theirs": theirs, "speaks": language.name, "runs": language.direction}
    shown = {"resume": found.resume, "found": found, "groups": teller.groups(), "other": teller.other()}
    html = render_template("translation/show.html", gone=gone, stale=stale, **rows, **tongues, **shown)
    return make_response(html, status)


def _many(count: int) -> str:
    return "one" if count == 1 else str(count)
