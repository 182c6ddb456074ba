"""The skeleton of a letter: who applies for what, and for what is asked most the person's own line that shows it. Pure.

A line that begins with what somebody did is told in the first person, as English does it ("Led a team" is said as
"I led a team"); any other stands as it is, and so do all lines in other languages: sentences around them are the
person's. Nothing is counted, weighed or joined, and the gate looks at each paragraph all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from letraz.document import Document, Entry
from letraz.matching.change import LETTER_PARAGRAPH, Change
from letraz.matching.finding import PARTLY, SHOWN, Finding, Match
from letraz.matching.lines import FACE, Line, keyed
from letraz.matching.posting import MUST, NICE
from letraz.matching.words import normal

__all__ = ["MOST", "skeleton"]

#: Paragraphs about what is asked, and the characters of a requirement that is quoted.
MOST, QUOTED = 3, 160

# What was done, by its past tense: those that do not end in -ed.
_PAST = """
became began bought brought built chose cut dealt drew drove found gave grew held kept led made met oversaw ran rebuilt
rewrote saw sent set sold spoke spent stood taught took upheld went won wrote
"""
# Words in -ed that say what somebody or something is, not what was done.
_NO_DEEDS = """
accredited advanced aged bed certified chartered combined dedicated detailed experienced gifted indeed integrated
licensed limited motivated need organised organized oriented qualified registered related seasoned shared skilled speed
talented trained unlimited used varied
"""
_DID, _IS = frozenset(_PAST.split()), frozenset(_NO_DEEDS.split())
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z])")

_CLOSING = "I would be glad to tell you more."
_AROUND, _SHOWN = "How a letter begins and ends.", "A line of your resume shows it."


@dataclass(frozen=True, slots=True)
class _Shown:
    """Something that is asked, and the line that shows it, with its entry."""

    finding: Finding
    line: Line
    entry: Entry

    @property
    def said(self) -> str:
        """The line, or what the entry is called: its title and subtitle, without what groups it."""
        named = ", ".join(part for part in (self.entry.title, self.entry.subtitle) if part)
        return named if self.line.number == FACE and named else self.line.text

    @property
    def adds(self) -> bool:
        """Whether it says more than the requirement does itself."""
        said, asked = (set(normal(text).split()) for text in (self.said, self.finding.requirement.text))
        return not said <= asked

    @property
    def rank(self) -> tuple[bool, bool, bool, float]:
        """First what must be, is shown whole, and by a point: that says more than a name."""
        finding = self.finding
        must, whole = finding.requirement.level == MUST, finding.state == SHOWN
        return not must, not whole, self.line.number == FACE, -finding.score


def skeleton(document: Document, match: Match, posting: Mapping[str, str]) -> list[Change]:
    """Paragraphs for a letter, in their order; each a `Change` whose target is its number, from "1".

    `match` is of `document`; `posting` are the fields of the job, of which the title and the company are told.
    """
    best = _best(document, match)
    if document.language.partition("-")[0].lower() not in {"en", ""}:
        found = [_about(one, one.said) for one in best]
    else:
        around = [Change(LETTER_PARAGRAPH, "", text, reason=_AROUND) for text in (*_opening(posting), _CLOSING)]
        found = [*around[:-1], *(_about(one, _answer(one)) for one in best), around[-1]]
    return [replace(one, target=str(number)) for number, one in enumerate(found, 1)]


def _about(one: _Shown, text: str) -> Change:
    wants, evidence = (one.finding.requirement.text,), (one.line.at,)
    return Change(LETTER_PARAGRAPH, "", text, requirements=wants, evidence=evidence, reason=_SHOWN)


def _opening(posting: Mapping[str, str]) -> Iterator[str]:
    title, company = (" ".join(posting.get(name, "").split()) for name in ("title", "company_name"))
    if title:
        yield f"I am applying for the position of {title}{f' at {company}' if company else ''}."


def _best(document: Document, match: Match) -> list[_Shown]:
    """What is asked most and shown best: each thing once, by a line that no other has. Nothing hidden is told."""
    entries = {entry.key: entry for block in keyed(document).visible().blocks for entry in block.entries}
    every = (
        _Shown(finding, one.line, entries[one.line.entry])
        for finding in match.findings
        if finding.state in (SHOWN, PARTLY) and finding.requirement.level in (MUST, NICE)
        for one in finding.evidence
        if one.line.entry in entries and not one.line.hidden
    )
    found: list[_Shown] = []
    for shown in sorted((one for one in every if one.adds), key=lambda one: one.rank):
        if not any(one.finding is shown.finding or one.line.at == shown.line.at for one in found):
            found.append(shown)
    return found[:MOST]


def _answer(one: _Shown) -> str:
    """The requirement in the posting's words, and the line in the person's."""
    asked = f"You ask for “{_short(one.finding.requirement.text)}”"
    if one.line.number == FACE or not _tells_a_deed(one.said):
        return f"{asked}: {_ended(one.said)}"
    at = f"At {one.entry.group}, " if one.entry.group and one.entry.group == one.entry.subtitle else ""
    told = " ".join(f"I {part[0].lower()}{part[1:]}" if _tells_a_deed(part) else part for part in _parts(one.said))
    return f"{asked}. {at}{_ended(told)}"


def _parts(text: str) -> list[str]:
    return _SENTENCE.split(text)


def _tells_a_deed(text: str) -> bool:
    """Whether it begins with what somebody did: a verb of the past, and then what it was done to."""
    first, _, rest = text.partition(" ")
    verb = first.lower()
    return bool(rest) and verb.isalpha() and verb not in _IS and (verb in _DID or verb.endswith("ed"))


def _short(text: str) -> str:
    """A requirement as it is quoted: whole words, on one line, with single marks inside."""
    flat = " ".join(text.split()).rstrip(".;,:").translate({ord("“"): "‘", ord("”"): "’", ord('"'): "’"})
    return flat if len(flat) <= QUOTED else f"{flat[:QUOTED].rsplit(' ', 1)[0]}…"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
