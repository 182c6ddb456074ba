"""Degrees: the rung of the person's highest one against the lowest that is asked for."""

from __future__ import annotations

from letraz.document import Entry
from letraz.matching import words
from letraz.matching.evidence.checks._asked import Asked, Counted
from letraz.matching.rules import Rules

__all__ = ["check", "rung_of"]

#: What a degree is worth when its field is another than the one asked for.
OTHER_FIELD = 0.6

#: What "a degree" means where nothing more is said.
BACHELOR = 3

#: The lowest rung that is a degree for this check: school exams are matched by their words.
LOWEST = 2


def check(asked: Asked) -> Counted | None:
    """The person's degrees against the one that is asked for; None when none is."""
    rungs = rungs_of(asked.text)
    wanted = min((rung for rung in rungs if rung >= LOWEST), default=None)
    if wanted is None and "degree" in words.normal(asked.text).split():
        wanted = BACHELOR  # "a degree" alone
    if wanted is None:
        return None
    studies = [entry for entry in asked.entries("degree", "institution_name") if _rung(entry)]
    high = [entry for entry in studies if _rung(entry) >= wanted]
    rules = Rules.load()
    if not high:
        names = rules.degree_names[max(map(_rung, studies), default=0)] if studies else ""
        told = f"Your highest is {names}." if names else "No degree in your resume."
        return Counted(0.3 if studies else 0.0, told, tuple(asked.faces(studies))[:1])
    right, spans = _of_field(asked, high)
    line = asked.faces(right or high)[:1]
    told = f"{line[0].text.split(',')[0]}: {rules.degree_names[wanted]} asked." if line else ""
    return Counted(1.0 if right else OTHER_FIELD, told, tuple(line), spans, _words(asked.text))


def rungs_of(text: str) -> list[int]:
    """The rungs of every degree that a text names, as `Rules.degrees` has them."""
    rules, normal = Rules.load(), f" {words.normal(text)} "
    return [rung for name, rung in rules.degrees.items() if f" {name} " in normal]


def rung_of(text: str) -> int:
    """The highest rung that a text names; 0 for none."""
    return max(rungs_of(text), default=0)


def _rung(entry: Entry) -> int:
    return rung_of(f"{entry.values.get('degree', '')} {entry.title}")


def _of_field(asked: Asked, high: list[Entry]) -> tuple[list[Entry], tuple[tuple[int, int], ...]]:
    """Those of the field that is asked for; all of them when none is, or when "related" or "equivalent" will do."""
    rules, normal = Rules.load(), f" {words.normal(asked.text)} "
    names = {word for name in rules.degrees for word in name.split()}
    field = [term for term in asked.terms if not all(token.norm in names for token in term.tokens)]
    loose = any(f" {word} " in normal for word in (*rules.or_equivalent, "related", "similar", "relevant"))
    if not field or loose:
        return high, ()
    keys = {entry.key for entry in high}
    for term in field:
        for line, shown in zip(asked.shelf.lines, asked.shelf.showing(term), strict=True):
            if line.at in keys and shown.score >= OTHER_FIELD:
                return [entry for entry in high if entry.key == line.entry], shown.spans
    return [], ()


def _words(text: str) -> frozenset[str]:
    return frozenset(token.norm for token in words.tokens(text))
