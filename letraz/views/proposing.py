"""Paragraphs for a letter: proposed from what the resume shows of the job, each through the gate, and advice on others.

The gate lets a letter say what the posting says of the job, and what its person has stated: the base resume, the one
made for the job, what they attested.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_login import current_user

from letraz import richtext
from letraz.drafting.standing import facts_of, shows
from letraz.extensions import db
from letraz.matching import gate
from letraz.matching.change import LETTER_PARAGRAPH, Change, Problem, Verdict
from letraz.matching.letters import skeleton
from letraz.matching.lines import lines
from letraz.models import AttestedFact, CoverLetter
from letraz.models.drafting import PROPOSED, STOPPED, Draft
from letraz.models.job import Job
from letraz.views import standing


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; `unsaid`: no fact has these words."""

    text: str
    unsaid: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposed paragraph, or a person's own one: its words, the lines it stands on, and what the gate says."""

    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    draft: Draft | None = None
    evidence: tuple[str, ...] = ()

    @property
    def unsaid(self) -> bool:
        """Whether a word of it is in no fact."""
        return any(piece.unsaid for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposals of a letter: those to decide, and those that the gate stopped."""

    open: tuple[Shown, ...]
    stopped: tuple[Shown, ...]


def offer(letter: CoverLetter) -> int:
    """Propose what rules see for the letter's job. Returns how many are new; the caller commits."""
    job = letter.job
    if job is None:
        return 0
    document = letter.resume.document()
    posting = {"title": job.title, "company_name": job.company_name}
    changes = skeleton(document, shows(document, job), posting)
    verdicts = [(change, check(letter, change.to_json())) for change in changes]
    passed = [(change, verdict) for change, verdict in verdicts if verdict.passes]  # a rule's slip is not told
    return letter.offer((change.to_json(), verdict.to_json()) for change, verdict in passed)


def check(letter: CoverLetter, content: Mapping[str, Any]) -> Verdict:
    """What the gate says of a proposed paragraph now."""
    change, document, record = Change.from_json(content), letter.resume.document(), standing.record()
    return gate.check(change, document, record=record, attested=_attested(), posting=_posting(letter.job))


def advice(letter: CoverLetter, source: str) -> Shown:
    """What the gate would say of a paragraph that the person wrote. It is theirs: nothing is stopped."""
    text = richtext.bare(source)
    flat = " ".join(text.split())
    verdict = check(letter, {"kind": LETTER_PARAGRAPH, "target": "", "new": flat})
    return Shown(_pieces(flat, verdict.unsaid), verdict.problems, verdict.warnings)


def shown(letter: CoverLetter) -> Proposed:
    """The proposals that are not decided, as a page shows them."""
    drafts = [one for one in letter.proposals if one.status in (PROPOSED, STOPPED)]
    known = {line.at: f"{line.where}: “{line.text}”" for line in lines(letter.resume.document())} if drafts else {}
    every = [_of(draft, known) for draft in drafts]
    return Proposed(*(tuple(one for one in every if one.draft and one.draft.status == s) for s in (PROPOSED, STOPPED)))


def _of(draft: Draft, known: Mapping[str, str]) -> Shown:
    checks = draft.checks
    spans = tuple((int(start), int(end)) for start, end in checks.get("unsaid", ()))
    said = tuple(known[at] for at in draft.content.get("evidence", ()) if at in known)
    problems, warnings = (_problems(checks.get(name, ())) for name in ("problems", "warnings"))
    return Shown(_pieces(draft.text, spans), problems, warnings, draft, said)


def _problems(stored: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(one["rule"], tuple(one.get("words", ())), one["says"]) for one in stored)


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [Piece(text[at:start]), Piece(text[start:end], unsaid=True)]
        at = end
    pieces.append(Piece(text[at:]))
    return tuple(piece for piece in pieces if piece.text)


def _attested() -> list[str]:
    facts = current_user.owns(AttestedFact).order_by(AttestedFact.id)
    return [fact.text for fact in db.session.scalars(facts)]


def _posting(job: Job | None) -> tuple[str, ...]:
    return facts_of(job) if job else ()
