"""The photo of a resume: two steps, with and without script the same; and none again.

Broken by hand and seen red: the alt text asked for by nobody, the removed photo left in the document, the larger body
allowed everywhere.
"""

from __future__ import annotations

import io
import re
import sqlite3
from base64 import b64decode
from contextlib import closing
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from letraz import portrait
from letraz.models import Resume
from letraz.portrait import HEIGHT, MOST_SENT, WIDTH
from tests.cast import Client
from tests.views.conftest import Rows, went_to


@pytest.fixture
def url(resume: int) -> str:
    return f"/resumes/{resume}/photo/"


def taken(kind: str = "JPEG", **more: Any) -> bytes:
    """Red above, blue below, taller than a portrait."""
    picture = Image.new("RGB", (800, 1200), "red")
    picture.paste("blue", (0, 600, 800, 1200))
    made = io.BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def sent(client: Client, url: str, data: bytes) -> TestResponse:
    """The body is made here: werkzeug's client leaves the file open in which it puts a large one."""
    head = b'--mark\r\nContent-Disposition: form-data; name="file"; filename="me.jpg"\r\n\r\n'
    return client.post(url, data=head + data + b"\r\n--mark--\r\n", content_type="multipart/form-data; boundary=mark")


def picture_in(answer: TestResponse) -> str:
    found = re.search(r'name="picture" value="([^"]+)"', answer.text)
    assert found
    return found[1]


def cut(client: Client, url: str, **more: str) -> str:
    """Both steps; where they lead."""
    picture = picture_in(sent(client, url, taken()))
    return went_to(client.post(url, data={"picture": picture, "alt": "Zofia"} | more))


def stored(rows: Rows, resume: int) -> Image.Image:
    photo = rows.document(resume).person.photo
    assert photo
    return Image.open(io.BytesIO(photo.jpeg()))


def test_a_picture_becomes_a_photo_that_the_design_shows(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    home = cut(as_alice, url)
    assert home == f"/resumes/{resume}/settings#photo"
    assert stored(rows, resume).size == (WIDTH, HEIGHT)
    assert rows.document(resume).person.photo.alt == "Zofia"
    assert rows.one(Resume, resume).options == {"photo": "end"}
    page = as_alice.get(home).text
    assert "The photo is in." in page
    address = re.search(r'src="([^"]+portrait.jpg[^"]*)" alt="Zofia"', page)
    assert address
    image = as_alice.get(address[1])
    assert (image.mimetype, image.headers["Cache-Control"]) == ("image/jpeg", "no-store")


def test_the_frame_decides(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    cut(as_alice, url, down="100")
    red, _, blue = stored(rows, resume).getpixel((300, 375))  # type: ignore[misc]  # three of them in RGB
    assert (red < 30, blue > 200) == (True, True)


@pytest.mark.parametrize("frame", [{"near": "x"}, {"near": "99999"}, {"across": "-5"}, {"down": ""}])
def test_a_frame_that_cannot_be_is_moved_into_the_picture(
    as_alice: Client, url: str, resume: int, rows: Rows, frame: dict[str, str]
) -> None:
    cut(as_alice, url, **frame)
    assert stored(rows, resume).format == "JPEG"


def test_without_script_the_portrait_is_shown_before_it_is_kept(
    as_alice: Client, url: str, resume: int, rows: Rows
) -> None:
    picture = picture_in(sent(as_alice, url, taken()))
    answer = as_alice.post(url, data={"picture": picture, "alt": "", "down": "100", "then": "show"})
    assert answer.status_code == 200
    assert re.search(r'name="down"[^>]* value="100"', answer.text)
    images = re.findall(r"data:image/jpeg;base64,([^\"]+)", answer.text)
    assert Image.open(io.BytesIO(b64decode(images[1]))).size == (WIDTH, HEIGHT)
    assert rows.document(resume).person.photo is None


@pytest.mark.parametrize("alt", ["", "   ", "x" * 201, "a\x00b"])
def test_what_it_shows_must_be_said(as_alice: Client, url: str, resume: int, rows: Rows, alt: str) -> None:
    picture = picture_in(sent(as_alice, url, taken()))
    answer = as_alice.post(url, data={"picture": picture, "alt": alt, "down": "77"})
    assert answer.status_code == 422
    assert picture_in(answer) == picture, "the picture is not asked for again"
    assert re.search(r'name="down"[^>]* value="77"', answer.text)
    assert rows.document(resume).person.photo is None


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"\0\0\0\x18ftypheic" + bytes(99), "HEIC"), (b"no picture", "not a picture"), (taken()[:9000], "damaged")],
)
def test_another_file_is_refused_with_the_reason(
    as_alice: Client, url: str, resume: int, rows: Rows, data: bytes, why: str
) -> None:
    answer = sent(as_alice, url, data)
    assert answer.status_code == 422
    assert why in answer.text
    assert rows.document(resume).person.photo is None


