"""The two formats in which models are asked: chat completions as many servers speak them, and Anthropic's messages.

Each builds a request, and reads the text out of an answer. A *rung* is a way to ask for JSON, the strictest first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from letraz.llm import problems
from letraz.llm.model import Model
from letraz.llm.problems import ModelFailed

#: Tokens that an answer may have, where the format must be told: some four thousand words.
MOST_TOKENS = 8192

#: A turn of a talk: who says it ("user" or "assistant"), and what.
Turn = tuple[str, str]


class Format(Protocol):
    """What a format can do."""

    rungs: int

    def url(self, model: Model) -> str:
        """Where a question is sent."""
        ...

    def headers(self, model: Model) -> dict[str, str]:
        """The key, and what else the server wants to know."""
        ...

    def body(
        self, model: Model, system: str, turns: Sequence[Turn], schema: Mapping[str, Any], rung: int
    ) -> dict[str, Any]:
        """The request."""
        ...

    def text(self, answer: Any) -> str:
        """What the model said. `ModelFailed` when it was cut off or refused, and for what is no answer."""
        ...


class ChatCompletions:
    """`POST …/chat/completions`: any server that calls itself OpenAI-compatible, local ones too."""

    rungs = 3  #: `response_format` with a schema, with "json_object", and without

    def url(self, model: Model) -> str:
        """Behind the base address, unless it is there already."""
        return _behind(model.url, "/chat/completions")

    def headers(self, model: Model) -> dict[str, str]:
        """The key as a bearer's token; nothing for a server that needs none."""
        return {"Authorization": f"Bearer {model.key}"} if model.key else {}

    def body(
        self, model: Model, system: str, turns: Sequence[Turn], schema: Mapping[str, Any], rung: int
    ) -> dict[str, Any]:
        """No temperature and no limit of tokens: servers differ in which of them they refuse."""
        said = [{"role": role, "content": text} for role, text in [("system", system), *turns]]
        named = {"name": "answer", "strict": True, "schema": dict(schema)}
        wanted = ({"type": "json_schema", "json_schema": named}, {"type": "json_object"}, None)[rung]
        return {"model": model.name, "messages": said} | ({"response_format": wanted} if wanted else {})

    def text(self, answer: Any) -> str:
        """The content of the first choice; of content in parts, the texts."""
        try:
            choice = answer["choices"][0]
            message, reason = choice["message"], choice.get("finish_reason")
            content, refusal = message.get("content") or "", message.get("refusal")
        except (TypeError, KeyError, IndexError, AttributeError):
            raise ModelFailed(problems.ODD) from None
        if reason == "length":
            raise ModelFailed(problems.CUT_OFF)
        if refusal or reason == "content_filter":
            raise ModelFailed(problems.UNWILLING)
        return content if isinstance(content, str) else _parts(content)


class Messages:
    """`POST …/messages` of Anthropic, with one tool that must be used: its input is the answer."""

    rungs = 1

    def url(self, model: Model) -> str:
        """Behind the base address, unless it is there already."""
        return _behind(model.url, "/messages")

    def headers(self, model: Model) -> dict[str, str]:
        """The key under its own name, and the version of the format."""
        return {"anthropic-version": "2023-06-01"} | ({"x-api-key": model.key} if model.key else {})

    def body(
        self, model: Model, system: str, turns: Sequence[Turn], schema: Mapping[str, Any], rung: int
    ) -> dict[str, Any]:
        """The schema is the tool's."""
        tool = {"name": "answer", "description": "Give the answer.", "input_schema": dict(schema)}
        return {
            "model": model.name,
            "max_tokens": MOST_TOKENS,
            "system": system,
            "messages": [{"role": role, "content": text} for role, text in turns],
            "tools": [tool],
            "tool_choice": {"type": "tool", "name": "answer"},
        }

    def text(self, answer: Any) -> str:
        """The tool's input as JSON; the texts, from a server that does not know tools."""
        try:
            reason, blocks = answer.get("stop_reason"), answer["content"]
            used = [block["input"] for block in blocks if block.get("type") == "tool_use"]
        except (TypeError, KeyError, AttributeError):
            raise ModelFailed(problems.ODD) from None
        if reason == "max_tokens":
            raise ModelFailed(problems.CUT_OFF)
        if reason == "refusal":
            raise ModelFailed(problems.UNWILLING)
        return json.dumps(used[0], ensure_ascii=False) if used else _parts(blocks)


FORMATS: Mapping[str, Format] = {"openai": ChatCompletions(), "anthropic": Messages()}


def _behind(base: str, path: str) -> str:
    bare = base.rstrip("/")
    return bare if bare.endswith(path) else bare + path


def _parts(parts: Any) -> str:
    try:
        return "".join(part["text"] for part in parts if part.get("type") == "text")
    except (TypeError, KeyError, AttributeError):
        raise ModelFailed(problems.ODD) from None
