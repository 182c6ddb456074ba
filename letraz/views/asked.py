"""The postings of a job as they were, asking for one again, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from letraz.extensions import db, limiter, setting
from letraz.matching.since import compare
from letraz.models import Job, Posting
from letraz.models.job import LEVELS
from letraz.models.ordering import Refused
from letraz.models.posting import LINK, READY
from letraz.views import access, htmx, postings
from letraz.views.job_form import SALARY, JobForm
from letraz.views.prefilled import prefill

blueprint = Blueprint("asked", __name__, url_prefix="/<int:job_id>/postings")


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that reads otherwise than before: what the job says now, and what the newer posting says."""

    name: str
    label: str
    now: str
    new: str


@blueprint.post("/")
@limiter.limit("10/minute")
def again(job_id: int) -> Response:
    """Fetch the posting of a job once more. Nothing of the job changes."""
    job = access.own(Job, job_id)
    if setting("FETCH_POSTINGS") != "on" or not job.url:
        raise Refused("This posting has no link that can be asked for again.")
    posting = Posting.ask(db.session(), job.user_id, LINK, url=job.url, job=job)
    db.session.commit()
    return postings.wait(posting)


@blueprint.get("/<int:posting_id>")
def show(job_id: int, posting_id: int) -> str:
    """A posting as it was, as plain text; and what in it differs from the one before."""
    job, posting = _find(job_id, posting_id)
    before = Posting.before(db.session(), posting)
    lines = compare(before.text, posting.text) if before and before.sha256 != posting.sha256 else []
    changed = _changed(job, before, posting) if lines else []
    return render_template("postings/show.html", job=job, posting=posting, before=before, lines=lines, changed=changed)


@blueprint.post("/<int:posting_id>/take")
def take(job_id: int, posting_id: int) -> Response:
    """Take fields of a newer posting over into the job: those that were ticked, and no other."""
    job, posting = _find(job_id, posting_id)
    values, chosen = prefill(posting.found, posting.url), set(request.form.getlist("take"))
    taken = [name for first, names in _GROUPS.items() if first in chosen for name in names]
    if not taken:
        raise Refused("Tick what is to be taken over.")
    job.save({name: values[name] for name in taken if name not in LEVELS})
    job.take_requirements({name: values[name] for name in taken if name in LEVELS})
    db.session.commit()
    return htmx.go(url_for("jobs.show", job_id=job.id), f"{job.name} is up to date.")


#: What is taken over together, by the name of its first.
_ALONE = ("title", "company_name", "location", "remote", "employment_type", "posted", "closes", *LEVELS, "description",
          "benefits")  # fmt: skip
_GROUPS = {SALARY[0]: SALARY, **{name: (name,) for name in _ALONE}}


def _find(job_id: int, posting_id: int) -> tuple[Job, Posting]:
    job: Job = access.own(Job, job_id)
    posting: Posting = access.own(Posting, posting_id)
    if posting.job_id != job.id or posting.state != READY:
        abort(404)
    return job, posting


def _changed(job: Job, before: Posting | None, after: Posting) -> list[Changed]:
    """What reads otherwise than in the posting before, and was found."""
    old = prefill(before.found, before.url) if before else {}
    new = prefill(after.found, after.url)
    holds = {name: getattr(job, name) for name in new if name not in LEVELS} | {n: job.lines(n) for n in LEVELS}
    form = JobForm(formdata=None)
    found = []
    for name, names in _GROUPS.items():
        differs = any(old.get(one) != new.get(one) for one in names) and any(new.get(one) for one in names)
        if differs and any(holds[one] != new[one] for one in names):
            found.append(Changed(name, str(form[name].label.text), _said(holds[name]), _said(new[name])))
    return found


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(value)
    return str(value or "").replace("_", " ")
