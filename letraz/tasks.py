"""What RQ runs: load by id, call one method. Each function works inside an application of its process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import ParamSpec

from flask import Flask

from letraz import letters
from letraz.database import now
from letraz.document import CannotMake, Document
from letraz.drafting import answer
from letraz.extensions import db, queue
from letraz.formats import FORMATS, File
from letraz.llm import Model, trial
from letraz.look import Look
from letraz.models import (
    CoverLetter,
    ExportRequest,
    Letter,
    ModelCall,
    Posting,
    Preview,
    Resume,
    Takeout,
    Version,
    reminding,
    rounds,
)
from letraz.models.preview import Drawing
from letraz.models.thumb import build_thumb
from letraz.queue import DEFAULT, TASK_TIMEOUT, OutOfTime
from letraz.sections import TYPES
from letraz.takeout import bringing

P = ParamSpec("P")


@lru_cache(maxsize=1)
def application() -> Flask:
    """The application of this process; made once. It answers no requests, so it counts none in the broker."""
    from letraz import create_app

    return create_app({"RATELIMIT_STORAGE_URI": "memory://"})


def task(function: Callable[P, None]) -> Callable[P, None]:
    """Run inside the application's context, with a session of its own."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with application().app_context():
            function(*args, **kwargs)

    return run


@task
def build_export(export_id: int) -> None:
    """Make the file of an export."""
    from letraz import paper

    ExportRequest.build(db.session(), export_id, _write, paper.engine())


@task
def write_letter(export_id: int) -> None:
    """Write the letter that says an export is ready, once."""
    letters.export_ready(db.session(), export_id)


@task
def send_letter(letter_id: int) -> None:
    """Send a letter that waits."""
    Letter.deliver(db.session(), letter_id)


@task
def write_reminder(user_id: int) -> None:
    """Write to a person which follow-ups and closing dates have come: each once."""
    reminding.write(db.session(), user_id, now(), letters.reminder)


@task
def build_preview(resume_id: int, digest: str, look: str = "", slot: str = "") -> None:
    """Draw the pages beside the editor, or those of a `look`: dropped when `slot` wants another one by now."""
    from letraz import paper

    if slot and not queue.is_wanted(slot, digest):
        return
    seen = Look.from_text(look) if look else None
    Preview.build(db.session(), resume_id, digest, _draw, paper.engine(), seen)


@task
def build_letter_pages(letter_id: int, digest: str) -> None:
    """Draw the pages of a letter; they are kept beside those of the resume whose look it has."""
    from letraz import paper

    letter = db.session.get(CoverLetter, letter_id)
    if letter is not None and letter.deleted_at is None:
        Preview.build(db.session(), letter.resume.id, digest, _draw, paper.engine(), letter.document())


@task
def build_version_pages(version_id: int, digest: str) -> None:
    """Draw the pages of a version; they are kept beside those of its resume, and counted for the timeline."""
    from letraz import paper

    version = db.session.get(Version, version_id)
    if version is None:
        return
    resume_id, document = version.resume_id, version.document
    Preview.build(db.session(), resume_id, digest, _draw, paper.engine(), document)
    preview = db.session.get(Preview, resume_id)
    if preview:
        Version.count_pages(db.session(), resume_id, digest, preview)


@task
def build_version_thumb(version_id: int) -> None:
    """Make the small picture of a version for the timeline."""
    from letraz import paper

    def print_out(document: Document) -> tuple[bytes, int]:
        with _in_time():
            printed = paper.print_out(document)
        return printed.pdf, len(printed.sheets)

    build_thumb(db.session(), version_id, paper.engine(), print_out, paper.small)


@task
def fit_resume(resume_id: int, digest: str, pages: int, name: str) -> None:
    """Find how a resume fits on so many pages, and tell it under `name`; changing the resume is its owner's."""
    from letraz.paper.fit import fit

    resume = db.session.get(Resume, resume_id)
    document = resume.document() if resume and resume.deleted_at is None else None
    db.session.rollback()
    if document is None or document.digest() != digest:
        return
    try:
        with _in_time():
            found = fit(document, pages).to_json()
    except CannotMake as error:
        found = {"error": str(error)}
    queue.tell(name, json.dumps(found))


@task
def ask_model(call_id: int) -> None:
    """Ask the model what a person wants worded, and propose what comes of it."""
    ModelCall.run(db.session(), call_id, answer)


@task
def try_model(name: str, seconds: int) -> None:
    """Ask the model for one word, and tell under `name` how it went."""
    model = Model.of(application().config)
    if model:
        queue.tell(name, json.dumps(trial(model).to_json()), seconds)


@task
def read_posting(posting_id: int) -> None:
    """Read a posting that was pasted, given by its address, or uploaded."""
    from letraz.postings import take_in

    Posting.build(db.session(), posting_id, take_in)


@task
def build_takeout(takeout_id: int) -> None:
    """Pack all that a person has into one ZIP."""
    from letraz.takeout.pack import pack

    Takeout.build(db.session(), takeout_id, pack)


@task
def write_takeout_letter(takeout_id: int) -> None:
    """Write the letter that says a take-out is ready, once."""
    letters.takeout_ready(db.session(), takeout_id)


@task
def bring(bringing_id: int) -> None:
    """Read a take-out that was sent, or write one that was read and accepted."""
    bringing.work(db.session(), bringing_id)


@task
def sweep() -> None:
    """Find what the queue lost and what has ended. Runs every few seconds, and may run twice."""
    for name, task_name, row_id in rounds.lost(db.session()):
        queue.put(name, task_name, row_id)
    people = reminding.waiting(db.session(), now())
    db.session.commit()
    for user_id in people:
        queue.put_once(f"reminder:{user_id}", TASK_TIMEOUT, DEFAULT, "write_reminder", user_id)
    rounds.let_go(db.session(), now(), letters.farewell)


def _draw(document: Document) -> Drawing:
    from letraz import paper

    with _in_time():
        printed = paper.print_out(document)
    sheets = [one.to_json() for one in printed.sheets]
    return Drawing(printed.pdf, _pictures(printed.pdf), sheets, sorted(printed.beside))


def _pictures(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    from letraz import paper

    with _in_time():
        yield from paper.pictures(pdf)


def _write(export: ExportRequest) -> File:
    with _in_time():
        return FORMATS[export.format].make(export.document, TYPES, _printed_before(export))


def _printed_before(export: ExportRequest) -> tuple[bytes, frozenset[int]] | None:
    """The PDF whose pages stand beside the editor, when the export is of the same document."""
    from letraz import paper

    session = db.session()
    found = Preview.paper(session, export.resume_id, export.digest, paper.engine()) if export.resume_id else None
    session.commit()  # a file takes long to make: no lock is held meanwhile
    return found


@contextmanager
def _in_time() -> Iterator[None]:
    """What runs into a limit of the worker would do so each time: it is not tried again, and the person is told."""
    try:
        yield
    except OutOfTime as error:
        raise CannotMake("Making it took too long and was stopped. Hide or shorten some of the resume.") from error
