"""What every check is given, and what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from letraz.document import Document, Entry
from letraz.matching.evidence.shelf import Shelf, Span
from letraz.matching.evidence.terms import Term
from letraz.matching.lines import Line


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement, its terms, and the resume that is asked."""

    text: str
    terms: Sequence[Term]
    document: Document
    shelf: Shelf
    today: date

    def entries(self, *names: str) -> list[Entry]:
        """The entries whose values have one of these fields: "company_name" for work, "degree" for studies."""
        return [
            entry for block in self.document.blocks for entry in block.entries if any(n in entry.values for n in names)
        ]

    def faces(self, entries: Sequence[Entry]) -> list[Line]:
        """The lines that name these entries."""
        keys = {entry.key for entry in entries}
        return [line for line in self.shelf.lines if line.at in keys]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a check found: its score (1: shown), how it counted, the lines that it counted, the terms it answers for."""

    score: float
    working: str
    lines: tuple[Line, ...] = ()
    spans: tuple[Span, ...] = ()  #: in the first line
    answers: frozenset[str] = frozenset()  #: norms of the requirement's words that need no other evidence
