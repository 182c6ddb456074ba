"""Partial or whole page: the one place that knows htmx.

A change answers an htmx request with the fragment that replaces what changed, and any other request with a
303 to a page that shows it. `htmx-flask` is wrapped here and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from flask import Flask, flash, make_response, redirect, render_template, request
from htmx_flask import request as htmx_request
from werkzeug.wrappers import Response

#: What undoes a change: an address, or what `again` gives; "" for nothing.
Undo: TypeAlias = "str | dict[str, Any]"

#: Characters of an Undo that travels in the session's cookie, which holds 4 kB packed: more is left out.
MOST_CARRIED = 2_500


def again(url: str, fields: Iterable[tuple[str, str]], target: str = "#sections") -> Undo:
    """An Undo that sends these fields to `url`: the form of the change itself, with what was there before."""
    return {"url": url, "fields": [list(field) for field in fields], "target": target}


def wants_fragment() -> bool:
    """Whether a fragment is asked for; a restored page of the history is a whole one."""
    return bool(htmx_request.htmx) and not htmx_request.htmx.history_restore_request


def page_number() -> int:
    """Which page of a long list `?page=` asks for: 1 or more, and no more than a database can count to."""
    return max(1, min(request.args.get("page", 1, int), 1_000_000))


def changed(
    template: str, url: str, message: str = "", undo: Undo = "", /, focus: str = "", **context: Any
) -> Response:
    """The answer to a change that was made: the fragment with the message beside it, or a 303 to `url`.

    `focus` is the id of the control that gets the focus back.
    """
    if not wants_fragment():
        return go(url, message, undo) if message else redirect(url, 303)
    html = render_template("fragment.html", inner=template, message=message, undo=undo, **context)
    response = make_response(html)
    response.headers["HX-Trigger"] = "resume-changed"
    return focused(response, focus) if focus else response


def focused(response: Response, name: str) -> Response:
    """The answer, that gives the focus to the control of this id once it is there."""
    response.headers["HX-Trigger-After-Settle"] = json.dumps({"refocus": {"id": name}})
    return response


def answer(fragment: str, whole: str, status: int = 200, /, **context: Any) -> Response:
    """A fragment or the whole page, whichever is asked for."""
    return make_response(render_template(fragment if wants_fragment() else whole, **context), status)


def go(url: str, message: str, undo: Undo = "") -> Response:
    """Another page, with a message and what undoes what was done."""
    carried = undo if len(json.dumps(undo)) <= MOST_CARRIED else ""
    slip: Any = {"text": message, "undo": carried} if carried else message
    flash(slip, "toast")
    return leave(url)


def leave(url: str) -> Response:
    """Send the browser to another page, from a fragment's request too."""
    if wants_fragment():
        response = make_response("", 204)
        response.headers["HX-Redirect"] = url
        return response
    return redirect(url, 303)


def init_app(app: Flask) -> None:
    """Let templates ask whether they are a fragment."""
    app.jinja_env.globals["wants_fragment"] = wants_fragment
