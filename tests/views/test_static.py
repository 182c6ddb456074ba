"""Our own files: for ever under a present address, small on the line, and without asking who it is."""

from __future__ import annotations

import re
from collections.abc import Callable

import brotli
import pytest
from flask import Flask, url_for

from letraz.views import static
from tests.cast import Client


@pytest.fixture
def address(app: Flask) -> Callable[[str], str]:
    """The address of a file."""

    def find(name: str) -> str:
        with app.test_request_context():
            return url_for("static", filename=name)

    return find


def test_a_browser_keeps_it_for_ever(visitor: Client, address: Callable[[str], str]) -> None:
    answer = visitor.get(address("css/base.css"))
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_an_address_of_before_an_upgrade_is_served_but_not_kept(visitor: Client) -> None:
    answer = visitor.get("/static/0123456789ab/css/base.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("accepts", "used"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None), ("br;q=0, gzip", "gzip")]
)
def test_texts_are_packed_as_the_browser_can(
    visitor: Client, address: Callable[[str], str], accepts: str, used: str | None
) -> None:
    whole = (static.FOLDER / "css" / "base.css").read_bytes()
    answer = visitor.get(address("css/base.css"), headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding") == used
    assert answer.headers["Vary"] == "Accept-Encoding"
    if used == "br":
        assert brotli.decompress(answer.data) == whole
    assert (len(answer.data) < len(whole) / 2) == bool(used)


def test_what_is_packed_already_goes_as_it_is(visitor: Client, address: Callable[[str], str]) -> None:
    answer = visitor.get(address("fonts/letraz-sans-latin.woff2"), headers={"Accept-Encoding": "br"})
    assert answer.headers.get("Content-Encoding") is None
    assert answer.mimetype == "font/woff2"


def test_nobody_is_asked_who_it_is(as_alice: Client, address: Callable[[str], str], queries: list[str]) -> None:
    """Red when the files are a view again: the session is then read, and with it the account."""
    assert as_alice.get(address("js/page.js")).status_code == 200
    assert not queries


@pytest.mark.parametrize(
    "path", ["x/nothing.css", "x/../../config.py", "x/%2e%2e/%2e%2e/config.py", "x//etc/passwd", ""]
)
def test_other_files_are_not_there(visitor: Client, path: str) -> None:
    assert visitor.get(f"/static/{path}").status_code == 404


def test_every_file_that_a_style_or_script_names_is_there() -> None:
    """Their addresses are relative, so that the mark in the path reaches them too."""
    for path in (*static.FOLDER.glob("css/*.css"), *static.FOLDER.glob("js/*.js")):
        for name in re.findall(r"""(?:url\(|from |import\()\s*["']([^"']+)["']""", path.read_text()):
            assert name.startswith("."), f"{path.name}: {name}"
            assert (path.parent / name).is_file(), f"{path.name}: {name}"
