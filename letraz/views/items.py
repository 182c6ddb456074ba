"""Items of a section: one class from which the blueprint of each section type is cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, abort, g, request, url_for
from werkzeug.wrappers import Response

from letraz.extensions import db
from letraz.forms import Form
from letraz.models import Item, Section
from letraz.models.ordering import Refused, Stale, parse_order, require_order
from letraz.sections import TYPES
from letraz.views import editor, htmx, kept
from letraz.views.conflict import differences
from letraz.views.sections import found, order_of, target


class ItemViews:
    """The views of one section type: new, show, save, move, hide, trash, restore."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.type = TYPES[kind]
        self.blueprint = Blueprint(kind, __name__, url_prefix=f"/<int:resume_id>/{kind}")
        self._route("/new/<int:section_id>", self.new, "GET", "POST")
        self._route("/<int:item_id>", self.show, "GET")
        self._route("/<int:item_id>", self.save, "POST")
        for action in (self.move, self.hide, self.trash, self.restore):
            self._route(f"/<int:item_id>/{action.__name__}", action, "POST")

    def _route(self, path: str, view: Any, *methods: str) -> None:
        self.blueprint.add_url_rule(path, view.__name__, view, methods=methods)

    def _item(self, item_id: int, *, trashed: bool = False) -> Item:
        item: Item | None = g.resume.item(item_id, trashed=trashed)
        return item if item is not None and item.kind == self.kind else abort(404)

    # --- reading and writing ---------------------------------------------------------------------------

    def new(self, section_id: int) -> Response:
        """GET: an empty form in its section. POST: add the item."""
        if request.method == "POST" and g.resume.section(section_id) is None:
            return kept.gone()
        section = found(section_id)
        if section.type != self.kind:
            abort(404)
        if request.method == "GET":
            return editor.show(**editor.opened(section, new=True))
        form = editor.form_of(self.type, None)
        if not self._valid(form, section, None):
            return self._again(422, section, None, form)
        try:
            item = section.add(form.values())
        except Refused as error:
            form.form_errors.append(str(error))
            return self._again(422, section, None, form)
        db.session.flush()
        return self._saved(section, item, f"{item.shown_name} added.", self._again_as(self.trash, item, []))

    def show(self, item_id: int) -> Response:
        """The item, open in its section."""
        item = self._item(item_id)
        return editor.show(**editor.opened(item.section, item))

    def save(self, item_id: int) -> Response:
        """Save the item; 409 with both texts when another tab has saved it meanwhile.

        When it was removed meanwhile the answer holds what was typed.
        """
        if g.resume.item(item_id) is None:
            return kept.gone()
        item = self._item(item_id)
        form = editor.form_of(self.type, item)
        if not self._valid(form, item.section, item):
            return self._again(422, item.section, item, form)
        before = item.values
        try:
            item.save(form.values(), form["revision"].number)
        except Stale:
            return self._conflict(item, form)
        if item.values == before:
            return self._saved(item.section, item)
        word = "is as it was" if request.form.get("undone") else "is saved"
        return self._saved(item.section, item, f"{item.shown_name} {word}.", self._undo(item, before))

    def _undo(self, item: Item, before: Mapping[str, Any]) -> htmx.Undo:
        """The same form with what was there before, for as long as nobody saves the item anew."""
        fields = [*self.type.Form.sent(before).items(multi=True), ("revision", str(item.revision)), ("undone", "1")]
        return self._again_as(self.save, item, fields)

    def _again_as(self, view: Any, item: Item, fields: Iterable[tuple[str, str]]) -> htmx.Undo:
        url = url_for(f".{view.__name__}", resume_id=g.resume.id, item_id=item.id)
        return htmx.again(url, fields, f"#section-{item.section_id}")

    def _valid(self, form: Form, section: Section, item: Item | None) -> bool:
        if not form.validate():
            return False
        clash = self.type.conflict(form.values(), [other.values for other in section.items if other is not item])
        if clash:
            form.refuse(*clash)
        return not clash

    def _again(self, status: int, section: Section, item: Item | None, form: Form, **more: Any) -> Response:
        """The form with what was typed, and what is to be said about it."""
        db.session.rollback()
        open_item = item.id if item else f"new-{section.id}"
        return editor.show(status, section=section, open_item=open_item, form=form, **more)

    def _conflict(self, item: Item, form: Form) -> Response:
        stored = {name: getattr(item, name) for name in item.fields()}
        conflict = differences(form, stored, form.values())
        form["revision"].data = str(item.revision)
        return self._again(409, item.section, item, form, conflict=conflict)

    def _saved(self, section: Section, item: Item, message: str = "", undo: htmx.Undo = "") -> Response:
        if request.form.get("then") != "stay":
            focus = f"open-section-{section.id}" if self.type.single else f"line-{item.id}"
            return editor.changed(message, undo, section=section, focus=focus)
        more = editor.opened(section, item)
        if request.form.get("aside"):  # it was saved before something else that was pressed, which has the slip
            message, undo = "", ""
        if not htmx.wants_fragment():
            db.session.commit()
            url = url_for("resumes.show", resume_id=g.resume.id, section=section.id, item=item.id)
            return htmx.go(url, message, undo) if message else htmx.leave(url)
        return editor.changed(message, undo, **more)

    # --- order and presence ----------------------------------------------------------------------------

    def move(self, item_id: int) -> Response:
        """Move an item: `to` or `by` as for sections; `section` is the section it goes to, its own or another.

        `order` is the order that the page shows where the item stands now; 409 when another tab changed it.
        """
        item = self._item(item_id)
        home = item.section
        goal = self._goal(home)
        try:
            require_order(home.items, parse_order(request.form.get("order", "")))
        except Stale:
            response = editor.show(409, editor.SECTIONS, section=home, conflict_order=True)
            response.headers["HX-Retarget"] = "#sections"  # a row's own target is its section
            return response
        far = goal is not home
        before = home.items.index(item) + 1
        at = len(goal.items) + 1 if far and not request.form.get("to") else target(before)
        position = item.move_to(at, goal)
        message = f"{item.shown_name} moved to position {position} of {len(goal.items)}"
        message += f" in {goal.heading}." if far else "."
        more: dict[str, Any] = {"open_sections": [home.id, goal.id]} if far else {}
        fragment = editor.SECTIONS if far else editor.SECTION
        fields = [("to", str(before)), ("section", str(home.id)), ("order", order_of(goal.items))]
        undo = self._again_as(self.move, item, fields)
        response = editor.changed(message, undo, fragment, focus=f"handle-item-{item.id}", section=goal, **more)
        if far:
            response.headers["HX-Retarget"] = "#sections"
        return response

    def _goal(self, home: Section) -> Section:
        """The section that the form names last; its own when it names none."""
        named = request.form.getlist("section")[-1:]
        if not named:
            return home
        return found(int(named[0])) if named[0].isdecimal() and len(named[0]) < 19 else abort(404)

    def hide(self, item_id: int) -> Response:
        """Hide an item from this resume (`hidden`: 1), or show it (0)."""
        item = self._item(item_id)
        undo = self._again_as(self.hide, item, [("hidden", "1" if item.hidden else "0")])
        item.hidden = request.form.get("hidden", "1") == "1"
        item.section.resume.touch()
        message = f"{item.shown_name} is {'hidden' if item.hidden else 'shown'}."
        return editor.changed(message, undo, section=item.section, focus=f"line-{item.id}")

    def trash(self, item_id: int) -> Response:
        """Put an item in the trash, with Undo at once."""
        item = self._item(item_id)
        section = item.section
        section.remove(item)
        undo = url_for(".restore", resume_id=g.resume.id, item_id=item.id)
        focus = f"add-section-{section.id}"
        return editor.changed(f"{item.shown_name} is in the trash.", undo, section=section, focus=focus)

    def restore(self, item_id: int) -> Response:
        """Take an item out of the trash, to where it was."""
        item = self._item(item_id, trashed=True)
        section = found(item.section_id)
        section.put_back(item)
        message = f"{item.shown_name} is back."
        return editor.changed(message, fragment=editor.SECTIONS, section=section, focus=f"line-{item.id}")
