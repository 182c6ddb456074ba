"""A real SMTP server for tests, that keeps every letter it is given."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller

from tests.running import free_port, until


class Sink:
    """`url` is what MAIL_URL says; `letters` are all that came, in their order."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self._server = Controller(self, hostname="127.0.0.1", port=free_port())
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
