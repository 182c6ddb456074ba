"""The fullest person there is: one of everything, and of what leads from one thing to another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from letraz.models import (
    AttestedFact,
    CoverLetter,
    ExportRequest,
    Job,
    JobContact,
    JobRequirement,
    Reminder,
    Resume,
    ResumeChange,
    User,
    Version,
)  # fmt: skip
from tests import cast, samples
from tests.cast import Belongings
from tests.takeout.bringing import files, rows

#: What two ZIPs of the same life do not share, and why.
APART = {
    "proof": "a receipt is the word of the house that made it",
    "summary": "the same", "receipt": "the same",
    "link_ended": "links of the other house lead nowhere", "nonce": "the same", "old_nonces": "the same",
    "letter_id": "mails are the other house’s", "attempts": "of its workers", "claim": "the same",
    "base_before": "what undoes the last answer", "original_before": "the same",
    "hash": "of the names that sections and items have there",
}  # fmt: skip

_KEY = re.compile(r"([is])x?(\d+)(?=\.|$)")


def fill(session: Session, alice: User, hers: Belongings) -> None:
    """Give alice, who has one of everything, a long record, what was made of it, and a past."""
    base, job = alice.base_resume(), session.get_one(Job, hers.job)
    base.fill(samples.nurse())
    base.notes = "Mine alone\nand in two lines"
    alice.time_zone, alice.last_name, alice.reminders = "Europe/Warsaw", "Ląd", False
    alice.links = [{"network": "GitHub", "username": "alice", "url": "https://example.org/alice"}]
    alice.profile_text = "I nurse."
    session.flush()
    _copies(session, base, job)
    job.notes, job.salary_min = "Ask Maria", 4200.5
    job.wants[0].answer, job.wants[0].evidence = "yes", {"at": f"i{hers.base_item}.0", "text": "Calm"}
    session.add(JobRequirement(job_id=job.id, level="nice", text="Epic", answer="no", evidence={"no": ["x"]}, index=1))
    Version.name_now(session, base, "As it was in May")
    base.sections[0].rename("Another heading")
    Version.keep(session, base)
    base.remove_section(base.sections[-1])
    base.sections[1].remove(base.sections[1].items[0])
    _files(session, hers)
    session.commit()


def _copies(session: Session, base: Resume, job: Job) -> None:
    """A copy that was edited where the base changed later; a translation; a strength with what shows it."""
    copy = base.duplicate(title="看護師 Медсестра", job=job)
    session.flush()
    pairs = [(item, session.get(type(item), item.base_item_id)) for s in copy.sections for item in s.items]
    mine, origin = next((one, of) for one, of in pairs if of is not None and "description" in one.values)
    mine.take({"description": "- Mine\n- Yours"})
    mine.revise()
    origin.take({"description": "- The base, later"})
    origin.revise()
    sister = base.duplicate(title="Auf Deutsch")
    sister.language, sister.original_id, sister.original_answered = "de", base.id, True
    session.flush()
    sister.original_left = [base.sections[0].key, base.sections[0].items[0].key]
    sister.original_person = base.person.to_json()
    for ours, theirs in zip(sister.sections, base.sections, strict=True):
        ours.original_section_id, ours.original_title = theirs.id, theirs.title
        for one, of in zip(ours.items, theirs.items, strict=True):
            one.original_item_id, one.original_revision, one.original_values = of.id, of.revision, of.values
    shown = cast.add_item(copy.add_section("strengths"), "Shown")
    shown.take({"shown_by": [mine.key]})


def _files(session: Session, hers: Belongings) -> None:
    """A file that was sent, one of a letter that is kept, one whose time is over."""
    sent = session.get_one(ExportRequest, hers.export)
    sent.mark_sent(True)
    letter = session.get_one(CoverLetter, hers.letter)
    kept = ExportRequest.ask_letter(session, letter, "text", ".txt")
    over = ExportRequest.ask(session, session.get_one(Resume, hers.base), "json-resume", ".json")
    kept.kept = True
    session.commit()
    for one in (kept, over):
        cast.make(session, one.id, f"file {one.id}".encode())
        session.refresh(one)
    over.drop_file("expired")


# --- comparing two ZIPs ------------------------------------------------------------------------------


def says(zipped: bytes, tables: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """What the rows of a ZIP say, by table in their order: names and ids as their places, versions unfolded."""
    every = {table: sorted(rows(zipped, table), key=lambda row: int(row["id"])) for table in tables}
    places = {(table, row["id"]): number for table, found in every.items() for number, row in enumerate(found)}
    parts = {row["id"]: row["content"] for row in rows(zipped, "version_part")}
    found: dict[str, list[dict[str, Any]]] = {}
    for table, own in tables.items():
        links = {column.name: next(iter(column.foreign_keys)).column.table.name for column in own.columns
                 if column.foreign_keys}  # fmt: skip
        found[table] = [_row(row, links, places, parts) for row in every[table]]
    return found


def _row(row: dict[str, Any], links: dict[str, str], places: dict[tuple[str, int], int], parts: dict[int, Any]) -> Any:
    said = {name: value for name, value in row.items() if name not in APART and name not in ("id", "user_id")}
    said |= {name: places.get((links[name], said[name])) for name in said if name in links}
    if "document" in said:
        said["document"] = _whole(said["document"], parts)
    if "before" in said and "attested" in said["before"]:
        said["before"]["attested"] = places.get(("attested_fact", said["before"]["attested"]))
    return _named(said, places)


def _whole(frame: dict[str, Any], parts: dict[int, Any]) -> dict[str, Any]:
    blocks = [{**one, "entries": [parts[number] for number in one.get("entries", ())]} for one in frame["blocks"]]
    pieces: dict[str, Any] = {name: parts[frame[name]] for name in ("person", "photo") if name in frame}
    return {**frame, **pieces, "blocks": blocks}


def _named(value: Any, places: dict[tuple[str, int], int]) -> Any:
    if isinstance(value, str) and (match := _KEY.match(value)):
        table = {"i": "resume_item", "s": "resume_section"}[match[1]]
        return f"{match[1]}#{places.get((table, int(match[2])), 'gone')}{value[match.end() :]}"
    if isinstance(value, dict):
        return {name: _named(part, places) for name, part in value.items()}
    return [_named(part, places) for part in value] if isinstance(value, list) else value


def exported(zipped: bytes) -> list[bytes]:
    """The bytes of the exported files in a ZIP, in the order of their names."""
    return [data for name, data in sorted(files(zipped).items()) if name.startswith("exports/")]


# --- one or two of everything, for what is read a hundred times ----------------------------------------


#: Section types with a text alone, with dates, and with links to others.
KINDS = ("summary", "experience", "strengths", "skills")


def small(session: Session, alice: User) -> None:
    """Give alice one or two of everything, in one resume, its copy, a job and a letter."""
    base = alice.base_resume()
    for kind in KINDS:
        cast.add_item(base.add_section(kind))
    job = Job(user_id=alice.id, title="Nurse", company_name="Harborview", notes="Mine")
    session.add(job)
    session.flush()
    copy = base.duplicate("For the nurse", job=job)
    session.flush()
    job.take_requirements({"must": ["Calm", "A licence"]})
    job.wants[0].say("yes", f"{copy.sections[1].items[0].key}.0", "Calm")
    job.move_to_stage("sent")
    job.contacts.append(JobContact(name="Maria Lee", email="a@example.org"))
    session.add(Reminder(user_id=alice.id, job_id=job.id, kind="follow_up", due=date(2026, 11, 2)))
    for about in (job, None):
        cast.read(session, alice, "Nurse\nA licence", job=about)
    letter = CoverLetter.begin(job, copy, date(2026, 11, 3), ("Maria Lee",))
    session.add(letter)
    letter.offer([({"kind": "letter_paragraph", "target": "1", "new": "One."}, {})])
    _changes(session, alice, copy, base)
    Version.name_now(session, copy, "As sent")
    sent = ExportRequest.ask(session, copy, "json-resume", ".json")
    mail = ExportRequest.ask_letter(session, letter, "text", ".txt")
    session.commit()
    for one in (sent, mail):
        cast.make(session, one.id)


def _changes(session: Session, alice: User, copy: Resume, base: Resume) -> None:
    """A change of each kind of answer, and what was stated with one."""
    fact = AttestedFact(user_id=alice.id, item_id=base.sections[1].items[0].id, text="Stayed calm", words=["calm"])
    session.add(fact)
    session.flush()
    for section, status in zip(copy.sections, ("proposed", "accepted", "rejected", "stopped"), strict=False):
        said = {"kind": "rewrite_bullet", "target": f"{section.items[0].key}.0", "new": "Calm", "evidence": []}
        problem = {"rule": "name", "words": ["x"], "says": "It is no name."}
        change = ResumeChange(
            resume_id=copy.id, job_id=copy.job_id, kind=said["kind"], target=said["target"], content=said
        )
        change.before = {"text": "x", "mark": "y", "hidden": False, "attested": fact.id} if status == "accepted" else {}
        change.checks, change.status, change.source = {"problems": [problem], "unsaid": [[0, 1]]}, status, "rules"
        session.add(change)
    session.flush()
