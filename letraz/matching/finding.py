"""What a resume shows of a requirement: a state, the lines that show it, and how a rule came to it."""

from __future__ import annotations

from dataclasses import dataclass

from letraz.matching.lines import Line
from letraz.matching.posting import CONDITION, MUST, NICE, Requirement

__all__ = [
    "CHECK", "MISSING", "NOT_TRUE", "PARTLY", "POSSIBLY", "SHOWN", "Answer", "Evidence", "Finding", "Match", "Tally",
]  # fmt: skip

SHOWN, PARTLY, POSSIBLY, MISSING, NOT_TRUE = "shown", "partly", "possibly", "missing", "not_true"
CHECK = "check"  #: a condition: nothing that a resume shows


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person said of a requirement: `said` is yes, no or not_true; `at` and `text` the line it was about.

    A yes counts while that line still says the same. `no` are the texts of all lines that were said to be something
    else: they are not offered again.
    """

    said: str
    at: str = ""
    text: str = ""
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line that shows something. `spans` are the stretches of `line.text` to mark: (start, end)."""

    line: Line
    spans: tuple[tuple[int, int], ...] = ()
    score: float = 0.0  #: 0 to 1, used to order; never shown


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement's state. `evidence` is best first; `working` says how a rule counted; `lacks` what is missing."""

    requirement: Requirement
    state: str
    evidence: tuple[Evidence, ...] = ()
    working: str = ""
    lacks: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """Shown of asked, for people: "6 of 8". Partly counts as half; not true for me and conditions are not asked."""

    shown: float
    asked: int


@dataclass(frozen=True, slots=True)
class Match:
    """All findings, in the order of the posting."""

    findings: tuple[Finding, ...]

    def tally(self, level: str = MUST) -> Tally:
        """How many of a level are shown."""
        asked = [one for one in self.findings if one.requirement.level == level and one.state != NOT_TRUE]
        worth = {SHOWN: 1.0, PARTLY: 0.5}
        return Tally(sum(worth.get(one.state, 0.0) for one in asked), len(asked))

    @property
    def coverage(self) -> float:
        """Σ w·s / Σ w with w = 3 for a must, 1 for the others (MATCHING.md): to order by, never shown."""
        asked = [one for one in self.findings if one.state not in (NOT_TRUE, CHECK)]
        weights = [3 if one.requirement.level == MUST else 1 for one in asked]
        total = sum(weights)
        return sum(w * one.score for w, one in zip(weights, asked, strict=True)) / total if total else 0.0

    @property
    def conditions(self) -> tuple[Finding, ...]:
        """What the person checks alone."""
        return tuple(one for one in self.findings if one.requirement.level == CONDITION)

    @property
    def nice(self) -> Tally:
        """The nice ones."""
        return self.tally(NICE)
