"""What races in `test_races`: tabs and a worker in processes of their own, each with an application of its own.

A tab asks as a browser does and tells what was answered; what the answers promise is held by the test.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from letraz.extensions import db
from letraz.formats import FORMATS, File
from letraz.models import ExportRequest, Item, Version, thinning
from letraz.sections import TYPES
from tests.conftest import application
from tests.processes.forks import forks

#: How often each does its part.
TURNS = 5

#: What an answer may be: done, gone meanwhile, changed meanwhile, refused by a rule. Never 500 or 503.
ANSWERS = {200, 302, 303, 404, 409, 422}

#: What is typed begins so: a single field of it is taken over by nobody, or it could not be told what is half written.
MARKED = "Typed by"


@dataclass(frozen=True)
class World:
    """Who asks, and ids: the base resume and two copies of it; an item of the base and what came of it in each copy."""

    cookie: str  #: in which alice is signed in
    base: int
    first: int
    second: int
    item: int
    in_first: int
    in_second: int
    beside: int  #: another item of the first copy


@dataclass
class Told:
    """What was answered. `counted`: of an item, the revision that was seen, what was typed: taken as the next one."""

    counted: list[tuple[int, int, str]] = field(default_factory=list)
    exports: list[int] = field(default_factory=list)
    done: list[str] = field(default_factory=list)  #: what was done with success, a word each
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Told) -> None:
        """What another one tells, too."""
        for name in ("counted", "exports", "done", "wrong"):
            getattr(self, name).extend(getattr(other, name))


class Tab:
    """A browser of alice's, in a thread of its own."""

    def __init__(self, app: Flask, world: World, name: str) -> None:
        self.app, self.world, self.name, self.told = app, world, name, Told()
        self.client: Any = app.test_client()
        self.client.set_cookie("letraz", world.cookie)

    def post(self, what: str, path: str, **fields: object) -> bool:
        """Send a form; whether it was done."""
        answer = self.client.post(path, data=fields)
        if answer.status_code not in ANSWERS:
            self.told.wrong.append(f"{self.name}: {answer.status_code} of {path}")
        done = answer.status_code in (302, 303)
        self.told.done += [what] if done else []
        return done

    def revision(self, item: int) -> int:
        """Of an item, as it is stored."""
        with self.app.app_context():
            found = db.session.scalar(select(Item.__table__.c.revision).where(Item.__table__.c.id == item))
            db.session.rollback()
            return found or 0

    def edit(self, resume: int, item: int, mark: str) -> None:
        """Type the same mark into two fields, so that what is half written shows."""
        seen = self.revision(item)
        typed = {"job_title": mark, "location": mark, "company_name": "Co", "revision": seen, "then": "close"}
        if self.post("edit", f"/resumes/{resume}/experience/{item}", **typed):
            self.told.counted.append((item, seen, mark))

    def answer(self, what: str, resume: int, item: int, **more: object) -> None:
        """Take what the base says (`take`, whole), or let the base take what the copy says (`pull`)."""
        mine, base = self.revision(item), self.revision(self.world.item)
        if self.post(what, f"/resumes/{resume}/base/{item}/{what}", revision=mine, base=base, **more):
            self.told.counted.append((self.world.item, base, "") if what == "pull" else (item, mine, ""))


# --- the parts ----------------------------------------------------------------------------------------


def edits_the_base(tab: Tab, turn: int) -> None:
    """Change the base item, and update all copies."""
    world = tab.world
    tab.edit(world.base, world.item, f"{MARKED} {tab.name} {turn}")
    tab.post("spread", f"/resumes/{world.base}/base/{world.item}/spread", revision=tab.revision(world.item))


def edits_a_copy(tab: Tab, turn: int) -> None:
    """Change the first copy, and let the base take it; take what the base says in the second."""
    world = tab.world
    tab.edit(world.first, world.in_first, f"{MARKED} {tab.name} {turn}")
    tab.answer("pull", world.base, world.in_first)
    tab.answer("take", world.second, world.in_second, whole=1)


