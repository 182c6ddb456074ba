"""A model's server on loopback that answers what it was told to, one answer a question, in both wire formats."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Answer:
    """One answer: a status, headers, a body, and how long to wait before it and between its pieces (seconds)."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    trickle: float = 0.0


def chat(content: Any, reason: str = "stop", **message: Any) -> Answer:
    """What a server of chat completions answers. What is no text is written as JSON."""
    said = content if isinstance(content, str) or content is None else json.dumps(content)
    choice = {"index": 0, "finish_reason": reason, "message": {"role": "assistant", "content": said, **message}}
    return Answer(json.dumps({"id": "x", "object": "chat.completion", "choices": [choice]}).encode())


def tool(given: Any, reason: str = "tool_use") -> Answer:
    """What Anthropic's server answers: the tool's input. A text stands for a model that used no tool."""
    used = {"type": "tool_use", "id": "t1", "name": "answer", "input": given}
    block = {"type": "text", "text": given} if isinstance(given, str) else used
    thought = {"type": "thinking", "thinking": "hm", "signature": "x"}
    return Answer(json.dumps({"type": "message", "content": [thought, block], "stop_reason": reason}).encode())


def no(status: int, **headers: str) -> Answer:
    """A refusal, which repeats the key as careless servers do."""
    return Answer(b'{"error": {"message": "no: Bearer sk-secret"}}', status, headers)


@dataclass
class ModelServer:
    """`script` is answered in order, its last for ever; `asked` are the questions: path, headers, body as sent."""

    port: int = 0
    script: list[Answer] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def bodies(self) -> list[Any]:
        """The questions as JSON values."""
        return [json.loads(body) for _, _, body in self.asked]

    def next(self) -> Answer:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


class _Handler(BaseHTTPRequestHandler):
    model: ModelServer

    def do_POST(self) -> None:
        with suppress(OSError):  # who asked has gone
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.model.asked.append((self.path, dict(self.headers), body))
            answer = self.model.next()
            time.sleep(answer.wait)
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self._send(answer)

    def do_GET(self) -> None:
        """Nobody should follow a redirect."""
        self.model.asked.append((self.path, dict(self.headers), b"GET"))
        self.send_error(405)

    def _send(self, answer: Answer) -> None:
        if not answer.trickle:
            self.wfile.write(answer.body)
            return
        for at in range(len(answer.body)):
            self.wfile.write(answer.body[at : at + 1])
            self.wfile.flush()
            time.sleep(answer.trickle)

    def log_message(self, *said: Any) -> None:
        """Say nothing."""


@contextmanager
def model_server(*script: Answer) -> Iterator[ModelServer]:
    """A running server."""
    found = ModelServer(script=list(script))
    handler = type("Handler", (_Handler,), {"model": found})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        found.port = server.server_address[1]
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield found
        finally:
            server.shutdown()
