"""The receipt of an export, and looking a file up by its fingerprint."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from letraz.models import ExportRequest
from tests.cast import RECEIPT, Belongings, Client, make, person
from tests.views.conftest import Rows


@pytest.fixture
def export(session: Session) -> int:
    """A ready export of alice's."""
    resume = person(session, "alice").new_resume("Staff Nurse")
    session.flush()
    asked = ExportRequest.ask(session, resume, "pdf", ".pdf")
    session.commit()
    make(session, asked.id, b"%PDF the file", RECEIPT)
    return asked.id


def found(client: Client, data: bytes) -> str:
    """What the page says after a file was looked up."""
    answer = client.post("/exports/find", data={"file": (BytesIO(data), "x.pdf")}, follow_redirects=True)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_receipt_it_works(as_alice: Client, export: int) -> None:
    page = as_alice.get(f"/exports/{export}/receipt").get_data(as_text=True)
    for text in ("Not proved", RECEIPT["sentence"], RECEIPT["problems"][0], "Alice\nNurse", "1 of 2 work", "0" * 64):
        assert text in page


def test_receipt_is_not_found_where_there_is_none(as_alice: Client, session: Session, export: int) -> None:
    resume = person(session, "alice").base_resume()
    plain = ExportRequest.ask(session, resume, "text", ".txt")
    session.commit()
    make(session, plain.id)
    assert as_alice.get(f"/exports/{plain.id}/receipt").status_code == 404


def test_the_list_says_what_the_receipt_came_to(as_alice: Client, export: int, rows: Rows) -> None:
    assert rows.one(ExportRequest, export).proof == "unproved"
    page = as_alice.get("/exports/").get_data(as_text=True)
    assert "Not proved" in page
    assert "1 of 2 links work" in page
    assert "Proved</b>" not in page


def test_find_it_works(as_alice: Client, export: int) -> None:
    page = found(as_alice, b"%PDF the file")
    assert "it is exactly" in page
    assert f"/exports/{export}" in page


def test_find_refuses_a_changed_file(as_alice: Client, export: int) -> None:
    assert "No export of yours is this file" in found(as_alice, b"%PDF the file ")


def test_find_tells_nothing_of_anothers(as_bob: Client, export: int) -> None:
    assert "No export of yours is this file" in found(as_bob, b"%PDF the file")


def test_find_asks_for_a_file(as_alice: Client) -> None:
    assert "Choose the file first" in as_alice.post("/exports/find", follow_redirects=True).get_data(as_text=True)


def test_find_still_knows_a_file_whose_link_has_ended(as_alice: Client, export: int) -> None:
    as_alice.post(f"/exports/{export}/revoke")
    assert "it is exactly" in found(as_alice, b"%PDF the file")


@pytest.mark.parametrize("sha256", ["", "zz", "0" * 63, "A" * 64, "' or 1=1"])
def test_the_list_takes_no_other_fingerprint(as_alice: Client, sha256: str) -> None:
    page = as_alice.get("/exports/", query_string={"sha256": sha256}).get_data(as_text=True)
    assert "No export of yours" not in page


def test_sent_it_works(as_alice: Client, export: int, rows: Rows) -> None:
    assert as_alice.post(f"/exports/{export}/sent", data={"sent": "1"}).status_code == 303
    assert rows.one(ExportRequest, export).stays
    as_alice.post(f"/exports/{export}/revoke")
    assert rows.one(ExportRequest, export).sha256 == hashlib.sha256(b"%PDF the file").hexdigest()
    assert rows.one(ExportRequest, export).file_key
    as_alice.post(f"/exports/{export}/sent", data={"sent": "0"})
    assert not rows.one(ExportRequest, export).stays


def test_the_first_page_it_works(as_alice: Client, export: int) -> None:
    answer = as_alice.get(f"/exports/{export}/page.webp")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/webp", b"RIFF picture")
    assert "private" in answer.headers["Cache-Control"]


def test_the_first_page_goes_with_the_file(visitor: Client, hers: Belongings, rows: Rows) -> None:
    link = f"/files/{hers.export}/{hers.token}"
    assert visitor.get(f"{link}/page.webp").data == b"RIFF picture"
    assert "The first page of the file" in visitor.get(link).text
    rows.change(ExportRequest, hers.export, link_ended=True)
    assert visitor.get(f"{link}/page.webp").status_code == 410


def test_the_first_page_is_not_found_without_its_file(as_alice: Client, export: int) -> None:
    as_alice.post(f"/exports/{export}/revoke")
    assert as_alice.get(f"/exports/{export}/page.webp").status_code == 404
