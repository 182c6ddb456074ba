"""A Letraz of real processes, each started, killed and started again by the test, not by a supervisor."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import redis
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from letraz import broker, create_app, launcher, schema
from letraz.config import SETTINGS
from letraz.document import Document
from letraz.extensions import db
from letraz.formats import FORMATS
from letraz.models import ExportRequest, Letter, Resume
from letraz.supervisor import end_session, members
from letraz.worker import KINDS
from tests.browser.people import Person
from tests.processes.browsing import Browser
from tests.processes.forks import Fork
from tests.running import ROOT, free_port, until

#: Where a process names itself to the broker, by part.
WORKERS = tuple(KINDS)

_ENVS = {setting.env: setting.name for setting in SETTINGS}


class House:
    """`start` and `kill` parts: "broker", "cron", "export" and "preview" (workers), "web", "web2".

    `settings` are environment variables. The sweep comes each second; leases and pauses are as in production, and
    `pass_time` lets them end.
    """

    def __init__(self, home: Path, **settings: object) -> None:
        self.home, self.port, self.mark = home, free_port(), uuid4().hex
        self.url = f"http://127.0.0.1:{self.port}"
        given = {"LETRAZ_HOME": home, "PORT": self.port, "SWEEP_SECONDS": 1, **settings}
        clean = {name: value for name, value in os.environ.items() if name not in _ENVS}
        self.env = {**clean, "LETRAZ_TEST_MARK": self.mark, **{name: str(value) for name, value in given.items()}}
        self.app: Flask = create_app({_ENVS[name]: str(value) for name, value in given.items() if name in _ENVS})
        self.parts: dict[str, subprocess.Popen[bytes] | Fork] = {}
        self.forked: list[int] = []
        self.ports = {"web": self.port}
        schema.upgrade(self.app)

    # --- processes -------------------------------------------------------------------------------------

    def start(self, *names: str, program: str = "") -> Self:
        """Start parts, and wait until each is ready. `program`: Python that runs in place of the part's own."""
        for name in names:
            self._launch(name, program)
        for name in names:
            self.until(lambda name=name: self._is_ready(name), 40, f"{name} starts")
        return self

    def _launch(self, name: str, program: str = "") -> None:
        log = self.home / f"{name}.log"
        if name in WORKERS:
            self.parts[name] = Fork(["worker", "--first", name], program, self.env, log)
            self.forked.append(self.parts[name].pid)
            return
        with log.open("ab") as said:
            self.parts[name] = subprocess.Popen(self._command(name), cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL,
                                                stdout=said, stderr=said, start_new_session=True)  # fmt: skip

    def _command(self, name: str) -> list[str]:
        if name == "broker":
            return broker.command(broker.program(), self.home, self.app.config["BROKER_SOCKET"])
        if name.startswith("web"):
            port = self.ports.setdefault(name, free_port())
            return launcher.web_command(self.app.config, f"127.0.0.1:{port}")
        return [sys.executable, "-m", "letraz", name]

    def _is_ready(self, name: str) -> bool:
        if name == "broker":
            return broker.answers(self.app.config["BROKER_SOCKET"])
        if name in WORKERS:
            return str(self.parts[name].pid) in self._registered()
        if name.startswith("web"):
            with socket.socket() as line:
                return line.connect_ex(("127.0.0.1", self.ports[name])) == 0
        return True

    def _registered(self) -> set[str]:
        with self.redis() as line:
            return {(line.hget(key, "pid") or b"").decode() for key in line.smembers("rq:workers")}

    @contextmanager
    def redis(self) -> Iterator[redis.Redis]:
        """A line to the broker."""
        line = redis.Redis.from_url(self.app.config["REDIS_URL"])
        try:
            yield line
        finally:
            line.close()

    def kill(self, *names: str) -> None:
        """`kill -9` everything of these parts: what they forked too."""
        for name in names:
            process = self.parts.pop(name)
            end_session(process.pid, signal.SIGKILL)
            process.wait(10)
            until(lambda process=process: not members(process.pid), 10, f"{name} is gone")

    @contextmanager
    def still(self, *names: str) -> Iterator[None]:
        """Hold these parts still, and let them go on afterwards. What they forked may end what it is at."""
        pids = [self.parts[name].pid for name in names]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)

    def said(self, name: str) -> str:
        """What a part wrote."""
        return (self.home / f"{name}.log").read_text(errors="replace")[-3000:]

    def horses(self) -> list[int]:
        """The process ids of what the workers forked."""
        leaders = [self.parts[name].pid for name in WORKERS if name in self.parts]
        return [pid for leader in leaders for pid in members(leader) if pid != leader]

    def kill_tasks(self) -> None:
        """`kill -9` what the workers forked, but not the workers."""
        for horse in self.horses():
            with suppress(ProcessLookupError):  # it came to its end meanwhile
                os.kill(horse, signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End everything. `AssertionError` when something of ours lives on."""
        for name in reversed(list(self.parts)):
            self.kill(name)
        with self.app.app_context():
            db.engine.dispose()
        self.app.extensions["letraz_redis"].close()
        assert not list(self._leftovers())

    def _leftovers(self) -> Iterator[str]:
        yield from (f"{pid} of a worker" for worker in self.forked for pid in members(worker))
        for path in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark.encode() in (path / "environ").read_bytes():
                    yield (path / "cmdline").read_text()
            except OSError:
                continue

    # --- people and what they have ---------------------------------------------------------------------

    def person(self, document: Document | None = None) -> Person:
        """Somebody with an account; with `document`, it is written into the base resume."""
        found = Person(self.app)
        if document:
            found.fill(document)
        return found

    def browser(self, person: Person | None = None, part: str = "web") -> Browser:
        """A browser at an address of its own, in which `person` is signed in."""
        found = Browser(f"http://127.0.0.1:{self.ports[part]}")
        if person:
            found.cookies["letraz"] = person.cookie()
        return found

    # --- the rows --------------------------------------------------------------------------------------

    @contextmanager
    def rows(self) -> Iterator[Session]:
        """A session on the house's database."""
        with self.app.app_context():
            yield db.session()
            db.session.commit()

    def ask(self, person: Person, name: str = "pdf", document: Document | None = None) -> int:
        """Ask for an export of the person's base resume, as the web does. Its id.

        `document` is exported in its place, past the forms that would not have let it in.
        """
        with self.rows() as session:
            resume = session.get_one(Resume, person.resume_id)
            export = ExportRequest.ask(session, resume, name, FORMATS[name].suffix)
            if document:
                export.snapshot = zlib.compress(json.dumps(document.to_json()).encode())
            session.commit()
            return export.id

    def export(self, export_id: int) -> ExportRequest:
        """An export's row as it is now."""
        with self.rows() as session:
            return session.get_one(ExportRequest, export_id)

    def wait(self, export_id: int, *states: str, seconds: float = 30) -> ExportRequest:
        """The export, once it is in one of these states ("ready" if none is named)."""
        self.until(lambda: self.export(export_id).state in (states or ("ready",)), seconds, f"export {export_id}")
        return self.export(export_id)

    def letter(self, export_id: int, *states: str, seconds: float = 30) -> Letter:
        """The letter of an export, once it is in one of these states ("sent" if none is named)."""
        wanted = states or ("sent",)

        def there() -> bool:
            letter = self.export(export_id).letter
            return bool(letter and letter.state in wanted)

        self.until(there, seconds, f"the letter of export {export_id} is {wanted}")
        found = self.export(export_id).letter
        assert found
        return found

    def until(self, true: Callable[[], bool], seconds: float = 30, what: str = "") -> None:
        """Wait until `true()`; who waits in vain is told what the parts said.

        A part that ends by itself meanwhile is started again, as the supervisor does.
        """

        def looked() -> bool:
            for name, process in self.parts.items():
                if process.poll() is not None:
                    self._launch(name)
            return true()

        try:
            until(looked, seconds, what)
        except AssertionError as error:
            said = "\n".join(f"--- {path.stem}\n{self.said(path.stem)}" for path in sorted(self.home.glob("*.log")))
            raise AssertionError(f"{error}\n{said}") from error

    def pass_time(self, **span: float) -> None:
        """Let what waits be older by this time: for pauses that a test need not sit through."""
        ago: Any = timedelta(**span)
        with self.rows() as session:
            for export in session.query(ExportRequest):
                export.asked_at -= ago
            for letter in session.query(Letter):
                session.execute(update(Letter).where(Letter.id == letter.id).values(due_at=letter.due_at - ago))
