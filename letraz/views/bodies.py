"""What comes in with a request: never more than the limit, and never a part of it taken for the whole."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from flask import Flask
from flask import Request as FlaskRequest
from werkzeug.exceptions import RequestEntityTooLarge


class Whole(FlaskRequest):
    """Flask's, but for a form whose length nobody said before (sent in chunks): too long, it is refused.

    Werkzeug reads up to the limit and takes that for all of it.
    """

    def _get_stream_for_parsing(self) -> IO[bytes]:
        stream = super()._get_stream_for_parsing()
        if self.content_length is not None or self.max_content_length is None:
            return stream
        data = stream.read()
        if len(data) >= self.max_content_length:
            raise RequestEntityTooLarge
        return BytesIO(data)


def init_app(app: Flask) -> None:
    """Let the application's requests be such; what an extension made of them before stays."""
    app.request_class = type("Request", (Whole, app.request_class), {})
