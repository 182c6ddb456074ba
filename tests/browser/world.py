"""What the people in the browser tests have: a small resume to work on, and a world with one of everything in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy.orm import Session

from letraz import notes
from letraz.database import now
from letraz.dates import PartialDate
from letraz.document import Document
from letraz.extensions import db
from letraz.models import (
    CoverLetter,
    ExportRequest,
    ImportRequest,
    Item,
    Job,
    JobContact,
    JobRequirement,
    ModelCall,
    Resume,
    ResumeChange,
    User,
)
from letraz.models.job import STAGES
from letraz.secrets import stop_token
from letraz.sections import TYPES
from tests import cast, samples
from tests.browser.people import Person

#: Longer than a phone is wide, in places where people write such things.
NAME = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft"
TITLE = "Donaudampfschifffahrtsgesellschaftskapitänsanwärterin (m/w/d)"
ARABIC = "عبدالرحمن بن عبدالعزيز آل سعود المستشار القانوني"


def small() -> Document:
    """Two sections of experience and two of other types."""
    dates = samples.lasting("2019", "2021")
    night = samples.timeline("experience", "Night work", samples.role("Porter", "Old Mill", "Bath", dates))
    nurse = samples.nurse()
    kept = [block for block in nurse.blocks if block.kind in ("experience", "education", "skills")]
    return Document(nurse.person, (*kept, night), title="Nurse")


@dataclass
class World:
    """A person of the staff who has one of everything, with names that are hard to fit in; the ids of it."""

    person: Person
    sections: dict[str, int]
    items: dict[str, int]
    job: int = 0
    contact: int = 0
    letter: int = 0
    stop: str = ""
    export: int = 0
    link: str = ""
    ended: str = ""
    away: int = 0  #: a resume in the trash
    older: int = 0  #: a resume that stays on an older version of its design
    tailored: int = 0  #: a resume with an item that the base and its person changed
    copied: int = 0  #: that item
    sister: int = 0  #: the base in Arabic: things to translate, older, new, gone and left out
    incoming: int = 0
    posting: int = 0  #: of the job, as it was when it was asked for again
    unsaved: int = 0  #: a posting that waits for a yes
    version: int = 0
    call: int = 0  #: a question to the model that is on its way
    bringing: int = 0  #: a ZIP that was read
    reset: str = ""


def furnished(app: Flask) -> World:
    """Make a world."""
    person = Person(app, staff=True, first_name=NAME, last_name=ARABIC, headline=TITLE, city=NAME)
    with app.app_context():
        session: Session = db.session()
        user, base = session.get_one(User, person.id), session.get_one(Resume, person.resume_id)
        base.personal_info = user.person().to_json()
        made = World(person, *_sections(base))
        session.flush()
        _others(session, user, made)
        _copied(session, base, made)
        _exports(session, base, made)
        made.version = cast.kept(session, base, NAME)
        made.bringing = _sent(session, user)
        session.commit()
        made.reset = f"/forgot/{generate_reset_password_token(user)}"  # type: ignore[no-untyped-call]  # theirs
    return made


def _sent(session: Session, user: User) -> int:
    """A ZIP that holds things with long names, and one that could not be read."""
    kinds = [{**kind, "wholes": [{**one, "name": NAME} for one in kind["wholes"]]} for kind in cast.REVIEW["kinds"]]
    read = cast.looked_at(session, user.id)
    read.file_name, read.review = f"{NAME}.zip", {**cast.REVIEW, "kinds": kinds}
    failed = cast.looked_at(session, user.id)
    failed.state, failed.error, failed.review = "failed", "This is no ZIP that can be read.", {}
    return read.id


def _sections(base: Resume) -> tuple[dict[str, int], dict[str, int]]:
    sections, items = {}, {}
    for kind, type_ in TYPES.items():
        section = base.add_section(kind)
        for mark in (NAME[:40],) if type_.single else (NAME[:40], ARABIC[:20], "Two"):
            cast.add_item(section, mark)
        db.session.flush()
        sections[kind], items[kind] = section.id, section.items[0].id
    cast.taken(db.session(), base.user_id)
    base.sections[-1].hidden = True
    return sections, items


def _copied(session: Session, base: Resume, made: World) -> None:
    """A copy of the base in which a line, a name and a place meet changes of the base; another change does not."""
    item = next(one for section in base.sections for one in section.items if one.id == made.items["experience"])
    item.take({"description": f"- {NAME}\n- {ARABIC}"})
    session.flush()
    copy = base.duplicate(f"{NAME} {NAME}")
    sister = base.translate("ar", f"{NAME} {ARABIC}")
    session.flush()
    own = next(one for section in copy.sections for one in section.items if one.base_item_id == item.id)
    own.take({"description": f"- {NAME} mine\n- {ARABIC}", "location": f"{NAME} mine"})
    item.take({"description": f"- {NAME} theirs\n- {ARABIC}", "location": NAME * 2, "job_title": NAME})
    for one in (own, item):
        one.revise()
    made.tailored, made.copied, made.sister = copy.id, own.id, sister.id
    _translated(session, base, sister, item)


def _translated(session: Session, base: Resume, sister: Resume, item: Item) -> None:
    """The item is older; a skill and a section are new, a section is gone, a skill is left out."""
    own = next(one for section in sister.sections for one in section.items if one.original_item_id == item.id)
    own.take({"description": f"- {ARABIC}\n- {NAME}", "job_title": ARABIC, "location": ARABIC})
    item.take({"start_date": PartialDate(2011), "url": f"https://example.org/{NAME}"})
    skills = next(one for one in base.sections if one.type == "skills")
    new = [cast.add_item(skills, f"{mark}{NAME[:40]}") for mark in "AB"]
    cast.add_item(base.add_section("custom", f"{NAME} {ARABIC}"), NAME)
    other = sister.add_section("interests", NAME)
    session.flush()
    gone = base.add_section("interests", NAME)
    session.flush()
    other.follow_section(gone)
    base.remove_section(gone)
    sister.original_left = [new[0].key]


def _others(session: Session, user: User, made: World) -> None:
    job = Job(user_id=user.id, title=TITLE, company_name=NAME, location=ARABIC, source_text=f"{NAME * 3}\n{ARABIC}")
    job.url, job.salary_range = f"https://example.org/{NAME}", "EUR 50,000 to 60,000"
    bare = Job(user_id=user.id, title="Porter")
    session.add_all([job, bare])
    session.flush()
    _applications(session, user, job, made)
    for text in (f"{TITLE}\n{NAME}\nA licence", f"{NAME}\n{NAME}\nTwo licences\n{ARABIC}"):
        made.posting = cast.read(session, user, text, job=job).id
    made.unsaved = cast.read(session, user, f"{TITLE}\n{NAME * 3}\n{ARABIC}", unsure=["location"], cut=True).id
    older = user.new_resume(f"{TITLE} {NAME[:40]}", job=job)
    older.fill(small())
    older.design_version = 1
    _question(session, user, older, made)
    away = user.new_resume(NAME)
    away.trash()
    incoming = ImportRequest(user_id=user.id, file_name=f"{NAME}.json", format="json-resume")
    incoming.content = user.base_resume().document().to_json()
    kinds = (notes.CHANGED, notes.KEPT, notes.REFUSED)
    incoming.notes = [notes.Note(f"Experience 1, {NAME}", kind, "It is so.", NAME).to_json() for kind in kinds]
    session.add(incoming)
    session.flush()
    made.older, made.away = older.id, away.id
    _tailored(session, job, older)
    made.job, made.incoming = job.id, incoming.id


def _tailored(session: Session, job: Job, resume: Resume) -> None:
    """What the job asks for, of each level, and changes of each kind and state."""
    asked = [("must", NAME), ("must", "Kubernetes"), ("nice", ARABIC), ("duty", NAME * 2), ("condition", NAME)]
    job.wants = [JobRequirement(index=at, level=level, text=text) for at, (level, text) in enumerate(asked)]
    job.wants.append(JobRequirement(index=9, level="must", text="Fortran", answer="not_true"))
    item = cast.add_item(resume.add_section("experience"), company_name=NAME, description=f"- {NAME}\n- Ran k8s")
    session.flush()
    why = {"reason": f"The posting says “{NAME}”.", "requirements": [NAME]}
    words = {"kind": "rewrite_bullet", "target": f"{item.key}.1", "new": "Ran Kubernetes daily", "evidence": [item.key]}
    for content, checks in (
        ({**words, **why}, {"unsaid": [[15, 20]], "warnings": [{"rule": "new_words", "words": [], "says": NAME}]}),
        ({"kind": "hide", "target": f"{item.key}.0", **why}, {}),
        ({"kind": "add_skill", "target": "", "new": NAME, **why}, {}),
        ({**words, **why, "new": NAME * 2}, {"problems": [{"rule": "number", "words": ["12"], "says": NAME}]}),
        ({"kind": "reorder", "target": "sections", "order": [], **why}, {}),
        ({"kind": "reorder", "target": item.key, "order": ["1", "0"], **why}, {}),
    ):
        ResumeChange.offer(session, resume, content, checks)
    session.query(ResumeChange).filter_by(target="sections").one().reject()


def _question(session: Session, user: User, resume: Resume, made: World) -> None:
    """A question to the model that is on its way."""
    told = {"system": NAME * 3, "text": f"F1 (line) {NAME * 2}\nF2 (line) {ARABIC}", "facts": {}}
    call = ModelCall(user_id=user.id, job_id=resume.job_id, resume_id=resume.id, purpose="changes", payload=told)
    call.state, user.model_agreed_at = "running", now()
    session.add(call)
    session.flush()
    made.call = call.id


def _applications(session: Session, user: User, job: Job, made: World) -> None:
    """One that has all its days and somebody to ask, and one in each stage."""
    job.closes = job.follow_up = user.today()
    job.notes = NAME * 2
    contact = JobContact(name=NAME, role=TITLE, email=f"{NAME}@example.org", phone="+1 503 555 0142", note=ARABIC)
    job.contacts.append(contact)
    session.flush()
    job.move_to_stage("applying")
    for number, stage in enumerate(STAGES):
        other = Job(user_id=user.id, title=f"{TITLE} {number}", company_name=NAME, location=ARABIC)
        session.add(other)
        other.move_to_stage(stage, "elsewhere" if stage == "closed" else "")
    letter = CoverLetter.begin(job, user.base_resume(), user.today(), (NAME, TITLE))
    letter.body = f"{NAME}\n\n- {ARABIC}"
    problem = {"rule": "name", "words": [NAME], "says": f"“{NAME}” is not in your record."}
    paragraph = {"new": f"I met {NAME}.", "reason": "It is so.", "requirements": [NAME * 2]}
    letter.offer([(paragraph, {"unsaid": [[6, 6 + len(NAME)]]}), ({"new": NAME}, {"problems": [problem]})])
    session.add(letter)
    session.flush()
    made.letter = letter.id
    made.contact, made.stop = contact.id, f"/reminders/stop/{user.id}/{stop_token(user.id, user.created_at)}"


def _exports(session: Session, base: Resume, made: World) -> None:
    ready, ended, kept, failed, waits = (_ready(session, base) for _ in range(5))
    ready.sent = True
    made.export, made.link = ready.id, _address(ready)
    ended.expires_at -= timedelta(days=60)
    made.ended = _address(ended)
    kept.kept = True
    kept.revoke()
    failed.state, failed.file_key, failed.error = "failed", None, f"“{NAME}” can’t be printed: no font has its letters."
    waits.state, waits.file_key = "processing", None


def _ready(session: Session, base: Resume) -> ExportRequest:
    asked: Any = ExportRequest.ask(session, base, "text", ".txt")
    session.flush()
    cast.make(session, asked.id, receipt=_receipt())
    session.refresh(asked)
    return asked  # type: ignore[no-any-return]  # it is one


def _receipt() -> dict[str, Any]:
    """A receipt with words that are hard to fit in, and every state a field may have."""
    field = cast.RECEIPT["fields"][0]
    states = ("found", "partly", "out_of_order", "missing")
    fields = [{**field, "text": NAME * 2, "state": s, "states": {"poppler": s, "pdfium": s}} for s in states]
    readers = [{**reader, "text": f"{NAME * 3}\n{ARABIC}"} for reader in cast.RECEIPT["readers"]]
    return {**cast.RECEIPT, "fields": fields, "readers": readers, "problems": [f"No reader finds “{NAME}”."]}


def _address(export: ExportRequest) -> str:
    return f"/files/{export.id}/{export.token}"
