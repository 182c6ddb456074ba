"""What goes for good, and what is taken out, with workers that are killed in the middle of it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from letraz import storage
from letraz.database import now
from letraz.models import ExportRequest, Leftover, Resume, Takeout, User
from letraz.models.leaving import WAITS
from letraz.models.ordering import TRASH_LASTS
from letraz.models.takeout import LEASE
from tests.browser.people import Person
from tests.processes.house import House
from tests.samples import nurse

#: A worker whose store is slow: each file is deleted, or put, after a pause in which it can be killed.
SLOW = """
import time
from letraz import storage
delete, put_file = storage.delete, storage.put_file
def slow(real):
    def wait(*args):
        if "{marker}" in args[0]:
            open("{told}", "w").close()
            time.sleep(60)
        real(*args)
    return wait
storage.delete, storage.put_file = slow(delete), slow(put_file)
from letraz import config, worker
import os
worker.work(config.load(os.environ), "export")
"""


@pytest.fixture(autouse=True, scope="module")
def one_worker(house: House) -> Iterator[None]:
    """One worker does it all here, so that nobody else comes to the files."""
    house.kill("preview")
    yield
    house.start("preview")


def slow(house: House, marker: str) -> Path:
    """Let a worker run that stops at files of this folder; the file that says that it came to one."""
    told = house.home / f"came-{marker.replace('/', '-')}-{len(list(house.home.glob('came-*')))}"
    house.kill("export")
    house.start("export", program=SLOW.format(marker=marker, told=told))
    return told


@pytest.fixture
def person(house: House) -> Person:
    return house.person(nurse())


def folder(house: House, name: str) -> Path:
    return Path(house.app.config["STORAGE_URL"], name)


def test_a_sweep_is_killed_between_the_rows_and_the_files(house: House, person: Person) -> None:
    """Red when the keys of files are not written down with the rows: the folder stays for ever."""
    with house.rows() as session:
        resume = session.get_one(User, person.id).new_resume("Old")
        session.flush()
        export = ExportRequest.ask(session, resume, "text", ".txt")
        session.commit()
        resume_id, export_id = resume.id, export.id
    house.wait(export_id)
    told = slow(house, f"exports/{export_id}")
    with house.rows() as session:
        session.get_one(Resume, resume_id).deleted_at = now() - TRASH_LASTS - timedelta(days=1)
    house.until(told.exists, 40, "the sweep comes to the files")
    with house.rows() as session:
        assert session.get(Resume, resume_id) is None
        assert session.get(ExportRequest, export_id) is None
    house.kill_tasks()
    house.kill("export")
    assert list(folder(house, f"exports/{export_id}").iterdir())
    house.start("export")
    house.until(lambda: not folder(house, f"exports/{export_id}").exists(), 40, "the files go")


def test_an_account_goes_though_the_sweep_is_killed(house: House, person: Person) -> None:
    """By whichever sweep ends: no row is left, no file, and the last letter came once."""
    export = house.ask(person, "text")
    house.wait(export)
    told = slow(house, f"exports/{export}")
    with house.rows() as session:
        session.get_one(User, person.id).leaving_at = now() - WAITS
    house.until(told.exists, 40, "the sweep comes to the files")
    house.kill("export")
    house.start("export")
    house.until(lambda: not folder(house, f"exports/{export}").exists(), 40, "the files go")
    with house.rows() as session:
        assert session.get(User, person.id) is None
        assert session.query(Leftover).filter(Leftover.key == f"exports/{export}").one().looked


def test_a_worker_is_killed_while_it_packs(house: House, person: Person) -> None:
    """The ZIP is made by the next one, and whole; nothing of the first is left beside it."""
    told = slow(house, "takeouts/")
    with house.rows() as session:
        asked = Takeout.ask(session, person.id)
        session.commit()
        row_id = asked.id
    house.until(told.exists, 40, "a worker comes to store it")
    house.kill("export")
    lease = timedelta(seconds=house.app.config["EXPORT_LEASE_SECONDS"]) + LEASE * 2
    with house.rows() as session:
        session.get_one(Takeout, row_id).asked_at -= lease
    house.start("export")

    def ready() -> bool:
        with house.rows() as session:
            return session.get_one(Takeout, row_id).state == "ready"

    house.until(ready, 60, "it is made again")
    with house.rows() as session:
        made = session.get_one(Takeout, row_id)
        data = b"".join(storage.pieces(made.file_key or ""))
        assert (made.attempts, len(data)) == (2, made.file_size)
    assert zipfile.ZipFile(BytesIO(data)).testzip() is None
    assert len(list(folder(house, f"takeouts/{row_id}").iterdir())) == 1
