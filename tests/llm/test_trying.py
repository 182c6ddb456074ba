"""`letraz doctor` and the administration try a model: one word, and a sentence about how it went."""

from __future__ import annotations

import pytest

from letraz import doctor
from letraz.llm import Model, problems, trial
from tests.llm.server import Answer, chat, model_server, no
from tests.running import free_port

SET = {"MODEL_NAME": "tiny", "MODEL_KEY": "sk-secret", "MODEL_WIRE": "openai", "MODEL_SECONDS": 5}


def test_it_works() -> None:
    with model_server(chat({"word": "Ready."})) as server:
        found = trial(Model(server.url, "tiny"))
        said = doctor._model({"MODEL_URL": server.url, **SET})
    assert found.ok
    assert "It answered in" in found.says
    assert (said.ok, said.required) == (True, False)
    assert "The model tiny: It answered" in said.what


@pytest.mark.parametrize(
    ("answer", "says", "status"), [(no(401), problems.KEY, 401), (chat("no JSON here"), problems.UNREADABLE, 0)]
)
def test_it_does_not(answer: Answer, says: str, status: int) -> None:
    with model_server(answer) as server:
        found = trial(Model(server.url, "tiny", "sk-secret"))
    assert (found.ok, found.says, found.status) == (False, says, status)


def test_the_doctor_notes_a_server_that_is_down() -> None:
    said = doctor._model({"MODEL_URL": f"http://127.0.0.1:{free_port()}", **SET})
    assert (said.ok, said.required) == (False, False)
    assert problems.UNREACHED in said.what


def test_the_doctor_asks_nobody_where_no_model_is_set() -> None:
    assert doctor._model({"MODEL_URL": "", **SET}).ok
