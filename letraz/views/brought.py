"""Writes what a take-out says into the reader's account, each value through the form that a person would fill in."""

from __future__ import annotations

from flask_login import current_user

from letraz import formats
from letraz.document import Document
from letraz.extensions import db
from letraz.models import CoverLetter, Resume
from letraz.models.intake import fill
from letraz.models.ordering import Refused
from letraz.models.requirement import NO, YES
from letraz.sections import TYPES
from letraz.takeout.opening import Opened
from letraz.views.brought_jobs import jobs
from letraz.views.brought_values import Brought, alive, text_of, through
from letraz.views.imports import look_notes, look_of
from letraz.views.letters import LetterForm


def bring(parcel: Opened) -> Brought:
    """Everything of it that can come back, beside what the reader has; nothing is overwritten.

    What is in the trash stays behind. `NotATakeout` when a file of it is not as it was packed.
    """
    brought = Brought()
    jobs(parcel, brought)
    _resumes(parcel, brought)
    _letters(parcel, brought)
    return brought


# --- resumes ----------------------------------------------------------------------------------------


def _resumes(parcel: Opened, brought: Brought) -> None:
    rows = {row.get("id"): row for row in parcel.rows("resumes")}
    alive = [one for one in parcel.resumes if not one.get("trashed")]
    for told in sorted(alive, key=lambda one: not one.get("base")):
        row = rows.get(told.get("id"), {})
        try:
            reading = formats.read(parcel.read(told["letraz"]), TYPES)
        except formats.UnreadableFile as error:
            brought.refuse("Resume", str(error), told.get("title"))
            continue
        brought.notes += reading.notes
        try:
            resume = _resume(reading.document, bool(told.get("base")), brought)
        except Refused as error:
            brought.refuse("Resume", str(error), told.get("title"))
            continue
        resume.job, resume.notes = brought.jobs.get(row.get("job_id") or 0), text_of(row, "notes")
        brought.resumes[told.get("id", 0)] = resume
    db.session.flush()
    _lineage(parcel, brought)


def _resume(document: Document, base: bool, brought: Brought) -> Resume:
    """A base resume goes into the reader's, when that is empty; every other one is new."""
    own: Resume = current_user.base_resume()
    resume: Resume = own if base and not own.sections else current_user.new_resume(document.title or "Untitled resume")
    brought.notes += [*fill(resume, document, brought.items), *look_notes(document)]
    for name, value in look_of(document).items():
        setattr(resume, name, value)
    if resume is own:
        resume.title = document.title or resume.title
    resume.revision = (resume.revision or 0) + 1
    resume.touch()
    return resume


def _lineage(parcel: Opened, brought: Brought) -> None:
    """A line knows again which line of the base resume it comes from."""
    for row in parcel.rows("resume_item"):
        item, origin = (brought.items.get(f"i{row.get(name)}") for name in ("id", "base_item_id"))
        if item is not None and origin is not None and origin is not item:
            item.base_item_id, item.base_revision = origin.id, origin.revision
    wants = {want.text: want for job in brought.jobs.values() for want in job.wants}
    for row in parcel.rows("job_requirement"):
        want, found = wants.get(str(row.get("text"))), row.get("evidence")
        key, dot, number = str(found.get("at", "")).partition(".") if isinstance(found, dict) else ("", "", "")
        if want is not None and key in brought.items and row.get("answer") in (YES, NO):
            text = text_of(found, "text") if isinstance(found, dict) else ""
            want.answer = str(row["answer"])
            want.evidence = {"at": f"{brought.items[key].key}{dot}{number}", "text": text}


# --- letters ----------------------------------------------------------------------------------------


def _letters(parcel: Opened, brought: Brought) -> None:
    for row in alive(parcel, "cover_letters"):
        try:
            CoverLetter.require_room(db.session(), current_user.id)
        except Refused as error:
            brought.refuse("Letter", str(error), row.get("title"))
            return
        clean = through(LetterForm, row, "Letter", brought)
        job, resume = brought.jobs.get(row.get("job_id", 0)), brought.resumes.get(row.get("resume_id", 0))
        made = CoverLetter(user_id=current_user.id, job=job, resume_id=resume.id if resume else None, drafts={})
        for name, value in clean.items():
            setattr(made, name, value)
        db.session.add(made)
        db.session.flush()
        brought.letters += 1
