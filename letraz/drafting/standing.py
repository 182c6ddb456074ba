"""What a resume shows of a job, with the answers of its person: for pages and for tasks alike."""

from __future__ import annotations

from collections.abc import Sequence

from letraz.database import now
from letraz.document import Document
from letraz.matching.evidence import match
from letraz.matching.finding import Answer, Match
from letraz.matching.posting import Requirement
from letraz.models import Job, JobRequirement

__all__ = ["asked_by", "facts_of", "shows"]


def asked_by(job: Job) -> list[Requirement]:
    """What the job asks for, in order."""
    return [Requirement(want.text, want.level) for want in job.wants]


def shows(document: Document, job: Job, asked: Sequence[Requirement] | None = None) -> Match:
    """What `document` shows of the job's requirements, or of those that are given."""
    said = {want.text: _answer(want) for want in job.wants if want.answer}
    return match(asked_by(job) if asked is None else asked, document, today=now().date(), answers=said)


def _answer(want: JobRequirement) -> Answer:
    at, text = (str(want.evidence.get(name, "")) for name in ("at", "text"))
    return Answer(want.answer, at, text, tuple(map(str, want.evidence.get("no", ()))))


def facts_of(job: Job) -> tuple[str, ...]:
    """What the posting says of the job itself: what a letter may say of it. Title and company come first."""
    texts = (job.title, job.company_name, job.location, job.description, job.responsibilities, job.benefits)
    return tuple(text for text in (*texts, *(want.text for want in job.wants)) if text)
