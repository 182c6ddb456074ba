"""The exact pages beside the editor. They are made by a worker; looking asks for them and never writes."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from flask import Response, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from letraz import storage
from letraz.designs import design
from letraz.extensions import db, queue
from letraz.models import Preview, Resume
from letraz.models.preview import page_key
from letraz.queue import PREVIEW
from letraz.views import htmx

#: Seconds a request waits for the worker before the browser asks again.
WAIT, STEP = 2.0, 0.05

#: Seconds without script: nothing asks again there but the person.
PATIENT_WAIT = 8.0

#: A wanted drawing is asked for again after this many seconds: beside the editor, and on the desk.
PATIENCE, MINUTE = 15, 60

#: CSS pixels of a page image by page size: the proportions of 210 × 297 mm and 8.5 × 11 in.
SHEETS = {"A4": (620, 877), "Letter": (620, 802)}

_DIGEST, _NAME = re.compile("[0-9a-f]{64}"), re.compile("thumb|[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Image:
    """A page as an image: its address and its size in CSS pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pages:
    """`state` is *none* (not asked for), *making*, *ready* or *failed*; `old`: the images are of an earlier state."""

    state: str
    images: tuple[Image, ...] = ()
    old: bool = False
    error: str = ""
    note: str = ""


def of(resume: Resume, state: str = "none") -> Pages:
    """The pages of a resume as far as they are made; `state` is for those that are not."""
    return _pages(resume, db.session.get(Preview, resume.id), resume.document().digest(), state)


def view() -> BaseResponse:
    """GET: the pane. It asks the worker and waits a moment for it."""
    return _view(WAIT)


def _view(seconds: float) -> BaseResponse:
    resume: Resume = g.resume
    digest = resume.document().digest()
    preview = db.session.get(Preview, resume.id)
    if not _done(preview, digest):
        queue.put_once(f"preview:{resume.id}:{digest}", PATIENCE, PREVIEW, "build_preview", resume.id, digest)
        preview = _wait(resume.id, digest, seconds)
    pages = _pages(resume, preview, digest, "making")
    return make_response(render_template("resumes/_pages.html", resume=resume, pages=pages, fragment=True))


def show() -> BaseResponse:
    """POST: "Show pages" without script; waits, then shows the editor with them."""
    _view(PATIENT_WAIT)
    url = url_for("resumes.show", resume_id=g.resume.id, _anchor="pages")
    made = of(g.resume).state != "none"
    return htmx.leave(url) if made else htmx.go(url, "The pages are still being made. Show them in a moment.")


def image(digest: str, name: str) -> Response:
    """The image of a page. Private, and never another one under this address."""
    if not (_DIGEST.fullmatch(digest) and _NAME.fullmatch(name)):
        abort(404)
    try:
        data = storage.read(page_key(g.resume.id, digest, name))
    except FileNotFoundError:
        abort(404)
    response = Response(data, mimetype="image/webp")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response.make_conditional(request)  # type: ignore[return-value]  # the same response


def thumbnail(resume_id: int, preview: Preview | None) -> str:
    """The address of a resume's thumbnail, or "" when none is made."""
    if preview is None or not preview.made:
        return ""
    return url_for("resumes.image", resume_id=resume_id, digest=preview.made, name="thumb")


def refresh(resume: Resume, preview: Preview | None) -> None:
    """Ask for the drawing of a resume that has changed since it was drawn, without waiting or reading its sections."""
    if preview is None or preview.made_at < resume.updated_at:
        name = f"preview:{resume.id}:{resume.updated_at.timestamp()}"
        queue.put_once(name, MINUTE, PREVIEW, "build_preview", resume.id, "")


def _done(preview: Preview | None, digest: str) -> bool:
    return preview is not None and digest in (preview.made, preview.failed)


def _wait(resume_id: int, digest: str, seconds: float) -> Preview | None:
    end = time.monotonic() + seconds
    while True:
        db.session.rollback()
        preview = db.session.get(Preview, resume_id, populate_existing=True)
        db.session.rollback()  # no lock is held while we wait: a POST begins IMMEDIATE
        if _done(preview, digest) or time.monotonic() > end:
            return preview
        time.sleep(STEP)


def _pages(resume: Resume, preview: Preview | None, digest: str, state: str) -> Pages:
    if preview is None:
        return Pages(state)
    images = tuple(_images(resume, preview))
    if preview.made == digest:
        return Pages("ready", images)
    if preview.failed == digest:
        return Pages("failed", images, old=bool(images), error=preview.error)
    return Pages(state, images, old=bool(images))


def _images(resume: Resume, preview: Preview) -> list[Image]:
    width, height = SHEETS.get(design(resume.design).settle(resume.options or {}).get("page_size", ""), SHEETS["A4"])
    numbers = range(1, preview.page_count + 1) if preview.made else ()
    addresses = (url_for("resumes.image", resume_id=resume.id, digest=preview.made, name=str(n)) for n in numbers)
    return [Image(address, width, height) for address in addresses]
