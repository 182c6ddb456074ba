"""The order of a line on the page: UAX #9, as far as a resume needs it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz.paper.receipt import bidi

HEBREW = "אבגדה"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("text", "base", "shown"),
    [
        ("plain", 0, "plain"),
        ("plain", 1, "plain"),
        ("אבג", 0, "גבא"),
        ("car אבג car", 0, "car גבא car"),
        ("car אבג car", 1, "car גבא car"),
        ("אבג car", 0, "גבא car"),
        ("אבג car", 1, "car גבא"),
        ("אבג 123", 1, "123 גבא"),
        ("123 456", 1, "456 123"),  # numbers alone follow the page
        ("2014 – 2018", 1, "2018 – 2014"),
        ("+972 3 555", 1, "555 3 972+"),
        ("1.5", 1, "1.5"),  # W4: a sign between digits is theirs
        ("1-2", 1, "1-2"),
        ("20%", 1, "20%"),  # W5: so is one beside them
        ("אבג 20%", 1, "20% גבא"),
        ("SQL 2019", 1, "SQL 2019"),  # W7: digits after a word run with it
        ("אבג 2019 SQL", 1, "SQL 2019 גבא"),
        ("مارس 12-3", 1, "3-12 سرام"),  # W2: after Arabic they are Arabic numbers
        ("ab(אב)cd", 0, "ab(בא)cd"),  # N0: a pair follows the page when it can
        ("אב (ab)", 1, "(ab) בא".replace("(", "<").replace(")", "(").replace("<", ")")),
        ("אב! ab", 1, "ab !בא"),
        ("ab! אב", 0, "ab! בא"),
        (f"{FSI}אב ab{PDI}, {FSI}cd!{PDI}", 1, f"{PDI}cd!{FSI} ,{PDI}ab בא{FSI}"),
        (f"x {RLI}ab!{PDI} y", 0, f"x {RLI}!ab{PDI} y"),
        (f"אב {LRI}ab 1!{PDI}", 1, f"{PDI}ab 1!{LRI} בא"),
        ("", 1, ""),
    ],
)
def test_a_line_stands_as_the_algorithm_says(text: str, base: int, shown: str) -> None:
    assert bidi.visual(text, base) == shown


@given(st.text(f"ab1 -.,()!{HEBREW}مر{FSI}{PDI}{LRI}{RLI}"), st.integers(0, 1))
def test_nothing_is_lost_by_turning(text: str, base: int) -> None:
    assert sorted(bidi.visual(text, base)) == sorted(text)


@given(st.text("abc 123.,-!"))
def test_a_line_of_one_direction_stands_as_it_is(text: str) -> None:
    assert bidi.visual(text, 0) == text


@given(st.text(HEBREW + " ,.", min_size=1))
def test_a_line_of_the_other_direction_is_reversed(text: str) -> None:
    assert bidi.visual(text, 1) == text[::-1]


def test_which_way_a_text_runs() -> None:
    assert [bidi.first(text, 1) for text in ("12 ab", "12 אב", "12", "")] == [0, 1, 1, 1]
    assert [bidi.is_turned(text) for text in ("ab é 中", "x א", "٣", "م")] == [False, True, True, True]
