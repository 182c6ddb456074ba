"""Pictures that workers made and stored."""

from __future__ import annotations

from flask import Response, request

from letraz import storage


def stored(key: str) -> bytes | None:
    """The picture under this key; None where there is none."""
    try:
        return storage.read(key)
    except FileNotFoundError:
        return None


def answer(data: bytes) -> Response:
    """A picture whose address never stands for another one; private."""
    response = Response(data, mimetype="image/webp")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response.make_conditional(request)  # type: ignore[return-value]  # the same response
