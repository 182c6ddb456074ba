"""Pages that are kept beside those of a resume: a letter in its look, and the resume as it once was."""

from __future__ import annotations

from letraz.extensions import db, queue
from letraz.models import CoverLetter, Preview, Version
from letraz.queue import PREVIEW
from letraz.views.pages import PATIENCE, Pages, is_done, shown, wait


def of_letter(letter: CoverLetter, seconds: float = 0, was: str = "") -> Pages:
    """The pages of a letter, as `kept` says."""
    return kept(letter.resume.id, letter.document().digest(), "build_letter_pages", letter.id, seconds, was)


def of_version(version: Version, seconds: float = 0) -> Pages:
    """The pages of a version, as `kept` says."""
    return kept(version.resume_id, version.digest, "build_version_pages", version.id, seconds)


def kept(resume_id: int, digest: str, task: str, number: int, seconds: float = 0, was: str = "") -> Pages:
    """Pages that are kept beside those of a resume: asked of `task` when missing, and waited for so many seconds.

    Meanwhile those of `was`, the digest of what is shown, stay as old ones.
    """
    preview = db.session.get(Preview, resume_id)
    if not is_done(preview, digest):
        queue.put_once(f"{task}:{number}:{digest}", PATIENCE, PREVIEW, task, number, digest)
        preview = wait(resume_id, digest, seconds) if seconds else preview
    if preview is None:
        return Pages("making")
    if drawn := preview.find(digest):
        return shown("ready", resume_id, drawn, {})
    error = preview.why_not(digest)
    state, old = "failed" if error else "making", preview.find(was)
    return shown(state, resume_id, old, {}, old=True, error=error) if old else Pages(state, error=error)


def left(resume_id: int, digest: str) -> Pages:
    """Pages that are there, of a resume for which none are made any more."""
    preview = db.session.get(Preview, resume_id)
    drawn = preview.find(digest) if preview else None
    if drawn:
        return shown("ready", resume_id, drawn, {})
    return Pages("failed", error="No pages are made of what is in the trash.")
