"""Documents for these tests: small, heavy, and heavier than a worker allows."""

from __future__ import annotations

from dataclasses import replace

from letraz.document import Document
from tests import samples


def heavy(pages: int = 24) -> Document:
    """About so many pages: seconds to set, and within what may be printed."""
    nurse = samples.nurse()
    (experience,) = (block for block in nurse.blocks if block.kind == "experience")
    text = "\n".join(f"- {'Cared for four to five patients. ' * 5}" for _ in range(12))
    role = replace(experience.entries[0], text=text)
    one_page = (replace(experience, entries=(role, role)),)
    return replace(nurse, blocks=one_page * pages)


def endless() -> Document:
    """Three hundred pages: many seconds of work on any machine, if the paper let them in."""
    return Document(samples.ZOFIA, (samples.summary("x\n" * 15_000),))
