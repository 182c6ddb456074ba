"""The facts that a person has attested: shown with the day, and taken back."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz.extensions import db
from letraz.models import AttestedFact
from letraz.views import access, htmx

blueprint = Blueprint("facts", __name__, url_prefix="/facts")


@blueprint.get("/")
def index() -> str:
    """What the person has stated beside the base resume, newest first."""
    facts = list(db.session.scalars(current_user.owns(AttestedFact).order_by(AttestedFact.id.desc())))
    return render_template("facts/index.html", facts=facts)


@blueprint.post("/<int:fact_id>/remove")
def remove(fact_id: int) -> Response:
    """Take a fact back: no later change may be made from it. What was made from it before stays as it is."""
    db.session.delete(access.own(AttestedFact, fact_id))
    db.session.commit()
    return htmx.go(url_for("facts.index"), "It counts as a fact no more. Resumes that say it stay as they are.")
