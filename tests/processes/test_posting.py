"""A posting that a real worker reads: for somebody who waits, through a kill, from a slow site, within its limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from letraz.models import Posting
from letraz.models.posting import FAILED, LINK, READING, READY, WAITING
from tests.browser.people import Person
from tests.processes.house import House
from tests.stranger import Stranger, answer, stranger

LEASE = 61

PAGE = "<h1>Staff nurse</h1><h2>Requirements</h2><ul><li>A nursing licence</li></ul>"


@pytest.fixture
def site() -> Iterator[Stranger]:
    """A site whose page takes its time: it sends half of it, and the rest three seconds later."""
    with stranger() as found:
        whole = answer(PAGE)
        found.pages["/nurse"] = [(whole[:-20], 3.0), (whole[-20:], 0.0)]
        yield found


@pytest.fixture
def person(house: House) -> Person:
    return house.person()


def opened(site: Stranger, more: str = "") -> str:
    """A worker that may reach the site, though it is on loopback: no setting lets one."""
    return f"""
import letraz
from letraz import cli, worker
make = letraz.create_app
letraz.create_app = lambda more=None: make({{**(more or {{}}), "FETCH_ALLOWED": {{("127.0.0.1", {site.port})}}}})
{more}
cli.main(["worker", "--first", "export"])
"""


#: Reading that never ends, in a worker that gives a task one second.
SPINS = """
from letraz import postings
from letraz.matching import reading
def read(*_):
    while True:
        pass
reading.read = read
postings.prewarm = lambda: None
worker.CPU_SECONDS = 1
"""


def ask(house: House, person: Person, source: str, data: bytes = b"", url: str = "") -> int:
    with house.rows() as session:
        posting = Posting.ask(session, person.id, source, data, url)
        session.commit()
        return posting.id


def wait(house: House, posting: int, *states: str) -> Posting:
    house.until(lambda: look(house, posting).state in states, 30, f"posting {posting} is {states}")
    return look(house, posting)


def look(house: House, posting: int) -> Posting:
    with house.rows() as session:
        found = session.get_one(Posting, posting)
        assert found.text is not None  # loaded now
        return found


def test_who_pastes_is_shown_the_form_at_once(house: House, person: Person) -> None:
    """One request: it waits for the worker. Red with `WAIT` of nothing: it is the page that asks again."""
    browser = house.browser(person)
    browser.get("/jobs/new")
    page = browser.post("/jobs/new", {"text": "Staff nurse\n\nRequirements\n- A nursing licence\n"})
    assert "Check what was read" in page.text
    saved = browser.send(page.form("/jobs/postings/", "title"), title="Staff nurse")
    assert "Staff nurse is saved." in saved.text


def test_the_worker_is_killed_while_it_reads(house: House, person: Person, site: Stranger) -> None:
    """Red without `Posting.sweep`: it stays *reading*."""
    house.kill("export", "preview")
    house.start("export", program=opened(site))
    posting = ask(house, person, LINK, url=site.url("/nurse"))
    wait(house, posting, READING)
    house.kill("export")
    assert look(house, posting).state == READING
    age(house, posting)
    house.start("export", program=opened(site))
    found = wait(house, posting, READY, FAILED)
    assert (found.state, found.attempts) == (READY, 2)
    assert "A nursing licence" in found.text
    house.kill("export")
    house.start("export", "preview")


def test_without_a_worker_the_page_waits_and_then_leads_on(house: House, person: Person) -> None:
    browser = house.browser(person)
    browser.get("/jobs/new")
    with house.still("export", "preview"):
        page = browser.post("/jobs/new", {"text": "Staff nurse\n- A nursing licence"})
        assert "Reading the posting" in page.text
        assert look(house, int(page.url.rsplit("/", 1)[1])).state == WAITING
    house.until(lambda: "Check what was read" in browser.get(page.url).text, 20)


def test_what_takes_too_long_is_stopped_and_told(house: House, person: Person, site: Stranger) -> None:
    """Red without the limit of processor time, or without its sentence: it would be tried three times."""
    house.kill("export", "preview")
    house.start("export", program=opened(site, SPINS))
    found = wait(house, ask(house, person, "paste", b"Nurse"), FAILED, READY)
    assert (found.state, found.attempts) == (FAILED, 1)
    assert "took too long" in found.error
    house.kill("export")
    house.start("export", "preview")


def age(house: House, posting: int) -> None:
    """Let the lease of a posting end."""
    with house.rows() as session:
        session.get_one(Posting, posting).asked_at -= timedelta(seconds=LEASE)
