"""Lines of a resume and changing one of them: the others stay as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from letraz import richtext
from letraz.document import Block, Document, Entry
from letraz.matching.lines import FACE, lines, target_of
from letraz.matching.points import put_back, put_in, reordered, replaced, without

TEXT = "Lead **bold**\nsecond line\n\n- one *x*\n- two\n  - nested\n- three\n\nEnd\n\n1. a\n2. b"


def said(source: str) -> list[str]:
    return [text for text, _ in richtext.outline(source)]


def test_a_line_is_replaced_and_the_others_stay_to_the_letter() -> None:
    before, after = said(TEXT), said(replaced(TEXT, 2, "- *not* markup"))
    assert after[2] == r"\- \*not\* markup"
    assert [*before[:2], *before[3:]] == [*after[:2], *after[3:]]


def test_reordering_keeps_every_line() -> None:
    made = reordered(TEXT, [0, 3, 1, 2, 4, 6, 5])
    assert sorted(said(made)) == sorted(said(TEXT))
    assert said(made)[1] == "three"


@pytest.mark.parametrize("order", [[0, 1], [0, 0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, 7]])
def test_it_refuses_what_is_no_permutation(order: list[int]) -> None:
    with pytest.raises(ValueError, match="permutation"):
        reordered(TEXT, order)


@pytest.mark.parametrize("number", range(7))
def test_what_is_taken_out_can_be_put_back(number: int) -> None:
    text, marker = richtext.outline(TEXT)[number]
    assert richtext.outline(put_in(without(TEXT, number), number, text, marker)) == richtext.outline(TEXT)


def test_lines_have_addresses_and_names() -> None:
    entry = Entry("experience", title="Nurse", subtitle="Lakeview", text="Lead.\n\n- One\n- Two", key="i7")
    document = Document(blocks=(Block("experience", "Experience", entries=(entry, replace(entry, key="", text=""))),))
    found = lines(document)
    assert [(line.at, line.where) for line in found] == [
        ("i7", "Experience: Lakeview"),
        ("i7.0", "Lakeview"),
        ("i7.1", "Lakeview, point 1"),
        ("i7.2", "Lakeview, point 2"),
        ("b0e1", "Experience: Lakeview"),
    ]
    assert target_of("i7.2") == ("i7", 2)
    assert target_of("i7") == ("i7", FACE)


@pytest.mark.parametrize("new", ["Said *this* & _that_", "1. not a list", "C# at 5 < 6, 50 %", "a  b"])
def test_one_line_is_put_back_among_others_that_changed(new: str) -> None:
    """Undo of one line: the others may have been changed or moved since, and stay as they are now."""
    new = " ".join(new.split())
    made = replaced(replaced(TEXT, 3, new), 4, "another")
    assert said(put_back(made, 3, new, TEXT)) == said(replaced(TEXT, 4, "another"))
    moved = reordered(made, [3, 0, 1, 2, 4, 5, 6])
    assert said(put_back(moved, 3, new, TEXT))[0] == said(TEXT)[3]


def test_a_line_that_says_something_else_by_now_is_not_put_back() -> None:
    with pytest.raises(LookupError):
        put_back(replaced(TEXT, 3, "mine"), 3, "new", TEXT)
    twice = replaced(replaced(replaced(TEXT, 3, "mine"), 4, "new"), 2, "new")
    with pytest.raises(LookupError):
        put_back(twice, 3, "new", TEXT)
