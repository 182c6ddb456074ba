"""The rules in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from letraz.matching.change import ADD_SKILL, Problem
from letraz.matching.gate.claims.anaphora import anaphora
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.joins import joins
from letraz.matching.gate.claims.languages import languages
from letraz.matching.gate.claims.magnitudes import magnitudes
from letraz.matching.gate.claims.names import names
from letraz.matching.gate.claims.numbers import numbers
from letraz.matching.gate.claims.others import others
from letraz.matching.gate.claims.rare import added, rare
from letraz.matching.gate.claims.risk import risk
from letraz.matching.gate.claims.shape import shape
from letraz.matching.gate.claims.skills import skills
from letraz.matching.gate.claims.softened import softened
from letraz.matching.gate.claims.unproven import unproven
from letraz.matching.gate.claims.verbs import verbs

__all__ = ["problems"]

Rule = Callable[[Claim], Iterator[Problem]]

#: For a skill's name: it stands in the facts as it is, so the other rules have nothing to add.
NAME: tuple[Rule, ...] = (shape, unproven)

#: For a text.
TEXT: tuple[Rule, ...] = (
    shape,
    numbers,
    magnitudes,
    names,
    skills,
    languages,
    rare,
    risk,
    verbs,
    softened,
    joins,
    others,
    anaphora,
    added,
)


def problems(claim: Claim) -> tuple[Problem, ...]:
    """What all rules say, each word once."""
    found: list[Problem] = []
    told: set[str] = set()
    for rule in NAME if claim.kind == ADD_SKILL else TEXT:
        for problem in rule(claim):
            if not (problem.words and told.issuperset(problem.words)):
                found.append(problem)
                told.update(problem.words)
    return tuple(found)