@pytest.mark.parametrize("data", [{"picture": "no base64!"}, {"picture": "AAAA", "alt": "x"}, {"alt": "x"}, {}])
def test_a_form_that_nobody_made_is_refused(
    as_alice: Client, url: str, resume: int, rows: Rows, data: dict[str, str]
) -> None:
    assert as_alice.post(url, data=data).status_code == 422
    assert rows.document(resume).person.photo is None


def test_a_phones_picture_is_larger_than_what_others_may_send(as_alice: Client, url: str, resume: int) -> None:
    large = taken() + bytes(5_000_000)  # what stands behind a JPEG is not read
    assert sent(as_alice, url, large).status_code == 200
    assert sent(as_alice, url, bytes(MOST_SENT + 1)).status_code == 413
    assert as_alice.post("/profile", data={"headline": "x" * 5_000_000}).status_code == 413
    assert as_alice.post(f"/resumes/{resume}/settings", data={"title": "x" * 5_000_000}).status_code == 413


def test_its_words_can_be_changed_alone(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    cut(as_alice, url)
    before = stored(rows, resume).tobytes()
    went_to(as_alice.post(url, data={"alt": "Zofia, smiling"}))
    assert rows.document(resume).person.photo.alt == "Zofia, smiling"
    assert stored(rows, resume).tobytes() == before
    assert as_alice.post(url, data={"alt": ""}).status_code == 422


def test_a_removed_photo_is_in_no_document_and_undo_brings_it_back(
    as_alice: Client, url: str, resume: int, rows: Rows
) -> None:
    as_alice.get(cut(as_alice, url))
    before = rows.document(resume)
    home = went_to(as_alice.post(f"{url}trash"))
    assert rows.document(resume).person.photo is None
    assert "photo" not in rows.one(Resume, resume).options
    assert f'action="{url}restore"' in as_alice.get(home).text
    assert as_alice.get(f"{url}portrait.jpg").status_code == 404
    went_to(as_alice.post(f"{url}restore"))
    assert rows.document(resume) == before


def test_its_bytes_go_when_the_resume_is_saved_again(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    cut(as_alice, url)
    as_alice.post(f"{url}trash")
    revision = str(rows.one(Resume, resume).revision)
    went_to(as_alice.post(f"/resumes/{resume}/header", data={"name": "Z", "revision": revision}))
    home = went_to(as_alice.post(f"{url}restore"))
    assert "no longer kept" in as_alice.get(home).text
    assert rows.document(resume).person.photo is None


def test_undo_belongs_to_who_removed_it(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    """Without a removal in this session there is nothing to bring back."""
    cut(as_alice, url)
    went_to(as_alice.post(f"{url}restore"))
    assert rows.document(resume).person.photo.alt == "Zofia"


def test_a_version_without_photos_keeps_it_and_says_so(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    rows.change(Resume, resume, design_version=1)
    home = cut(as_alice, url)
    assert "This version of Classic shows none." in as_alice.get(home).text
    assert stored(rows, resume).format == "JPEG"
    assert rows.one(Resume, resume).options == {}


def test_a_photo_stays_where_it_was_put(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    rows.change(Resume, resume, options={"photo": "start", "margin": "12"})
    cut(as_alice, url)
    assert rows.one(Resume, resume).options == {"photo": "start", "margin": "12"}


def test_a_copy_has_the_photo_too(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    cut(as_alice, url)
    went_to(as_alice.post(f"/resumes/{resume}/copy"))
    assert rows.document(rows.last(Resume).id).person.photo == rows.document(resume).person.photo


def test_undo_does_not_touch_a_photo_that_came_since(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    cut(as_alice, url)
    as_alice.post(f"{url}trash")
    cut(as_alice, url, alt="Another")
    home = went_to(as_alice.post(f"{url}restore"))
    assert "no longer kept" in as_alice.get(home).text
    assert rows.document(resume).person.photo.alt == "Another"


def test_nothing_is_removed_where_there_is_none(as_alice: Client, url: str) -> None:
    page = as_alice.get(went_to(as_alice.post(f"{url}trash"))).text
    assert "This resume has no photo." in page
    assert f'action="{url}restore"' not in page


@pytest.mark.parametrize("deed", ["prepare", "cut"])
def test_no_lock_is_held_while_a_picture_is_read(
    as_alice: Client, app: Flask, url: str, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """A hostile picture may take seconds; everybody else writes meanwhile."""
    real, written = getattr(portrait, deed), []

    def slow(data: bytes, **more: int) -> bytes:
        path = app.config["DATABASE_URL"].removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=0.2, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            written.append(other.execute("ROLLBACK"))
        return bytes(real(data, **more))

    monkeypatch.setattr(portrait, deed, slow)
    cut(as_alice, url)
    assert written
