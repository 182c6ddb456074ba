"""Asking a model: both wire formats, and everything that goes wrong with real ones, over real HTTP on loopback."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from pydantic import BaseModel

from letraz.llm import Model, ModelFailed, ask, first_body, problems
from letraz.llm.answer import Unusable, read, strict
from letraz.llm.exchange import MOST_BYTES
from tests.llm.server import Answer, ModelServer, chat, model_server, no, tool
from tests.running import free_port

KEY = "sk-secret-of-the-operator"


class Step(BaseModel):
    text: str = ""


class Plan(BaseModel):
    name: str
    steps: list[Step] = []


GOOD = {"name": "a plan", "steps": [{"text": "one"}]}
PLAN = Plan.model_validate(GOOD)


@contextmanager
def asking(
    *script: Answer, wire: str = "openai", seconds: float = 5
) -> Iterator[tuple[ModelServer, Callable[..., Plan]]]:
    """A server with a script, and what asks it: no pause lasts, each is noted in `.pauses`."""
    with model_server(*script) as server:
        model = Model(server.url, "tiny", KEY, wire, seconds)

        def go(**more: Any) -> Plan:
            return ask(model, "Be brief.", [("user", "A plan, please.")], Plan, **{"pause": go.pauses.append, **more})

        go.pauses = []
        yield server, go


def failure(go: Callable[..., Plan], **more: Any) -> ModelFailed:
    with pytest.raises(ModelFailed) as caught:
        go(**more)
    assert KEY not in f"{caught.value} {caught.value!r} {caught.value.args}"
    return caught.value


BOTH = pytest.mark.parametrize(("wire", "give"), [("openai", chat), ("anthropic", tool)])


# --- what is sent, and what comes back -------------------------------------------------------------


@BOTH
def test_an_answer_is_a_value_that_was_checked(wire: str, give: Callable[..., Answer]) -> None:
    with asking(give(GOOD), wire=wire) as (server, go):
        assert go() == PLAN
    assert len(server.asked) == 1


@BOTH
def test_what_is_shown_is_sent_byte_for_byte(wire: str, give: Callable[..., Answer]) -> None:
    with asking(give(GOOD), wire=wire) as (server, go):
        go()
        model = Model(server.url, "tiny", KEY, wire)
    assert server.asked[0][2] == first_body(model, "Be brief.", [("user", "A plan, please.")], Plan)


def test_chat_completions_ask_for_the_schema() -> None:
    with asking(chat(GOOD)) as (server, go):
        go()
    path, headers, _ = server.asked[0]
    body = server.bodies()[0]
    assert (path, headers["Authorization"]) == ("/v1/chat/completions", f"Bearer {KEY}")
    assert body["response_format"]["json_schema"] == {"name": "answer", "strict": True, "schema": strict(Plan)}
    assert [one["role"] for one in body["messages"]] == ["system", "user"]


def test_messages_force_one_tool() -> None:
    with asking(tool(GOOD), wire="anthropic") as (server, go):
        go()
    path, headers, _ = server.asked[0]
    body = server.bodies()[0]
    assert (path, headers["x-api-key"], headers["anthropic-version"]) == ("/v1/messages", KEY, "2023-06-01")
    assert body["tool_choice"] == {"type": "tool", "name": body["tools"][0]["name"]}
    assert body["tools"][0]["input_schema"] == strict(Plan)


def test_a_server_that_needs_no_key_gets_none() -> None:
    with model_server(chat(GOOD)) as server:
        ask(Model(server.url + "/chat/completions", "tiny"), "", [("user", "x")], Plan)
    assert server.asked[0][0] == "/v1/chat/completions"
    assert "Authorization" not in server.asked[0][1]


def test_a_strict_schema_requires_all_and_allows_no_more() -> None:
    found = strict(Plan)
    assert found["required"] == ["name", "steps"]
    assert found["additionalProperties"] is found["$defs"]["Step"]["additionalProperties"] is False
    assert "default" not in json.dumps(found)


# --- the ladder ------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 422, 501])
def test_a_server_without_json_schema_is_asked_for_a_json_object(status: int) -> None:
    with asking(no(status), chat(GOOD)) as (server, go):
        assert go() == PLAN
    assert server.bodies()[1]["response_format"] == {"type": "json_object"}
    assert "JSON" in server.bodies()[1]["messages"][0]["content"]


def test_a_server_without_response_format_is_asked_plainly() -> None:
    with asking(no(400), no(400), chat(GOOD)) as (server, go):
        assert go() == PLAN
    assert "response_format" not in server.bodies()[2]
    assert [body["messages"] for body in server.bodies()] == 3 * [server.bodies()[0]["messages"]]


def test_a_server_that_takes_nothing() -> None:
    with asking(no(400)) as (server, go):
        assert str(failure(go)) == problems.REFUSED
    assert len(server.asked) == 3


def test_the_repair_stays_on_the_rung_that_held() -> None:
    with asking(no(400), chat("what?"), chat(GOOD)) as (server, go):
        assert go() == PLAN
    assert server.bodies()[2]["response_format"] == {"type": "json_object"}


# --- what models wrap their answers in --------------------------------------------------------------

J = json.dumps(GOOD)


@pytest.mark.parametrize(
    "said",
    [
        f"```json\n{J}\n```",
        f"```\n{J}\n```\nI hope that helps!",
        f"Here is {{what}} you asked for:\n\n{J}\n",
        f"<think>Is {{'a': 1}} or {J[:20]} right?</think>\n{J}",
        f"<think>\n{json.dumps({'name': 'a bad plan'})}\n</think>```json\n{J}```",
        f"Thoughts without a beginning.</think>{J}",
        f"<thinking>hm</thinking> {J}",
        f"\ufeff{J}",
        f"{json.dumps({'other': 1})} {J}",
        json.dumps({**GOOD, "more": "than was asked"}),
    ],
)
def test_it_is_found_in_its_wrapping(said: str) -> None:
    assert read(said, Plan) == PLAN


def test_a_mark_within_the_answer_is_left_alone() -> None:
    assert read(json.dumps({"name": "</think> ``` {"}), Plan).name == "</think> ``` {"


@pytest.mark.parametrize(
    "said",
    ["", "no", "{", "{" * 100_000, '{"a":' * 100_000, "[" * 100_000, "null", J[:-3], '{"name": 1}',
     '{"name": ' + "9" * 9999 + "}", "<think>" + "{ " * 50_000],
)  # fmt: skip
def test_what_is_none_is_refused_and_soon(said: str) -> None:
    began = time.monotonic()
    with pytest.raises(Unusable):
        read(said, Plan)
    assert time.monotonic() - began < 1


def test_content_in_parts() -> None:
    parts = [{"type": "reasoning", "text": "hm"}, {"type": "text", "text": J[:9]}, {"type": "text", "text": J[9:]}]
    answer = {"choices": [{"finish_reason": "stop", "message": {"content": parts}}]}
    with asking(Answer(json.dumps(answer).encode())) as (_, go):
        assert go() == PLAN


def test_a_model_that_writes_in_place_of_using_the_tool() -> None:
    with asking(tool(f"Here: {J}"), wire="anthropic") as (_, go):
        assert go() == PLAN


# --- one repair turn -------------------------------------------------------------------------------


@BOTH
def test_invalid_once(wire: str, give: Callable[..., Answer]) -> None:
    steps: list[str] = []
    with asking(give({"steps": []}), give(GOOD), wire=wire) as (server, go):
        assert go(watch=steps.append) == PLAN
    said = server.bodies()[1]["messages"]
    assert [one["role"] for one in said][-3:] == ["user", "assistant", "user"]
    assert "name: Field required" in said[-1]["content"]
    assert len(steps) == 2


@BOTH
def test_never_json(wire: str, give: Callable[..., Answer]) -> None:
    with asking(give("I would rather talk about the weather."), wire=wire) as (server, go):
        found = failure(go)
    assert (str(found), found.retry, len(server.asked)) == (problems.UNREADABLE, True, 2)


def test_an_empty_answer_is_asked_for_again() -> None:
    with asking(chat(None), chat(GOOD)) as (server, go):
        assert go() == PLAN
    assert server.bodies()[1]["messages"][-2]["content"]


# --- what fails ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "wire"), [(chat(J, "length"), "openai"), (tool(GOOD, "max_tokens"), "anthropic")]
)  # fmt: skip
def test_cut_off_is_an_error_though_it_could_be_read(answer: Answer, wire: str) -> None:
    with asking(answer, wire=wire) as (server, go):
        found = failure(go)
    assert (str(found), found.retry, len(server.asked)) == (problems.CUT_OFF, False, 1)


@pytest.mark.parametrize(
    ("answer", "wire"),
    [(chat(J, "content_filter"), "openai"), (chat(None, refusal="no"), "openai"), (tool("no", "refusal"), "anthropic")],
)
def test_a_model_that_does_not_want_to(answer: Answer, wire: str) -> None:
    with asking(answer, wire=wire) as (_, go):
        assert str(failure(go)) == problems.UNWILLING


def test_busy_with_retry_after() -> None:
    with asking(no(429, Retry_After="7"), chat(GOOD)) as (_, go):
        assert go() == PLAN
    assert go.pauses == [7]


def test_busy_until_a_moment() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=8), usegmt=True)
    with asking(no(503, Retry_After=later), chat(GOOD)) as (_, go):
        assert go() == PLAN
    assert 5 < go.pauses[0] <= 8


@pytest.mark.parametrize("said", ["600", "99999999999999999999", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_busy_for_too_long_is_said_at_once(said: str) -> None:
    with asking(no(429, Retry_After=said)) as (server, go):
        found = failure(go)
    assert found.retry
    assert "min" in str(found)
    assert (len(server.asked), go.pauses) == (1, [])


@pytest.mark.parametrize("said", ["", "soon", "-5", "²"])
def test_busy_without_a_time(said: str) -> None:
    with asking(no(429, Retry_After=said.encode().decode("latin-1")), chat(GOOD)) as (_, go):
        assert go() == PLAN
    assert go.pauses == [1]


@pytest.mark.parametrize(("status", "says"), [(429, problems.BUSY), (500, problems.DOWN), (529, problems.DOWN)])
def test_busy_three_times_is_enough(status: int, says: str) -> None:
    with asking(no(status)) as (server, go):
        found = failure(go)
    assert (str(found), found.retry, found.status, len(server.asked)) == (says, True, status, 3)


def test_an_error_of_the_server_once() -> None:
    with asking(no(500), chat(GOOD)) as (_, go):
        assert go() == PLAN


@pytest.mark.parametrize(
    ("status", "says"), [(401, problems.KEY), (403, problems.KEY), (404, problems.UNKNOWN), (402, problems.REFUSED)]
)
@BOTH
def test_what_the_operator_must_mend_is_asked_once(
    wire: str, give: Callable[..., Answer], status: int, says: str
) -> None:
    with asking(no(status), wire=wire) as (server, go):
        found = failure(go)
    assert (str(found), found.retry, len(server.asked)) == (says, False, 1)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_an_error_and_is_not_followed(status: int) -> None:
    with asking(no(status, Location="/v1/elsewhere")) as (server, go):
        assert str(failure(go)) == problems.MOVED
    assert len(server.asked) == 1


def test_slow() -> None:
    with asking(Answer(chat(GOOD).body, wait=1), seconds=0.3) as (_, go):
        began = time.monotonic()
        found = failure(go)
    assert (str(found), found.retry) == (problems.SLOW, True)
    assert time.monotonic() - began < 0.9


def test_slow_byte_by_byte() -> None:
    """Red when only the time between two bytes is limited."""
    with asking(Answer(chat(GOOD).body, trickle=0.05), seconds=0.4) as (_, go):
        began = time.monotonic()
        assert str(failure(go)) == problems.SLOW
    assert time.monotonic() - began < 1.5


def test_the_whole_talk_has_an_end() -> None:
    with asking(no(429, Retry_After="7")) as (server, go):
        assert str(failure(go, seconds=5)) == problems.SLOW
    assert (len(server.asked), go.pauses) == (1, [])


def test_huge() -> None:
    with asking(Answer(b" " * (MOST_BYTES + 1) + chat(GOOD).body)) as (_, go):
        assert str(failure(go)) == problems.LARGE


def test_server_down() -> None:
    found = failure(lambda: ask(Model(f"http://127.0.0.1:{free_port()}", "tiny", KEY), "", [("user", "x")], Plan))
    assert (str(found), found.retry) == (problems.UNREACHED, True)


def test_broken_off() -> None:
    with asking(Answer(b"{", headers={"Content_Length": "99"})) as (_, go):
        assert failure(go).retry


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'"x"', b'{"choices": []}', b'{"choices": [{}]}', b'{"choices": {"a": 1}}', b"\xff",
     b'{"content": 5}', b'{"content": ["x"]}', b'{"choices": [{"message": {"content": 7}}]}', b"[" * 99_999],
)  # fmt: skip
@BOTH
def test_what_is_no_answer_of_a_model(wire: str, give: Callable[..., Answer], body: bytes) -> None:
    with asking(Answer(body), wire=wire) as (_, go):
        assert str(failure(go)) == problems.ODD


def test_a_compressed_answer_was_not_asked_for() -> None:
    with asking(Answer(b"\x1f\x8b", headers={"Content_Encoding": "gzip"})) as (server, go):
        assert str(failure(go)) == problems.ODD
    assert server.asked[0][1]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("url", ["http://", "ftp://127.0.0.1/", "nonsense", "http://127.0.0.1:99999/"])
def test_an_address_that_is_none(url: str) -> None:
    assert str(failure(lambda: ask(Model(url, "tiny", KEY), "", [("user", "x")], Plan))) in (
        problems.ODD,
        problems.UNREACHED,
    )


# --- the key, and who watches ----------------------------------------------------------------------


@pytest.mark.parametrize("key", [KEY, f"{KEY}\n", f"{KEY}ł"])
def test_the_key_is_in_no_log_and_no_error(key: str, caplog: pytest.LogCaptureFixture) -> None:
    """Not either when it cannot be sent, which HTTP libraries tell with the header's value."""
    caplog.set_level(logging.DEBUG)
    with model_server(no(400)) as server:
        model = Model(server.url, "tiny", key)
        found = failure(lambda: ask(model, "", [("user", "x")], Plan))
    assert found.__suppress_context__ or found.__context__ is None
    assert KEY not in caplog.text + repr(model)


def test_who_watches_can_end_it() -> None:
    class Cancelled(Exception):
        pass

    def watch(step: str) -> None:
        if "once more" in step:
            raise Cancelled

    with asking(chat("no"), chat(GOOD)) as (server, go), pytest.raises(Cancelled):
        go(watch=watch)
    assert len(server.asked) == 1


def test_an_answer_that_no_text_can_hold_is_sent_back() -> None:
    with asking(chat('{"steps": "\\ud800"} \ud800'), chat(GOOD)) as (_, go):
        assert go() == PLAN
