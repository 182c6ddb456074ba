"""`letraz doctor`: everything Letraz needs of a machine, looked at by using it."""

from __future__ import annotations

import os
import smtplib
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from letraz import broker, config, schema, scripts


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. What is not `required` is a note: Letraz runs without it, with less."""

    ok: bool
    what: str
    advice: str = ""
    required: bool = True


def examine() -> Iterator[Finding]:
    """Look at everything, one finding after the other. Raises nothing: what fails is a finding."""
    yield Finding(sys.version_info >= (3, 11), f"Python {sys.version.split()[0]}", "Letraz needs Python 3.11 or newer.")
    try:
        settings = config.load(os.environ)
    except config.ConfigError as error:
        yield Finding(ok=False, what="The settings", advice=str(error))
        return
    yield Finding(ok=True, what=f"The settings; the home folder is {settings['HOME']}")
    yield from _libraries()
    yield from (_tried(check, settings) for check in (_broker, _database, _storage, _mail, _model))


def _libraries() -> Iterator[Finding]:
    try:
        from weasyprint.text import ffi
    except OSError as error:
        yield Finding(ok=False, what=f"The typesetting library: {error}", advice="apt-get install libpangoft2-1.0-0")
        return
    version = ffi.pango.pango_version()
    yield Finding(ok=True, what=f"Pango {version // 10000}.{version // 100 % 100}.{version % 100}")
    has_subset = getattr(ffi, "harfbuzz_subset", None) is not None
    yield Finding(has_subset, "HarfBuzz subset (without it paper is slow)", "apt-get install libharfbuzz-subset0")
    yield from map(_script, scripts.SCRIPTS)


def _script(script: scripts.Script) -> Finding:
    from letraz import paper
    from letraz.document import Document, Person

    required = script.name == "Latin"
    what = f"A font for {script.name}"
    try:
        paper.render(Document(Person(name=script.sample), language=script.language))
    except ValueError:
        advice = f"No font here can print “{script.sample}”. apt-get install {script.package}"
        return Finding(ok=False, what=what, advice=advice, required=required)
    return Finding(ok=True, what=what, required=required)


def _tried(check: Callable[[dict[str, Any]], Finding], settings: dict[str, Any]) -> Finding:
    try:
        return check(settings)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is what was asked for
        return Finding(ok=False, what=f"The {check.__name__.strip('_')}: {str(error).splitlines()[0]}")


def _broker(settings: dict[str, Any]) -> Finding:
    if settings["BROKER_SOCKET"]:
        running = "runs" if broker.answers(settings["BROKER_SOCKET"]) else "starts with `letraz run`"
        return Finding(ok=True, what=f"The broker {broker.program()}; it {running}")
    import redis

    redis.Redis.from_url(settings["REDIS_URL"], socket_timeout=5).ping()
    return Finding(ok=True, what="The broker at REDIS_URL answers")


def _database(settings: dict[str, Any]) -> Finding:
    from letraz import create_app

    kind = settings["DATABASE_URL"].partition(":")[0]
    standing, head = schema.standing(create_app()), schema.head()
    what = f"The database ({kind}) stands at {standing or 'nothing yet'}, newest is {head}"
    return Finding(standing == head, what, "Run `letraz migrate` (`letraz run` does it by itself).")


def _storage(settings: dict[str, Any]) -> Finding:
    from letraz import create_app, storage

    key = f"doctor-{uuid4().hex}"
    with create_app().app_context():
        storage.put(key, b"well")
        read = storage.read(key)
        storage.delete(key)
    return Finding(read == b"well", f"Files can be written, read and removed in {settings['STORAGE_URL']}")


def _mail(settings: dict[str, Any]) -> Finding:
    url = urlsplit(settings["MAIL_URL"])
    if url.scheme == "outbox":
        what = "Letters are written to the outbox folder, not sent"
        return Finding(settings["ENV"] != "production", what, "Set MAIL_URL to send them.", required=False)
    port = url.port or (465 if url.scheme == "smtps" else smtplib.SMTP_PORT)
    with socket.create_connection((url.hostname or "localhost", port), timeout=5):
        return Finding(ok=True, what=f"The mail server {url.hostname}:{port} can be reached")


def _model(settings: dict[str, Any]) -> Finding:
    from letraz.llm import Model, trial

    model = Model.of(settings)
    if model is None:
        return Finding(
            ok=True, what="No language model is set; everything but its wording works without", required=False
        )
    found = trial(model)
    return Finding(found.ok, f"The model {model.name}: {found.says}", "See MODEL_URL and its sisters.", required=False)
