"""How proposed changes are shown: in words, with what they replace, why, from what, and what was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from letraz.document import Document
from letraz.drafting.standing import shows
from letraz.extensions import db
from letraz.matching.change import (
    ADD_SKILL,
    HIDE,
    REORDER,
    REWRITE_BULLET,
    REWRITE_SUMMARY,
    SHOW,
    Change,
    Problem,
)
from letraz.matching.finding import Match, Tally
from letraz.matching.gate.targets import SECTIONS
from letraz.matching.lines import Line, lines
from letraz.matching.posting import NICE
from letraz.models import Resume, ResumeChange
from letraz.models.change import ACCEPTED, PROPOSED, REJECTED, STOPPED
from letraz.views import standing, tailoring
from letraz.wording import Piece, compare

#: What each kind is called at the head of its card, and in "Accept all".
LABELS = {
    REWRITE_BULLET: ("Reword one point", "rewordings"),
    REWRITE_SUMMARY: ("Reword the summary", "rewordings of the summary"),
    ADD_SKILL: ("Add a skill", "skills"),
    REORDER: ("Move", "moves"),
    HIDE: ("Hide", "hidings"),
    SHOW: ("Show", "showings"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One change as it is shown. `pieces` is the word-level difference; empty for what has no words."""

    row: ResumeChange
    label: str
    where: str
    pieces: list[Piece]
    evidence: list[Line]
    stale: bool
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def small(self) -> bool:
        """Whether a line is enough for it."""
        return not self.pieces

    @property
    def unsaid(self) -> bool:
        """Whether it has a word that is not in the person's record."""
        return any(piece.unsaid for piece in self.pieces)


def rows(resume: Resume) -> list[ResumeChange]:
    """All changes of a resume, oldest first."""
    mine = select(ResumeChange).where(ResumeChange.resume_id == resume.id).order_by(ResumeChange.id)
    return list(db.session.scalars(mine))


def context(resume: Resume, **more: Any) -> dict[str, Any]:
    """What the templates of changes take."""
    document, record = resume.document(), standing.record()
    every = [card(row, document) for row in rows(resume)]
    kinds = [one.row.kind for one in every if one.row.status == PROPOSED]
    found = {
        name: [one for one in every if one.row.status == status]
        for name, status in (("open", PROPOSED), ("made", ACCEPTED), ("left", REJECTED), ("stopped", STOPPED))
    }
    several = {kind: LABELS[kind][1] for kind in dict.fromkeys(kinds) if kinds.count(kind) > 1}
    return {
        "resume": resume,
        "job": resume.job if resume.job and not resume.job.deleted_at else None,  # the trash has no page
        "several": several,
        **found,
        **tallies(resume, document, record),
        **more,
    }


def tallies(resume: Resume, document: Document, record: Document) -> dict[str, Any]:
    """Before and after: what the base resume and this one show of the posting, and their pages."""
    if resume.job is None:
        return {"base_counts": None, "own_counts": None}
    base = resume.user.base_resume()
    return {
        "base_counts": (*counts(shows(record, resume.job)), tailoring.page_count(base)),
        "own_counts": (*counts(shows(document.visible(), resume.job)), tailoring.page_count(resume)),
    }


def counts(match: Match) -> tuple[Tally, Tally]:
    """Of musts and of nice ones."""
    return match.tally(), match.tally(NICE)


def card(row: ResumeChange, document: Document) -> Card:
    """A change as it is shown against the resume of now."""
    change = Change.from_json(row.content)
    known = {line.at: line for line in lines(document)}
    there = known.get(change.target)
    checks = row.checks
    return Card(
        row=row,
        label=LABELS.get(change.kind, (change.kind, ""))[0],
        where=there.where if there else _place(change.target, document),
        pieces=_pieces(change, row, there),
        evidence=[known[at] for at in change.evidence if at in known and at != change.target],
        stale=row.status == PROPOSED and tailoring.is_stale(change, document),
        problems=_problems(checks.get("problems", ())),
        warnings=_problems(checks.get("warnings", ())),
    )


def _pieces(change: Change, row: ResumeChange, there: Line | None) -> list[Piece]:
    if change.kind not in (REWRITE_BULLET, REWRITE_SUMMARY):
        return []
    was = str(row.before.get("line", "")) or (there.text if there else "")
    unsaid = [(int(start), int(end)) for start, end in row.checks.get("unsaid", ())]
    return compare(was, change.new, unsaid)


def _place(target: str, document: Document) -> str:
    for block in document.blocks:
        if block.key == target:
            return block.title
        for entry in block.entries:
            if entry.key == target:
                return entry.subtitle or entry.title or block.title
    return "Sections" if target == SECTIONS else ""


def _problems(stored: Sequence[Any]) -> tuple[Problem, ...]:
    return tuple(Problem(str(p.get("rule", "")), tuple(p.get("words", ())), str(p.get("says", ""))) for p in stored)
