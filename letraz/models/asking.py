"""Asking a language model: a task with progress, an end, and a plain sentence when it fails.

The row is the truth and the queue a hint, as with exports: a worker claims it, and what it brings is stored only while
the claim is still its own. So a killed worker's question is asked again, its answer counts once, and what comes back
for a question that was cancelled is thrown away.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import ForeignKey, Index, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from letraz.database import line, mapping, now, parent
from letraz.extensions import Model, queue, setting
from letraz.llm import ModelFailed
from letraz.models.claiming import MOST_ATTEMPTS, Claimed
from letraz.models.export import TooMany
from letraz.models.ordering import Refused
from letraz.models.user import User
from letraz.queue import MODEL, OutOfTime

if TYPE_CHECKING:
    from letraz.models.cover_letter import CoverLetter
    from letraz.models.job import Job
    from letraz.models.resume import Resume

log = logging.getLogger(__name__)

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
CHANGES, LETTER = "changes", "letter"

#: States of a question that has no answer yet.
OPEN = (WAITING, RUNNING)

#: Questions of one person in a day.
MOST_A_DAY = 50

#: How long a waiting question is not put on the queue again, and a running one may be silent beyond one answer's time.
PATIENCE, SILENCE = timedelta(seconds=60), timedelta(seconds=60)

_KEPT = " Your resume is unchanged, and what was proposed before is still there."

#: Tells how it goes on. It raises `Left` when the question is nobody's business any more.
Tell = Callable[[str], None]


class Left(Exception):
    """The question was cancelled, removed, or taken up by another worker."""


class ModelCall(Claimed, Model):
    """One question to the model, with exactly what is sent. It holds no name, address, number or link of its person."""

    waits, held, patience = WAITING, RUNNING, PATIENCE
    __tablename__ = "model_call"
    __table_args__ = (
        Index("ix_model_call_state_asked_at", "state", "asked_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent("user.id")
    job_id: Mapped[int] = parent("jobs.id")
    resume_id: Mapped[int | None] = mapped_column(ForeignKey("resumes.id", ondelete="CASCADE"), index=True)
    cover_letter_id: Mapped[int | None] = mapped_column(ForeignKey("cover_letters.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = line(10)
    payload: Mapped[dict[str, Any]] = mapping()
    state: Mapped[str] = line(10)
    progress: Mapped[str] = line()  #: how it goes on; of one that is done, what came of it
    error: Mapped[str] = line(500)
    finished_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    # --- asking ---------------------------------------------------------------------------------------

    @classmethod
    def ask(
        cls, session: Session, job: Job, payload: dict[str, Any], about: Resume | CoverLetter, purpose: str = CHANGES
    ) -> Self:
        """A question that a worker asks after the commit. `Refused` without agreement, or while another is open."""
        cls._require_room(session, job.user_id)
        call = cls(user_id=job.user_id, job_id=job.id, purpose=purpose, payload=payload, state=WAITING, asked_at=now())
        if purpose == LETTER:
            call.cover_letter_id = about.id
        else:
            call.resume_id = about.id
        session.add(call)
        session.flush()
        queue.later(session, MODEL, "ask_model", call.id)
        return call

    @classmethod
    def _require_room(cls, session: Session, user_id: int) -> None:
        agreed = select(User.model_agreed_at).where(User.id == user_id).with_for_update(key_share=True)
        if session.scalar(agreed) is None:
            raise Refused("You have not agreed that the model is asked.")
        mine = select(func.count()).select_from(cls).where(cls.user_id == user_id)
        if session.scalar(mine.where(cls.state.in_(OPEN))):
            raise Refused("A question of yours is on its way already. Wait for its answer, or cancel it.")
        if (session.scalar(mine.where(cls.created_at > now() - timedelta(days=1))) or 0) >= MOST_A_DAY:
            raise TooMany(f"You have asked {MOST_A_DAY} times today. Ask again tomorrow.")

    @property
    def is_open(self) -> bool:
        """Whether there is no answer yet."""
        return self.state in OPEN

    def cancel(self) -> None:
        """Let what comes back be thrown away. Nothing happens to one that has ended."""
        if self.is_open:
            self.state, self.finished_at, self.progress = CANCELLED, now(), ""

    @classmethod
    def cancel_all(cls, session: Session, user_id: int) -> None:
        """Cancel what a person has asked: they do not agree any more."""
        mine = update(cls).where(cls.user_id == user_id, cls.state.in_(OPEN))
        session.execute(mine.values(state=CANCELLED, finished_at=now(), progress=""))

    # --- a worker's way through it ----------------------------------------------------------------------

    @classmethod
    def run(cls, session: Session, call_id: int, work: Callable[[Self, Tell], Callable[[], str]]) -> None:
        """Ask a waiting question. Commits at each step.

        `work` asks the model and gives back what stores the answer and says in a sentence what came of it; that is
        done with the row locked and still ours, and else not at all. A `ModelFailed` of it is told to the person; any
        other error is tried again up to `MOST_ATTEMPTS`, and raised here.
        """
        call = cls.claimed(session, call_id)
        if call is None:
            return
        claim = call.claim
        try:
            store = work(call, lambda says: cls._tell(session, call_id, claim, says))
            if cls.is_held(session, call_id, claim):
                call.progress, call.state, call.finished_at = store()[:200], DONE, now()
            session.commit()
        except Left:
            session.rollback()
        except (ModelFailed, Refused, OutOfTime) as error:
            slow = "The model took too long and was not waited for any longer."
            cls._end(session, call_id, claim, slow if isinstance(error, OutOfTime) else str(error))
        except Exception:
            cls._end(session, call_id, claim)
            raise

    @classmethod
    def _tell(cls, session: Session, call_id: int, claim: str, says: str) -> None:
        mine = update(cls).where(cls.id == call_id, cls.state == RUNNING, cls.claim == claim)
        found = session.execute(mine.values(progress=says[:200], asked_at=now()).returning(cls.id)).scalar()
        session.commit()
        if not found:
            raise Left

    @classmethod
    def _end(cls, session: Session, call_id: int, claim: str, why: str = "") -> None:
        """Become failed; without a reason that the person can be told, wait for another try while there is one."""
        session.rollback()
        call = session.get(cls, call_id) if cls.is_held(session, call_id, claim) else None
        if call:
            call.fail(why) if why else call._again("Something here broke while the model was asked.")
        session.commit()
        log.warning("no answer of the model", extra={"call": call_id, "why": why})

    def _again(self, last: str) -> None:
        """Wait to be asked again, or fail with this sentence after the last try."""
        if self.attempts >= MOST_ATTEMPTS:
            self.fail(last)
        else:
            self.wait_again()

    def fail(self, why: str) -> None:
        """Become failed, with a reason for the person."""
        self.state, self.error, self.finished_at, self.progress = FAILED, (why + _KEPT)[:500], now(), ""

    # --- what the queue lost ----------------------------------------------------------------------------

    @classmethod
    def sweep(cls, session: Session) -> list[int]:
        """Take back what dead workers hold. Returns the ids of what waits, to be put on the queue."""
        lease = timedelta(seconds=setting("MODEL_SECONDS")) + SILENCE
        cls.take_back(session, lease, lambda call: call._again("The worker stopped each time it asked the model."))
        return cls.lost(session)
