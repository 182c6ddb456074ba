"""What the base resume shows of a job, and what its person answers: it is this, it is not, it is not true for me.

A gap never becomes a skill by itself: what is added is typed by the person, into an entry of the base resume.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from letraz import richtext
from letraz.document import Document, Entry
from letraz.drafting.standing import shows
from letraz.extensions import db
from letraz.matching import points
from letraz.matching.applying import text_field, with_text
from letraz.matching.finding import MISSING, NOT_TRUE, PARTLY, POSSIBLY, SHOWN, Finding
from letraz.matching.lines import lines
from letraz.matching.posting import DUTY, MUST, NICE
from letraz.models import Job, JobRequirement
from letraz.models.ordering import Stale
from letraz.models.requirement import CHECKED, NO, YES
from letraz.models.requirement import NOT_TRUE as NOT_ME
from letraz.views import access, htmx, standing

FRAGMENT = "findings/_findings.html"

#: Open ones first: what the person can do something about, then what stands.
ORDER = (POSSIBLY, MISSING, PARTLY, SHOWN, NOT_TRUE)

#: Shown ones of a level that are not folded away.
UNFOLDED = 3

#: Characters of a line that a person adds.
LINE = 500

_SAID = {
    YES: "Noted: that line shows it.", NO: "Noted: that line is something else.", NOT_ME: "Left out of the count.",
    CHECKED: "Checked.", "": "Put back.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement with what the resume shows of it."""

    want: JobRequirement
    finding: Finding


def context(job: Job) -> dict[str, Any]:
    """What the templates of findings take."""
    record = standing.record()
    match = shows(record, job)
    rows = [Row(want, finding) for want, finding in zip(job.wants, match.findings, strict=True)]
    return {
        "job": job,
        "levels": [(name, head, _sorted(rows, name)) for name, head in _HEADS if _sorted(rows, name)],
        "conditions": [row for row in rows if row.finding in match.conditions],
        "must": match.tally(),
        "nice": match.tally(NICE),
        "places": _places(record),
        "unfolded": UNFOLDED,
        "states": {row.want.id: row.finding.state for row in rows},
        "base_id": standing.base_id(),
    }


_HEADS = ((MUST, "Must-haves"), (NICE, "Nice to have"), (DUTY, "What you would do"))


def _sorted(rows: list[Row], level: str) -> list[Row]:
    mine = [row for row in rows if row.want.level == level]
    return sorted(mine, key=lambda row: ORDER.index(row.finding.state))


def _places(record: Document) -> list[tuple[str, str]]:
    """Where a line can be added: entries that have dates, newest first as they stand."""
    return [
        (entry.key, ", ".join(part for part in (entry.subtitle, entry.title) if part) or block.title)
        for block in record.blocks
        for entry in block.entries
        if entry.key and entry.dates and _can_say(entry)
    ]


def _can_say(entry: Entry) -> bool:
    return bool(text_field(entry)) or "description" in _fields(entry)


def _fields(entry: Entry) -> tuple[str, ...]:
    from letraz.sections import TYPES

    return TYPES[entry.kind].fields()


def answer(job_id: int, want_id: int) -> Response:
    """Say something of a requirement (`say`), about a line of the base resume (`at`) where that matters."""
    job = access.own(Job, job_id)
    want = _want(job, want_id)
    say = request.form.get("say", "")
    if say not in _SAID:
        abort(422)
    at = request.form.get("at", "")
    line = next((line for line in lines(standing.record()) if line.at == at), None)
    if say in (YES, NO) and line is None:
        abort(422)
    if line and request.form.get("line", line.text) != line.text:
        raise Stale  # the page is older than the resume: what it asked about stands elsewhere by now
    want.say(say, at if line else "", line.text if line else "")
    return _changed(job, _SAID[say], focus=f"want-{want.id}")


def add(job_id: int, want_id: int) -> Response:
    """Write a line (`text`) into an entry of the base resume (`where`): the person's own words, by their own hand."""
    job = access.own(Job, job_id)
    want = _want(job, want_id)
    text, where = " ".join(request.form.get("text", "").split())[:LINE], request.form.get("where", "")
    base = standing.base()
    document: Document = base.document()
    if not text or where not in dict(_places(document)):
        error = "Write what you did, and choose where." if not text else "Choose where you used it."
        found = {**_page(job), **context(job), "adding": want.id, "typed": text, "add_error": error}
        return htmx.answer(FRAGMENT, "jobs/show.html", 422, **found)
    base.become(document.map_entries(lambda entry: _with(entry, text) if entry.key == where else entry))
    db.session.flush()
    return _changed(job, "Added to your base resume.", focus=f"want-{want.id}")


def _with(entry: Entry, text: str) -> Entry:
    count = len(richtext.outline(entry.text))
    said = points.put_in(entry.text, count, richtext.escape(text))
    if text_field(entry):
        return with_text(entry, said)
    return replace(entry, text=said, values={**entry.values, "description": said})


def _want(job: Job, want_id: int) -> JobRequirement:
    return next((want for want in job.wants if want.id == want_id), None) or abort(404)


def _page(job: Job) -> dict[str, Any]:
    from letraz.views import jobs

    return jobs.page(job)


def _changed(job: Job, message: str, focus: str = "") -> Response:
    db.session.commit()
    url = url_for("jobs.show", job_id=job.id, _anchor="findings")
    return htmx.changed(FRAGMENT, url, message, "", focus, **context(job))
