"""The exact pages beside the editor. They are made by a worker; looking asks for them and never writes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, g, make_response, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from letraz.document import Document
from letraz.extensions import db, queue
from letraz.look import Look
from letraz.models import Preview, Resume
from letraz.models.preview import Drawn, page_key
from letraz.queue import PREVIEW
from letraz.views import htmx, pictures
from letraz.views.spots import Places, Spot, on_page, openings

#: Seconds a request waits for the worker before the browser asks again.
WAIT = 2.0

#: Seconds without script: nothing asks again there but the person.
PATIENT_WAIT = 8.0

#: A wanted drawing is asked for again after this many seconds: beside the editor, and on the desk.
PATIENCE, MINUTE = 15, 60

#: CSS pixels of a page's width.
WIDTH = 620

A4: dict[str, Any] = {"width": 595.3, "height": 841.9, "lines": 0, "marks": []}

#: Lines on the last page that are few enough to be told.
FEW = 12

_DIGEST, _NAME = re.compile("[0-9a-f]{64}"), re.compile("thumb|[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Image:
    """A page as an image: its address and its size in CSS pixels; its size in points, and what its places open.

    `marks` says what stands where on it, as `Drawing` does.
    """

    url: str
    width: int
    height: int
    box: tuple[float, float] = (0, 0)
    spots: tuple[Spot, ...] = ()
    marks: Sequence[list[Any]] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """`state` is *none* (not asked for), *making*, *ready* or *failed*; `old`: the images are of an earlier state.

    `note` says what of them is worth a look ("Page 2 holds 3 lines"); `thumb` is the address of the first one, small;
    `digest` that of the document on the images.
    """

    state: str
    images: tuple[Image, ...] = ()
    old: bool = False
    error: str = ""
    note: str = ""
    thumb: str = ""
    digest: str = ""


def of(resume: Resume, state: str = "none") -> Pages:
    """The pages of a resume as far as they are made; `state` is for those that are not."""
    return _saved(resume, db.session.get(Preview, resume.id), resume.document(), state)


def of_look(resume: Resume, look: Look, seconds: float = 0, slot: str = "look") -> Pages:
    """The pages of a resume as they are in another look: asked for when they are not kept, and waited for.

    In each `slot` of a resume only the look that was asked for last is drawn.
    """
    return of_looks(resume, {slot: look}, seconds)[slot]


def of_looks(resume: Resume, looks: Mapping[str, Look], seconds: float = 0) -> dict[str, Pages]:
    """The same for several looks by their slots; all of them are waited for together."""
    digests = {slot: resume.seen(look).digest() for slot, look in looks.items()}
    preview, number = db.session.get(Preview, resume.id), resume.id
    missing = [slot for slot, digest in digests.items() if not is_done(preview, digest)]
    for slot in missing:
        told = (number, digests[slot], looks[slot].to_text())
        queue.put_newest(f"{number}:{slot}", digests[slot], PATIENCE, PREVIEW, "build_preview", *told)
    end = time.monotonic() + seconds
    for slot in missing if seconds else ():
        preview = wait(number, digests[slot], end - time.monotonic())
    return {slot: _pages(number, preview, digest, "making") for slot, digest in digests.items()}


def ask(resume: Resume) -> None:
    """Ask for the pages of what was just saved: the worker begins while the answer is still written."""
    digest = resume.document().digest()
    queue.put_once(f"preview:{resume.id}:{digest}", PATIENCE, PREVIEW, "build_preview", resume.id, digest)


def view() -> BaseResponse:
    """GET: the pane. It asks the worker and waits a moment for it."""
    return _view(WAIT)


def _view(seconds: float) -> BaseResponse:
    resume: Resume = g.resume
    document = resume.document()
    digest = document.digest()
    preview = db.session.get(Preview, resume.id)
    if not is_done(preview, digest):
        queue.put_once(f"preview:{resume.id}:{digest}", PATIENCE, PREVIEW, "build_preview", resume.id, digest)
        preview = wait(resume.id, digest, seconds)
    pages = _saved(resume, preview, document, "making")
    return make_response(render_template("resumes/_pages.html", resume=resume, pages=pages, fragment=True))


def show() -> BaseResponse:
    """POST: "Show pages" without script; waits, then shows the editor with them."""
    _view(PATIENT_WAIT)
    url = url_for("resumes.show", resume_id=g.resume.id, _anchor="pages")
    made = of(g.resume).state != "none"
    return htmx.leave(url) if made else htmx.go(url, "The pages are still being made. Show them in a moment.")


def image(digest: str, name: str) -> Response:
    """The image of a page. Private, and never another one under this address.

    Pages are announced when they are laid out: the picture of one may be a moment away, and is waited for.
    """
    if not (_DIGEST.fullmatch(digest) and _NAME.fullmatch(name)):
        abort(404)
    key = page_key(g.resume.id, digest, name)
    data = pictures.stored(key)
    if data is None and _is_announced(digest, name):
        data = _await_picture(key, digest)
    if data is None:
        abort(404)
    return pictures.answer(data)


def _is_announced(digest: str, name: str) -> bool:
    preview = db.session.get(Preview, g.resume.id)
    drawn = preview.find(digest) if preview else None
    return drawn is not None and (name == "thumb" or int(name) <= drawn.page_count)


def _await_picture(key: str, digest: str) -> bytes | None:
    """It when it comes. A worker that died on it is replaced: the saved state's pages are asked for anew."""
    number = g.resume.id
    db.session.rollback()
    queue.told(key, WAIT)
    data = pictures.stored(key)
    if data is None:
        queue.put_once(f"pictures:{number}:{digest}", PATIENCE, PREVIEW, "build_preview", number, digest)
        queue.told(key, WAIT)
        data = pictures.stored(key)
    return data


