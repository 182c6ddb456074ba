"""What rules propose for one job: what the resume itself says, in another order or under another name. Pure.

Each rule is a generator over a `Setting`; adding one is adding a function to `RULES`. What they make goes through the
same gate as a model's (`letraz.matching.gate`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from letraz.document import Document
from letraz.matching.change import Change
from letraz.matching.finding import Match
from letraz.matching.proposals import ordering, rewording
from letraz.matching.proposals.setting import Setting
from letraz.matching.vocabulary import Vocabulary

__all__ = ["MOST", "propose"]

#: Changes proposed at once: what a person can weigh in a sitting.
MOST = 24

Rule = Callable[[Setting], Iterable[Change]]

#: In the order in which they are shown: words first, then what is added, then order, then what may go.
RULES: tuple[Rule, ...] = (
    rewording.closer_words,
    rewording.proved_skills,
    rewording.summary,
    ordering.needed,
    ordering.sections,
    ordering.items,
    ordering.points,
    ordering.unneeded,
)


def propose(
    document: Document, match: Match, *, overflows: bool = False, vocabulary: Vocabulary | None = None
) -> list[Change]:
    """The changes that rules see, best first within each kind. `overflows` asks what may be hidden too.

    `match` is of this very document: its addresses are the targets.
    """
    known = vocabulary or Vocabulary.load()
    for finding in match.findings:
        known = known.learn(finding.requirement.text) if "(" in finding.requirement.text else known
    setting = Setting(document, match, known, overflows)
    return list(_some(change for rule in RULES for change in rule(setting)))


def _some(changes: Iterable[Change]) -> Iterator[Change]:
    """The first of them, at most one for each target and kind."""
    seen: set[tuple[str, str, str]] = set()
    for change in changes:
        name = (change.kind, change.target, change.new if not change.target else "")
        if name not in seen and len(seen) < MOST:
            seen.add(name)
            yield change
