"""Proposing changes of a tailored resume, and making one: each time through the gate, against the facts of then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask_login import current_user

from letraz.document import Document
from letraz.drafting.standing import shows
from letraz.extensions import db
from letraz.matching import gate
from letraz.matching.applying import CannotApply, applied
from letraz.matching.change import REWRITE_SUMMARY, Change, Verdict, mark_of
from letraz.matching.gate.targets import basis
from letraz.matching.lines import lines, target_of
from letraz.matching.proposals import propose
from letraz.matching.undoing import before, undone
from letraz.models import AttestedFact, Item, Preview, Resume, ResumeChange
from letraz.models.ordering import Refused
from letraz.views import pages, standing

#: Pages that a tailored resume is taken to be meant for: with more, what serves nothing may be hidden.
MEANT = 2


def offer(resume: Resume) -> int:
    """Propose what rules see for the resume's job. Returns how many proposals are new; the caller commits."""
    if resume.job is None or not resume.job.wants:
        return 0
    document, record = resume.document(), standing.record()
    found = propose(document, shows(document, resume.job), overflows=page_count(resume) > MEANT)
    verdicts = [(change, check(change, resume, document, record)) for change in found]
    passed = [(change, verdict) for change, verdict in verdicts if verdict.passes]  # a rule's slip is not told
    return sum(ResumeChange.offer(db.session(), resume, c.to_json(), v.to_json()) for c, v in passed)


def renew(resume: Resume) -> None:
    """Put proposals in the place of those that the resume has outgrown. The caller commits."""
    db.session.flush()
    document = resume.document()
    for row in ResumeChange.open_of(db.session(), resume.id):
        if row.source == "rules" and is_stale(Change.from_json(row.content), document):
            db.session.delete(row)
    db.session.flush()
    offer(resume)


def is_stale(change: Change, document: Document) -> bool:
    """Whether what a change is about was changed since it was proposed."""
    return bool(change.based_on) and change.based_on != mark_of(basis(change.kind, change.target, document))


def check(change: Change, resume: Resume, document: Document, record: Document, stated: str = "") -> Verdict:
    """What the gate says of a change now: against the record, and what the person has attested of that entry.

    `stated` is a sentence that the person attests with this very change.
    """
    attested = [fact.text for fact in _attested(change, resume)]
    return gate.check(change, document, record=record, attested=[*attested, stated] if stated else attested)


def _attested(change: Change, resume: Resume) -> list[AttestedFact]:
    facts = current_user.owns(AttestedFact)
    if change.kind != REWRITE_SUMMARY:
        items = _items(change, resume)
        if not items:
            return []
        facts = facts.where(AttestedFact.item_id.in_(items))
    return list(db.session.scalars(facts.order_by(AttestedFact.id)))


def _items(change: Change, resume: Resume) -> list[int]:
    """The item that a change is about, and the base item that it comes from."""
    item = _item(change, resume)
    return [found for found in (item.id, item.base_item_id) if found] if item else []


def _item(change: Change, resume: Resume) -> Item | None:
    key = target_of(change.target)[0]
    return next((item for section in resume.sections for item in section.items if item.key == key), None)


def accept(row: ResumeChange, resume: Resume, text: str | None = None, attest: bool = False) -> Verdict:
    """Make a change, as proposed or with the person's own words. It is made only if the verdict passes.

    With `attest` the person states that the new words are true of them: that is kept as a fact of theirs, with the day.
    `Refused` when the place is gone or says something else by now.
    """
    row.require_open()
    change = Change.from_json(row.content)
    if text is not None and text != change.new:
        change = replace(change, new=text, source="person")
    document = resume.document()
    verdict = check(change, resume, document, standing.record(), change.new if attest else "")
    if verdict.passes:
        stated = {"attested": _attest(change, resume)} if attest else {}
        _make(row, resume, change, document, verdict, stated)
    return verdict


def _make(
    row: ResumeChange, resume: Resume, change: Change, document: Document, verdict: Verdict, stated: dict[str, Any]
) -> None:
    try:
        resume.become(applied(change, document))
    except CannotApply as error:
        raise Refused(str(error)) from error
    edited: dict[str, Any] = {"edited": True} if change.source == "person" else {}
    was = next((line.text for line in lines(document) if line.at == change.target), "")
    kept = {**before(change, document, resume.document()), "line": was, **stated}
    row.accept({**change.to_json(), **edited}, kept, verdict.to_json())


def _attest(change: Change, resume: Resume) -> int:
    """Keep the new words as a fact of the person's; its id."""
    item = _item(change, resume)
    about = (item.base_item_id or item.id) if item else None
    fact = AttestedFact(user_id=current_user.id, item_id=about, text=change.new)
    db.session.add(fact)
    db.session.flush()
    return fact.id


def undo(row: ResumeChange, resume: Resume) -> None:
    """Take an accepted change back, or offer a rejected one again. `Refused` when the place says something else.

    What the person attested with it is taken back, too: a slip of the hand would else let its words in for ever.
    """
    if row.before:
        fact = db.session.get(AttestedFact, row.before.get("attested", 0))
        if fact is not None and fact.user_id == current_user.id:
            db.session.delete(fact)
        try:
            resume.become(undone(Change.from_json(row.content), row.before, resume.document()))
        except CannotApply as error:
            raise Refused(str(error)) from error
    row.take_back()


def page_count(resume: Resume) -> int:
    """The pages of the resume as last drawn; 0 when none are. A drawing that is older is asked for anew."""
    preview = db.session.get(Preview, resume.id)
    pages.refresh(resume, preview)
    return preview.page_count if preview else 0
