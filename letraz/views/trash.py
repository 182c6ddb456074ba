"""The trash: everything a person removed, with the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, url_for
from flask_login import current_user
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import contains_eager

from letraz.extensions import db
from letraz.models import CoverLetter, Item, Job, Resume, Section

#: Rows of each kind that the page lists, the last removed first.
MOST = 100


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing in the trash: what it is called, what it was part of, since when, and the address that restores it."""

    name: str
    part_of: str
    at: datetime | None
    restore: str


def view() -> str:
    """Resumes, sections, lines, jobs and letters, the last removed first."""
    groups = {"Resumes": _resumes(), "Sections": _sections(), "Lines": _items(), "Jobs": _jobs(), "Letters": _letters()}
    return render_template("resumes/trash.html", groups={name: rows for name, rows in groups.items() if rows})


def _resumes() -> list[Removed]:
    query = select(Resume).where(Resume.user_id == current_user.id, Resume.deleted_at.is_not(None))
    rows = db.session.scalars(query.order_by(Resume.deleted_at.desc()).limit(MOST))
    return [Removed(row.title, row.job.name if row.job else "", row.deleted_at, _back(row)) for row in rows]


def _back(resume: Resume) -> str:
    return url_for("resumes.restore", resume_id=resume.id)


def _sections() -> list[Removed]:
    query = select(Section).join(Section.resume).options(contains_eager(Section.resume))
    rows = db.session.scalars(query.where(_alive(), _gone(Section)).order_by(Section.deleted_at.desc()).limit(MOST))
    return [Removed(s.heading, s.resume.title, s.deleted_at, _way("sections", s, section_id=s.id)) for s in rows]


def _items() -> list[Removed]:
    query = (
        select(Item)
        .join(Item.section)
        .join(Section.resume)
        .options(contains_eager(Item.section).contains_eager(Section.resume))
        # the items' own owner: PostgreSQL plans the types' tables before it looks at whose resumes these are
        .where(Item.user_id == current_user.id, _alive(), Section.deleted_at.is_(None), _gone(Item))
    )
    rows = db.session.scalars(query.order_by(Item.deleted_at.desc()).limit(MOST))
    return [
        Removed(
            row.shown_name,
            f"{row.section.heading}, {row.section.resume.title}",
            row.deleted_at,
            _way(row.kind, row.section, item_id=row.id),
        )
        for row in rows
    ]


def _jobs() -> list[Removed]:
    query = select(Job).where(Job.user_id == current_user.id, _gone(Job))
    rows = db.session.scalars(query.order_by(Job.deleted_at.desc()).limit(MOST))
    return [Removed(row.name, "", row.deleted_at, url_for("jobs.restore", job_id=row.id)) for row in rows]


def _letters() -> list[Removed]:
    query = select(CoverLetter).where(CoverLetter.user_id == current_user.id, _gone(CoverLetter))
    rows = db.session.scalars(query.order_by(CoverLetter.deleted_at.desc()).limit(MOST))
    back = "letters.restore"
    return [Removed(r.name, r.job.name if r.job else "", r.deleted_at, url_for(back, letter_id=r.id)) for r in rows]


def _alive() -> ColumnElement[bool]:
    return and_(Resume.user_id == current_user.id, Resume.deleted_at.is_(None))


def _gone(model: type[Section | Item | Job | CoverLetter]) -> ColumnElement[bool]:
    return model.deleted_at.is_not(None)


def _way(room: str, section: Section, **ids: Any) -> str:
    return url_for(f"resumes.{room}.restore", resume_id=section.resume_id, **ids)
