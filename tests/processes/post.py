"""A mail server with troubles: away, silent after the letter, or gone before it says whether it took it."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.browser.sink import Server, Sink


class TroubledSink(Sink):
    """`mood` says what it does with the next letters: "take", "drop" (keep it, hang up) or "hold" (keep it, wait)."""

    def __init__(self) -> None:
        super().__init__()
        self.mood, self.away = "take", False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a letter, in the mood."""
        said = await super().handle_DATA(server, session, envelope)
        if self.mood == "drop":
            server.transport.abort()
        while self.mood == "hold":  # noqa: ASYNC110 - the mood is changed from another thread
            await asyncio.sleep(0.05)
        return said

    def go_away(self) -> None:
        """Close the port."""
        self._server.stop()
        self.away = True

    def come_back(self) -> None:
        """Listen on the same port again, and take letters."""
        self.mood = "take"
        if not self.away:
            return
        self.away = False
        self._server = Server(self, self._server.port)
        self._server.start()

    def to(self, address: str) -> int:
        """How many letters came for an address."""
        return sum(letter["To"] == address for letter in self.letters)
