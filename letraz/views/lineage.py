"""What a change of the base means for its copies: take it, keep one's own, see both; and the same the other way.

In the base resume one save reaches all copies that nobody touched. Each answer is undone by its Undo.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from letraz.merge import BASE, BOTH, MINE
from letraz.models import Item, kin
from letraz.models.lineage import Lineage, spread, take_back
from letraz.models.ordering import Stale
from letraz.views import editor, htmx
from letraz.views.both import told

blueprint = Blueprint("lineage", __name__, url_prefix="/<int:resume_id>/base/<int:item_id>")

# --- in a tailored resume -----------------------------------------------------------------------------


@blueprint.get("")
def show(item_id: int) -> Response:
    """Both texts: what comes in from the base, what conflicts, and what the base can take."""
    return _page(_pair(item_id))


@blueprint.post("")
def accept(item_id: int) -> Response:
    """Take what is merged; `way-<number>` settles a conflict: *base*, *mine* or *both*."""
    pair = _seen(item_id)
    if not pair.behind:
        return _too_late(pair)
    ways = {n: request.form.get(f"way-{n}", MINE) for n in range(len(pair.merged.conflicts))}
    if not set(ways.values()) <= {BASE, MINE, BOTH}:
        abort(422)
    pair.take(ways)
    return _answered(pair, "It says what you chose.")


@blueprint.post("/take")
def take(item_id: int) -> Response:
    """Take the base's change; `whole` takes the base's text as it is. What conflicts is asked on its page."""
    pair = _seen(item_id)
    if request.form.get("whole"):
        pair.take_whole()
        return _answered(pair, "It says what your base resume says.")
    if not pair.behind:
        return _too_late(pair)
    if not pair.clear:
        return htmx.leave(url_for(".show", resume_id=g.resume.id, item_id=item_id))
    own = pair.touched
    pair.take()
    return _answered(pair, "The change is in. Your own words are as they were." if own else "It is as in your base.")


@blueprint.post("/keep")
def keep(item_id: int) -> Response:
    """Leave it as it is; this change of the base is not asked about again."""
    pair = _seen(item_id)
    if pair.behind:
        pair.keep()
    return _answered(pair, "Yours is kept.")


@blueprint.post("/undo")
def undo(item_id: int) -> Response:
    """Take the last answer back."""
    pair = _pair(item_id)
    if pair.item.base_before:
        pair.undo()
    return _answered(pair, "It is as it was.", way_back=False)


# --- in the base resume -------------------------------------------------------------------------------


@blueprint.post("/spread")
def update_all(item_id: int) -> Response:
    """Let all copies that nobody touched say what the item says now."""
    item = _of_base(item_id)
    if request.form.get("revision") != str(item.revision):
        raise Stale
    taken, left = spread(kin.copies(g.resume, [item], lock=True).get(item.id, []))
    undo = url_for(".restore_all", resume_id=g.resume.id, item_id=item.id) if taken else ""
    return _shown(item, f"Updated in {_many(len(taken))}.{_left(len(left))}", undo)


@blueprint.post("/spread/undo")
def restore_all(item_id: int) -> Response:
    """Undo that, where nothing was changed since."""
    item = _of_base(item_id)
    count = take_back(kin.copies(g.resume, [item], lock=True).get(item.id, []))
    said = f"{_many(count)} {'is' if count == 1 else 'are'} as before."
    return _shown(item, said if count else "Nothing was undone: it was changed since.")


@blueprint.post("/pull")
def pull(item_id: int) -> Response:
    """Take into the base what a copy of it (`item_id`) says."""
    pair = _copy(item_id)
    pair.require(_number("revision"), _number("base"))
    pair.give()
    undo = url_for(".unpull", resume_id=g.resume.id, item_id=item_id)
    return _shown(pair.base, f"Your base resume says it as “{pair.item.section.resume.title}” does.", undo)


@blueprint.post("/pull/undo")
def unpull(item_id: int) -> Response:
    """Undo that, when neither was changed since."""
    pair = _copy(item_id)
    if "gave" in (pair.item.base_before or {}):
        pair.undo()
    return _shown(pair.base, "It is as it was.")


# --- what they share ----------------------------------------------------------------------------------


def _pair(item_id: int) -> Lineage:
    """The item of `g.resume` with its base item; 404 when either is gone."""
    item = g.resume.item(item_id) or abort(404)
    return kin.lineage(g.resume, item) or abort(404)


def _seen(item_id: int) -> Lineage:
    """The same. `Stale` unless the form was made from both as they are."""
    pair = _pair(item_id)
    pair.require(_number("revision"), _number("base"))
    return pair


def _too_late(pair: Lineage) -> Response:
    """The answer to a tab that asks again: the base's change was answered in another."""
    return htmx.go(url_for(".show", resume_id=g.resume.id, item_id=pair.item.id), "That was answered already.")


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _of_base(item_id: int) -> Item:
    found: Item | None = g.resume.item(item_id) if g.resume.base else None
    return found or abort(404)


def _copy(item_id: int) -> Lineage:
    return kin.copy(g.resume, item_id) or abort(404)


def _answered(pair: Lineage, message: str, way_back: bool = True) -> Response:
    undo = url_for(".undo", resume_id=g.resume.id, item_id=pair.item.id) if way_back else ""
    return _shown(pair.item, message, undo)


def _shown(item: Item, message: str, undo: str = "") -> Response:
    section = item.section
    focus = f"open-section-{section.id}" if section.kind.single else f"line-{item.id}"
    return editor.changed(message, undo, editor.SECTIONS, focus, section=section)


def _page(pair: Lineage) -> Response:
    return make_response(render_template("lineage/show.html", resume=g.resume, pair=pair, **told(pair)))


def _many(count: int) -> str:
    return "1 resume" if count == 1 else f"{count} resumes"


def _left(count: int) -> str:
    words: dict[int, Any] = {0: "", 1: " One has words of your own and asks you there."}
    return str(words.get(count, f" {count} have words of your own and ask you there."))
