"""What a resume shows of a posting's requirements, each with the line that shows it. Pure.

Rules count what can be counted (`checks`); everything else is looked up line by line. The person's own answer goes
before both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from letraz.document import Document
from letraz.matching import words
from letraz.matching.evidence.checks import CHECKS, Asked, Counted
from letraz.matching.evidence.checks.validity import ended
from letraz.matching.evidence.shelf import ALL, Shelf, Shown, Span
from letraz.matching.evidence.terms import Term, alternatives, terms
from letraz.matching.finding import (
    CHECK,
    MISSING,
    NOT_TRUE,
    PARTLY,
    POSSIBLY,
    SHOWN,
    Answer,
    Evidence,
    Finding,
    Match,
)
from letraz.matching.lines import Line, keyed, lines
from letraz.matching.posting import CONDITION, Requirement
from letraz.matching.vocabulary import Vocabulary

__all__ = ["match"]

#: From which share of its terms on a requirement is shown, partly shown, or possibly shown by the best line.
FULL, HALF, GUESS = 0.6, 0.35, 0.2

#: A term of this weight is a name: without it the requirement is not wholly shown.
NAMED = 1.5

#: A lighter term that is missing is not worth telling.
TELLING = 0.6

#: Lines offered for one requirement.
MOST_LINES = 3


def match(
    requirements: Sequence[Requirement],
    document: Document,
    *,
    today: date,
    answers: Mapping[str, Answer] | None = None,
    vocabulary: Vocabulary | None = None,
) -> Match:
    """A finding for each requirement, in order. `answers` are the person's, by the requirement's text."""
    known = vocabulary or Vocabulary.load()
    for one in requirements:
        known = known.learn(one.text) if "(" in one.text else known
    document = keyed(document)
    shelf = Shelf(lines(document), known)
    said = answers or {}
    return Match(tuple(_found(one, document, shelf, today, said.get(one.text)) for one in requirements))


def _found(one: Requirement, document: Document, shelf: Shelf, today: date, answer: Answer | None) -> Finding:
    if one.level == CONDITION:
        return Finding(one, CHECK)
    if answer and answer.said == "not_true":
        return Finding(one, NOT_TRUE)
    if answer and answer.said == "yes":
        confirmed = next((line for line in shelf.lines if line.text == answer.text), None)
        if confirmed:
            return Finding(one, SHOWN, (Evidence(confirmed, (), 1.0),), "You said so.", score=1.0)
    asked = Asked(one.text, terms(one.text, shelf.vocabulary), document, shelf, today)
    no = {answer.text, *answer.no} if answer and answer.said == "no" else frozenset[str]()
    return _checked(one, asked, no)


def _checked(one: Requirement, asked: Asked, no: AbstractSet[str]) -> Finding:
    counted = next((result for check in CHECKS if (result := check(asked))), None)
    answered = counted.answers if counted else frozenset()
    rest = [term for term in asked.terms if not all(token.norm in answered for token in term.tokens)]
    looked = _looked_up(replace(asked, terms=rest), no)
    if counted is None:
        return _judged(one, asked, *looked)
    return _counted(one, counted, looked[1] if rest else [])


def _counted(one: Requirement, counted: Counted, rest: list[Evidence]) -> Finding:
    score = counted.score
    shown = [Evidence(line, counted.spans if not at else (), score) for at, line in enumerate(counted.lines)]
    if score >= FULL:
        shown += [evidence for evidence in rest if evidence.line not in counted.lines]
    state = SHOWN if score >= 1 else PARTLY if score >= HALF else MISSING
    return Finding(one, state, tuple(shown[:MOST_LINES]) if state != MISSING else (), counted.working, score=score)


def _judged(one: Requirement, asked: Asked, score: float, shown: list[Evidence], missing: list[Term]) -> Finding:
    """The state of what was looked up: how much of it is said, and whether one line says a whole thing of it."""
    sure = any(evidence.score >= ALL for evidence in shown)
    state = MISSING
    if score >= FULL and not any(term.weight >= NAMED for term in missing):
        state = SHOWN
    elif score >= HALF and sure:
        state = PARTLY
    elif score >= GUESS:
        state = POSSIBLY
    lacks = _lack(missing) if state == PARTLY else ""
    working = ""
    if state == SHOWN and shown and (over := ended(asked.document, shown[0].line.entry, asked.today)):
        state, working, score = PARTLY, over, score / 2
    return Finding(one, state, tuple(shown) if state != MISSING else (), working, lacks, score)


def _lack(missing: Sequence[Term]) -> str:
    """The weightiest term that no line says, as it reads within a sentence; "" when it is only an everyday word."""
    worst = max(missing, key=lambda term: term.weight, default=None)
    if worst is None or worst.weight < TELLING:
        return ""
    first = worst.tokens[0]
    plain = words.is_common(first.norm) and first.text[1:].islower()
    return worst.text[:1].lower() + worst.text[1:] if plain and not worst.concept else worst.text


def _looked_up(asked: Asked, no: AbstractSet[str]) -> tuple[float, list[Evidence], list[Term]]:
    """The share of the terms that the resume says, the lines that say them (best first), the terms that none says."""
    groups = alternatives(asked.terms)
    tables = [[(term, asked.shelf.showing(term)) for term in group] for group in groups]
    usable = [at for at, line in enumerate(asked.shelf.lines) if line.text not in no]
    best = [_best(table, usable) for table in tables]
    weights = [max(term.weight for term in group) for group in groups]
    total = sum(weights)
    score = sum(w * b for w, b in zip(weights, best, strict=True)) / total if total else 0.0
    missing = [group[0] for group, b in zip(groups, best, strict=True) if b < ALL - 0.1]
    return score, _ranked(asked.shelf.lines, tables, weights, usable), missing


def _best(table: list[tuple[Term, list[Shown]]], usable: Sequence[int]) -> float:
    return max((shown[at].score for _, shown in table for at in usable), default=0.0)


def _ranked(
    all_lines: list[Line], tables: list[list[tuple[Term, list[Shown]]]], weights: list[float], usable: Sequence[int]
) -> list[Evidence]:
    """The lines by what they say of all terms; a later one must add a term that no earlier one says as well."""
    said = {at: [max((shown[at] for _, shown in table), key=lambda s: s.score) for table in tables] for at in usable}
    order = sorted(usable, key=lambda at: -sum(w * s.score for w, s in zip(weights, said[at], strict=True)))
    found: list[Evidence] = []
    covered = [0.0] * len(tables)
    for at in order[: MOST_LINES * 4]:
        gain = [max(0.0, s.score - c) for s, c in zip(said[at], covered, strict=True)]
        if max(gain, default=0.0) < GUESS or len(found) == MOST_LINES:
            continue
        covered = [max(s.score, c) for s, c in zip(said[at], covered, strict=True)]
        found.append(Evidence(all_lines[at], _merged(said[at]), max(s.score for s in said[at])))
    return found


def _merged(said: Sequence[Shown]) -> tuple[Span, ...]:
    spans = sorted({span for shown in said for span in shown.spans})
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
