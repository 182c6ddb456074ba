"""Where a person stands with a job: what a resume shows of its requirements, with the person's own answers."""

from __future__ import annotations

from flask_login import current_user

from letraz.database import now
from letraz.document import Document
from letraz.matching.evidence import match
from letraz.matching.finding import Answer, Match
from letraz.matching.posting import Requirement
from letraz.models import Job, Resume


def base() -> Resume:
    """The person's base resume."""
    found: Resume = current_user.base_resume()
    return found


def base_id() -> int:
    """The id of the base resume."""
    return base().id


def record() -> Document:
    """All that the person has stated: the base resume, hidden things too."""
    return base().document()


def of(job: Job, document: Document) -> Match:
    """What `document` shows of the job's requirements."""
    asked = [Requirement(want.text, want.level) for want in job.wants]
    said = {
        want.text: Answer(want.answer, str(want.evidence.get("at", "")), str(want.evidence.get("text", "")))
        for want in job.wants
        if want.answer
    }
    return match(asked, document, today=now().date(), answers=said)


def facts_of(job: Job) -> tuple[str, ...]:
    """What the posting says of the job itself: what a letter may say of it."""
    texts = (job.title, job.company_name, job.location, job.description, job.responsibilities, job.benefits)
    return tuple(text for text in (*texts, *(want.text for want in job.wants)) if text)
