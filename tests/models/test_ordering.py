"""Rows that stand in an order, and the trash."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from letraz.models.ordering import Stale, parse_order, place, renumber, require_order


@dataclass
class Row:
    id: int
    index: int = 0


def rows(*ids: int) -> list[Row]:
    return [Row(number, index) for index, number in enumerate(ids)]


@pytest.mark.parametrize(
    ("row", "position", "order", "got"),
    [
        (1, 3, [2, 3, 1], 3),
        (3, 1, [3, 1, 2], 1),
        (2, 2, [1, 2, 3], 2),
        (1, 99, [2, 3, 1], 3),
        (3, -7, [3, 1, 2], 1),
        (2, 0, [2, 1, 3], 1),
    ],
)
def test_place_it_works(row: int, position: int, order: list[int], got: int) -> None:
    """A position is held within the list, and the siblings are numbered from 0 without gaps."""
    found = rows(1, 2, 3)
    moved = next(one for one in found if one.id == row)
    assert place(found, moved, position) == got
    assert [one.id for one in found] == order
    assert [one.index for one in found] == [0, 1, 2]


def test_place_takes_a_newcomer() -> None:
    found = rows(1, 2)
    place(found, Row(9, 40), 2)
    assert [(one.id, one.index) for one in found] == [(1, 0), (9, 1), (2, 2)]


def test_renumber_mends_gaps_and_repeats() -> None:
    found = [Row(1, 5), Row(2, 5), Row(3, 90)]
    renumber(found)
    assert [one.index for one in found] == [0, 1, 2]


@pytest.mark.parametrize("text", ["a", "1,b", "1;2", "-1", "1.5", "1" * 30, "1,²"])
def test_parse_order_refuses_what_no_page_of_ours_sends(text: str) -> None:
    with pytest.raises(Stale):
        parse_order(text)


def test_parse_order_it_works() -> None:
    assert parse_order("3,1,2") == [3, 1, 2]
    assert parse_order("") == []


@pytest.mark.parametrize("seen", [[2, 1], [1], [1, 2, 3], [], [1, 1]])
def test_require_order_refuses_another_order(seen: list[int]) -> None:
    with pytest.raises(Stale):
        require_order(rows(1, 2), seen)


def test_require_order_it_works() -> None:
    require_order(rows(1, 2), [1, 2])
