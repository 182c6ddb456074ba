"""Asking the model: nothing is sent that was not shown and agreed to, and a page waits for nothing."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from letraz.database import now
from letraz.models import CoverLetter, Job, ModelCall, ResumeChange, User
from tests.cast import Client, Tasks, add_item, person
from tests.llm.server import ModelServer, chat, model_server, no
from tests.views.conftest import went_to

ALICE = 1


@pytest.fixture
def model(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with model_server(chat({"changes": []})) as server:
        for name, value in {"MODEL_URL": server.url, "MODEL_NAME": "tiny", "MODEL_KEY": "sk-secret"}.items():
            monkeypatch.setitem(app.config, name, value)
        yield server


@pytest.fixture
def job(stored: Any) -> int:
    """A job of alice with a resume made for it."""
    with stored() as session:
        alice = person(session, "alice")
        found = Job(user_id=alice.id, title="Nurse", description="Wards & <b>nights</b>.")
        session.add(found)
        session.flush()
        work = alice.new_resume("For the ward", job=found).add_section("experience")
        add_item(work, job_title="Nurse", description="- Ran the night ward.\n- Alice taught students.")
        session.commit()
        return found.id


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return found.group(1)


def form(client: Client, job: int) -> dict[str, str]:
    """What the page's form sends."""
    page = client.get(f"/jobs/{job}/model").text
    agree = {"agree": "1"} if 'name="agree"' in page else {}
    return {"seen": field(page, "seen"), "resume": field(page, "resume"), **agree}


def calls(stored: Any) -> list[ModelCall]:
    with stored() as session:
        return list(session.scalars(select(ModelCall).order_by(ModelCall.id)))


def ask(client: Client, job: int) -> str:
    return went_to(client.post(f"/jobs/{job}/model", data=form(client, job)))


# --- before anything is sent -----------------------------------------------------------------------


def test_without_a_model_the_page_says_so_and_nothing_else(as_alice: Client, job: int, tasks: Tasks) -> None:
    page = as_alice.get(f"/jobs/{job}/model").text
    assert "No language model is set here" in page
    assert 'name="seen"' not in page
    assert "Ask the model" not in as_alice.get(f"/jobs/{job}").text
    went_to(as_alice.post(f"/jobs/{job}/model", data={"agree": "1"}))
    assert tasks == []


def test_without_a_resume_for_the_job_it_says_what_to_do(as_alice: Client, model: ModelServer, stored: Any) -> None:
    with stored() as session:
        session.add(Job(id=77, user_id=ALICE, title="Nurse"))
    assert "Make one first" in as_alice.get("/jobs/77/model").text
    assert as_alice.post("/jobs/77/model", data={"agree": "1"}).status_code == 422


def test_looking_sends_nothing_and_agrees_to_nothing(
    as_alice: Client, model: ModelServer, job: int, stored: Any
) -> None:
    page = as_alice.get(f"/jobs/{job}/model").text
    assert "I agree: ask the model" in page
    assert "sk-secret" not in page
    assert model.asked == []
    with stored() as session:
        assert session.get_one(User, ALICE).model_agreed_at is None


def test_what_the_page_shows_is_sent_byte_for_byte(
    as_alice: Client, model: ModelServer, job: int, tasks: Tasks
) -> None:
    page = as_alice.get(f"/jobs/{job}/model").text
    shown = html.unescape(re.findall(r'<pre[^>]*aria-label="The whole request">(.*?)</pre>', page, re.DOTALL)[0])
    ask(as_alice, job)
    tasks.run()
    assert model.asked[0][2].decode() == shown
    told = html.unescape(re.findall(r'<pre[^>]*aria-label="Your facts[^"]*"[^>]*>(.*?)</pre>', page, re.DOTALL)[0])
    assert told == json.loads(shown)["messages"][1]["content"]
    assert "[name] taught students" in told
    assert "Ran the night ward" in told


