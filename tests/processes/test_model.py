"""A model that is slow, and a worker that is killed while it waits for it: asked again, and proposed once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from letraz import drafting
from letraz.database import now
from letraz.models import Job, ModelCall, Resume, ResumeChange, User
from tests import samples
from tests.llm.server import Answer, ModelServer, chat, model_server
from tests.processes.house import House

#: Seconds that the model thinks.
SLOW = 8.0


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server(Answer()) as server:
        yield server


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, model: ModelServer) -> Iterator[House]:
    """A house whose model is on loopback, with a worker for it and one for everything else."""
    home: Path = tmp_path_factory.mktemp("model") / "home"
    given = {"MODEL_URL": model.url, "MODEL_NAME": "tiny", "MODEL_SECONDS": 20}
    with House(home, **given) as running:
        yield running.start("broker").start("cron", "export", "model")


def ask(house: House, model: ModelServer) -> int:
    """A question about a resume with the nurse's lines; the server's answer rewords the first of them."""
    person = house.person()
    with house.rows() as session:
        user = session.get_one(User, person.id)
        user.model_agreed_at = now()
        job = Job(user_id=user.id, title="Nurse", description="Wards.")
        session.add(job)
        session.flush()
        resume = user.new_resume("For the ward", job=job)
        resume.add_section("experience").add(
            {"job_title": "Nurse", "description": "- Cared for four patients at night."}
        )
        session.flush()
        payload = drafting.for_resume(session.get_one(Resume, resume.id), job)
        name = next(name for name, fact in payload.facts.items() if fact.mark)
        wanted = {"kind": "rewrite", "fact": name, "text": "Cared for four patients by night.", "reason": "Shorter."}
        model.script = [Answer(chat({"changes": [wanted]}).body, wait=SLOW)]
        model.asked.clear()
        call = ModelCall.ask(session, job, payload.to_json(), resume)
        session.commit()
        return call.id


def state(house: House, call_id: int) -> str:
    with house.rows() as session:
        return session.get_one(ModelCall, call_id).state


def proposed(house: House, call_id: int) -> list[str]:
    with house.rows() as session:
        resume_id = session.get_one(ModelCall, call_id).resume_id
        return list(session.scalars(select(ResumeChange.status).where(ResumeChange.resume_id == resume_id)))


def test_the_worker_is_killed_while_it_waits_for_the_model(asking: House, model: ModelServer) -> None:
    """Red without `ModelCall.sweep` in the sweep: the question stays *running*."""
    call = ask(asking, model)
    asking.until(lambda: len(model.asked) == 1, 30, "the model is asked")
    asking.kill("model")
    assert state(asking, call) == "running"
    with asking.rows() as session:
        session.execute(update(ModelCall).values(asked_at=now() - timedelta(seconds=81)))
    asking.start("model")
    asking.until(lambda: state(asking, call) == "done", 40, "the question is answered")
    assert len(model.asked) == 2
    assert proposed(asking, call) == ["proposed"]


def test_files_are_made_while_the_model_thinks(asking: House, model: ModelServer) -> None:
    """Red when questions share a queue with files and the model's worker is the only one that is free."""
    call = ask(asking, model)
    asking.until(lambda: len(model.asked) == 1, 30, "the model is asked")
    asking.wait(asking.ask(asking.person(samples.nurse()), "text"), seconds=SLOW - 1)
    assert state(asking, call) == "running"
    asking.until(lambda: state(asking, call) == "done", 40, "the question is answered")
