"""Many write at once to SQLite, and no update is lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from letraz.models import Item, Resume, Section
from tests.browser.people import Person
from tests.processes.browsing import Browser
from tests.processes.forks import forks
from tests.processes.house import House
from tests.processes.papers import heavy
from tests.samples import nurse

PROCESSES, TIMES = 4, 30


def test_four_processes_count_through_the_models(house: House) -> None:
    """Red with a plain BEGIN in `letraz.database`: each reads, then writes over what another wrote between."""
    person = house.person()
    before = revision(house, person)
    context = forks()
    mine = {"HOME": str(house.home), "MAIL_URL": house.app.config["MAIL_URL"]}
    workers = [context.Process(target=count, args=(mine, person.resume_id)) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * PROCESSES
    assert revision(house, person) == before + PROCESSES * TIMES


def count(settings: dict[str, Any], resume_id: int) -> None:
    """Read a number and write the next one, many times: what a lost update would show in."""
    from letraz import create_app
    from letraz.extensions import db

    with create_app(settings).app_context():
        for _ in range(TIMES):
            resume = db.session.get_one(Resume, resume_id, populate_existing=True)
            resume.save({"notes": str(resume.revision)}, resume.revision)
            db.session.commit()


def revision(house: House, person: Person) -> int:
    """The revision of the person's base resume."""
    with house.rows() as session:
        return session.get_one(Resume, person.resume_id).revision


@pytest.fixture
def two_webs(house: House) -> House:
    """The house with a second web process on the same database."""
    return house if "web2" in house.parts else house.start("web2")


def test_four_people_type_at_once(two_webs: House) -> None:
    """Through both web processes: four tabs save, add and move in one resume. Each change is in it, or was refused.

    Red with a plain BEGIN, and when `own` does not lock: two tabs that moved at once both get a 200, and one is lost.
    """
    person = two_webs.person(nurse())
    base = f"/resumes/{person.resume_id}/"
    with ThreadPoolExecutor(PROCESSES) as pool:
        tabs = [two_webs.browser(person, part) for part in ("web", "web2", "web", "web2")]
        told = list(pool.map(lambda numbered: type_away(base, *numbered), enumerate(tabs)))
    with two_webs.rows() as session:
        stored = {item.job_title for item in session.scalars(select(Item.of("experience"))) if item.deleted_at is None}
        sections = session.scalars(select(Section).where(Section.resume_id == person.resume_id).order_by(Section.index))
        order = [section.index for section in sections]
    said = {title for titles, _ in told for title in titles}
    moved = sum(moves for _, moves in told)
    assert said <= stored, f"lost: {said - stored}"
    assert len(said) == PROCESSES * 6
    assert moved >= PROCESSES
    assert order == list(range(len(order))), "every section has a place of its own"


def type_away(base: str, number: int, tab: Browser) -> tuple[set[str], int]:
    """Add six experiences, and move a section after each. What the answers say was kept, and how many moves."""
    kept, moves = set(), 0
    section = re.findall(r'/sections/(\d+)"', tab.get(base).text)
    where = next(link for one in section for link in tab.get(f"{base}sections/{one}").links("/experience/new/"))
    for turn in range(6):
        title = f"Tab {number}, role {turn}"
        answer = tab.send(tab.get(where).form("/experience/new/"), job_title=title, company_name="Co", then="close")
        assert answer.status == 200, answer.text[:500]
        kept.add(title)
        moves += move_a_section(base, tab)
    return kept, moves


def move_a_section(base: str, tab: Browser) -> bool:
    """Move the last section to the top; True when it was done, False when another tab was faster."""
    page = tab.get(base)
    form = page.form("/move")
    last = form.fields["order"].rsplit(",", 1)[-1]
    answer = tab.post(f"{base}sections/{last}/move", {"order": form.fields["order"], "to": "1"})
    assert answer.status in (200, 409), answer.text[:500]
    return answer.status == 200


def test_who_writes_does_not_wait_for_a_file_that_is_made(house: House) -> None:
    """Red when `claimed` leaves its transaction open: the lock is then held for as long as the file takes."""
    export = house.ask(house.person(heavy()))
    house.wait(export, "processing")
    writes(house, lambda line: line.execute("UPDATE user SET locale = '' WHERE id = 0"))
    assert house.export(export).state == "processing"


def writes(house: House, write: Callable[[sqlite3.Connection], object]) -> None:
    """Write to the database, waiting for nobody."""
    line = sqlite3.connect(Path(house.home) / "letraz.db", timeout=0.3, isolation_level=None)
    try:
        line.execute("BEGIN IMMEDIATE")
        write(line)
        line.execute("COMMIT")
    finally:
        line.close()
