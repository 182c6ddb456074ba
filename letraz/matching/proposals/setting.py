"""What a rule that proposes is given: the resume, what it shows of the posting, and how much each line serves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from letraz.document import Block, Document
from letraz.matching.finding import PARTLY, SHOWN, Evidence, Finding, Match
from letraz.matching.lines import Line, lines
from letraz.matching.posting import MUST
from letraz.matching.vocabulary import Vocabulary

__all__ = ["Setting"]

#: What the second and third line of a requirement count against its first.
LATER = 0.3


@dataclass
class Setting:
    """One resume and one match of it."""

    document: Document
    match: Match
    vocabulary: Vocabulary
    overflows: bool = False
    _served: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    _worth: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def __post_init__(self) -> None:
        for finding in self.match.findings:
            if finding.state in (SHOWN, PARTLY):
                self._count(finding)

    def _count(self, finding: Finding) -> None:
        weight = 3.0 if finding.requirement.level == MUST else 1.0
        for rank, one in enumerate(finding.evidence):
            self._served[one.line.at].append(finding)
            self._worth[one.line.at] += weight * one.score * (1.0 if not rank else LATER)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the resume."""
        return lines(self.document)

    def shown_lines(self) -> list[Line]:
        """Those that are printed."""
        return [line for line in self.lines if not line.hidden]

    def serves(self, at: str) -> list[Finding]:
        """The requirements that a line is evidence of."""
        return self._served.get(at, [])

    def worth(self, at: str) -> float:
        """How much a line serves the posting: 0 when it serves nothing."""
        return self._worth.get(at, 0.0)

    def worth_of(self, key: str) -> float:
        """How much an entry serves: all of its lines."""
        return sum(self.worth(line.at) for line in self.lines if line.entry == key)

    def worth_of_block(self, block: Block) -> float:
        """How much a section serves, hidden entries left out."""
        return sum(self.worth_of(entry.key) for entry in block.entries if not entry.hidden)

    def findings(self) -> list[tuple[Finding, Evidence]]:
        """Each requirement that is shown or partly, with each of its lines."""
        shown = (one for one in self.match.findings if one.state in (SHOWN, PARTLY))
        return [(finding, evidence) for finding in shown for evidence in finding.evidence]
