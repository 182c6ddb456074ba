"""The pages of a letter beside its words. They are kept with those of the resume whose look it has."""

from __future__ import annotations

from letraz.extensions import db, queue
from letraz.models import CoverLetter, Preview
from letraz.queue import PREVIEW
from letraz.views.pages import PATIENCE, Pages, is_done, shown, wait


def of_letter(letter: CoverLetter, seconds: float = 0, was: str = "") -> Pages:
    """Its pages: asked for when they are missing, and waited for so many seconds.

    Meanwhile those of `was`, the digest of what is shown, stay as old ones.
    """
    number, resume_id, digest = letter.id, letter.resume.id, letter.document().digest()
    preview = db.session.get(Preview, resume_id)
    if not is_done(preview, digest):
        queue.put_once(f"letter:{number}:{digest}", PATIENCE, PREVIEW, "build_letter_pages", number, digest)
        preview = wait(resume_id, digest, seconds) if seconds else preview
    if preview is None:
        return Pages("making")
    if drawn := preview.find(digest):
        return shown("ready", resume_id, drawn, {})
    error = preview.why_not(digest)
    state, old = "failed" if error else "making", preview.find(was)
    return shown(state, resume_id, old, {}, old=True, error=error) if old else Pages(state, error=error)
