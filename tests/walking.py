"""Every request that there is, made by its owner once in a process. Several files look at what came of it.

`tests/test_access.py` at whether she is let through, `tests/test_security.py` at headers and pages, and
`tests/test_queries.py` at the statements. Which files are one group says `tests/grouping.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask, has_request_context, request
from sqlalchemy import event
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from letraz import tasks
from letraz.document import Document
from letraz.extensions import db
from letraz.models.preview import Drawing
from letraz.views import pages
from tests.cast import Belongings, Client
from tests.conftest import House
from tests.test_access import Ask, asks, send

#: A statement -> the arguments that it first ran with, and what asked for it.
Statements = dict[str, tuple[Any, str]]


@dataclass(frozen=True)
class Answer:
    """What is looked at of an answer."""

    asked: str
    path: str
    status: int
    kind: str
    headers: Headers
    html: str

    @classmethod
    def of(cls, asked: str, one: TestResponse) -> Answer:
        html = one.text if one.mimetype == "text/html" else ""
        return cls(asked, one.request.path, one.status_code, one.mimetype or "", one.headers, html)


@dataclass(frozen=True)
class Walk:
    """The owners' answers, each on the same rows, and the statements behind those of one person's own."""

    answers: list[Answer]
    statements: Statements


_WALKED: list[Walk] = []


def walked(app: Flask, house: House, hers: Belongings, browse: Callable[[str], Client]) -> Walk:
    """The walk of this process; whoever comes first goes it. What a request changes is put back before the next."""
    if not _WALKED:
        answers: list[Answer] = []
        statements: Statements = {}
        with somebody_draws():
            for ask in asks(app, hers):
                with recorded(app, statements if is_of_one(ask) else {}):
                    answers.append(Answer.of(str(ask), send(browse(owner(ask)), ask)))
                if ask.method == "POST":
                    house.open(house.furnished)
        _WALKED.append(Walk(answers, statements))
    return _WALKED[0]


@contextmanager
def somebody_draws() -> Iterator[None]:
    """Pages are waited for, also where a test says `no_waiting`. What is drawn of the same document is the same."""
    draw, drawn = tasks._draw, dict[str, Drawing]()

    def once(document: Document) -> Drawing:
        if (digest := document.digest()) not in drawn:
            made = draw(document)
            drawn[digest] = replace(made, pictures=list(made.pictures))
        return drawn[digest]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "_draw", once)
        patch.setattr(pages, "WAIT", 2.0)
        patch.setattr(pages, "PATIENT_WAIT", 8.0)
        yield


def owner(ask: Ask) -> str:
    """Who is meant to ask it."""
    return "staff" if ask.rule.endpoint.startswith("admin.") else "alice"


def is_of_one(ask: Ask) -> bool:
    """Whether its rows are one person's: pages for staff are about all people, and `/healthz` about none."""
    return owner(ask) != "staff" and ask.url != "/healthz"


@contextmanager
def recorded(app: Flask, found: Statements) -> Iterator[Statements]:
    """Add the statements that run to `found`."""

    def note(connection: Any, cursor: Any, statement: str, arguments: Any, context: Any, many: bool) -> None:
        if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH")) and not many:
            asked = f"{request.method} {request.path}" if has_request_context() else "a task"
            found.setdefault(statement, (arguments, asked))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
