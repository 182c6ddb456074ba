"""Jobs: the postings that a person wants to answer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from letraz.extensions import db
from letraz.models import Job, Resume, ResumeChange, Version
from letraz.views import access, asked, board, findings, htmx, postings, tailoring, tracking
from letraz.views.conflict import differences
from letraz.views.job_form import JobForm, form_of, stored

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")
blueprint.add_url_rule("/", "index", board.index)
blueprint.add_url_rule("/<int:job_id>/wants/<int:want_id>", "answer", findings.answer, methods=["POST"])
blueprint.add_url_rule("/<int:job_id>/wants/<int:want_id>/add", "add", findings.add, methods=["POST"])

blueprint.register_blueprint(postings.blueprint)
blueprint.register_blueprint(asked.blueprint)
blueprint.add_url_rule("/new", "new", postings.new, methods=["GET", "POST"])


@blueprint.route("/write", methods=["GET", "POST"])
def write() -> Response:
    """Note a job by hand: a title or a company is enough."""
    form = JobForm()
    if request.method == "POST" and form.validate():
        job = postings.make(form)
        db.session.commit()
        return htmx.go(url_for("jobs.show", job_id=job.id), f"{job.name} is saved.")
    return htmx.answer("jobs/edit.html", "jobs/edit.html", 422 if form.errors else 200, form=form, job=None)


@blueprint.get("/<int:job_id>")
def show(job_id: int) -> str:
    """A job: what the base resume shows of it, with the resumes and exports made for it."""
    job = access.own(Job, job_id)
    return render_template("jobs/show.html", **{**page(job), **findings.context(job)})


def page(job: Job) -> dict[str, Any]:
    """What the job's page shows beside the findings."""
    resumes = list(db.session.scalars(current_user.owns(Resume).where(Resume.job_id == job.id).order_by(Resume.id)))
    waiting = ResumeChange.waiting(db.session(), job.id)
    return {"resumes": resumes, "waiting": waiting, **tracking.panel(job)}


@blueprint.route("/<int:job_id>/edit", methods=["GET", "POST"])
def edit(job_id: int) -> Response:
    """Change a job; 409 with both texts when another tab has changed it meanwhile."""
    job = access.own(Job, job_id)
    form = form_of(job)
    if request.method == "GET":
        form.revision.data = str(job.revision)
    elif form.validate():
        if form.revision.number == job.revision:
            form.save(job)
            db.session.commit()
            return htmx.go(url_for("jobs.show", job_id=job.id), f"{job.name} is saved.")
        return _conflict(job, form)
    return htmx.answer("jobs/edit.html", "jobs/edit.html", 422 if form.errors else 200, form=form, job=job)


def _conflict(job: Job, form: JobForm) -> Response:
    changed = differences(form, stored(job, form), form.values())
    form.revision.data = str(job.revision)
    return htmx.answer("jobs/edit.html", "jobs/edit.html", 409, form=form, job=job, conflict=changed)


@blueprint.post("/<int:job_id>/resume")
def resume(job_id: int) -> Response:
    """Make a resume for this job: a copy of the base resume, tied to the job."""
    job = access.own(Job, job_id)
    current_user.require_room()
    base = current_user.base_resume()
    made = base.duplicate(title=job.name[:120], job=job)
    Version.keep(db.session(), made, note="Made from your base resume")
    db.session.flush()
    db.session.refresh(made)
    proposed = tailoring.offer(made)
    db.session.commit()
    return htmx.leave(url_for("resumes.changes.index" if proposed else "resumes.show", resume_id=made.id))


@blueprint.post("/<int:job_id>/trash")
def trash(job_id: int) -> Response:
    """Put a job in the trash, with Undo at once. Its resumes and exports stay."""
    job = access.own(Job, job_id)
    job.trash()
    db.session.commit()
    return htmx.go(url_for("jobs.index"), f"{job.name} is in the trash.", url_for("jobs.restore", job_id=job.id))


@blueprint.post("/<int:job_id>/restore")
def restore(job_id: int) -> Response:
    """Take a job out of the trash."""
    job = access.own(Job, job_id, trashed=True)
    current_user.require_room_for_jobs()
    job.restore()
    db.session.commit()
    return htmx.go(url_for("jobs.show", job_id=job.id), f"{job.name} is back.")
