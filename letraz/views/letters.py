"""Cover letters: written for a job, in the look of a resume, exported like one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, make_response, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from letraz import forms, language
from letraz.extensions import db
from letraz.formats import FORMATS, text
from letraz.models import CoverLetter, ExportRequest, Job, JobContact, Resume
from letraz.models.cover_letter import TITLE
from letraz.models.drafting import paragraphs
from letraz.models.link import DAYS
from letraz.models.ordering import Stale
from letraz.views import access, exports, htmx, pages, proposing
from letraz.views.beside import of_letter
from letraz.views.conflict import differences

blueprint = Blueprint("letters", __name__)

WRITE, PAGE = "cover_letters/_write.html", "cover_letters/show.html"


class LetterForm(forms.Form):
    """The parts of a letter, as they stand on it from above."""

    title = forms.TextField("Name", limit=TITLE, description="Only you see it, and the name of the file.")
    recipient = forms.ProseField("To", limit=1000, render_kw={"rows": 3})
    date_line = forms.TextField("Date", limit=100)
    subject = forms.TextField("Subject")
    greeting = forms.TextField("Greeting")
    body = forms.RichField("Letter")
    closing = forms.TextField("Closing", description="Your name stands below it.")


@blueprint.post("/jobs/<int:job_id>/letters")
def create(job_id: int) -> Response:
    """Begin a letter for a job: in the look of the newest resume made for it, or of the base resume."""
    job = access.own(Job, job_id)
    CoverLetter.require_room(db.session(), current_user.id)
    made = current_user.owns(Resume).where(Resume.job_id == job.id).order_by(Resume.id.desc())
    resume = db.session.scalar(made.limit(1)) or current_user.base_resume()
    letter = CoverLetter.begin(job, resume, current_user.today(), _to(job))
    db.session.add(letter)
    db.session.flush()
    proposing.offer(letter)
    db.session.commit()
    return htmx.leave(url_for(".show", letter_id=letter.id))


def _to(job: Job) -> tuple[str, ...]:
    """Name and role of the first person that is known at the company."""
    known = select(JobContact).where(
        JobContact.job_id == job.id, JobContact.deleted_at.is_(None), JobContact.name != ""
    )
    contact = db.session.scalar(known.order_by(JobContact.id).limit(1))
    return (contact.name, contact.role) if contact else ()


@blueprint.get("/letters/<int:letter_id>")
def show(letter_id: int) -> Response:
    """The letter, with its pages beside it."""
    return shown(access.own(CoverLetter, letter_id))


@blueprint.post("/letters/<int:letter_id>")
def save(letter_id: int) -> Response:
    """Save the letter; 409 with both texts when another tab has changed it meanwhile."""
    letter, form = access.own(CoverLetter, letter_id), LetterForm()
    if not form.validate():
        return shown(letter, 422, form)
    typed = form.values()
    try:
        letter.save(typed, form.revision.number)
    except Stale:
        form.revision.data = str(letter.revision)
        return shown(letter, 409, form, conflict=differences(form, {n: getattr(letter, n) for n in typed}, typed))
    return changed(letter)


def shown(letter: CoverLetter, status: int = 200, form: LetterForm | None = None, **more: Any) -> Response:
    """The letter's page, or the half of it that is written in."""
    found = _context(letter, form, **more)
    if not htmx.wants_fragment():
        found["pages"] = of_letter(letter)
    return htmx.answer(WRITE, PAGE, status, **found)


def changed(letter: CoverLetter, message: str = "", undo: str = "", focus: str = "") -> Response:
    """The answer to a change that is made: commits it, then shows it."""
    db.session.commit()
    where = url_for("letters.show", letter_id=letter.id)
    more = {"saved": letter.updated_at, "undo_target": "#letter"}
    return htmx.changed(WRITE, where, message, undo, focus=focus, **_context(letter), **more)


def _context(letter: CoverLetter, form: LetterForm | None = None, **more: Any) -> dict[str, Any]:
    if form is None:
        form = LetterForm(formdata=None, obj=letter)
        form.revision.data = str(letter.revision)
    can = [one for one in FORMATS.values() if one.can_write and one.letters]
    found = {"letter": letter, "look": letter.resume, "form": form, "formats": can}
    return {**found, "proposed": proposing.shown(letter), **more}


