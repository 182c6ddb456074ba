"""A question on its way: asked, its answer checked by the gate, stopped texts sent back once, the rest proposed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from letraz.document import Document
from letraz.drafting.payloads import PRIVATE, people
from letraz.drafting.standing import facts_of
from letraz.extensions import db
from letraz.llm import Model, ModelFailed, Turn, ask
from letraz.matching import gate
from letraz.matching.asking import Payload, scrubber
from letraz.matching.asking.answers import Answered, Changes, Draft, changes, paragraphs
from letraz.matching.asking.instructions import repair
from letraz.matching.change import LETTER_PARAGRAPH, REWRITE_SUMMARY, Change, Verdict
from letraz.matching.lines import target_of
from letraz.models import AttestedFact, CoverLetter, Job, ModelCall, Resume, ResumeChange
from letraz.models.asking import LETTER, Tell
from letraz.models.ordering import Refused

log = logging.getLogger(__name__)

#: Seconds for all of a question, its repair too (`letraz.queue.OWN_TIMEOUTS` is a little longer), and the least that a
#: repair is begun with.
WHOLE, LEAST = 390.0, 15.0

Checked = list[tuple[Change, Verdict]]


@dataclass(frozen=True)
class Ground:
    """What an answer is checked against, read before the model is asked."""

    document: Document
    record: Document
    attested: Sequence[tuple[int | None, str]]  #: (the item, the sentence)
    items: Mapping[str, tuple[int, ...]]  #: of an entry's key: the item, and the one of the base that it comes from
    posting: tuple[str, ...]  #: what a letter may say of the job
    resume: Resume

    def check(self, change: Change) -> Verdict:
        """What the gate says of a change."""
        mine = self.items.get(target_of(change.target)[0], ())
        stated = [
            text for item, text in self.attested if change.kind in (REWRITE_SUMMARY, LETTER_PARAGRAPH) or item in mine
        ]
        return gate.check(change, self.document, record=self.record, attested=stated, posting=self.posting)


def answer(call: ModelCall, tell: Tell) -> Callable[[], str]:
    """Ask what a call asks. Gives back what stores the proposals; see `ModelCall.run`."""
    session, model = db.session(), Model.of(current_app.config)
    if model is None:
        raise Refused("No language model is set any more.")
    ground = _ground(session, call)
    session.commit()  # an answer takes long: no lock is held meanwhile
    talk = Talk(model, Payload.from_json(call.payload), call.purpose, tell, time.monotonic() + WHOLE)
    found = _asked(talk, ground)
    return lambda: _letter(session, call, found) if call.purpose == LETTER else _resume(session, ground.resume, found)


@dataclass(frozen=True)
class Talk:
    """A talk with the model, which ends at `end` (by `time.monotonic`)."""

    model: Model
    payload: Payload
    purpose: str
    tell: Tell
    end: float

    def left(self) -> float:
        """Seconds that are left of it."""
        return self.end - time.monotonic()

    def say(self, turns: Sequence[Turn]) -> tuple[str, Answered]:
        """What the model says to it, as JSON and as changes."""
        seconds = min(2 * self.model.seconds, self.left())
        if self.purpose == LETTER:
            draft = ask(self.model, self.payload.system, turns, Draft, watch=self.tell, seconds=seconds)
            return draft.model_dump_json(), paragraphs(draft, self.payload)
        wanted = ask(self.model, self.payload.system, turns, Changes, watch=self.tell, seconds=seconds)
        return wanted.model_dump_json(), changes(wanted, self.payload)


def _asked(talk: Talk, ground: Ground) -> Checked:
    turns: list[Turn] = [("user", talk.payload.text)]
    said, answered = talk.say(turns)
    talk.tell("The answer is checked against your record.")
    checked = [(change, ground.check(change)) for change in answered.changes]
    stopped = [(change.new, [one.says for one in verdict.problems]) for change, verdict in checked if verdict.problems]
    log.info("model answered", extra={"stopped": len(stopped), "dropped": len(answered.notes)})
    if not stopped or talk.left() < LEAST:
        return checked
    complaint = _scrubbed(repair(stopped), ground)
    try:
        _, again = talk.say([*turns, ("assistant", said), ("user", complaint)])
    except ModelFailed:
        return checked  # what the first answer brought is worth having
    return _mended(checked, [(change, ground.check(change)) for change in again.changes])


def _scrubbed(text: str, ground: Ground) -> str:
    """The gate's reasons may quote a line as it stands: what was kept from the model stays so."""
    return scrubber((ground.document, ground.record), PRIVATE, people(ground.resume))(text)


def _mended(first: Checked, second: Checked) -> Checked:
    """The first answer, with what was stopped in it replaced by what passes now. What passed is not asked again."""
    better = {(change.kind, change.target): (change, verdict) for change, verdict in second if verdict.passes}
    return [
        (change, verdict) if verdict.passes else better.pop((change.kind, change.target), (change, verdict))
        for change, verdict in first
    ]


def _ground(session: Session, call: ModelCall) -> Ground:
    resume, job = _rows(session, call)
    facts = session.execute(
        select(AttestedFact.item_id, AttestedFact.text).where(AttestedFact.user_id == call.user_id)
    ).all()
    items = {
        item.key: (item.id, *([item.base_item_id] if item.base_item_id else []))
        for section in resume.sections
        for item in section.items
    }
    record = resume.user.base_resume().document()
    return Ground(resume.document(), record, [(item, text) for item, text in facts], items, facts_of(job), resume)


def _rows(session: Session, call: ModelCall) -> tuple[Resume, Job]:
    letter = session.get(CoverLetter, call.cover_letter_id) if call.cover_letter_id else None
    resume = letter.resume if letter else session.get(Resume, call.resume_id) if call.resume_id else None
    job = session.get(Job, call.job_id)
    if resume is None or job is None or resume.deleted_at or job.deleted_at or (letter and letter.deleted_at):
        raise Refused("What was asked about is gone.")
    return resume, job


def _resume(session: Session, resume: Resume, found: Checked) -> str:
    new = [verdict.passes for change, verdict in found
           if ResumeChange.offer(session, resume, change.to_json(), verdict.to_json())]  # fmt: skip
    return _told(sum(new), len(new) - sum(new), "change")


def _letter(session: Session, call: ModelCall, found: Checked) -> str:
    letter = session.get_one(CoverLetter, call.cover_letter_id)
    before = len(letter.proposals)
    good = letter.offer((change.to_json(), verdict.to_json()) for change, verdict in found)
    return _told(good, len(letter.proposals) - before - good, "paragraph")


def _told(good: int, stopped: int, what: str) -> str:
    """What came of it, for the person."""
    if not good + stopped:
        return "The model found nothing to word better."
    proposed = f"{good} {what if good == 1 else what + 's'} proposed." if good else "Nothing could be proposed."
    more = (
        f" {stopped} said more than your record does, and {'was' if stopped == 1 else 'were'} stopped."
        if stopped
        else ""
    )
    return proposed + more
