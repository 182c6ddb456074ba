"""All jobs of a person: as a board by stage, and as a list that is searched, filtered and sorted.

A person may have a thousand. So both read one slim row for each job, choose among those, and load only the jobs
that the page shows: the number of queries does not depend on how many there are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import render_template, request, url_for
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import load_only

from letraz.extensions import db
from letraz.models import Job, JobStage
from letraz.models.job import BEFORE_SENT, CLOSED, REASONS, STAGES
from letraz.views import htmx

#: Jobs on one page of the list, and in one column of the board.
PAGE, COLUMN = 50, 12

#: A posting closes soon when it closes within so many days.
SOON = timedelta(days=7)

#: What the list is sorted by, and what it is narrowed to.
SORTS = {
    "changed": "Last changed", "added": "Last added", "title": "Job title", "company": "Company", "stage": "Stage",
    "closes": "Closing date", "follow_up": "Follow-up date",
}  # fmt: skip
DUE = {"follow_up": "Follow-up due", "closes": "Closing within 7 days"}

_STAGE_NAMES = {stage: stage.capitalize() for stage in STAGES}

_SHOWN = (
    Job.id, Job.title, Job.company_name, Job.location, Job.salary_range, Job.stage, Job.closed_reason,
    Job.closes, Job.follow_up, Job.updated_at,
)  # fmt: skip
_SLIM = (Job.id, Job.stage, Job.title, Job.company_name, Job.location, Job.closes, Job.follow_up, Job.updated_at)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for. What it asks for and there is not is left out, never an error."""

    view: str = ""
    q: str = ""
    stage: str = ""
    due: str = ""
    sort: str = "changed"
    page: int = 1

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Wanted:
        """From a query string."""
        said = {name: args.get(name, "") for name in ("view", "q", "stage", "due", "sort")}
        known: dict[str, Any] = {"view": ("list",), "stage": STAGES, "due": DUE, "sort": SORTS}
        kept: dict[str, Any] = {n: v for n, v in said.items() if n == "q" or v in known[n]}
        return cls(**{**kept, "q": said["q"][:200].strip(), "page": htmx.page_number()})

    @property
    def address(self) -> str:
        """The page that shows this."""
        plain = asdict(Wanted())
        return url_for("jobs.index", **{name: v for name, v in asdict(self).items() if v != plain[name]})

    @property
    def back(self) -> str:
        """What leads back here from a change: the query string, "" for the board."""
        return urlsplit(self.address).query

    def on_page(self, number: int) -> str:
        """The address of another page of the same."""
        return replace(self, page=number).address

    def takes(self, row: Any, today: date) -> bool:
        """Whether a slim row is among what is wanted."""
        if self.stage and row.stage != self.stage:
            return False
        if self.due == "follow_up" and not (row.follow_up and row.follow_up <= today and row.stage != CLOSED):
            return False
        if self.due == "closes" and not (closes_soon(row, today)):
            return False
        return not self.q or _says(row, self.q)


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the board: the jobs last changed in it, and how many there are."""

    stage: str
    jobs: list[Job]
    total: int


def index() -> str:
    """All jobs: the board, or with `?view=list` the list."""
    wanted = Wanted.read(request.args)
    found = listed(wanted) if wanted.view else board()
    return render_template("jobs/index.html", **found)


def board() -> dict[str, Any]:
    """What the board shows."""
    rows = sorted(_slim(), key=lambda row: (row.updated_at, row.id), reverse=True)
    ids = {stage: [row.id for row in rows if row.stage == stage] for stage in STAGES}
    jobs = _load([one for each in ids.values() for one in each[:COLUMN]])
    columns = [
        Column(stage, [jobs[one] for one in each[:COLUMN] if one in jobs], len(each)) for stage, each in ids.items()
    ]
    return {"columns": columns, "total": len(rows), "wanted": Wanted(), **words(jobs)}


def listed(wanted: Wanted) -> dict[str, Any]:
    """What the list shows."""
    today, rows = current_user.today(), _slim(Job.notes, Job.created_at) if wanted.view else []
    found = [row for row in rows if wanted.takes(row, today)]
    found.sort(key=_ORDER[wanted.sort])
    start = (wanted.page - 1) * PAGE
    jobs = _load([row.id for row in found[start : start + PAGE]])
    more = len(found) > start + PAGE
    page = {"wanted": wanted, "found": len(found), "total": len(rows), "more": more}
    return {
        "jobs": list(jobs.values()),
        "sorts": SORTS,
        "dues": DUE,
        "stage_names": _STAGE_NAMES,
        **page,
        **words(jobs),
    }


def words(jobs: Mapping[int, Job]) -> dict[str, Any]:
    """What a template says of jobs: today's date, what is soon, and since when each is in its stage."""
    latest = select(JobStage.job_id, func.max(JobStage.at)).where(JobStage.job_id.in_(jobs)).group_by(JobStage.job_id)
    found = db.session.execute(latest).all() if jobs else []
    since: dict[int, datetime] = {row[0]: row[1] for row in found}
    today = current_user.today()
    fixed = {"stages": STAGES, "reasons": REASONS, "before_sent": BEFORE_SENT}
    return {"since": since, "today": today, "soon": today + SOON, **fixed}


def closes_soon(row: Any, today: date) -> bool:
    """Whether a job that is not sent yet closes within a week."""
    return row.stage in BEFORE_SENT and row.closes is not None and today <= row.closes <= today + SOON


def _slim(*more: Any) -> list[Any]:
    mine = select(*_SLIM, *more).where(Job.user_id == current_user.id, Job.deleted_at.is_(None))
    return list(db.session.execute(mine).all())


def _load(ids: list[int]) -> dict[int, Job]:
    """The person's jobs of these ids, in this order."""
    if not ids:
        return {}
    query = current_user.owns(Job).where(Job.id.in_(ids)).options(load_only(*_SHOWN, raiseload=True))
    found = {job.id: job for job in db.session.scalars(query)}
    return {one: found[one] for one in ids if one in found}


def folded(text: str) -> str:
    """Text as it is compared: without case and accents, in every script (SQLite knows only the case of ASCII)."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))


def _says(row: Any, q: str) -> bool:
    """Whether each word that is looked for stands in the title, company, location or notes."""
    text = folded(f"{row.title}\n{row.company_name}\n{row.location}\n{row.notes}")
    return all(word in text for word in folded(q).split())


def _newest(moment: datetime) -> float:
    return -moment.timestamp()


#: How two slim rows compare. A day that is not known comes last; what is alike, the last changed first.
_ORDER: dict[str, Callable[[Any], Any]] = {
    "changed": lambda row: (_newest(row.updated_at), -row.id),
    "added": lambda row: (_newest(row.created_at), -row.id),
    "title": lambda row: (folded(row.title or row.company_name), _newest(row.updated_at)),
    "company": lambda row: (folded(row.company_name or row.title), _newest(row.updated_at)),
    "stage": lambda row: (STAGES.index(row.stage), _newest(row.updated_at)),
    "closes": lambda row: (row.closes or date.max, _newest(row.updated_at)),
    "follow_up": lambda row: (row.follow_up or date.max, _newest(row.updated_at)),
}
