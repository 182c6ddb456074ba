"""What breaks while a file is made: each export ends ready, or failed with a reason; never silently gone."""

from __future__ import annotations

import shutil

import pytest

from letraz.models.claiming import MOST_ATTEMPTS, PATIENCE
from tests.browser.people import Person
from tests.processes.house import House
from tests.processes.papers import endless, heavy
from tests.samples import nurse

#: More seconds than a pending export waits before the sweep brings it back, and than a worker may be silent.
LONG, LEASE = PATIENCE.total_seconds() * 2, 61


@pytest.fixture
def person(house: House) -> Person:
    """Somebody whose file takes a few seconds to make."""
    return house.person(heavy())


def test_the_workers_are_killed_while_they_make_a_file(house: House, person: Person) -> None:
    """Red without `_take_back` in the sweep: the export stays *processing*."""
    export = house.ask(person)
    house.wait(export, "processing")
    house.kill("export", "preview")
    assert house.export(export).state == "processing"
    house.pass_time(seconds=LEASE)
    house.start("export", "preview")
    assert house.wait(export).attempts == 2
    house.letter(export)


def test_only_what_does_the_task_is_killed(house: House, person: Person) -> None:
    """As above, and the worker itself lives on."""
    export = house.ask(person)
    house.wait(export, "processing")
    house.kill_tasks()
    house.pass_time(seconds=LEASE)
    assert house.wait(export).attempts == 2


def test_the_broker_is_killed_while_a_file_is_made(house: House, person: Person) -> None:
    """Red when a letter that the queue lost is not looked for (`without_letter`), or `Queue.put` lets the error out."""
    exports = [house.ask(person)]
    house.wait(exports[0], "processing")
    browser = house.browser(person)
    editor = browser.get(f"/resumes/{person.resume_id}/")
    house.kill("broker")
    asked = browser.send(editor.form("/export"), format="text")
    assert asked.status == browser.get(f"/resumes/{person.resume_id}/pages").status == 200
    exports.append(int(asked.text.split('id="export-')[1].split('"')[0]))
    house.wait(exports[0])
    house.start("broker")
    house.pass_time(seconds=LONG)
    for export in exports:
        house.wait(export)
        house.letter(export)


def test_the_brokers_data_is_wiped_with_exports_pending(house: House) -> None:
    """Red when the sweep does not ask again for what is *pending* (`sweep.exports`).

    The workers are held still meanwhile; what was handed to them already has lost its data when they go on.
    """
    people = [house.person(nurse()) for _ in range(4)]
    with house.still("export", "preview"), house.redis() as line:
        exports = [house.ask(person) for person in people]
        assert line.exists("rq:queue:export")
        line.flushall()
    house.pass_time(seconds=LONG)
    for export in exports:
        assert house.wait(export).attempts == 1
        house.letter(export)


def test_the_disk_refuses(house: House) -> None:
    """Red when an `OSError` is not told to the person, or "again" takes another snapshot than the first."""
    files = house.home / "files"
    files.mkdir(exist_ok=True)
    away = files.rename(house.home / "files-away")
    files.write_text("a file where the folder should be")
    somebody = house.person(nurse())
    export = house.ask(somebody)
    for attempt in range(1, MOST_ATTEMPTS):
        house.until(lambda n=attempt: stands(house, export) == ("pending", n), 20)
        house.pass_time(seconds=LONG)
    failed = house.wait(export, "failed")
    assert failed.error.startswith("The server could not store the file.")
    assert failed.attempts == MOST_ATTEMPTS
    assert house.export(export).letter is None

    files.unlink()
    shutil.move(away, files)
    browser = house.browser(somebody)
    page = browser.get("/exports/")
    assert "could not store the file" in page.text
    browser.send(page.form(f"/exports/{export}/again"))
    again = house.wait(export + 1)
    assert again.digest == failed.digest
    house.letter(again.id)


def stands(house: House, export: int) -> tuple[str, int]:
    """An export's state and how often it was begun."""
    row = house.export(export)
    return row.state, row.attempts


def test_a_document_that_takes_too_long(house: House, person: Person) -> None:
    """Red without the limit of processor time, or without its sentence: it would be tried three times.

    The worker is one whose paper lets everything in, so that what ends the task can only be the system, and which
    gives a task one second, for twenty are too long for a test.
    """
    house.kill("export", "preview")
    house.start("export", program=LETS_EVERYTHING_IN)
    failed = house.wait(house.ask(person, document=endless()), "failed", "ready")
    assert (failed.state, failed.attempts) == ("failed", 1)
    assert failed.error.startswith("Making it took too long")
    house.wait(house.ask(person, "text"))
    house.kill("export")
    house.start("export", "preview")


LETS_EVERYTHING_IN = """
from letraz import cli, worker
from letraz.paper import limits
limits.MAX_CHARACTERS = limits.MAX_PAGES = 10**9
worker.CPU_SECONDS = 1
cli.main(["worker", "--first", "export"])
"""


def test_an_export_removed_while_it_is_made_leaves_no_bytes(house: House, person: Person) -> None:
    """Red when the worker does not look again whether the row is still its own: the file would lie there for ever."""
    export = house.ask(person)
    house.wait(export, "processing")
    browser = house.browser(person)
    browser.get("/exports/")
    browser.post(f"/exports/{export}/trash")
    house.until(lambda: not house.horses())
    assert not list((house.home / "files" / "exports").glob(f"{export}/*"))
