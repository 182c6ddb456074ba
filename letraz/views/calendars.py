"""Calendar files of jobs: the days to follow up and the days that postings close."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, url_for
from flask_login import current_user
from sqlalchemy import or_
from sqlalchemy.orm import load_only
from werkzeug.wrappers import Response as BaseResponse

from letraz import ics
from letraz.database import now
from letraz.extensions import db
from letraz.models import Job
from letraz.models.job import BEFORE_SENT, CLOSED
from letraz.models.tracking import CLOSES, FOLLOW_UP
from letraz.views import access, htmx

_READ = (Job.id, Job.title, Job.company_name, Job.stage, Job.closes, Job.follow_up, Job.updated_at)


def add_to(blueprint: Blueprint) -> None:
    """Give these views their addresses, among the jobs."""
    blueprint.add_url_rule("/calendar.ics", "calendars", every)
    blueprint.add_url_rule("/<int:job_id>/calendar.ics", "calendar", one)


def every() -> BaseResponse:
    """The days of all jobs that are not closed."""
    dated = or_(Job.closes.is_not(None), Job.follow_up.is_not(None))
    query = current_user.owns(Job).where(Job.stage != CLOSED, dated).options(load_only(*_READ, raiseload=True))
    return _file([day for job in db.session.scalars(query) for day in _days(job)], "jobs", url_for("jobs.index"))


def one(job_id: int) -> BaseResponse:
    """The days of one job."""
    job = access.own(Job, job_id)
    return _file(list(_days(job)), f"job-{job.id}", url_for("jobs.show", job_id=job.id))


def _days(job: Job) -> Iterator[ics.Day]:
    page = url_for("jobs.show", job_id=job.id, _external=True)
    host = urlsplit(current_app.config["PUBLIC_URL"]).hostname
    if job.follow_up and job.stage != CLOSED:
        uid = f"job-{job.id}-{FOLLOW_UP}@{host}"
        yield ics.Day(uid, job.follow_up, f"Follow up: {job.name}", page, page, job.updated_at)
    if job.closes and job.stage in BEFORE_SENT:
        uid = f"job-{job.id}-{CLOSES}@{host}"
        yield ics.Day(uid, job.closes, f"Closes: {job.name}", page, page, job.updated_at)


def _file(days: list[ics.Day], name: str, back: str) -> BaseResponse:
    """The file; where there is no day to write, back with a sentence."""
    if not days:
        return htmx.go(back, "There is no date ahead to put into a calendar.")
    response = Response(ics.calendar(days, now()), mimetype="text/calendar")
    response.headers.set("Content-Disposition", "attachment", filename=f"letraz-{name}.ics")
    return response
