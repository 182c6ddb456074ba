"""What of a take-out comes in again: each table once, with what its columns may hold. One road for all of them.

A column that is not named here is taken by its type (`letraz.takeout.columns`); references are read from the foreign
keys. So a new column comes along by itself, and a new table, or a JSON column without a shape, fails a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from letraz.formats import FORMATS
from letraz.matching.change import KINDS
from letraz.models import (
    AttestedFact,
    CoverLetter,
    ExportRequest,
    Item,
    Job,
    JobContact,
    JobRequirement,
    JobStage,
    Posting,
    Reminder,
    Resume,
    ResumeChange,
    Section,
    Version,
    change,
    drafting,
    making,
    posting,
    requirement,
    tracking,
    version,
)  # fmt: skip
from letraz.models.job import LEVELS, LINE_CHARACTERS, MOST_LINES, REASONS, STAGES
from letraz.models.link import DAYS
from letraz.sections import TYPES
from letraz.takeout.shapes import (
    Shape,
    address,
    amount,
    choice,
    fingerprint,
    flag,
    key,
    listed,
    loose,
    mapped,
    number,
    record,
    ref,
    text,
)  # fmt: skip


@dataclass(frozen=True)
class Carried:
    """A table that comes in. `within` is the column that leads to what a row is part of; "" for what stands alone."""

    table: str
    label: str
    within: str = ""
    says: bool = True  #: whether two wholes that differ here say different things
    check: str = ""  #: the form that a row passes (`letraz.takeout.checks`)
    named: tuple[str, ...] = ()  #: one of these says something, else there is nothing to bring
    needs: tuple[str, ...] = ()  #: without these a row is not brought
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    most: int = 20_000  #: rows of one whole
    once: tuple[str, ...] = ()  #: no two rows have the same of these


#: Columns that stay behind everywhere: ours, of a machine; what undoes a last step; the word of the house that made it.
LEFT = {
    "id", "user_id", "nonce", "old_nonces", "claim", "attempts", "file_key", "link_ended", "letter_id",
    "base_before", "original_before",
    "proof", "summary", "receipt",
}  # fmt: skip

#: Columns that are made anew from what came in, and not believed.
MADE = {"document", "snapshot", "hash", "digest", "given", "photo", "personal_info", "base_values",
        "original_values", "original_person"}  # fmt: skip

_TEXT, _LINE = text(20_000), text(500, line=True)
_PROBLEM = record(("rule", "says"), rule=_LINE, says=_TEXT, words=listed(_LINE))
CHECKS = record(problems=listed(_PROBLEM), warnings=listed(_PROBLEM), unsaid=listed(listed(number, 2)))
CHANGE = record(
    ("kind", "target"), kind=choice(KINDS), target=key, new=_TEXT, order=listed(key), requirements=listed(_TEXT),
    evidence=listed(key), reason=_TEXT, source=choice(("rules", "model", "person")), based_on=text(16), edited=flag,
)  # fmt: skip
_DRAFT = record(
    ("id", "status", "content"), id=number, content=record(
        ("kind", "target", "new"), kind=choice(KINDS), target=key, new=_TEXT, requirements=listed(_TEXT),
        evidence=listed(key), reason=_TEXT, source=choice(("rules", "model", "person")), based_on=text(16),
    ), checks=CHECKS, status=choice((drafting.PROPOSED, drafting.ACCEPTED, drafting.REJECTED, drafting.STOPPED)),
)  # fmt: skip
_BEFORE = record(
    text=_TEXT, hidden=flag, mark=text(16), line=_TEXT, added=listed(key), order=listed(key),
    attested=ref("attested_fact"), was=record(content=CHANGE, checks=CHECKS),
)  # fmt: skip
_FOUND = record(
    fields=mapped(_TEXT), requirements=listed(record(("text", "level"), text=_TEXT, level=choice(LEVELS))),
    salary=record(("raw",), raw=_LINE, min=amount, max=amount, currency=text(3), unit=text(10)),
    unsure=listed(text(40)), address=address, cut=flag,
)  # fmt: skip

_EVERY = (
    Carried(
        "jobs", "Job", check="jobs", named=("title", "company_name"),
        shapes={"stage": choice(STAGES), "closed_reason": choice(("", *REASONS))},
    ),
    Carried("resumes", "Resume", shapes={"extra": loose, "options": mapped(text(60)), "original_left": listed(key)}),
    Carried(
        "resume_section", "Section", "resume_id", needs=("type",), most=400,
        shapes={"type": choice(TYPES), "title": text(100, line=True), "extra": loose},
    ),
    Carried(
        "resume_item", "Entry", "section_id", needs=("kind",), most=1000,
        shapes={"kind": choice(TYPES), "extra": loose},
    ),
    Carried(
        "job_requirement", "Requirement", "job_id", needs=("text", "level"), most=MOST_LINES, shapes={
            "level": choice(LEVELS), "text": text(LINE_CHARACTERS, line=True),
            "answer": choice(("", requirement.YES, requirement.NO, requirement.NOT_TRUE, requirement.CHECKED)),
            "evidence": record(at=key, text=_TEXT, no=listed(_TEXT, requirement.MOST_NO)),
        },
    ),
    Carried(
        "job_stage", "Stage", "job_id", needs=("stage", "at"), most=500,
        shapes={"stage": choice(STAGES), "reason": choice(("", *REASONS))},
    ),
    Carried("job_contact", "Contact", "job_id", check="job_contact", named=("name", "email", "phone"), most=200),
    Carried(
        "posting", "Posting", "job_id", says=False, needs=("text", "state"), most=posting.MOST_OF_A_JOB, shapes={
            "state": choice((posting.READY,)), "url": address, "found": _FOUND, "sha256": fingerprint,
            "source": choice((posting.PASTED, posting.LINK, posting.FILE)),
        },
    ),
    Carried(
        "reminder", "Reminder", "job_id", says=False, needs=("kind", "due"), most=500, once=("job_id", "kind", "due"),
        shapes={"kind": choice((tracking.FOLLOW_UP, tracking.CLOSES))},
    ),
    Carried(
        "cover_letters", "Letter", check="cover_letters",
        shapes={"drafts": record(paragraphs=listed(_DRAFT, drafting.MOST))},
    ),
    Carried(
        "export_request", "Exported file", needs=("format", "state"), most=5000, shapes={
            "format": choice(FORMATS), "sha256": fingerprint, "sha256_before": fingerprint,
            "file_name": text(200, line=True),
            "state": choice((making.READY, making.FAILED, making.EXPIRED, making.REVOKED)),
        },
    ),
    Carried(
        "versions", "Version", "resume_id", says=False, needs=("number", "kind"), most=5000,
        once=("resume_id", "number"), shapes={"kind": choice(version.WORDS)},
    ),
    Carried("attested_fact", "Stated fact", shapes={"words": listed(text(200, line=True)), "text": _TEXT}),
    Carried(
        "resume_change", "Proposed change", "resume_id", says=False, needs=("content", "status"), most=5000, shapes={
            "kind": choice(KINDS), "target": key, "content": CHANGE, "before": _BEFORE, "checks": CHECKS,
            "status": choice((change.PROPOSED, change.ACCEPTED, change.REJECTED, change.STOPPED)),
        },
    ),
)  # fmt: skip

#: By the names of the tables, what others refer to first.
CARRIED: Mapping[str, Carried] = {one.table: one for one in _EVERY}

#: The classes whose rows these are.
KINDS_OF: Mapping[str, Any] = {
    one.__tablename__: one
    for one in (
        Job, Resume, Section, Item, JobRequirement, JobStage, JobContact, Posting, Reminder, CoverLetter,
        ExportRequest, Version, AttestedFact, ResumeChange,
    )
}  # fmt: skip

#: Tables of a person that are not brought, and what a page says of each.
STAYS: Mapping[str, str] = {
    "user": "Your password, your address and whom you let ask a language model: they are this account’s own.",
    "letter": "Mails that were sent to you.",
    "takeout": "ZIPs that were made before.",
    "bringing": "ZIPs that were brought in before.",
    "import_request": "Files that waited to be imported.",
    "model_call": "Questions to a language model.",
    "preview": "Pages beside the editor: they are drawn anew.",
    "version_part": "",  # it comes with its versions
}

#: What else stays, for the same page.
STAYS_TOO = (
    "Links to exported files: they led to the other house. Prolong a file to get a new one.",
    "Receipts: each is the word of the house that made it. Make a file again to have it read back here.",
    "Sign-ins, and tasks that were running.",
)

__all__ = ["CARRIED", "DAYS", "KINDS_OF", "LEFT", "MADE", "STAYS", "STAYS_TOO", "Carried"]
