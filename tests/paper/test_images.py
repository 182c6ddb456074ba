"""Pictures of pages: of every page, sharp, and light enough to be sent after each saved change."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from letraz import paper
from letraz.paper import images
from tests import samples
from tests.paper import reading


@pytest.mark.parametrize("name", ["nurse", "long_record", "chinese", "long_words"])
def test_each_page_is_a_light_picture(name: str) -> None:
    pdf = paper.render(getattr(samples, name)())
    pictures = paper.pages(pdf)
    assert len(pictures) == reading.page_count(pdf)
    for picture in pictures:
        opened = Image.open(BytesIO(picture))
        assert (opened.format, opened.size) == ("WEBP", (1240, 1754))
        assert opened.convert("RGB").getpixel((3, 3)) == (255, 255, 255)
        assert len(picture) <= images.MAX_BYTES


def test_the_thumbnail_is_the_first_page() -> None:
    pdf = paper.render(samples.nurse())
    opened = Image.open(BytesIO(paper.thumbnail(pdf)))
    assert opened.size == (480, 679)
    assert opened.convert("L").getextrema()[0] < 120


def test_a_colourful_picture_is_made_smaller() -> None:
    noise = Image.effect_noise((1240, 1754), 90).convert("RGB")
    assert len(images._webp(noise)) < len(images._written(noise, lossless=True, quality=0, method=1))


def test_the_same_page_gives_the_same_picture() -> None:
    pdf = paper.render(samples.nurse())
    assert paper.pages(pdf) == paper.pages(pdf)
