"""Following one application: its stage, dates, notes, and what was sent. Contacts: `letraz.views.contacts`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, abort, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz import forms
from letraz.days import DayField
from letraz.extensions import db
from letraz.models import CoverLetter, ExportRequest, Job, JobContact, reminding
from letraz.models.job import BEFORE_SENT, CLOSED, REASONS, SENT
from letraz.models.ordering import Refused
from letraz.views import access, board, calendars, contacts, htmx
from letraz.views.conflict import differences
from letraz.views.contacts import ContactForm

blueprint = Blueprint("tracking", __name__, url_prefix="/jobs")
calendars.add_to(blueprint)
contacts.add_to(blueprint)

#: Days after which it is offered to ask how an application stands.
PATIENCE = timedelta(days=7)

#: Files of a job that its page shows.
FILES = 20


class DatesForm(forms.Form):
    """The days of an application, and its person's notes."""

    posted = DayField("Posted")
    closes = DayField("Closes")
    follow_up = DayField("Follow up on")
    notes = forms.ProseField("Your notes", description="Only you see them.")

    def check(self) -> None:
        """A posting closes after it was posted."""
        super().check()
        if self.posted.data and self.closes.data and self.closes.data < self.posted.data:
            self.refuse("closes", "It closes before it was posted.")


@dataclass(frozen=True, slots=True)
class Panel:
    """What a job's page shows of the application."""

    contacts: list[JobContact]
    files: list[ExportRequest]
    letters: list[CoverLetter]
    dates: DatesForm
    contact: ContactForm
    offer: date | None


def panel(job: Job) -> dict[str, Any]:
    """What `tracking/_panel.html` takes."""
    dates = DatesForm(formdata=None, obj=job)
    made = current_user.owns(ExportRequest).where(ExportRequest.job_id == job.id)
    files = list(db.session.scalars(made.order_by(ExportRequest.sent.desc(), ExportRequest.id.desc()).limit(FILES)))
    letters = list(db.session.scalars(current_user.owns(CoverLetter).where(CoverLetter.job_id == job.id)))
    alive = [one for one in job.contacts if not one.deleted_at]
    shown = Panel(alive, files, letters, dates, ContactForm(formdata=None), _offer(job))
    return {"job": job, "track": shown, **board.words({})}


def _offer(job: Job) -> date | None:
    """The day on which to ask how it stands, offered once something was sent and no day is set."""
    if job.stage != SENT or job.follow_up:
        return None
    today: date = current_user.today()
    sent = job.came_to(SENT)
    since: date = current_user.today(sent) if sent else today
    return max(since + PATIENCE, today + timedelta(days=1))


# --- the stage ------------------------------------------------------------------------------------


@blueprint.post("/<int:job_id>/stage")
def stage(job_id: int) -> Response:
    """Move to a stage: `to` is "sent" or "closed:rejected"; `step` is so many stages on, and comes first."""
    job = access.own(Job, job_id)
    to, _, reason = request.form.get("to", "").partition(":")
    if step := request.form.get("step", 0, int):
        to, reason = job.next_stage(step), ""
    made = job.move_to_stage(to, reason)
    db.session.commit()
    if made is None:
        return _shown(job, f"{job.name} is in {stage_name(job)} already.")
    undo = url_for("tracking.undo", job_id=job.id, stage_id=made.id, back=request.form.get("back", ""))
    return _shown(job, f"{job.name} is in {stage_name(job)}.", undo)


@blueprint.post("/<int:job_id>/stage/<int:stage_id>/undo")
def undo(job_id: int, stage_id: int) -> Response:
    """Take back the last step; 409 when another came after it."""
    job = access.own(Job, job_id)
    step = next((one for one in job.history if one.id == stage_id), None)
    if step is None:
        abort(404)
    job.take_back(step)
    db.session.commit()
    return _shown(job, f"{job.name} is back in {stage_name(job)}.")


