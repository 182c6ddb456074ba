"""The link in the letter: a small page without sign-in, and a download that counts only by its button."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from letraz.database import now
from letraz.models import ExportRequest
from tests.cast import Belongings, Client
from tests.views.conftest import Rows


@pytest.fixture
def path(hers: Belongings) -> str:
    return f"/files/{hers.export}/{hers.token}"


def test_it_works(visitor: Client, hers: Belongings, path: str, rows: Rows) -> None:
    export = rows.one(ExportRequest, hers.export)
    page = visitor.get(path)
    assert page.status_code == 200
    for text in (export.file_name, "8 bytes", export.sha256):
        assert text in page.text.replace("\u202f", " ").replace("&nbsp;", " ")
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_is_no_download(
    visitor: Client, hers: Belongings, path: str, rows: Rows, method: str, queries: list[str]
) -> None:
    """Mail scanners follow links: GET and HEAD write nothing."""
    visitor.open(path, method=method)
    assert not [sql for sql in queries if not sql.startswith("SELECT")]
    export = rows.one(ExportRequest, hers.export)
    assert (export.downloaded, export.downloaded_at, export.download_count) == (False, None, 0)


def test_the_button_downloads_and_counts(visitor: Client, hers: Belongings, path: str, rows: Rows) -> None:
    for times in (1, 2):
        answer = visitor.post(path)
        assert answer.data == b"the file"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        export = rows.one(ExportRequest, hers.export)
        assert (export.downloaded, export.download_count) == (True, times)
        assert export.downloaded_at


def test_the_button_works_without_a_session(visitor: Client, path: str, csrf: object) -> None:
    """CSRF is on, and there is no cookie: whoever has the link may have the file."""
    assert visitor.post(path).status_code == 200


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "é", "x" * 5000, "..", "%2e%2e"])
def test_another_token_is_not_found(visitor: Client, hers: Belongings, rows: Rows, token: str) -> None:
    assert visitor.get(f"/files/{hers.export}/{token}").status_code == 404
    assert visitor.post(f"/files/{hers.export}/{token}").status_code == 404
    assert rows.one(ExportRequest, hers.export).download_count == 0


def test_the_token_of_another_export_is_not_found(visitor: Client, belongings: dict[str, Belongings]) -> None:
    assert visitor.get(f"/files/{belongings['alice'].export}/{belongings['bob'].token}").status_code == 404


@pytest.mark.parametrize("change", [{"expires_at": now() - timedelta(seconds=1)}, {"link_ended": True}])
def test_a_link_that_ended_is_gone(
    visitor: Client, hers: Belongings, path: str, rows: Rows, change: dict[str, object]
) -> None:
    """410 with a kind page that tells nothing of what was there."""
    rows.change(ExportRequest, hers.export, **change)
    for answer in (visitor.get(path), visitor.post(path)):
        assert answer.status_code == 410
        assert "This link has ended" in answer.text
        assert "Alice" not in answer.text
    assert rows.one(ExportRequest, hers.export).download_count == 0


def test_a_file_that_is_lost_is_gone(app: Flask, visitor: Client, hers: Belongings, path: str, rows: Rows) -> None:
    """The row says ready, the store has nothing: 410, and no download is counted."""
    from letraz import storage

    with app.app_context():
        storage.delete(rows.one(ExportRequest, hers.export).file_key or "")
    assert visitor.post(path).status_code == 410
    assert rows.one(ExportRequest, hers.export).download_count == 0


def test_it_is_the_same_for_whoever_looks(as_bob: Client, path: str) -> None:
    assert as_bob.get(path).status_code == 200


def test_guessing_is_slowed_down(visitor: Client, hers: Belongings) -> None:
    codes = [visitor.get(f"/files/{hers.export}/{number}").status_code for number in range(70)]
    assert codes[0] == 404
    assert codes[-1] == 429
