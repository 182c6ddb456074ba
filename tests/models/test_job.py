"""A job: what a person notes of a posting may change, the posting as it was may not."""

from __future__ import annotations

from letraz.models import Job


def test_the_posting_as_it_was_stays() -> None:
    """DATA.md: `source_text` is never changed once saved."""
    job = Job(title="Nurse", source_text="", revision=1)
    job.save({"title": "Staff nurse", "source_text": "We look for a nurse."})
    job.save({"title": "Head nurse", "source_text": "Something else."})
    assert (job.title, job.source_text, job.revision) == ("Head nurse", "We look for a nurse.", 3)