def stage_name(job: Job) -> str:
    """What the stage is called in a sentence: "Sent", "Closed (no answer came)"."""
    reason = REASONS.get(job.closed_reason, "")
    return job.stage.capitalize() + (f" ({reason})" if reason and job.stage == CLOSED else "")


def _shown(job: Job, message: str, undo: str = "") -> Response:
    """What was looked at, anew: the board, a row of the list, or the stage on the job's own page.

    `back` names it: "" is the board, "job" the job's page, else the query string of the list.
    """
    back = request.values.get("back", "")
    if back == "job":
        here = url_for("jobs.show", job_id=job.id)
        return htmx.changed("tracking/_stage.html", here, message, undo, undo_target="#stage", **panel(job))
    wanted = board.Wanted.read(dict(parse_qsl(back)))
    if not wanted.view:
        found = board.board() if htmx.wants_fragment() else {}
        address, focus = url_for("jobs.index"), f"handle-{job.id}"
        return htmx.changed("jobs/_board.html", address, message, undo, focus, undo_target="#board", **found)
    found = {"job": job, "wanted": wanted, **board.words({job.id: job})}
    target = f"#job-{job.id}"
    return htmx.changed("jobs/_row.html", wanted.address, message, undo, f"more-{job.id}", undo_target=target, **found)


# --- dates and notes ------------------------------------------------------------------------------


@blueprint.route("/<int:job_id>/dates", methods=["GET", "POST"])
def dates(job_id: int) -> Response:
    """Set the days and notes; 409 with both when another tab has changed the job meanwhile."""
    job = access.own(Job, job_id)
    form = DatesForm(obj=job)
    if request.method == "GET":
        return htmx.answer("tracking/dates.html", "tracking/dates.html", form=form, job=job)
    if not form.validate():
        return htmx.answer("tracking/dates.html", "tracking/dates.html", 422, form=form, job=job)
    typed = form.values()
    if form.revision.number != job.revision:
        form.revision.data = str(job.revision)
        told = differences(form, {name: getattr(job, name) for name in typed}, typed)
        return htmx.answer("tracking/dates.html", "tracking/dates.html", 409, form=form, job=job, conflict=told)
    changed = typed["follow_up"] != job.follow_up
    job.save(typed)
    if changed:
        reminding.settle_past(db.session(), job, current_user)
    db.session.commit()
    return htmx.go(url_for("jobs.show", job_id=job.id, _anchor="application"), "Dates and notes are saved.")


@blueprint.post("/<int:job_id>/follow-up")
def follow_up(job_id: int) -> Response:
    """Take the day that was offered."""
    job = access.own(Job, job_id)
    day = _offer(job)
    if day is None:
        raise Refused("There is a follow-up date already, or nothing was sent yet.")
    job.save({"follow_up": day})
    db.session.commit()
    here = url_for("jobs.show", job_id=job.id, _anchor="application")
    return htmx.go(here, f"Follow up on {day.day} {day:%B}: noted.")


# --- what was sent --------------------------------------------------------------------------------


@blueprint.post("/<int:job_id>/files/<int:export_id>/sent")
def sent(job_id: int, export_id: int) -> Response:
    """Mark a file of this job as sent: it is kept, and the stage moves on to *sent*. `sent`: 0 takes it back."""
    job, export = access.own(Job, job_id), access.own(ExportRequest, export_id)
    if export.job_id != job.id:
        abort(404)
    export.mark_sent(request.form.get("sent", "1") == "1")
    made = job.move_to_stage(SENT) if export.sent and job.stage in BEFORE_SENT else None
    db.session.commit()
    word = "marked as sent, and kept" if export.sent else "no longer marked as sent"
    moved = " The application is in Sent." if made else ""
    here = url_for("jobs.show", job_id=job.id, _anchor="sent-files")
    return htmx.changed("tracking/_sent.html", here, f"{export.file_name} is {word}.{moved}", **panel(job), moved=True)
