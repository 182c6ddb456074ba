"""Structured logs: a line of JSON each, with the request's id and no personal data."""

from __future__ import annotations

import json
import logging
import time
from typing import Any
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request

_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
log = logging.getLogger("letraz.request")


class JsonFormatter(logging.Formatter):
    """One line of JSON a record: time, level, logger, message, request id, and what `extra` added."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        found: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context() and "request_id" in g:
            found["request"] = g.request_id
        found |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            found["exception"] = self.formatException(record.exc_info)
        return json.dumps(found, default=str, ensure_ascii=False)


def init_app(app: Flask) -> None:
    """Log as JSON to the standard error stream, and give each request an id."""
    if not any(isinstance(handler.formatter, JsonFormatter) for handler in logging.getLogger("letraz").handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(JsonFormatter())
        logging.getLogger("letraz").addHandler(handler)
        logging.getLogger("letraz").setLevel(logging.INFO)
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id, g.request_began = uuid4().hex[:16], time.monotonic()


def _end(response: Response) -> Response:
    if "request_id" in g:
        response.headers["X-Request-Id"] = g.request_id
        seconds = round(time.monotonic() - g.request_began, 3)
        asked = {"method": request.method, "endpoint": request.endpoint, "status": response.status_code}
        log.info("request", extra={**asked, "seconds": seconds})
    return response
