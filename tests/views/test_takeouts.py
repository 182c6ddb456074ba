"""Take everything: asked for, fetched by its person alone, and gone when its time is over."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from letraz.database import now
from letraz.models import Takeout
from tests.cast import Belongings, Client, Tasks
from tests.views.conftest import Rows, went_to

URL = "/account/data"


def test_it_works(as_alice: Client, rows: Rows, tasks: Tasks, outbox: Path) -> None:
    assert went_to(as_alice.post(URL)) == URL
    assert "Being packed" in as_alice.get(URL).text
    tasks.run()
    made = rows.last(Takeout)
    assert f'href="{URL}/{made.id}/file"' in as_alice.get(URL).text
    answer = as_alice.get(f"{URL}/{made.id}/file")
    assert answer.headers["Content-Disposition"] == f"attachment; filename={made.file_name}"
    assert "index.html" in ZipFile(BytesIO(answer.data)).namelist()


def test_a_second_one_waits_for_the_first(as_alice: Client, rows: Rows) -> None:
    as_alice.post(URL)
    answer = as_alice.post(URL)
    assert answer.status_code == 422
    assert rows.count(Takeout) == 1


def test_it_is_gone_when_its_time_is_over(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    assert as_alice.get(f"{URL}/{hers.takeout}/file").data == b"PK"
    rows.change(Takeout, hers.takeout, expires_at=now() - timedelta(seconds=1))
    assert as_alice.get(f"{URL}/{hers.takeout}/file").status_code == 410


def test_it_is_removed(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    assert went_to(as_alice.post(f"{URL}/{hers.takeout}/trash")) == URL
    assert rows.get(Takeout, hers.takeout) is None


def test_the_letter_leads_a_visitor_to_the_door(visitor: Client, hers: Belongings) -> None:
    answer = visitor.get(f"{URL}/{hers.takeout}/file")
    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]