@pytest.mark.parametrize("more", [{}, {"agree": "0"}, {"agree": ""}])
def test_without_agreement_nothing_is_sent(
    as_alice: Client, model: ModelServer, job: int, tasks: Tasks, more: dict[str, str]
) -> None:
    sent = {**form(as_alice, job), "agree": ""} | more
    assert as_alice.post(f"/jobs/{job}/model", data=sent).status_code == 422
    assert tasks == []


def test_what_was_not_seen_is_not_sent(
    as_alice: Client, model: ModelServer, job: int, tasks: Tasks, stored: Any
) -> None:
    """The resume changed in another tab: 409 with what would be sent now, and no agreement either."""
    sent = form(as_alice, job)
    with stored() as session:
        session.get_one(Job, job).description = "Days."
    answer = as_alice.post(f"/jobs/{job}/model", data=sent)
    assert answer.status_code == 409
    assert "nothing was sent" in answer.text
    assert "| Days." in answer.text
    assert (tasks, calls(stored)) == ([], [])
    with stored() as session:
        assert session.get_one(User, ALICE).model_agreed_at is None


# --- asking ----------------------------------------------------------------------------------------


def test_agreed_once_it_is_asked_with_one_button(as_alice: Client, model: ModelServer, job: int, tasks: Tasks) -> None:
    where = ask(as_alice, job)
    assert tasks.names() == ["ask_model"]
    assert model.asked == [], "the page waits for nothing"
    tasks.run()
    assert "found nothing to word better" in as_alice.get(where).text
    page = as_alice.get(f"/jobs/{job}/model").text
    assert 'name="agree"' not in page
    assert "You agreed on" in page


def test_the_page_asks_again_while_it_goes_on(as_alice: Client, model: ModelServer, job: int, tasks: Tasks) -> None:
    where = ask(as_alice, job)
    whole, fragment = as_alice.get(where).text, as_alice.get(where, htmx=True).text
    assert 'hx-trigger="every 2s"' in fragment
    assert "<html" not in fragment
    assert '<noscript><meta http-equiv="refresh"' in whole
    assert "Look again" in whole
    tasks.run()
    whole, fragment = as_alice.get(where).text, as_alice.get(where, htmx=True).text
    assert "every 2s" not in whole + fragment
    assert "refresh" not in whole.split("</head>")[0]


def test_what_was_sent_can_be_seen_later(as_alice: Client, model: ModelServer, job: int, tasks: Tasks) -> None:
    where = ask(as_alice, job)
    tasks.run()
    shown = re.findall(r'aria-label="The whole request">(.*?)</pre>', as_alice.get(where).text, re.DOTALL)[0]
    assert html.unescape(shown) == model.asked[0][2].decode()


def test_a_second_question_waits_for_the_first(as_alice: Client, model: ModelServer, job: int) -> None:
    ask(as_alice, job)
    answer = as_alice.post(f"/jobs/{job}/model", data=form(as_alice, job))
    assert answer.status_code == 422
    assert "on its way already" in answer.text


def test_a_failure_is_said_plainly(as_alice: Client, model: ModelServer, job: int, tasks: Tasks) -> None:
    model.script = [no(401)]
    where = ask(as_alice, job)
    tasks.run()
    page = as_alice.get(where).text
    assert "does not accept the key" in page
    assert "what was proposed before is still there" in page
    assert "Try again" in page
    assert "sk-secret" not in page


# --- cancelling, and taking it back ------------------------------------------------------------------


def test_cancelled_it_asks_nobody(as_alice: Client, model: ModelServer, job: int, tasks: Tasks, stored: Any) -> None:
    where = ask(as_alice, job)
    assert "Cancelled" in as_alice.post(f"{where}/cancel", htmx=True).text
    tasks.run()
    assert model.asked == []
    assert calls(stored)[0].state == "cancelled"
    assert "Nothing of its answer is used" in as_alice.get(where).text


def test_cancelling_what_has_ended_changes_nothing(
    as_alice: Client, model: ModelServer, job: int, tasks: Tasks, stored: Any
) -> None:
    where = ask(as_alice, job)
    tasks.run()
    went_to(as_alice.post(f"{where}/cancel"))
    assert calls(stored)[0].state == "done"


