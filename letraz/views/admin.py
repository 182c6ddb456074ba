"""For staff: people, exports and queues, settings as running. Never anybody's content."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from letraz import config, queue
from letraz.extensions import db
from letraz.extensions import queue as tasks
from letraz.llm import Model
from letraz.models import User
from letraz.views import access, exports, htmx

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
blueprint.before_request(access.staff_only)

#: People on one page.
PAGE = 50

#: Under which name a try of the model is told, and for how many seconds.
TRY, TOLD = "model-try", 600


@blueprint.get("/people")
def people() -> str:
    """Who has an account, by the newest; `q` looks for an address."""
    page, asked = htmx.page_number(), request.args.get("q", "").replace("\0", "").strip()
    query = select(User).order_by(User.id.desc())
    if asked:
        query = query.where(User.email.icontains(asked, autoescape=True))
    rows = list(db.session.scalars(query.offset((page - 1) * PAGE).limit(PAGE + 1)))
    total = db.session.scalar(select(func.count()).select_from(User))
    found = {"people": rows[:PAGE], "more": len(rows) > PAGE, "page": page, "q": asked, "total": total}
    return render_template("admin/people.html", **found)


@blueprint.post("/people/<int:user_id>/active")
def activate(user_id: int) -> Response:
    """Close an account's doors (`active`: 0), which ends its sessions everywhere, or open them (1)."""
    user = db.session.get(User, user_id) or abort(404)
    if user.id == current_user.id:
        abort(422)
    if request.form.get("active") == "1":
        user.active = True
    else:
        user.deactivate()
    db.session.commit()
    return htmx.go(url_for("admin.people"), f"{user.email} is {'active' if user.active else 'not active any more'}.")


@blueprint.get("/exports")
def queues() -> str:
    """How exports, letters and queues are doing."""
    lengths = {name: tasks.length(name) for name in (queue.EXPORT, queue.PREVIEW, queue.MODEL, queue.DEFAULT)}
    return render_template("admin/exports.html", queues=lengths, **exports.health())


@blueprint.get("/settings")
def settings() -> str:
    """The settings as running, secrets left out."""
    return render_template("admin/settings.html", settings=config.shown(current_app.config))


@blueprint.get("/model")
def model() -> Response:
    """The language model that is set, and how the last try went. Its key is shown to nobody."""
    said = tasks.told(TRY, 0)
    found: dict[str, Any] = {"model": Model.of(current_app.config), "trial": json.loads(said) if said else None}
    return htmx.answer("admin/_trial.html", "admin/model.html", **found)


@blueprint.post("/model/try")
def try_model() -> Response:
    """Let a worker ask the model for one word."""
    if Model.of(current_app.config) is None:
        return htmx.go(url_for("admin.model"), "No model is set.")
    tasks.tell(TRY, "{}", TOLD)
    asked = tasks.put(queue.MODEL, "try_model", TRY, TOLD)
    return htmx.go(url_for("admin.model"), "The model is asked." if asked else "The broker does not answer.")