def takes_over(tab: Tab, turn: int) -> None:
    """Hide or show something, and take that over: from the page of one or of the other, into one or the other."""
    world, hidden = tab.world, str((turn + 1) % 2)
    page, other = ((world.first, world.base), (world.base, world.first))[turn % 2]
    tab.post("hide", f"/resumes/{world.first}/experience/{world.beside}/hide", hidden=hidden)
    found = tab.client.get(f"/resumes/{page}/compare/?a=r{other}&b=now").text
    rows = re.findall(r'(?s)<li class="diff" id="row-([^"]+)"(.*?)</li>', found)
    changes = [change for change, row in rows if MARKED not in row]
    for way, change in itertools.product(("forth", "back"), changes[:2]):
        tab.post("compare", f"/resumes/{page}/compare/", a=f"r{other}", b="now", change=change, way=way)


def goes_back(tab: Tab, turn: int) -> None:
    """To a version of the base, or of a copy."""
    resume = (tab.world.first, tab.world.base)[turn % 2]
    with tab.app.app_context():
        known = db.session.scalars(Version.timeline(resume).limit(4)).all()
        chosen = known[-1].id
        db.session.remove()
    tab.post("restore", f"/resumes/{resume}/versions/{chosen}/restore")


def exports(tab: Tab, turn: int) -> None:
    """Ask for a file, and make it as a worker does."""
    resume = (tab.world.first, tab.world.base)[turn % 2]
    tab.post("export", f"/resumes/{resume}/export", format="letraz")
    with tab.app.app_context():
        mine = select(ExportRequest.id).where(ExportRequest.resume_id == resume).order_by(ExportRequest.id.desc())
        export = db.session.scalar(mine.limit(1))
        db.session.commit()
        if export:
            ExportRequest.build(db.session(), export, _made, "test")
            tab.told.exports.append(export)


def _made(export: ExportRequest) -> File:
    return FORMATS[export.format].make(export.document, TYPES, None)


def keeps(tab: Tab, turn: int) -> None:
    """Keep what is quiet, without waiting for quiet, and thin."""
    with tab.app.app_context():
        thinning.keep_quiet(db.session())
        thinning.thin_old(db.session())


#: Who works in one process, at once.
PROCESSES: tuple[tuple[Callable[[Tab, int], None], ...], ...] = (
    (edits_the_base, takes_over),
    (edits_the_base, exports),
    (edits_a_copy, goes_back),
    (edits_a_copy, keeps),
)


def race(settings: dict[str, Any], world: World) -> Told:
    """Let all of them work at once; what they were told."""
    context = forks()
    line: Any = context.Queue()
    workers = [context.Process(target=work, args=(settings, world, number, line)) for number in range(len(PROCESSES))]
    for worker in workers:
        worker.start()
    told = Told()
    for _ in workers:
        told.add(line.get(timeout=90))
    for worker in workers:
        worker.join(30)
    assert [worker.exitcode for worker in workers] == [0] * len(workers)
    return told


def work(settings: dict[str, Any], world: World, number: int, line: Any) -> None:
    """In a process of its own, each part in a thread of its own."""
    for name in ("QUIET", "LONGEST"):
        setattr(thinning, name, timedelta(0))
    app, told = application(**settings), Told()
    parts = PROCESSES[number]
    with ThreadPoolExecutor(len(parts)) as pool:
        for one in pool.map(lambda part: turns(app, world, part, f"{part.__name__} {number}"), parts):
            told.add(one)
    with app.app_context():
        db.engine.dispose()
    line.put(told)


def turns(app: Flask, world: World, part: Callable[[Tab, int], None], name: str) -> Told:
    """One part, as often as it is done."""
    tab = Tab(app, world, name)
    for turn in range(TURNS):
        try:
            part(tab, turn)
        except Exception as error:  # noqa: BLE001 - told, and held against it by the test
            tab.told.wrong.append(f"{name}: {type(error).__name__}: {str(error)[:300]}")
    return tab.told
