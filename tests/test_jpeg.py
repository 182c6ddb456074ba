"""A JPEG without what stands beside the picture."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from letraz.jpeg import clean


def made(size: tuple[int, int] = (80, 100), **more: object) -> bytes:
    picture = Image.effect_noise(size, 60).convert("RGB")
    written = io.BytesIO()
    picture.save(written, "JPEG", **more)
    return written.getvalue()


def with_secrets() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "SECRET HOME"
    return made(exif=exif, comment=b"SECRET WORD") + b"SECRET TAIL"


@pytest.mark.parametrize("progressive", [False, True])
def test_a_plain_picture_stays_as_it_is(progressive: bool) -> None:
    data = made(progressive=progressive)
    assert clean(data) == data


def test_what_stands_beside_the_picture_goes() -> None:
    data = with_secrets()
    assert data.count(b"SECRET") == 3
    plain = clean(data)
    assert b"SECRET" not in plain
    assert Image.open(io.BytesIO(plain)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8\xff<script>", made()[:400], made()[:-2], made((1300, 10)), b"\xff\xd8\xff\xd9", b"GIF89a"]
)
def test_it_refuses_what_is_no_whole_picture(data: bytes) -> None:
    with pytest.raises(ValueError, match="JPEG"):
        clean(data)


@given(st.binary(max_size=60), st.integers(0, 300))
def test_whatever_comes_is_taken_or_refused(noise: bytes, at: int) -> None:
    data = made((8, 8))
    try:
        found = clean(data[:at] + noise + data[at:])
    except ValueError:
        return
    assert clean(found) == found
