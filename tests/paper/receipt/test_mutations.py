"""A real file's text with each field in turn dropped, garbled, swapped: that field turns red, and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from letraz.document import Document
from letraz.paper.receipt.scripts import BASELINE
from tests import samples, tongues
from tests.paper.receipt.changing import Read

#: Files of several designs and scripts, each with all that the others are not: two columns, numbered lists, lines that
#: run to the left, words without spaces, every script at once. What a mutation test costs is their number of fields.
FILES: dict[str, tuple[Callable[[], Document], str]] = {
    "columns": (samples.nurse, "sidebar"),
    "german": (tongues.ALL["de"], "academic"),
    "hebrew": (tongues.ALL["he"], "modern"),
    "chinese": (tongues.ALL["zh-CN"], "compact"),
    "world": (samples.world, "classic"),
}

#: By whom each was read; what is compared afterwards is the same for both.
READ = ["columns poppler", "columns pdfium", "german poppler", "hebrew poppler", "hebrew pdfium", "chinese pdfium"]


@pytest.fixture(scope="module", params=[*READ, "world pdfium"])
def read(request: pytest.FixtureRequest) -> Read:
    name, reader = str(request.param).split()
    make, design = FILES[name]
    return Read(replace(make(), design=design), reader)


def same(read: Read, at: int, red: dict[int, str]) -> bool:
    """Whether exactly that field is red, or one that says the same: they cannot be told apart when they touch."""
    return len(red) == 1 and all(read.fields[n].text == read.fields[at].text for n in red)


def test_unchanged_it_is_whole(read: Read) -> None:
    came = read.compare(read.signs)
    assert set(came.states) == {"found"}
    assert came.unclaimed == ()
    assert came.columns == ()


def test_a_dropped_field_is_missing_and_no_other(read: Read) -> None:
    for at in range(len(read.fields)):
        red = read.red(read.drop(at))
        assert same(read, at, red), (read.fields[at], red)
        assert set(red.values()) == {"missing"}


def test_a_garbled_field_is_missing_and_told(read: Read) -> None:
    for at in range(len(read.fields)):
        came = read.compare(read.garble(at))
        red = {n: state for n, state in enumerate(came.states) if state != "found"}
        assert same(read, at, red), (read.fields[at], red)
        if BASELINE[read.reading.name].search(read.fields[at].text):
            assert set(red.values()) <= {"missing", "partly"}
        else:
            assert set(red.values()) == {"missing"}
            assert came.unclaimed


def test_of_two_swapped_fields_the_shorter_is_out_of_order(read: Read) -> None:
    """One of them is in order with all the others, and then the other is not: the longer is taken to be in place."""
    for at in range(len(read.fields)):
        other = read.next_other(at)
        if other is None or crosses(read, at, other):
            continue
        red = read.red(read.swap(at, other))
        assert len(red) == 1, (read.fields[at], read.fields[other], red)
        assert set(red.values()) == {"out_of_order"}
        (found,) = red
        texts = {read.fields[at].text, read.fields[other].text}
        assert read.fields[found].text in texts
        assert len("".join(read.fields[found].text.split())) <= max(len("".join(text.split())) for text in texts)


def crosses(read: Read, at: int, other: int) -> bool:
    """Whether the two are of two columns: the order of columns is theirs, and each stays in order by itself."""
    return read.fields[at].stream != read.fields[other].stream


def test_what_is_added_is_told_and_nothing_turns_red(read: Read) -> None:
    added = [(" ", "Z"), *((".", char) for char in "orglon")]
    for at in range(0, len(read.signs), max(len(read.signs) // 40, 1)):
        ends = {end for _, end in read.spans.values()}
        place = min((end for end in ends if end >= at), default=len(read.signs))
        came = read.compare([*read.signs[:place], *added, *read.signs[place:]])
        assert "Zorglon" in " ".join(came.unclaimed) or "nolgroZ" in " ".join(came.unclaimed)


def test_a_word_torn_apart_is_not_found(read: Read) -> None:
    for at, field in enumerate(read.fields):
        if field.text.isascii() and field.text[:2].isalpha():
            assert same(read, at, read.red(read.split(at))), field
