"""Jobs of a take-out: their fields, what they ask, people, stages and postings."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from flask_login import current_user

from letraz.extensions import db
from letraz.models import Job, JobContact, JobStage, Posting
from letraz.models.job import LEVELS, REASONS, STAGES
from letraz.models.ordering import Refused
from letraz.models.posting import FILE, LINK, PASTED, READY
from letraz.models.requirement import CHECKED, NOT_TRUE
from letraz.takeout.opening import Opened
from letraz.views.brought_values import Brought, alive, day_of, moment_of, sent, text_of, through
from letraz.views.contacts import MOST_CONTACTS, ContactForm
from letraz.views.job_form import JobForm


def jobs(parcel: Opened, brought: Brought) -> None:
    """Every job that is not in the trash, as a new one of the reader."""
    parts = {name: _by_job(parcel, name) for name in ("job_requirement", "job_contact", "job_stage", "posting")}
    for row in alive(parcel, "jobs"):
        job = _job(row, parts["job_requirement"][row.get("id")], brought)
        if job is None:
            continue
        brought.jobs[row["id"]] = job
        _contacts(job, parts["job_contact"][row["id"]], brought)
        _stages(job, row, parts["job_stage"][row["id"]])
        _postings(job, parts["posting"][row["id"]])


def _by_job(parcel: Opened, table: str) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in alive(parcel, table):
        if isinstance(row.get("job_id"), int):
            found[row["job_id"]].append(row)
    return found


def _job(row: Mapping[str, Any], wants: list[dict[str, Any]], brought: Brought) -> Job | None:
    said = {**row, **{level: _lines(wants, level) for level in LEVELS}}
    clean = through(JobForm, said, "Job", brought)
    form = JobForm(formdata=sent(clean), meta={"csrf": False})
    if not form.validate() or not isinstance(row.get("id"), int):
        brought.refuse("Job", "A job needs a title or a company.", row.get("title"))
        return None
    try:
        current_user.require_room_for_jobs()
    except Refused as error:
        brought.refuse("Job", str(error), row.get("title"))
        return None
    job = Job(user_id=current_user.id, stage=STAGES[0])
    db.session.add(job)
    form.save(job)
    job.source_text, job.follow_up = text_of(row, "source_text"), day_of(row.get("follow_up"))
    _answers(job, wants)
    db.session.flush()
    return job


def _lines(wants: list[dict[str, Any]], level: str) -> str:
    return "\n".join(text_of(one, "text") for one in wants if one.get("level") == level)


def _answers(job: Job, wants: list[dict[str, Any]]) -> None:
    """What needs no line to point at comes back by itself; a yes or no is about a line, and waits for the resumes."""
    said = {(one.get("level"), one.get("text")): one for one in wants}
    for want in job.wants:
        answer = said.get((want.level, want.text), {}).get("answer")
        if answer in (NOT_TRUE, CHECKED):
            want.answer = str(answer)


def _contacts(job: Job, rows: list[dict[str, Any]], brought: Brought) -> None:
    for row in rows[:MOST_CONTACTS]:
        clean = through(ContactForm, row, f"Contact, {job.name}", brought)
        if any(clean.get(name) for name in ContactForm.named_by):
            job.contacts.append(JobContact(**clean))


def _stages(job: Job, row: Mapping[str, Any], steps: list[dict[str, Any]]) -> None:
    for step in steps[:500]:
        if step.get("stage") in STAGES and (at := moment_of(step.get("at"))):
            reason = step.get("reason") if step.get("reason") in REASONS else ""
            job.history.append(JobStage(stage=step["stage"], reason=reason, at=at))
    if row.get("stage") in STAGES:
        job.stage = row["stage"]
        job.closed_reason = str(row.get("closed_reason")) if row.get("closed_reason") in REASONS else ""


def _postings(job: Job, rows: list[dict[str, Any]]) -> None:
    """The text as it was, with the hash of what it is here; what was read from it is the job's by now."""
    for row in rows[:20]:
        text = text_of(row, "text")
        source = row.get("source") if row.get("source") in (PASTED, LINK, FILE) else PASTED
        if text:
            kept = Posting(user_id=current_user.id, job=job, source=source, url=job.url or "", text=text, state=READY)
            kept.sha256, kept.found = hashlib.sha256(text.encode()).hexdigest(), {"fields": {}, "requirements": []}
            kept.fetched_at = moment_of(row.get("fetched_at")) or moment_of(row.get("created_at"))
            db.session.add(kept)
