"""Paragraphs that are proposed for a letter. Nothing stands in the letter until its person accepts it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Mapped

from letraz import richtext
from letraz.database import mapping
from letraz.models.ordering import Refused, Stale

__all__ = ["ACCEPTED", "MOST", "PROPOSED", "REJECTED", "STOPPED", "Draft", "Drafted", "paragraphs"]

PROPOSED, ACCEPTED, REJECTED, STOPPED = "proposed", "accepted", "rejected", "stopped"

#: Proposals that one letter keeps; the oldest that are decided make room.
MOST = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """One proposed paragraph: plain text, what it serves and stands on, and what the gate said of it last.

    `content` is the change as JSON (`letraz.matching.change.Change`), `checks` the verdict. *Stopped* is what the gate
    did not let through: it is told, and cannot be accepted.
    """

    id: int
    status: str
    content: Mapping[str, Any] = field(default_factory=dict)
    checks: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.content.get("new", ""))


class Drafted:
    """A letter's proposals, in the order in which they are meant to stand."""

    drafts: Mapped[dict[str, Any]] = mapping()  #: {"paragraphs": [a `Draft` each]}
    body: Mapped[str]

    @property
    def proposals(self) -> list[Draft]:
        """All of them, decided ones too."""
        return [Draft(**one) for one in (self.drafts or {}).get("paragraphs", ())]

    def draft(self, number: int) -> Draft | None:
        """The proposal of this number."""
        return next((one for one in self.proposals if one.id == number), None)

    def offer(self, offered: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> int:
        """Propose paragraphs: changes as JSON, each with what the gate said of it. Returns how many can be accepted.

        One with problems is *stopped*. What was proposed before, in these words, is not proposed again.
        """
        known = self.proposals
        said = {one.text for one in known}
        number = max((one.id for one in known), default=0)
        added: list[Draft] = []
        for content, checks in offered:
            if content["new"] not in said:
                said.add(content["new"])
                status = STOPPED if checks.get("problems") else PROPOSED
                added.append(Draft(number + len(added) + 1, status, dict(content), dict(checks)))
        self._store(_few([*known, *added]))
        return sum(one.status == PROPOSED for one in added)

    def accept(self, number: int, checks: Mapping[str, Any]) -> None:
        """Put a proposal into the letter, where its number says. `Stale` when it was decided meanwhile."""
        draft = self._found(number, PROPOSED)
        standing = paragraphs(self.body)
        standing.insert(self._place(number, standing), richtext.escape(draft.text))
        self.body = "\n\n".join(standing)
        self._decide(replace(draft, status=ACCEPTED, checks=dict(checks)))

    def reject(self, number: int) -> None:
        """Leave it out. `Stale` when it was decided meanwhile."""
        self._decide(replace(self._found(number, PROPOSED), status=REJECTED))

    def take_back(self, number: int) -> None:
        """Offer it again; an accepted one goes out of the letter. `Refused` when its words are no longer there."""
        draft = self._found(number, ACCEPTED, REJECTED)
        if draft.status == ACCEPTED:
            standing = paragraphs(self.body)
            place = _find(draft, standing)
            if place is None:
                raise Refused("You have changed this paragraph since. Take it out by hand.")
            del standing[place]
            self.body = "\n\n".join(standing)
        self._decide(replace(draft, status=PROPOSED))

    def _found(self, number: int, *statuses: str) -> Draft:
        draft = self.draft(number)
        if draft is None or draft.status not in statuses:
            raise Stale
        return draft

    def _place(self, number: int, standing: Sequence[str]) -> int:
        """Behind the last accepted one before it, else before the first one after it, else at the end."""
        accepted = (one for one in self.proposals if one.status == ACCEPTED)
        places = {one.id: place for one in accepted if (place := _find(one, standing)) is not None}
        before = [place for other, place in places.items() if other < number]
        after = [place for other, place in places.items() if other > number]
        return max(before) + 1 if before else min(after) if after else len(standing)

    def _decide(self, draft: Draft) -> None:
        self._store([draft if one.id == draft.id else one for one in self.proposals])

    def _store(self, drafts: Sequence[Draft]) -> None:
        self.drafts = {"paragraphs": [asdict(one) for one in drafts]}  # a new value: the column sees no change within


def _find(draft: Draft, standing: Sequence[str]) -> int | None:
    """Where its words stand, however they are marked up."""
    words = richtext.tidy(draft.text)
    return next((place for place, text in enumerate(standing) if richtext.bare(text) == words), None)


def _few(drafts: list[Draft]) -> list[Draft]:
    """No more than are kept: the oldest that are decided go first, then the oldest."""
    over = len(drafts) - MOST
    if over <= 0:
        return drafts
    gone = {one.id for one in sorted(drafts, key=lambda one: (one.status == PROPOSED, one.id))[:over]}
    return [one for one in drafts if one.id not in gone]


def paragraphs(source: str) -> list[str]:
    """The paragraphs of a rich text, and its lists whole, as Markdown each."""
    found: list[list[tuple[str, str]]] = []
    for text, marker in richtext.outline(source or ""):
        if marker and found and found[-1][-1][1] == marker:
            found[-1].append((text, marker))
        else:
            found.append([(text, marker)])
    return [_written(run) for run in found]


def _written(run: Sequence[tuple[str, str]]) -> str:
    lines = []
    for number, (text, marker) in enumerate(run, 1):
        mark = f"{number}. " if marker == "1." else f"{marker} " if marker else ""
        lines.append(mark + text.replace("\n", "\n" + " " * len(mark)))
    return "\n".join(lines)
