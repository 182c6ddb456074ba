"""Proposed paragraphs of a letter: accept, leave out, take back, look again. Only what is accepted stands in it."""

from __future__ import annotations

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response

from letraz.models import CoverLetter
from letraz.models.drafting import Draft
from letraz.views import access, letters, proposing

blueprint = Blueprint("drafts", __name__, url_prefix="/letters/<int:letter_id>/drafts")

#: What has the focus when a proposal is gone.
HEAD = "drafts-head"


@blueprint.post("/")
def create(letter_id: int) -> Response:
    """Look again at what the resume shows of the job, and propose what is new."""
    letter = access.own(CoverLetter, letter_id)
    count = proposing.offer(letter)
    said = f"{count} new paragraphs are proposed." if count > 1 else "One new paragraph is proposed."
    return letters.changed(letter, said if count else "Nothing new to propose.")


@blueprint.post("/<int:draft_id>/accept")
def accept(letter_id: int, draft_id: int) -> Response:
    """Put a paragraph into the letter. 422 with the reasons when the gate stops it by now: nothing is changed then."""
    letter, draft = _found(letter_id, draft_id)
    verdict = proposing.check(letter, draft.content)
    if not verdict.passes:
        return letters.shown(letter, 422, refused=[problem.says for problem in verdict.problems])
    letter.accept(draft.id, verdict.to_json())
    letter.touch()
    return letters.changed(letter, "The paragraph is in the letter.", _back(letter, draft), HEAD)


@blueprint.post("/<int:draft_id>/reject")
def reject(letter_id: int, draft_id: int) -> Response:
    """Leave a paragraph out."""
    letter, draft = _found(letter_id, draft_id)
    letter.reject(draft.id)
    return letters.changed(letter, "Left out.", _back(letter, draft), HEAD)


@blueprint.post("/<int:draft_id>/undo")
def undo(letter_id: int, draft_id: int) -> Response:
    """Offer a paragraph again; an accepted one goes out of the letter."""
    letter, draft = _found(letter_id, draft_id)
    letter.take_back(draft.id)
    letter.touch()
    return letters.changed(letter, "Offered again.")


def _back(letter: CoverLetter, draft: Draft) -> str:
    return url_for(".undo", letter_id=letter.id, draft_id=draft.id)


def _found(letter_id: int, draft_id: int) -> tuple[CoverLetter, Draft]:
    """The letter and its proposal; 404 when there is none."""
    letter = access.own(CoverLetter, letter_id)
    return letter, letter.draft(draft_id) or abort(404)