@blueprint.post("/letters/<int:letter_id>/check")
def check(letter_id: int) -> Response:
    """Which words of what is typed are not in the record: advice about a person's own text. Nothing is saved."""
    letter, form = access.own(CoverLetter, letter_id), LetterForm()
    if not form.validate():
        return shown(letter, 422, form)
    checked = [proposing.advice(letter, words) for words in paragraphs(form.body.data or "")]
    if htmx.wants_fragment():
        return make_response(render_template("cover_letters/_checked.html", letter=letter, checked=checked))
    return shown(letter, 200, form, checked=checked)


@blueprint.get("/letters/<int:letter_id>/pages")
def beside(letter_id: int) -> Response:
    """The pane with the pages; it waits a moment for the worker."""
    letter = access.own(CoverLetter, letter_id)
    found = of_letter(letter, pages.WAIT, request.args.get("was", ""))
    return make_response(render_template("cover_letters/_pages.html", letter=letter, pages=found, fragment=True))


@blueprint.post("/letters/<int:letter_id>/pages")
def show_pages(letter_id: int) -> Response:
    """Without script: waits for the pages, then shows the letter with them."""
    letter = access.own(CoverLetter, letter_id)
    made = of_letter(letter, pages.PATIENT_WAIT).state == "ready"
    where = url_for(".show", letter_id=letter_id, _anchor="pages")
    return htmx.leave(where) if made else htmx.go(where, "The pages are still being made. Show them in a moment.")


@blueprint.get("/letters/<int:letter_id>/text")
def plain(letter_id: int) -> str:
    """The letter as plain text, to copy into a form or a mail."""
    letter = access.own(CoverLetter, letter_id)
    document = letter.document()
    said = "\n\n".join(words for title, words in text.sections(document)[1:])
    tongue = {"tag": language.tag(document.language), "direction": language.direction(document.language)}
    return render_template("cover_letters/text.html", letter=letter, text=said, **tongue)


@blueprint.post("/letters/<int:letter_id>/export")
def export(letter_id: int) -> Response:
    """Ask for a file of the letter as it is now."""
    letter = access.own(CoverLetter, letter_id)
    found = FORMATS.get(request.form.get("format", "pdf"))
    days = request.form.get("days", DAYS[0], int)
    if found is None or not (found.can_write and found.letters) or days not in DAYS:
        abort(422)
    asked = ExportRequest.ask_letter(db.session(), letter, found.name, found.suffix, days)
    db.session.commit()
    return htmx.leave(url_for("exports.index", _anchor=f"export-{asked.id}"))


@blueprint.post("/letters/<int:letter_id>/trash")
def trash(letter_id: int) -> Response:
    """Put the letter in the trash, with Undo at once. Its files stay, and so do their links."""
    letter = access.own(CoverLetter, letter_id)
    letter.trash()
    db.session.commit()
    job = letter.job
    where = url_for("jobs.show", job_id=job.id) if job and not job.deleted_at else url_for("jobs.index")
    said = f"{letter.name} is in the trash.{exports.links_left(cover_letter_id=letter.id)}"
    return htmx.go(where, said, url_for(".restore", letter_id=letter.id))


@blueprint.post("/letters/<int:letter_id>/restore")
def restore(letter_id: int) -> Response:
    """Take the letter out of the trash."""
    letter = access.own(CoverLetter, letter_id, trashed=True)
    CoverLetter.require_room(db.session(), current_user.id)
    letter.restore()
    db.session.commit()
    return htmx.go(url_for(".show", letter_id=letter.id), f"{letter.name} is back.")


def of(job: Job) -> list[CoverLetter]:
    """The letters for a job, the last changed first: what `cover_letters/_panel.html` lists."""
    mine = current_user.owns(CoverLetter).where(CoverLetter.job_id == job.id)
    return list(db.session.scalars(mine.order_by(CoverLetter.updated_at.desc(), CoverLetter.id.desc())))


@blueprint.app_context_processor
def _letters() -> dict[str, Any]:
    """Let a job's page ask for its letters, without its view knowing of them."""
    return {"letters_of": of}
