"""One question with its ladder and its repair."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence

from pydantic import BaseModel

from letraz.llm import problems
from letraz.llm.answer import Answer, Unusable, read, strict
from letraz.llm.exchange import post
from letraz.llm.formats import FORMATS, Turn
from letraz.llm.model import Model, Talk
from letraz.llm.problems import ModelFailed, NotTaken

_FORM = "Answer with one JSON object and with nothing else. It has the form of this JSON Schema:"

_REPAIR = "That answer cannot be used: {fault} Give the whole answer again, as one JSON object and nothing else."


def ask(
    model: Model,
    system: str,
    turns: Sequence[Turn],
    schema: type[Answer],
    *,
    watch: Callable[[str], None] = lambda _: None,
    seconds: float = 0.0,
    pause: Callable[[float], None] = time.sleep,
) -> Answer:
    """The model's answer as a `schema`. `ModelFailed` when there is none, and nothing else.

    It takes `seconds` at most, repeats and pauses too (0: twice what one answer may take). `watch` is told each step,
    and may raise to end it.
    """
    talk = Talk.lasting(seconds or 2 * model.seconds, watch, pause)
    talk.watch("The model is asked.")
    said, rung = _down_the_ladder(model, system, turns, schema, talk)
    try:
        return read(said, schema)
    except Unusable as fault:
        complaint = _REPAIR.format(fault=str(fault)[:1000])
    talk.watch("The answer had a fault. The model is asked for it once more.")
    again = [*turns, ("assistant", said[:50_000] or "(nothing)"), ("user", complaint)]
    try:
        return read(_say(model, system, again, schema, rung, talk), schema)
    except Unusable:
        raise ModelFailed(problems.UNREADABLE, retry=True) from None


def told(system: str, schema: type[BaseModel]) -> str:
    """The instructions as they are sent: with the form of the answer, for servers that take no schema."""
    return f"{system}\n\n{_FORM}\n{json.dumps(strict(schema), ensure_ascii=False)}"


def first_body(model: Model, system: str, turns: Sequence[Turn], schema: type[BaseModel]) -> bytes:
    """Exactly what `ask` sends first, byte for byte: for the person whose words they are."""
    return _body(model, system, turns, schema, 0)


def _down_the_ladder(
    model: Model, system: str, turns: Sequence[Turn], schema: type[BaseModel], talk: Talk
) -> tuple[str, int]:
    last = FORMATS[model.wire].rungs - 1
    for rung in range(last):
        try:
            return _say(model, system, turns, schema, rung, talk), rung
        except NotTaken:
            continue
    return _say(model, system, turns, schema, last, talk), last


def _say(model: Model, system: str, turns: Sequence[Turn], schema: type[BaseModel], rung: int, talk: Talk) -> str:
    speaks = FORMATS[model.wire]
    body = _body(model, system, turns, schema, rung)
    return speaks.text(post(model, speaks.url(model), speaks.headers(model), body, talk))


def _body(model: Model, system: str, turns: Sequence[Turn], schema: type[BaseModel], rung: int) -> bytes:
    found = FORMATS[model.wire].body(model, told(system, schema), turns, strict(schema), rung)
    return json.dumps(found, ensure_ascii=False, indent=1).encode(errors="replace")
