"""From what a model said to a value that has been checked. Models wrap JSON in thoughts, fences and kind words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Answer = TypeVar("Answer", bound=BaseModel)

#: Places at which JSON may begin that are tried, and faults that a model is told.
_MOST_PLACES, _MOST_FAULTS = 20, 5

_DECODER = json.JSONDecoder()


class Unusable(ValueError):
    """What was said is no answer of the form; the text tells the model why."""


def read(said: str, schema: type[Answer]) -> Answer:
    """The first JSON object of what was said that has the form. `Unusable` when none has."""
    fault = "There is no JSON object in it."
    for found in _objects(said):
        try:
            return schema.model_validate(found)
        except ValidationError as error:
            fault = _faults(error)
    raise Unusable(fault)


def _objects(said: str) -> Iterator[Any]:
    text = _without_thoughts(said)
    at = text.find("{")
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        try:
            found, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield found
        at = text.find("{", end)


def _without_thoughts(said: str) -> str:
    """What follows the thoughts with which some models begin. A mark within the answer is left alone."""
    for name in ("think", "thinking", "reasoning"):
        before, mark, after = said.partition(f"</{name}>")
        if mark and (f"<{name}>" in before.lstrip()[:20] or "{" not in before):
            return after
    return said


def _faults(error: ValidationError) -> str:
    said = [f"{'.'.join(map(str, one['loc'])) or 'the object'}: {one['msg']}" for one in error.errors()]
    return "; ".join(said[:_MOST_FAULTS])


def strict(schema: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a form as strict servers want it: every property is required, and no other is allowed.

    A reply is held to less: what it leaves out has a default, what it adds is ignored.
    """
    found: dict[str, Any] = _tightened(schema.model_json_schema())
    return found


def _tightened(part: Any) -> Any:
    if isinstance(part, list):
        return [_tightened(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {name: _tightened(value) for name, value in part.items() if name not in {"default", "title"}}
    if isinstance(part.get("properties"), dict):
        kept["properties"] = {name: _tightened(value) for name, value in part["properties"].items()}
        kept |= {"additionalProperties": False, "required": list(part["properties"])}
    return kept
