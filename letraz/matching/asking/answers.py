"""From a model's answer to changes. Pure.

What its ids do not name is dropped, with a note; what it says, the gate checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from letraz.matching.asking import Fact, Payload
from letraz.matching.asking.instructions import MOST_CHANGES, MOST_PARAGRAPHS
from letraz.matching.asking.scrubbing import BLANKS, clean
from letraz.matching.change import ADD_SKILL, LETTER_PARAGRAPH, REWRITE_BULLET, REWRITE_SUMMARY, Change

__all__ = ["Answered", "Changes", "Draft", "changes", "paragraphs"]

#: Characters of a reason, and of any text: what is longer no gate lets through.
_REASON, _TEXT = 200, 4000


def _listed(value: Any) -> Any:
    """A list, also where a model gave one thing, or nothing."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _said(value: Any) -> Any:
    return "" if value is None else value


Ids = Annotated[list[str], BeforeValidator(_listed)]
Text = Annotated[str, BeforeValidator(_said)]


class _Form(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)


class Wanted(_Form):
    """One change as a model gives it."""

    kind: Annotated[str, Field(json_schema_extra={"enum": ["rewrite", "add_skill"]})]
    fact: Text = ""
    text: Text = ""
    evidence: Ids = []
    requirements: Ids = []
    reason: Text = ""


class Changes(_Form):
    """The answer to `letraz.matching.asking.payload`."""

    changes: list[Wanted]


class Paragraph(_Form):
    """One paragraph as a model gives it."""

    text: Text
    evidence: Ids = []
    requirements: Ids = []


class Draft(_Form):
    """The answer to `letraz.matching.asking.payload` for a letter."""

    paragraphs: list[Paragraph]


@dataclass(frozen=True, slots=True)
class Answered:
    """The changes, not yet checked, and a note for each thing that was dropped."""

    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()


def changes(answer: Changes, payload: Payload) -> Answered:
    """What a model proposes for a resume, at most one change for a line."""
    notes: list[str] = []
    found: dict[tuple[str, str], Change] = {}
    for wanted in answer.changes:
        change = _change(wanted, payload)
        if isinstance(change, Change):
            name = (change.target, change.new.casefold() if change.kind == ADD_SKILL else "")
            found.setdefault(name, change)
        else:
            notes.append(change)
    return Answered(tuple(found.values())[:MOST_CHANGES], tuple(notes))


def paragraphs(answer: Draft, payload: Payload) -> Answered:
    """What a model drafts for a letter; each paragraph's target is its number, from "1"."""
    notes: list[str] = []
    found: list[Change] = []
    for one in answer.paragraphs[:MOST_PARAGRAPHS]:
        text = _flat(one.text)
        if fault := _fault(text):
            notes.append(fault)
            continue
        evidence = tuple(fact.at for fact in _known(one.evidence, payload))
        serves = tuple(_served(one.requirements, payload))
        target = str(len(found) + 1)
        found.append(Change(LETTER_PARAGRAPH, target, text, requirements=serves, evidence=evidence, source="model"))
    return Answered(tuple(found), tuple(notes))


def _change(wanted: Wanted, payload: Payload) -> Change | str:
    """The change, or why there is none."""
    text = _flat(wanted.text)
    if fault := _fault(text):
        return fault
    if wanted.kind not in {"rewrite", "add_skill"}:
        return "It proposed a kind of change that there is not."
    return _rewrite(wanted, text, payload) if wanted.kind == "rewrite" else _skill(wanted, text, payload)


def _rewrite(wanted: Wanted, text: str, payload: Payload) -> Change | str:
    fact = payload.facts.get(_id("F", wanted.fact))
    if fact is None:
        return "It wanted to reword a line that there is not."
    if not fact.mark:
        return "It wanted to reword a heading, or a line that it saw only a part of."
    if text == fact.text:
        return "It gave a line back as it is."
    cited = [fact, *(one for one in _known(wanted.evidence, payload) if one is not fact)]
    return Change(
        REWRITE_SUMMARY if fact.summary else REWRITE_BULLET, fact.at, text, based_on=fact.mark,
        **_common(wanted, payload, cited),
    )  # fmt: skip


def _skill(wanted: Wanted, text: str, payload: Payload) -> Change | str:
    cited = list(_known([*wanted.evidence, wanted.fact], payload))
    if not cited:
        return "It wanted to add a skill without a line that shows it."
    return Change(ADD_SKILL, payload.skills, text, **_common(wanted, payload, cited))


def _common(wanted: Wanted, payload: Payload, cited: Iterable[Fact]) -> dict[str, Any]:
    return {
        "requirements": tuple(_served(wanted.requirements, payload)),
        "evidence": tuple(dict.fromkeys(fact.at for fact in cited)),
        "reason": _flat(wanted.reason)[:_REASON],
        "source": "model",
    }


def _known(ids: Iterable[str], payload: Payload) -> Iterator[Fact]:
    return (payload.facts[name] for name in (_id("F", one) for one in ids) if name in payload.facts)


def _served(ids: Iterable[str], payload: Payload) -> Iterator[str]:
    names = dict.fromkeys(_id("R", one) for one in ids)
    return (payload.requirements[name] for name in names if name in payload.requirements)


def _id(letter: str, given: str) -> str:
    """An id, also where a model wrote "[f12]" or "12"."""
    found = re.fullmatch(rf"\W*{letter}?\s*(\d{{1,4}})\W*", given[:20], re.IGNORECASE | re.ASCII)
    return f"{letter}{int(found.group(1))}" if found else ""


def _flat(text: str) -> str:
    """On one line, without the mark of a list."""
    return re.sub(r"^[-*•–](?:\s+|$)", "", " ".join(clean(text[:_TEXT]).split()))


def _fault(text: str) -> str:
    if not text:
        return "It proposed an empty text."
    if any(blank in text for blank in BLANKS):
        return "It used a line that holds what was not told to it."
    return ""