def thumbnail(resume_id: int, preview: Preview | None) -> str:
    """The address of a resume's thumbnail, or "" when none is made."""
    if preview is None or not preview.made:
        return ""
    return url_for("resumes.image", resume_id=resume_id, digest=preview.made, name="thumb")


def refresh(resume: Resume, preview: Preview | None) -> None:
    """Ask for the drawing of a resume that has changed since it was drawn, without waiting or reading its sections."""
    if preview is None or not preview.engine or preview.made_at < resume.updated_at:
        name = f"preview:{resume.id}:{resume.updated_at.timestamp()}"
        queue.put_once(name, MINUTE, PREVIEW, "build_preview", resume.id, "")


def is_done(preview: Preview | None, digest: str) -> bool:
    """Whether a worker has nothing more to do for this digest."""
    return preview is not None and preview.is_done(digest)


def wait(resume_id: int, digest: str, seconds: float) -> Preview | None:
    """What there is when a worker has told of this digest, or after so many seconds. Begins a new transaction."""
    db.session.rollback()  # no lock is held while we wait: a POST begins IMMEDIATE
    queue.told(f"pages:{resume_id}:{digest}", seconds)
    return db.session.get(Preview, resume_id, populate_existing=True)


def _saved(resume: Resume, preview: Preview | None, document: Document, state: str) -> Pages:
    """The pages of what is saved: their places open what they are made of."""
    return _pages(resume.id, preview, document.digest(), state, lambda: openings(resume, document))


def _pages(
    resume_id: int, preview: Preview | None, digest: str, state: str, places: Callable[[], Places] = dict
) -> Pages:
    if preview is None:
        return Pages(state)
    drawn = preview.find(digest)
    if drawn:
        return shown("ready", resume_id, drawn, places(), note=_note(drawn))
    old = preview.meanwhile()
    if error := preview.why_not(digest):
        return shown("failed", resume_id, old, {}, old=bool(old.page_count), error=error)
    return shown(state, resume_id, old, {}, old=bool(old.page_count))


def shown(state: str, resume_id: int, drawn: Drawn, places: Places, **more: Any) -> Pages:
    """The pages of a drawing."""
    images = tuple(_image(resume_id, drawn, number, places) for number in range(1, drawn.page_count + 1))
    return Pages(
        state, images, thumb=_address(resume_id, drawn, "thumb") if images else "", digest=drawn.digest, **more
    )


def _image(resume_id: int, drawn: Drawn, number: int, places: Places) -> Image:
    """One page; it counts as A4 when nobody has measured it."""
    sheet = drawn.sheets[number - 1] if len(drawn.sheets) >= number else A4
    height = round(WIDTH * sheet["height"] / sheet["width"])
    box = (sheet["width"], sheet["height"])
    return Image(
        _address(resume_id, drawn, str(number)), WIDTH, height, box, on_page(number, sheet, places), sheet["marks"]
    )


def _address(resume_id: int, drawn: Drawn, name: str) -> str:
    return url_for("resumes.image", resume_id=resume_id, digest=drawn.digest, name=name)


def _note(drawn: Drawn) -> str:
    """That the last page holds little, when it does."""
    lines = drawn.sheets[-1]["lines"] if drawn.page_count > 1 and drawn.sheets else FEW + 1
    return f"Page {drawn.page_count} holds {lines} {'line' if lines == 1 else 'lines'}" if lines <= FEW else ""
