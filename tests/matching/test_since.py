"""What has changed in a posting: lines put in, taken out and reworded, and nothing that costs more than it should."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz.matching.since import DEL, EDIT, GAP, INS, SAME, Line, compare

BEFORE = (
    "Staff nurse\n\nRequirements\n- A nursing licence\n- Two years of acute care\nBenefits\nTuition\nParking\nMeals"
)


def shown(lines: list[Line]) -> list[str]:
    """Each line with a mark: "+", "-", "~" with its pieces in brackets, " ", and "…" for a gap."""
    marks = {INS: "+", DEL: "-", EDIT: "~", SAME: " ", GAP: "…"}
    inner = {INS: "[+{}]", DEL: "[-{}]", SAME: "{}"}
    found = []
    for line in lines:
        form = inner if line.kind == EDIT else dict.fromkeys(inner, "{}")
        found.append(marks[line.kind] + "".join(form[piece.kind].format(piece.text) for piece in line.pieces))
    return found


def test_a_reworded_line_shows_its_words() -> None:
    assert shown(compare(BEFORE, BEFORE.replace("Two", "Five"))) == [
        " - A nursing licence",
        "~- [-Two][+Five] years of acute care",
        " Benefits",
    ]


def test_lines_come_and_go_with_what_stands_around_them() -> None:
    after = BEFORE.replace("- A nursing licence\n", "").replace("Parking", "Parking\nA gym")
    assert shown(compare(BEFORE, after)) == [
        " Requirements", "-- A nursing licence", " - Two years of acute care", "…", " Parking", "+A gym", " Meals",
    ]  # fmt: skip


def test_a_line_that_says_something_else_is_two() -> None:
    assert shown(compare("Tuition support", "Free parking for all")) == ["-Tuition support", "+Free parking for all"]


@pytest.mark.parametrize("after", [BEFORE, BEFORE.replace("\n", "\n\n"), BEFORE.replace(" ", "  ") + "\n"])
def test_space_is_no_change(after: str) -> None:
    assert compare(BEFORE, after) == []


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_what_is_shown_as_put_in_stands_in_the_newer(before: str, after: str) -> None:
    lines = compare(before, after)
    new = [" ".join(one.split()) for one in after.split("\n")]
    for line in lines:
        if line.kind == EDIT:
            assert "".join(piece.text for piece in line.pieces if piece.kind != DEL).strip() in new
        elif line.kind == INS:
            assert line.pieces[0].text in new
    assert bool(lines) == ([x for x in new if x] != [y for o in before.split("\n") if (y := " ".join(o.split()))])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x\n" * 25_000, "y\n" * 25_000),
        ("x\ny\n" * 12_000, "y\nx\n" * 12_000),
        ("\n".join(map(str, range(9000))), "\n".join(map(str, reversed(range(9000))))),
        ("a " * 25_000, "b " * 25_000),
        ("\n".join("a b " * 300 + str(n) for n in range(40)), "\n".join("b a " * 300 + str(n) for n in range(40))),
    ],
)
def test_it_costs_no_more_than_a_moment(before: str, after: str) -> None:
    start = time.process_time()
    compare(before, after)
    assert time.process_time() - start < 3
