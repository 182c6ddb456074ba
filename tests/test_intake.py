"""How a posting comes in: what a stranger's bytes may cost, and what is left of them."""

from __future__ import annotations

import time
import unicodedata
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from letraz import postings
from letraz.models.posting import FILE, PASTED, CannotRead
from letraz.postings import MOST_CHARACTERS, take_in

COSTLY = {
    "lines": b"- A licence of some kind\n" * 80_000,
    "words": b"experience " * 180_000,
    "money": b"<p>" + b"$1,000 " * 280_000,
    "bullets": "• ".encode() * 400_000,
    "elements": b"<p>A licence</p>" * 100_000,
    "nested": b"<div>" * 300_000,
    "items": b"<ul>" + b"<li>must have x" * 120_000,
    "entities": b"<p>" + b"&amp;" * 390_000,
    "quotes": b'<p a="' * 300_000,
    "data": b'<script type="application/ld+json">' + b"[" * 900_000 + b"</script>",
    "postings": b'<script type="application/ld+json">[' + b'{"@type":"JobPosting"},' * 70_000 + b"{}]</script><p>x",
}


def given_as(source: str, data: bytes) -> Any:
    """A row, as far as reading asks one."""
    return SimpleNamespace(source=source, data=data, url="")


def read(source: str, data: bytes) -> tuple[str, str]:
    """The text of what came in, or why there is none."""
    try:
        return take_in(given_as(source, data)).text, ""
    except CannotRead as error:
        return "", str(error)


@pytest.mark.parametrize("name", COSTLY)
def test_two_megabytes_cost_no_more_than_a_moment(name: str) -> None:
    postings.prewarm()
    start = time.process_time()
    text, why = read(FILE, COSTLY[name])
    assert len(text) <= MOST_CHARACTERS if text else "Paste the text" in why
    assert time.process_time() - start < 5


@example(b"\xee\x80\x80", PASTED)  # a mark of a list, and nothing behind it
@given(st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode)), st.sampled_from([PASTED, FILE]))
def test_whatever_comes_in_is_plain_text_or_a_sentence(data: bytes, source: str) -> None:
    text, why = read(source, data)
    assert text.strip() or why.endswith(".")
    assert not [char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]


def test_a_text_that_is_cut_says_so() -> None:
    assert take_in(given_as(PASTED, b"Nurse " * 20_000)).found["cut"] is True
    assert "cut" not in take_in(given_as(PASTED, b"Nurse " * 2_000)).found
