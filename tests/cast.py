"""The cast of the tests: alice owns, bob is a stranger, staff administers. And what alice has, once of each kind.

What she has is made from the registries, so that a section type that is not written yet has its rows here too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from letraz import forms, queue, storage, tasks
from letraz.database import now
from letraz.document import Photo
from letraz.extensions import db
from letraz.fields import PartialDateField
from letraz.formats import File
from letraz.models import (
    AttestedFact,
    Bringing,
    CoverLetter,
    ExportRequest,
    ImportRequest,
    Item,
    Job,
    JobContact,
    JobRequirement,
    Leftover,
    Letter,
    ModelCall,
    Posting,
    Preview,
    Reminder,
    Resume,
    ResumeChange,
    Section,
    Takeout,
    User,
    Version,
)
from letraz.models.posting import LINK
from letraz.models.preview import page_key
from letraz.postings import TakenIn
from letraz.secrets import stop_token
from letraz.sections import TYPES
from letraz.views.job_fields import DayField, LinesField, MoneyField

PASSWORD = "a very long walk home"
NAMES = ("alice", "bob", "staff")
HTMX = {"HX-Request": "true"}


def address(name: str) -> str:
    """The e-mail address of one of the cast."""
    return f"{name}@example.org"


#: A receipt as a worker stores it: one field that both readers found, and one that one of them did not.
RECEIPT: dict[str, Any] = {
    "verdict": "unproved",
    "sentence": "Both readers found 1 of 2 fields in order; 1 missing or out of order.",
    "problems": ["PDFium does not find “Nurse” (Header, headline)."],
    "fields": [
        {"where": "Header", "label": "name", "text": "Alice", "states": {"poppler": "found", "pdfium": "found"}}
        | {"state": "found", "words": []},
        {"where": "Header", "label": "headline", "text": "Nurse", "states": {"poppler": "found", "pdfium": "missing"}}
        | {"state": "missing", "words": []},
    ],
    "readers": [
        {"name": "poppler", "version": "22.12", "text": "Alice\nNurse", "judges": True},
        {"name": "pdfium", "version": "5.15", "text": "Alice", "judges": True},
        {"name": "poppler by columns", "version": "22.12", "text": "Nurse\nAlice", "judges": False},
    ],
    "facts": {
        "pages": 1, "size": 8, "sha256": "0" * 64, "tagged": True, "headings_nested": True, "links": 2,
        "links_working": 1, "language": "en", "title": "Alice – Nurse", "fonts": [], "fonts_embedded": True,
        "hidden_text": [], "figures": [], "attachments": [], "problems": [],
    },
}  # fmt: skip


class Client(FlaskClient):
    """A browser. `htmx=True` asks as htmx does."""

    def open(self, *args: Any, htmx: bool = False, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)  # closes the files that an answer was read from
        if htmx:
            kwargs["headers"] = {**HTMX, **dict(kwargs.get("headers") or {})}
        return super().open(*args, **kwargs)


def move_in(session: Session) -> None:
    """Make the accounts of the cast, confirmed, each with a base resume."""
    for name in NAMES:
        user = User(email=address(name), password=hash_password(PASSWORD), active=True, confirmed_at=now())
        user.first_name, user.is_staff = name.capitalize(), name == "staff"
        session.add(user)
        session.flush()
        user.base_resume()
    session.commit()


def person(session: Session, name: str) -> User:
    """One of the cast."""
    return session.query(User).filter_by(email=address(name)).one()


# --- what a person types ----------------------------------------------------------------------------


def filled(form: type[forms.Form], mark: str = "One") -> dict[str, Any]:
    """What a browser sends for a form whose fields are all filled in; `mark` tells one filling from another."""
    sent: dict[str, Any] = {}
    for one in form(formdata=None, meta={"csrf": False}):
        sent |= _typed(one, mark)
    sent.pop("current", None)
    sent.pop("on_request", None)
    return sent


def _typed(one: Any, mark: str) -> dict[str, Any]:
    if isinstance(one, PartialDateField):
        year = "2021" if "end" in one.name or "expires" in one.name else "2019"
        return dict(zip(one.names, (year, "3", ""), strict=True))
    if isinstance(one, forms.UrlField):
        return {one.name: f"https://example.org/{quote(mark)}"}
    if isinstance(one, forms.NamesField):
        return {one.name: f"{mark}, Two"}
    if isinstance(one, forms.ChoiceField):
        return {one.name: next(value for value in one.choices if value)}
    return _plain(one, mark)


def _plain(one: Any, mark: str) -> dict[str, Any]:
    plain = isinstance(one, forms.TextField | forms.ProseField | LinesField)
    known = {"country": "PL", "email": "a@example.org", "salary_currency": "PLN"}
    text = known.get(one.name, f"{mark} {one.name}") if plain else "y"
    if isinstance(one, DayField | MoneyField):
        return {one.name: "2026-11-20" if isinstance(one, DayField) else "4200.5"}
    return {one.name: text} if plain or isinstance(one, forms.YesField) else {}


# --- what alice has ---------------------------------------------------------------------------------


@dataclass
class Belongings:
    """The ids of what a person has; `items` and `trashed_items` by kind."""

    resume: int = 0
    trashed_resume: int = 0
    section: int = 0
    trashed_section: int = 0
    sections: dict[str, int] = field(default_factory=dict)
    empty_sections: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    trashed_items: dict[str, int] = field(default_factory=dict)
    job: int = 0
    trashed_job: int = 0
    stage: int = 0
    contact: int = 0
    trashed_contact: int = 0
    letter: int = 0
    trashed_letter: int = 0
    stop: str = ""
    export: int = 0
    takeout: int = 0
    bringing: int = 0  #: a ZIP that was read and waits for a yes
    token: str = ""
    incoming: int = 0
    call: int = 0
    want: int = 0
    change: int = 0
    decided_change: int = 0
    base: int = 0  #: the base resume, one of its items, and a copy of that in `resume` that says something else
    base_item: int = 0
    base_copy: int = 0
    base_behind: int = 0  #: another copy of it, from before it said that
    sister: int = 0  #: the base resume in another language, and in it the item that says what `base_item` says
    sister_item: int = 0
    fact: int = 0
    version: int = 0
    digest: str = ""
    unsaved: int = 0  #: a posting that waits for a yes
    older: int = 0  #: the job's posting as it was first, and
    posting: int = 0  #: as it was when it was asked for again


def furnish(session: Session, user: User) -> Belongings:
    """Give a person one of everything: rows that live, and rows in the trash where there is a trash."""
    found = Belongings()
    job, away = (Job(user_id=user.id, title=title, company_name="Harborview") for title in ("Nurse", "Porter"))
    session.add_all([job, away])
    resume, gone = (user.new_resume(title, job=job) for title in ("For the nurse", "Old one"))
    session.flush()
    for kind in TYPES:
        _add_section(resume, kind, found)
    extra = resume.add_section("custom")
    session.flush()
    resume.remove_section(extra)
    _apply(job, found)
    away.trash()
    gone.trash()
    found.stop = stop_token(user.id, user.created_at)
    found.resume, found.trashed_resume, found.section = resume.id, gone.id, resume.sections[0].id
    found.trashed_section, found.job, found.trashed_job = extra.id, job.id, away.id
    _tailor(session, resume, job, found)
    resume.take_photo(Photo(PORTRAIT, "Alice"))
    _write(session, job, resume, found)
    _add_files(session, resume, found)
    job.url = "https://example.org/nurse"
    found.older = read(session, user, "Nurse\nA licence", job=job).id
    found.posting = read(session, user, "Nurse\nA licence\nEpic", job=job).id
    found.unsaved = read(session, user, "Porter\nStrong arms").id
    session.commit()
    return found


def _write(session: Session, job: Job, resume: Resume, found: Belongings) -> None:
    """A letter with one proposal to decide (1) and one that was left out (2); another letter is in the trash."""
    letter, away = (CoverLetter.begin(job, resume, date(2026, 11, 3), ("Maria Lee",)) for _ in range(2))
    session.add_all([letter, away])
    letter.body = "I should like to work at Harborview."
    letter.offer(({"kind": "letter_paragraph", "target": "1", "new": text}, {}) for text in ("One.", "Two."))
    letter.reject(2)
    away.trash()
    session.flush()
    found.letter, found.trashed_letter = letter.id, away.id
    _agree(session, job, resume, found)


def _agree(session: Session, job: Job, resume: Resume, found: Belongings) -> None:
    """The person agreed that a model is asked, and a worker is at it."""
    resume.user.model_agreed_at = now()
    told = {"system": "Be brief.", "text": "F1 (line) For the nurse", "facts": {}}
    call = ModelCall(
        user_id=job.user_id, job_id=job.id, resume_id=resume.id, purpose="changes", payload=told, state="running"
    )
    session.add(call)
    session.flush()
    found.call = call.id


def _apply(job: Job, found: Belongings) -> None:
    """A resume was sent, a reminder came, and two people are known there; one is in the trash."""
    step = job.move_to_stage("sent")
    known, away = (JobContact(name=name, email="a@example.org") for name in ("Maria Lee", "Old friend"))
    job.contacts += [known, away]
    away.trash()
    told = Reminder(user_id=job.user_id, job_id=job.id, kind="follow_up", due=date(2026, 11, 2))
    db.session.add(told)
    db.session.flush()
    assert step
    found.stage, found.contact, found.trashed_contact = step.id, known.id, away.id


def _tailor(session: Session, resume: Resume, job: Job, found: Belongings) -> None:
    """Something that the job asks for, and a change that waits for an answer."""
    want = JobRequirement(job_id=job.id, level="must", text="Calm under pressure", answer="", evidence={})
    session.add(want)
    session.flush()
    item = next(item for section in resume.sections for item in section.items if len(section.items) > 1)
    ResumeChange.offer(session, resume, {"kind": "hide", "target": item.key, "reason": "Nothing needs it."}, {})
    _copy(session, resume, resume.user.base_resume(), found)
    left = {"kind": "hide", "target": item.section.key, "reason": "Nothing needs it."}
    ResumeChange.offer(session, resume, left, {})
    waiting, decided = session.query(ResumeChange).filter_by(resume_id=resume.id).order_by(ResumeChange.id).all()
    decided.reject()
    found.want, found.change, found.decided_change = want.id, waiting.id, decided.id


def _copy(session: Session, resume: Resume, base: Resume, found: Belongings) -> None:
    """An item of the base: two copies of it in `resume`, a fact that is attested of it, and a translation of it all."""
    place = add_item(base.add_section("experience"), company_name="Base", description="- Calm")
    session.flush()
    mine = add_item(resume.add_section("experience"), company_name="Base", description="- Calm and quick")
    behind = add_item(mine.section, company_name="Older", description="- Calm")
    for copy in (mine, behind):
        copy.descend_from(place, True)
    behind.base_revision, behind.base_values = 0, {**place.values, "company_name": "Older"}
    fact = AttestedFact(user_id=resume.user_id, item_id=place.id, text="Stayed calm for 12 hours")
    session.add(fact)
    session.flush()
    found.base, found.base_item, found.base_copy, found.fact = base.id, place.id, mine.id, fact.id
    sister = base.translate("de", "Auf Deutsch")
    found.base_behind, found.sister, found.sister_item = behind.id, sister.id, sister.sections[0].items[0].id


def read(session: Session, user: User, text: str, job: Job | None = None, **found: Any) -> Posting:
    """A posting as a worker leaves it, but for what was found in its text: title, then what is asked."""
    posting = Posting.ask(session, user.id, LINK, url="https://example.org/nurse" if job else "", job=job)
    title, *lines = text.split("\n")
    fields = {"title": title, "company_name": "Harborview", **found.pop("fields", {})}
    asked = [{"text": line, "level": "must"} for line in lines]
    values = {"fields": fields, "requirements": asked, **found}
    session.commit()
    Posting.build(session, posting.id, lambda _: TakenIn(text.encode(), text, values, now()))
    return posting


def _add_section(resume: Resume, kind: str, found: Belongings) -> Section:
    section = resume.add_section(kind)
    for mark in ("One",) if TYPES[kind].single else ("One", "Other"):
        add_item(section, mark)
    db.session.flush()
    found.sections[kind], found.items[kind] = section.id, section.items[0].id
    trashed = add_item(resume.add_section(kind), "Gone")
    db.session.flush()
    trashed.section.remove(trashed)
    found.trashed_items[kind], found.empty_sections[kind] = trashed.id, trashed.section_id
    return section


def add_item(section: Section, mark: str = "One", **values: Any) -> Item:
    """An item whose fields are all filled in, but for `values`."""
    clean, errors = section.kind.check(_values(section.kind, mark) | values)
    assert not errors, errors
    return section.add(clean)


def _values(kind: type[Item], mark: str) -> dict[str, Any]:
    from werkzeug.datastructures import MultiDict

    form = kind.Form(formdata=MultiDict(filled(kind.Form, mark)), meta={"csrf": False})
    return {n: str(v) if n.endswith("date") or n == "expires" else v for n, v in form.values().items()}


def _add_files(session: Session, resume: Resume, found: Belongings) -> None:
    export = ExportRequest.ask(session, resume, "json-resume", ".json")
    session.commit()
    make(session, export.id, receipt=RECEIPT)
    session.refresh(export)
    incoming = ImportRequest(user_id=resume.user_id, file_name="old.json", format="json-resume")
    incoming.content, incoming.notes = resume.document().to_json(), []
    session.add(incoming)
    session.flush()
    found.export, found.token, found.incoming = export.id, export.token, incoming.id
    resume.sections[0].rename("Not as it went out")
    found.digest = resume.document().digest()
    found.version = session.query(Version).filter_by(resume_id=resume.id).one().id
    found.takeout = taken(session, resume.user_id).id
    found.bringing = looked_at(session, resume.user_id).id
    session.add(Leftover(key=f"exports/{10**6 + export.id}", due_at=now() + timedelta(days=9)))
    storage.put(page_key(resume.id, found.digest, "1"), b"RIFF page")
    drawn = {"digest": found.digest, "page_count": 1, "sheets": [], "beside": []}
    preview = Preview(resume_id=resume.id, made=found.digest, page_count=1, failed="", error="", sheets=[])
    preview.engine, preview.kept = "test", [drawn]
    session.add(preview)


def kept(session: Session, resume: Resume, name: str) -> int:
    """Keep the resume as it is under a name, and as it is with another first heading; the id of the first of both."""
    first = Version.name_now(session, resume, name)
    own = resume.sections[0].title
    resume.sections[0].rename(name)
    Version.keep(session, resume, note=f"{name} {name}")
    resume.sections[0].rename(own)
    return first.id


def taken(session: Session, user_id: int) -> Takeout:
    """A take-out as a worker leaves it, but for what is in it."""
    asked = Takeout.ask(session, user_id)
    session.commit()
    Takeout.build(session, asked.id, lambda session, user_id, path: str(path.write_bytes(b"PK")))
    session.refresh(asked)
    told = Letter(user_id=user_id, to="a@example.org", subject="All of your data is ready", state="sent", due_at=now())
    session.add(told)
    session.flush()
    asked.letter_id = told.id
    session.commit()
    return asked


#: What a page says of a ZIP: one of each kind, and what becomes of it.
REVIEW: dict[str, Any] = {
    "made": "2026-11-03T10:00:00+00:00", "packed_by": "0.1.0", "parts": {"versions": 3, "resume_item": 12},
    "kinds": [
        {"table": table, "counts": {what: 1}, "wholes": [{"name": f"A {table}", "what": what, "trashed": not number}],
         "more": number}
        for number, (table, what) in enumerate(
            [("resumes", "new"), ("jobs", "same"), ("cover_letters", "beside"), ("export_request", "full")])
    ],
    "profile": {"fills": ["last_name"], "stays": {"city": ["Bath", "Tacoma"]}},
    "notes": [{"where": "Job, url", "what": "refused", "why": "It is no address.", "value": "javascript:x"}],
}  # fmt: skip


def looked_at(session: Session, user_id: int) -> Bringing:
    """A ZIP that was sent, as a worker leaves it when it is read, but for what is in it."""
    found = Bringing(user_id=user_id, file_name="all.zip", file_size=2, state="read", review=REVIEW)
    found.expires_at = now() + timedelta(days=1)
    session.add(found)
    session.flush()
    storage.put(found.key, b"PK")
    return found


def make(session: Session, export_id: int, data: bytes = b"the file", receipt: dict[str, Any] | None = None) -> None:
    """Make the file of an export as a worker does, but for what is in it."""
    ExportRequest.build(session, export_id, lambda export: File(data, receipt, b"RIFF picture"), "test")


class Tasks(list[tuple[str, str, tuple[int | str, ...]]]):
    """What would have gone to the broker: (queue, task, arguments). `run` does it here and now."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app
        self.away = False  #: the broker does not answer
        self.wanted: dict[str, str] = {}
        self.said: dict[str, str] = {}

    def put(self, name: str, task: str, *ids: int | str) -> bool:
        """In place of `Queue.put`."""
        if not self.away:
            self.append((name, task, ids))
        return not self.away

    def put_once(self, mark: str, seconds: int, name: str, task: str, *ids: int | str) -> None:
        """In place of `Queue.put_once`."""
        if (name, task, ids) not in self:
            self.put(name, task, *ids)

    def put_newest(self, slot: str, mark: str, seconds: int, name: str, task: str, *ids: int | str) -> None:
        """In place of `Queue.put_newest`."""
        self.wanted[slot] = mark
        self.put_once(mark, seconds, name, task, *ids, slot)

    def is_wanted(self, slot: str, mark: str) -> bool:
        """In place of `Queue.is_wanted`."""
        return self.wanted.get(slot) == mark

    def tell(self, name: str, what: str, seconds: int = 60) -> None:
        """In place of `Queue.tell`."""
        self.said[name] = what

    def told(self, name: str, seconds: float) -> str | None:
        """In place of `Queue.told`: a worker that draws and reads while somebody waits; the others wait for `run`."""
        soon = [one for one in self if one[0] == queue.PREVIEW or one[1] == "read_posting"]
        waiting = soon if seconds and not self.away else []
        for one in waiting:
            self.remove(one)
            self._do(one)
        return self.said.get(name)

    def names(self) -> list[str]:
        """Only the names of the tasks."""
        return [task for _, task, _ in self]

    def run(self) -> None:
        """Run what waits, and what that asks for, until nothing waits."""
        while self:
            self._do(self.pop(0))

    def _do(self, one: tuple[str, str, tuple[int | str, ...]]) -> None:
        run: Callable[..., None] = getattr(tasks, one[1])
        run(*one[2])


#: A JPEG of one pixel, as base64.
PORTRAIT = (
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////"
    "////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAI"
    "AQEAAD8AP//Z"
)

QUEUES = (queue.EXPORT, queue.PREVIEW, queue.DEFAULT)
