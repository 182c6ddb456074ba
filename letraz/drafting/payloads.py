"""From rows to what a model is told of them."""

from __future__ import annotations

from collections.abc import Mapping

from letraz.document import Person
from letraz.drafting.standing import shows
from letraz.matching.asking import Payload, payload
from letraz.matching.posting import CONDITION, Requirement
from letraz.models import Job, Resume
from letraz.models.requirement import NOT_TRUE
from letraz.sections import TYPES

__all__ = ["PRIVATE", "for_letter", "for_resume", "people"]

#: The section types that tell of other people, with the fields that do.
PRIVATE: Mapping[str, tuple[str, ...]] = {name: kind.private for name, kind in TYPES.items() if kind.private}


def for_resume(resume: Resume, job: Job) -> Payload:
    """What is told to have a resume's lines worded for a job."""
    return _payload(resume, job, letter=False)


def for_letter(resume: Resume, job: Job) -> Payload:
    """What is told to have a letter drafted that goes with a resume."""
    return _payload(resume, job, letter=True)


def _payload(resume: Resume, job: Job, *, letter: bool) -> Payload:
    document, record = resume.document(), resume.user.base_resume().document()
    wants = _wants(job)
    match, own = shows(document, job, wants), people(resume)
    return payload(document, record, _posting(job), wants, match, letter=letter, private=PRIVATE, people=own)


def people(resume: Resume) -> list[Person]:
    """The headers of a resume's person beside its own: the account's, too."""
    return [resume.user.person()]


def _wants(job: Job) -> list[Requirement]:
    """What a posting asks, but for conditions, and what its person says is not true of them: both are theirs."""
    return [
        Requirement(want.text, want.level) for want in job.wants if want.level != CONDITION and want.answer != NOT_TRUE
    ]


def _posting(job: Job) -> dict[str, str]:
    """The fields of a posting; its own text where nobody has taken it apart."""
    parts = [job.description, job.responsibilities, "" if job.wants else job.requirements]
    description = "\n".join(part for part in parts if part) or job.source_text
    return {"title": job.title, "company_name": job.company_name, "location": job.location, "description": description}
