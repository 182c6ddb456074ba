"""The mail server of these tests: what it leaves behind would fail whichever test runs when it is collected."""

from __future__ import annotations

import gc
import socket
from contextlib import ExitStack, closing, suppress

from tests.processes.post import TroubledSink


def test_it_hangs_up_before_it_goes_away() -> None:
    """Red, by a warning of an unclosed transport, when it goes away under lines that it is just taking."""
    with TroubledSink() as sink, ExitStack() as held:
        for _ in range(20):
            lines = [held.enter_context(closing(socket.create_connection(sink.at, 5))) for _ in range(3)]
            sink.go_away()
            for line in lines:
                read_out(line)
            sink.come_back()
    gc.collect()


def read_out(line: socket.socket) -> None:
    """Take what comes until the other side ends it. `TimeoutError` when it does not."""
    with suppress(ConnectionResetError):
        while line.recv(1000):
            pass
