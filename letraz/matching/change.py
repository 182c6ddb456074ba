"""A change of a resume that is proposed, and what the gate says of it. A resume is never given back whole.

There is no kind of change for an employer, a title, dates, an institution, a degree, a certificate or contact data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from letraz.values import filled

__all__ = [
    "ADD_SKILL", "HIDE", "KINDS", "LETTER_PARAGRAPH", "REORDER", "REWRITE_BULLET", "REWRITE_SUMMARY", "SHOW", "Change",
    "Problem", "Verdict", "mark_of",
]  # fmt: skip

REWRITE_BULLET, REWRITE_SUMMARY, REORDER, HIDE, SHOW, ADD_SKILL, LETTER_PARAGRAPH = KINDS = (
    "rewrite_bullet", "rewrite_summary", "reorder", "hide", "show", "add_skill", "letter_paragraph",
)  # fmt: skip


def mark_of(text: str) -> str:
    """A short hash of what a change was based on: if it is another by now, the change is stale."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    `target` by kind: a rewrite's line ("i12.3"); for *reorder* what holds the order: "sections", a section's key
    ("s3": its items) or an entry's key ("i12": its points); for *hide* and *show* an entry's key, a section's key, or a
    point's line; for *add_skill* the section's key, or "" for a new one.
    `order` are keys, or old numbers of points as texts ("2", "0", "1"), a permutation of what is there.
    """

    kind: str
    target: str
    new: str = ""
    order: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()  #: texts of the requirements that it serves
    evidence: tuple[str, ...] = ()  #: addresses of lines
    reason: str = ""
    source: str = "rules"  #: rules, model, person
    based_on: str = ""  #: `mark_of` the text or the joined order that it was made from

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The change that `to_json` wrote. `ValueError` for what is none."""
        try:
            lists = {name: tuple(map(str, data.get(name, ()))) for name in ("order", "requirements", "evidence")}
            texts = {
                name: str(data[name])
                for name in ("kind", "target", "new", "reason", "source", "based_on")
                if name in data
            }
            known: dict[str, Any] = {"target": "", **lists, **texts}  # a skill's new section has no target
            return cls(**known)
        except TypeError as error:
            raise ValueError(f"no change: {error}") from error

    def to_json(self) -> dict[str, Any]:
        """Every field that is not empty."""
        return filled(self)


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason why the gate stops a change, or warns of it. `words` are the words concerned, as written."""

    #: ids, number, magnitude, name, skill, rare, added, risk, verb, shape, unproven; new_words, dropped, repeated
    rule: str
    words: tuple[str, ...]
    says: str  #: a sentence for the person


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says. `unsaid` are the stretches of the new text that no fact has: (start, end)."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unsaid: tuple[tuple[int, int], ...] = ()

    @property
    def passes(self) -> bool:
        """Whether it may be offered and accepted."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return filled(self)
