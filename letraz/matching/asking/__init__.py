"""What a language model is told when it is asked for wording: numbered facts, and a posting as data. Pure.

Facts are picked field by field: an entry's title, subtitle, group, note, level and tags, and the lines of its text. No
header, no place, no link, nothing hidden and nothing about other people is among them, and names and numbers to reach
somebody are taken out of what is (`scrubbing`). The same resume and posting give the same payload to
the letter, so that what a person was shown is what is sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from letraz.document import Block, Document, Entry, Person
from letraz.matching.asking import instructions
from letraz.matching.asking.scrubbing import Scrubber, clean
from letraz.matching.change import mark_of
from letraz.matching.finding import Match
from letraz.matching.lines import texts
from letraz.matching.posting import Requirement
from letraz.values import filled

__all__ = ["Fact", "Payload", "letter_payload", "payload", "scrubber"]

#: The section type that a new skill goes into.
SKILLS = "skills"

#: Characters of one fact, of one requirement and of the posting's text; facts and requirements.
FACT, WANT, POSTING, MOST_FACTS, MOST_WANTS = 1000, 300, 6000, 400, 60

#: The fields of a posting that are told, by purpose. Where somebody wants to work is told for a letter only.
FOR_CHANGES, FOR_LETTER = ("title", "description"), ("title", "company_name", "location", "description")


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a resume as it is sent. `at` is its address, `mark` what it says in truth (`mark_of`)."""

    at: str
    text: str
    mark: str = ""  #: empty for what is not to be reworded: headings, and lines too long to be sent whole
    summary: bool = False


@dataclass(frozen=True, slots=True)
class Payload:
    """What is sent (`system` and `text`), and what its ids mean: facts by "F1", requirements' texts by "R1"."""

    system: str
    text: str
    facts: Mapping[str, Fact]
    requirements: Mapping[str, str] = field(default_factory=dict)
    skills: str = ""  #: the key of the section that a new skill goes into

    @property
    def digest(self) -> str:
        """A mark of exactly this payload."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The payload that `to_json` wrote."""
        facts = {name: Fact(**fact) for name, fact in data.get("facts", {}).items()}
        return cls(data["system"], data["text"], facts, dict(data.get("requirements", {})), data.get("skills", ""))

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        facts = {name: filled(fact) for name, fact in self.facts.items()}
        return {"system": self.system, "text": self.text, "facts": facts,
                "requirements": dict(self.requirements), "skills": self.skills}  # fmt: skip


def payload(
    document: Document,
    record: Document,
    posting: Mapping[str, str],
    requirements: Sequence[Requirement],
    match: Match | None = None,
    *,
    letter: bool = False,
    private: Mapping[str, Sequence[str]] | None = None,
    people: Iterable[Person] = (),
) -> Payload:
    """What is sent to have the lines of `document` worded for a posting, or a `letter` drafted that goes with them.

    `posting` are its fields, of which the title and the description are told; for a letter the company and its place
    too. `private` names, by section type, the fields that tell of other people: such sections stay here. `people` are
    further headers of the same person.
    """
    scrub = scrubber((document, record), private or {}, people)
    task, names = (instructions.LETTER, FOR_LETTER) if letter else (instructions.CHANGES, FOR_CHANGES)
    return _written(task, document, scrub, _told(posting, names), requirements, match, private or {})


def scrubber(documents: Sequence[Document], private: Mapping[str, Sequence[str]], people: Iterable[Person]) -> Scrubber:
    """What takes the people of these documents out of texts: whose they are, and who speaks for them."""
    entries = (entry for document in documents for block in document.blocks for entry in block.entries)
    others = [str(entry.values.get(name) or "") for entry in entries for name in private.get(entry.kind, ())]
    return Scrubber([*(document.person for document in documents), *people], others)


def _told(posting: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    return {name: posting[name] for name in names if posting.get(name)}


def _written(
    task: instructions.Task,
    document: Document,
    scrub: Scrubber,
    posting: Mapping[str, str],
    requirements: Sequence[Requirement],
    match: Match | None,
    private: Mapping[str, Sequence[str]],
) -> Payload:
    shown = [block for block in document.visible().blocks if block.kind not in private]
    facts, resume = _facts(shown, scrub)
    wants = dict(zip((f"R{n}" for n in range(1, MOST_WANTS + 1)), requirements, strict=False))
    lines = [*_fields(posting, scrub), *_wanted(wants, facts, scrub, match)]
    said = "\n".join(lines)
    mark = hashlib.sha256(said.encode()).hexdigest()[:32]
    text = task.frame.format(language=document.language, facts=resume, mark=mark, posting=said)
    skills = next((block.key for block in shown if block.kind == SKILLS and block.key), "")
    return Payload(task.system, text, facts, {name: want.text for name, want in wants.items()}, skills)


def _facts(blocks: Sequence[Block], scrub: Scrubber) -> tuple[dict[str, Fact], str]:
    facts: dict[str, Fact] = {}
    lines: list[str] = []
    for block in blocks:
        lines.append(f"{_line(block.title, scrub) or block.kind}:")
        for fact, what in (pair for entry in block.entries for pair in _of_entry(block, entry, scrub)):
            if len(facts) < MOST_FACTS:
                facts[name := f"F{len(facts) + 1}"] = fact
                lines.append(f"{name} ({what}) {fact.text}")
    return facts, "\n".join(lines)


def _of_entry(block: Block, entry: Entry, scrub: Scrubber) -> Iterator[tuple[Fact, str]]:
    """The facts of an entry and what they are called; one without a key cannot be spoken of."""
    if not entry.key:
        return
    face = (entry.title, entry.subtitle, entry.group, entry.note, entry.level, *entry.tags)
    if said := _line(", ".join(dict.fromkeys(part for part in face if part)), scrub):
        yield Fact(entry.key, said), "heading"
    summary = block.layout == "prose"
    for number, text in enumerate(texts(entry.text)):
        whole = len(text) <= FACT
        fact = Fact(f"{entry.key}.{number}", _line(text, scrub), mark_of(text) if whole else "", summary)
        yield fact, ("summary" if summary else "line") if whole else "line, shortened"


def _line(text: str, scrub: Scrubber) -> str:
    return " ".join(scrub(text).split())[:FACT]


def _fields(posting: Mapping[str, str], scrub: Scrubber) -> Iterator[str]:
    """The fields of a posting, each line of it set off: none can look like one of ours."""
    for name, text in posting.items():
        yield f"{name.replace('_', ' ').capitalize()}:"
        yield from (f"| {' '.join(line.split())}" for line in scrub(clean(text))[:POSTING].splitlines() if line.strip())


def _wanted(
    wants: Mapping[str, Requirement], facts: Mapping[str, Fact], scrub: Scrubber, match: Match | None
) -> Iterator[str]:
    if not wants:
        return
    names = {fact.at: name for name, fact in facts.items()}
    found = {one.requirement.text: one for one in match.findings} if match else {}
    yield "Requirements:"
    for name, want in wants.items():
        finding = found.get(want.text)
        by = [names[one.line.at] for one in finding.evidence if one.line.at in names] if finding else []
        state = f", {finding.state.replace('_', ' ')}" + (f" by {' '.join(by[:3])}" if by else "") if finding else ""
        yield f"{name} ({want.level}{state}) | {_line(want.text, scrub)[:WANT]}"
