"""The trash: everything a person removed, until when it can be put back, and the way to be rid of it now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import contains_eager
from werkzeug.wrappers import Response

from letraz.extensions import db
from letraz.models import CoverLetter, ExportRequest, Item, Job, JobContact, Resume, Section
from letraz.models.ordering import TRASH_LASTS
from letraz.views import htmx

blueprint = Blueprint("trash", __name__, url_prefix="/trash")

#: Rows of each kind that the page lists, the last removed first.
MOST = 100

Way = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing in the trash: which rows of the reader's lie there, and what the page says of one."""

    heading: str
    model: type[Any]
    rows: Callable[[], Select[Any]]
    name: Callable[[Any], str]
    part_of: Callable[[Any], str]
    back: Callable[[Any], Way]  #: the address that restores it
    along: str  #: what goes with it

    def trashed(self) -> Select[Any]:
        """The reader's rows of this kind in the trash. What lies in the trash as a part of something goes with that."""
        return self.rows().where(self.model.deleted_at.is_not(None))

    def find(self, row_id: int) -> Any:
        """The reader's row of this id, in the trash; 404 when there is none. Locked when it is to be removed."""
        query = self.trashed().where(self.model.id == row_id)
        if request.method == "POST":
            query = query.with_for_update(of=self.model.__table__).execution_options(populate_existing=True)
        return db.session.scalar(query) or abort(404)

    def listed(self, slug: str) -> list[dict[str, Any]]:
        """The rows that the page lists, and one more when there are more."""
        found = db.session.scalars(self.trashed().order_by(self.model.deleted_at.desc()).limit(MOST + 1))
        return [self.shown(slug, row) for row in found]

    def shown(self, slug: str, row: Any) -> dict[str, Any]:
        """One row as the page shows it."""
        endpoint, ids = self.back(row)
        return {
            "name": self.name(row),
            "part_of": self.part_of(row),
            "at": row.deleted_at,
            "goes": row.goes_at,
            "restore": url_for(endpoint, **ids),
            "remove": url_for("trash.confirm", kind=slug, row_id=row.id),
        }


@blueprint.get("/")
def index() -> str:
    """Everything in the trash, by kind, the last removed first."""
    groups = {kind.heading: kind.listed(slug) for slug, kind in KINDS.items()}
    found = {name: rows for name, rows in groups.items() if rows}
    return render_template("trash/index.html", groups=found, most=MOST, days=TRASH_LASTS.days)


@blueprint.get("/<kind>/<int:row_id>/remove")
def confirm(kind: str, row_id: int) -> str:
    """What goes, and what stays, when it is removed for good."""
    found = KINDS.get(kind) or abort(404)
    row = found.find(row_id)
    shown = found.shown(kind, row)
    return render_template("trash/confirm.html", row=shown, kind=kind, row_id=row_id, along=found.along, **_files(row))


@blueprint.post("/<kind>/<int:row_id>/remove")
def remove(kind: str, row_id: int) -> Response:
    """Remove it for good, now."""
    found = KINDS.get(kind) or abort(404)
    row = found.find(row_id)
    name = found.name(row)
    row.purge(db.session())
    db.session.commit()
    return htmx.go(url_for("trash.index"), f"{name} is removed for good.")


def _files(row: Any) -> dict[str, int]:
    """How many exports go with it, and how many stay."""
    if not hasattr(row, "exports"):
        return {"gone": 0, "stay": 0}
    stays = ExportRequest.kept | ExportRequest.sent
    counted = select(stays, func.count()).where(row.exports()).group_by(stays)
    found = {bool(one): count for one, count in db.session.execute(counted)}
    return {"gone": found.get(False, 0), "stay": found.get(True, 0)}


# --- which rows are the reader's ---------------------------------------------------------------------


def _own(model: type[Any]) -> Callable[[], Select[Any]]:
    return lambda: select(model).where(model.user_id == current_user.id)


def _sections() -> Select[Any]:
    query = select(Section).join(Section.resume).options(contains_eager(Section.resume))
    return query.where(Resume.user_id == current_user.id, Resume.deleted_at.is_(None))


def _items() -> Select[Any]:
    query = select(Item).join(Item.section).join(Section.resume)
    alive = and_(Section.deleted_at.is_(None), Resume.user_id == current_user.id, Resume.deleted_at.is_(None))
    # the items' own owner: PostgreSQL plans the types' tables before it looks at whose resumes these are
    mine = query.where(Item.user_id == current_user.id, alive)
    return mine.options(contains_eager(Item.section).contains_eager(Section.resume))


def _contacts() -> Select[Any]:
    query = select(JobContact).join(JobContact.job).options(contains_eager(JobContact.job))
    return query.where(Job.user_id == current_user.id, Job.deleted_at.is_(None))


def _in(section: Section, room: str, **ids: int) -> Way:
    return f"resumes.{room}.restore", {"resume_id": section.resume_id, **ids}


def _job(row: Any) -> str:
    return row.job.name if row.job else ""


KINDS = {
    "resume": Kind(
        "Resumes", Resume, _own(Resume), lambda row: row.title, _job,
        lambda row: ("resumes.restore", {"resume_id": row.id}),
        "Its sections and lines, its versions and its pages go with it.",
    ),
    "section": Kind(
        "Sections", Section, _sections, lambda row: row.heading, lambda row: row.resume.title,
        lambda row: _in(row, "sections", section_id=row.id),
        "Its lines go with it.",
    ),
    "line": Kind(
        "Lines", Item, _items, lambda row: row.shown_name,
        lambda row: f"{row.section.heading}, {row.section.resume.title}",
        lambda row: _in(row.section, row.kind, item_id=row.id),
        "Copies of it in other resumes stay.",
    ),
    "job": Kind(
        "Jobs", Job, _own(Job), lambda row: row.name, lambda row: "",
        lambda row: ("jobs.restore", {"job_id": row.id}),
        "Its posting, what it asks for, its days, notes and contacts go with it. "
        "Resumes, letters and files that were made for it stay.",
    ),
    "letter": Kind(
        "Letters", CoverLetter, _own(CoverLetter), lambda row: row.name, _job,
        lambda row: ("letters.restore", {"letter_id": row.id}),
        "Its words go with it.",
    ),
    "contact": Kind(
        "Contacts", JobContact, _contacts, lambda row: row.name or row.email or "Contact", _job,
        lambda row: ("tracking.restore", {"job_id": row.job_id, "contact_id": row.id}),
        "What you noted about this person goes with it.",
    ),
}  # fmt: skip