def test_taking_it_back_cancels_what_is_on_its_way(
    as_alice: Client, model: ModelServer, job: int, tasks: Tasks, stored: Any
) -> None:
    ask(as_alice, job)
    assert went_to(as_alice.post("/model-calls/agreement", data={"next_job": job})) == f"/jobs/{job}/model"
    tasks.run()
    assert model.asked == []
    assert calls(stored)[0].state == "cancelled"
    assert "I agree: ask the model" in as_alice.get(f"/jobs/{job}/model").text


@pytest.mark.parametrize("next_job", ["", "x", "//evil.example", "9" * 30])
def test_taking_it_back_leads_nowhere_else(as_alice: Client, next_job: str) -> None:
    assert went_to(as_alice.post("/model-calls/agreement", data={"next_job": next_job})).startswith("/jobs/")


# --- whose -----------------------------------------------------------------------------------------


def test_another_s_resume_or_another_job_s_is_not_worded(
    as_alice: Client, as_bob: Client, model: ModelServer, job: int, stored: Any
) -> None:
    with stored() as session:
        bob = person(session, "bob")
        bob.model_agreed_at = now()
        theirs = Job(user_id=bob.id, title="Porter")
        session.add(theirs)
        session.flush()
        bob.new_resume("Bob's", job=theirs)
        session.commit()
        his = theirs.id
    resume = form(as_alice, job)["resume"]
    for url in (f"/jobs/{job}/model", f"/jobs/{his}/model?resume={resume}", f"/jobs/{his}/model?letter=1"):
        assert as_bob.get(url).status_code == 404
    assert as_bob.get(f"/jobs/{his}/model").status_code == 200


def test_a_posting_s_markup_is_shown_as_text(as_alice: Client, model: ModelServer, job: int) -> None:
    assert "&lt;b&gt;nights" in as_alice.get(f"/jobs/{job}/model").text
    assert "<b>nights" not in as_alice.get(f"/jobs/{job}/model").text


def test_proposals_of_the_model_wait_for_their_person(
    as_alice: Client, model: ModelServer, job: int, tasks: Tasks, stored: Any
) -> None:
    fact = re.search(r"(F\d+) \(line\) Ran the night ward", as_alice.get(f"/jobs/{job}/model").text)
    assert fact
    new = {
        "kind": "rewrite",
        "fact": fact.group(1),
        "text": "Ran the ward at night.",
        "reason": "<script>alert(1)</script>",
    }
    model.script = [chat({"changes": [new]})]
    where = ask(as_alice, job)
    tasks.run()
    assert "1 change proposed." in as_alice.get(where).text
    with stored() as session:
        assert [one.status for one in session.scalars(select(ResumeChange))] == ["proposed"]


def test_a_letter_is_drafted_from_its_page(
    as_alice: Client, model: ModelServer, job: int, tasks: Tasks, stored: Any
) -> None:
    """Its page leads there; the company is told then, and what comes back waits beside the letter."""
    letter = int(went_to(as_alice.post(f"/jobs/{job}/letters")).rsplit("/", 1)[1])
    assert f"/jobs/{job}/model?letter={letter}" in html.unescape(as_alice.get(f"/letters/{letter}").text)
    page = as_alice.get(f"/jobs/{job}/model?letter={letter}").text
    fact = re.search(r"(F\d+) \(line\) Ran the night ward", page)
    assert fact
    model.script = [chat({"paragraphs": [{"text": "I ran the night ward.", "evidence": [fact.group(1)]}]})]
    sent = {"seen": field(page, "seen"), "letter": field(page, "letter"), "agree": "1"}
    where = went_to(as_alice.post(f"/jobs/{job}/model", data=sent))
    tasks.run()
    done = as_alice.get(where).text
    assert "1 paragraph proposed." in done
    assert f'href="/letters/{letter}"' in done
    with stored() as session:
        found = session.get_one(CoverLetter, letter)
        assert (found.proposals[-1].text, found.proposals[-1].status, found.body) == (
            "I ran the night ward.",
            "proposed",
            "",
        )
