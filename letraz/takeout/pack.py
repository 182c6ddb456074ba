"""Packs all that a person has into one ZIP: documents, files, rows, a page to read, and a list of it all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from letraz import __version__, storage
from letraz.database import now
from letraz.formats import FORMATS
from letraz.models import CoverLetter, ExportRequest, Job, Resume, User
from letraz.models.belonging import tables
from letraz.sections import TYPES
from letraz.takeout.parcel import Parcel, hashed, pretty
from letraz.takeout.records import lines

#: The formats in which each resume is packed: ours, which loses nothing, and the one that others read.
COPIES = ("letraz", "json-resume")


def pack(session: Session, user_id: int, path: Path) -> str:
    """Write the ZIP to `path`; returns its SHA-256 (hex). Reads in small steps, and commits between them."""
    with Parcel.at(path) as parcel:
        resumes = list(_resumes(session, user_id, parcel))
        exports = list(_exports(session, user_id, parcel))
        records = [_records(session, table, user_id, parcel) for table in tables()]
        person = session.get_one(User, user_id)
        profile = {"email": person.email, **person.profile}
        parcel.add("profile.json", [pretty(profile)])
        told = {"person": person, "resumes": resumes, "exports": exports, "records": [one for one in records if one]}
        page = render_template("takeouts/readable.html", **told, **_said(session, user_id), made=now())
        session.commit()
        parcel.add("index.html", [page.encode()])
        parcel.close(letraz=__version__, made=now().isoformat(), resumes=resumes)
    return hashed(path)


def _resumes(session: Session, user_id: int, parcel: Parcel) -> Iterator[dict[str, Any]]:
    """Each resume in each of its copies, those in the trash too; what the manifest says of it."""
    ids = list(session.scalars(select(Resume.id).where(Resume.user_id == user_id).order_by(Resume.id)))
    for number, resume_id in enumerate(ids, 1):
        resume = session.get(Resume, resume_id)
        if resume is None:
            continue
        document = resume.document()
        said = {"id": resume.id, "title": resume.title, "base": resume.base, "trashed": bool(resume.deleted_at)}
        session.commit()
        session.expunge_all()
        stem = f"resumes/{number:03}-{document.file_name('')}"
        made = {name: FORMATS[name].make(document, TYPES).data for name in COPIES}
        yield said | {name: parcel.add(f"{stem}{FORMATS[name].suffix}", [data]) for name, data in made.items()}


def _exports(session: Session, user_id: int, parcel: Parcel) -> Iterator[dict[str, Any]]:
    """Each exported file whose bytes are still there."""
    columns = (ExportRequest.id, ExportRequest.file_key, ExportRequest.file_name, ExportRequest.sent)
    mine = select(*columns).where(ExportRequest.user_id == user_id, ExportRequest.file_key.is_not(None))
    rows = session.execute(mine.order_by(ExportRequest.id)).all()
    session.commit()
    for row_id, key, name, sent in rows:
        try:
            pieces = storage.pieces(str(key))
        except FileNotFoundError:  # its link ended meanwhile
            continue
        yield {"name": name, "sent": sent, "path": parcel.add(f"exports/{row_id:04}-{name}", pieces)}


def _records(session: Session, table: Any, user_id: int, parcel: Parcel) -> str:
    """The rows of a table; "" where there are none."""
    rows = lines(session, table, user_id)
    first = next(rows, None)
    if first is None:
        return ""

    def every() -> Iterator[bytes]:
        yield first
        yield from rows

    return parcel.add(f"records/{table.name}.jsonl", every())


def _said(session: Session, user_id: int) -> dict[str, Any]:
    """What the page tells of jobs and letters."""
    ways = [selectinload(way) for way in (Job.wants, Job.history, Job.contacts, Job.postings)]
    jobs = session.scalars(select(Job).where(Job.user_id == user_id).options(*ways).order_by(Job.id))
    letters = select(CoverLetter).where(CoverLetter.user_id == user_id).options(joinedload(CoverLetter.job))
    return {"jobs": list(jobs), "letters": list(session.scalars(letters.order_by(CoverLetter.id)))}
