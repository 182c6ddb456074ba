"""A real SMTP server for tests, that keeps every letter it is given."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.running import free_port, until


class Server(Controller):
    """A server on a port of this machine that hangs up before it stops.

    aiosmtpd 1.4.6 cancels its tasks and ends their loop: a line that it was just taking then stays open, and whenever
    it is collected some test is told of an unclosed transport.
    """

    def __init__(self, handler: object, port: int) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=port)
        self._lines: set[asyncio.WriteTransport] = set()

    def factory(self) -> SMTP:
        """What serves a new line."""
        return _Line(self._lines, self.handler, **self.SMTP_kwargs)

    def stop(self, no_assert: bool = False) -> None:
        """End the lines that are open, take no more, and stop."""
        asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result(30)
        super().stop(no_assert)

    async def _hang_up(self) -> None:
        while self._lines or asyncio.all_tasks() - {asyncio.current_task()}:  # a line begins and ends in a task
            for line in tuple(self._lines):
                line.abort()
            await asyncio.sleep(0)
        if self.server:
            self.server.close()


class _Line(SMTP):
    """A line that stands among `lines` while it is open."""

    def __init__(self, lines: set[asyncio.WriteTransport], *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self._lines = lines

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._lines.add(transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._lines -= {self.transport}
        super().connection_lost(error)


class Sink:
    """`url` is what MAIL_URL says, `at` where it listens; `letters` are all that came, in their order."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self._server = Server(self, free_port())
        self.at = ("127.0.0.1", self._server.port)
        self.url = f"smtp://127.0.0.1:{self._server.port}"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a letter."""
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 Taken"

    def letter(self, to: str, about: str = "") -> EmailMessage:
        """The first letter to an address whose subject has these words; waits for it."""

        def found() -> list[EmailMessage]:
            return [one for one in self.letters if one["To"] == to and about in one["Subject"]]

        until(lambda: bool(found()), 30, f"no letter about {about!r} to {to}")
        return found()[0]

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.stop()


def text(letter: EmailMessage, kind: str = "plain") -> str:
    """A letter's text, or its HTML."""
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def link(letter: EmailMessage, path: str) -> str:
    """The address in the letter that has `path` in it."""
    return str(re.findall(rf"http\S*{path}\S+", text(letter))[0])
