"""A question to the model is asked once, its answer counts once, and what is cancelled leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from letraz.database import now
from letraz.llm import ModelFailed
from letraz.models import Job, ModelCall, Resume, ResumeChange, User
from letraz.models.asking import MOST_A_DAY, Tell
from letraz.models.claiming import MOST_ATTEMPTS
from letraz.models.export import TooMany
from letraz.models.ordering import Refused
from letraz.queue import OutOfTime
from tests.cast import Tasks, person

Work = Callable[[ModelCall, Tell], Callable[[], str]]


@pytest.fixture
def alice(session: Session) -> User:
    found = person(session, "alice")
    found.model_agreed_at = now()
    return found


@pytest.fixture
def resume(session: Session, alice: User) -> Resume:
    job = Job(user_id=alice.id, title="Nurse")
    session.add(job)
    session.flush()
    made = alice.new_resume("For the nurse", job=job)
    session.flush()
    return made


@pytest.fixture
def call(session: Session, resume: Resume) -> ModelCall:
    assert resume.job
    found = ModelCall.ask(session, resume.job, {"text": "exactly this"}, resume)
    session.commit()
    return found


def proposing(session: Session, resume: Resume) -> Work:
    """Work that stores one change."""

    def work(call: ModelCall, tell: Tell) -> Callable[[], str]:
        tell("The model is asked.")

        def store() -> str:
            session.add(ResumeChange(resume_id=resume.id, kind="rewrite_bullet", target="i1.0", status="proposed"))
            return "1 change is proposed."

        return store

    return work


def stored(session: Session) -> int:
    return len(list(session.scalars(select(ResumeChange))))


def raising(error: Exception) -> Work:
    def work(call: ModelCall, tell: Tell) -> Callable[[], str]:
        raise error

    return work


# --- asking ----------------------------------------------------------------------------------------


def test_ask_it_works(call: ModelCall, resume: Resume, tasks: Tasks) -> None:
    assert (call.state, call.purpose, call.payload, call.resume_id) == (
        "waiting",
        "changes",
        {"text": "exactly this"},
        resume.id,
    )
    assert tasks == [("model", "ask_model", (call.id,))]


def test_nobody_is_asked_for_without_agreement(session: Session, resume: Resume, alice: User) -> None:
    alice.model_agreed_at = None
    assert resume.job
    with pytest.raises(Refused, match="agreed"):
        ModelCall.ask(session, resume.job, {}, resume)


def test_one_question_at_a_time(session: Session, call: ModelCall, resume: Resume) -> None:
    assert resume.job
    with pytest.raises(Refused, match="on its way"):
        ModelCall.ask(session, resume.job, {}, resume)
    call.cancel()
    ModelCall.ask(session, resume.job, {}, resume)


def test_so_many_a_day(session: Session, call: ModelCall, resume: Resume) -> None:
    assert resume.job
    for _ in range(MOST_A_DAY):
        call.cancel()
        session.add(ModelCall(user_id=resume.user_id, job_id=resume.job.id, purpose="changes", state="done"))
    with pytest.raises(TooMany):
        ModelCall.ask(session, resume.job, {}, resume)
    session.execute(update(ModelCall).values(created_at=now() - timedelta(days=2)))
    ModelCall.ask(session, resume.job, {}, resume)


# --- a worker's way --------------------------------------------------------------------------------


def test_an_answer_is_stored_once(session: Session, call: ModelCall, resume: Resume) -> None:
    """Whoever brings the task again finds nothing to do."""
    for _ in range(3):
        ModelCall.run(session, call.id, proposing(session, resume))
    assert (call.state, call.progress, call.attempts, stored(session)) == ("done", "1 change is proposed.", 1, 1)
    assert call.finished_at is not None


def test_progress_is_told_and_proves_life(session: Session, call: ModelCall) -> None:
    seen: list[Any] = []

    def work(mine: ModelCall, tell: Tell) -> Callable[[], str]:
        session.execute(update(ModelCall).values(asked_at=now() - timedelta(minutes=9)))
        tell("The model is asked.")
        row = session.execute(select(ModelCall.state, ModelCall.progress, ModelCall.asked_at)).one()
        seen.extend([row.state, row.progress, row.asked_at > now() - timedelta(minutes=1)])
        return lambda: ""

    ModelCall.run(session, call.id, work)
    assert seen == ["running", "The model is asked.", True]


@pytest.mark.parametrize("how", ["cancel", "cancel_all", "taken", "removed"])
def test_what_comes_too_late_stores_nothing(session: Session, call: ModelCall, resume: Resume, how: str) -> None:
    """Cancelled, taken up by another worker, or removed: while the model thought."""

    def work(mine: ModelCall, tell: Tell) -> Callable[[], str]:
        store = proposing(session, resume)(mine, tell)
        if how == "cancel":
            session.get_one(ModelCall, mine.id).cancel()
        elif how == "cancel_all":
            ModelCall.cancel_all(session, mine.user_id)
        elif how == "taken":
            session.execute(update(ModelCall).values(claim="another's"))
        else:
            session.execute(ModelCall.__table__.delete())
        session.commit()
        return store

    ModelCall.run(session, call.id, work)
    assert stored(session) == 0
    state = session.scalar(select(ModelCall.state))
    assert state == {"cancel": "cancelled", "cancel_all": "cancelled", "taken": "running", "removed": None}[how]


def test_a_cancelled_one_stops_at_its_next_step(session: Session, call: ModelCall) -> None:
    went_on: list[str] = []

    def work(mine: ModelCall, tell: Tell) -> Callable[[], str]:
        ModelCall.cancel_all(session, mine.user_id)
        session.commit()
        tell("The model is asked once more.")
        went_on.append("it asked")
        return lambda: ""

    ModelCall.run(session, call.id, work)
    assert not went_on


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ModelFailed("The model’s server is busy."), "busy"),
        (Refused("The resume is gone."), "gone"),
        (OutOfTime(), "too long"),
    ],
)
def test_what_can_be_told_is_told_and_not_tried_again(
    session: Session, call: ModelCall, error: Exception, says: str
) -> None:
    ModelCall.run(session, call.id, raising(error))
    assert (call.state, call.attempts) == ("failed", 1)
    assert says in call.error
    assert "what was proposed before is still there" in call.error


def test_what_breaks_here_is_tried_again_and_raised(session: Session, call: ModelCall) -> None:
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with pytest.raises(RuntimeError):
            ModelCall.run(session, call.id, raising(RuntimeError("a bug")))
        assert (call.state, call.attempts) == ("waiting" if attempt < MOST_ATTEMPTS else "failed", attempt)
    assert "a bug" not in call.error


def test_what_breaks_while_it_is_stored_leaves_nothing_half_done(
    session: Session, call: ModelCall, resume: Resume
) -> None:
    def work(mine: ModelCall, tell: Tell) -> Callable[[], str]:
        def store() -> str:
            session.add(ResumeChange(resume_id=resume.id, kind="rewrite_bullet", target="i1.0", status="proposed"))
            session.flush()
            raise RuntimeError

        return store

    with pytest.raises(RuntimeError):
        ModelCall.run(session, call.id, work)
    assert (call.state, stored(session)) == ("waiting", 0)


def test_it_is_removed_while_something_breaks(session: Session, call: ModelCall) -> None:
    def work(mine: ModelCall, tell: Tell) -> Callable[[], str]:
        session.execute(ModelCall.__table__.delete())
        session.commit()
        raise ModelFailed("x")

    ModelCall.run(session, call.id, work)
    assert session.scalar(select(ModelCall.id)) is None


# --- the sweep -------------------------------------------------------------------------------------


def run_dead(session: Session, call: ModelCall, ago: float) -> None:
    """As a worker leaves it that was killed so many seconds ago."""
    session.execute(
        update(ModelCall).values(state="running", claim="dead", attempts=ModelCall.attempts + 1,
                                 asked_at=now() - timedelta(seconds=ago))
    )  # fmt: skip
    session.commit()
    session.refresh(call)


def test_a_dead_workers_question_is_asked_again(session: Session, call: ModelCall, resume: Resume) -> None:
    run_dead(session, call, 200)
    assert ModelCall.sweep(session) == [call.id]
    assert ModelCall.sweep(session) == [], "and is not asked for twice"
    session.commit()
    ModelCall.run(session, call.id, proposing(session, resume))
    assert (call.state, call.attempts, stored(session)) == ("done", 2, 1)


def test_a_living_workers_is_left_alone(session: Session, call: ModelCall) -> None:
    run_dead(session, call, 150)
    assert ModelCall.sweep(session) == []
    assert call.state == "running"


def test_three_dead_workers_are_enough(session: Session, call: ModelCall) -> None:
    for _ in range(MOST_ATTEMPTS):
        run_dead(session, call, 200)
        ModelCall.sweep(session)
    assert call.state == "failed"
    assert "stopped each time" in call.error


def test_what_the_queue_lost_is_found(session: Session, call: ModelCall) -> None:
    assert ModelCall.sweep(session) == []
    session.execute(update(ModelCall).values(asked_at=now() - timedelta(seconds=61)))
    assert ModelCall.sweep(session) == [call.id]


def test_what_has_ended_is_left_alone(session: Session, call: ModelCall) -> None:
    for state in ("done", "failed", "cancelled"):
        session.execute(update(ModelCall).values(state=state, asked_at=now() - timedelta(days=1)))
        assert ModelCall.sweep(session) == []
        call.cancel()
        assert session.scalar(select(ModelCall.state)) == state
