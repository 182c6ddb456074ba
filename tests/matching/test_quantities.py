"""Numbers, however they are written."""

from __future__ import annotations

import pytest

from letraz.matching.gate.quantities import quantities, rates
from letraz.matching.words import tokens


def readings(text: str) -> list[set[tuple[float, str]]]:
    return [set(one.readings) for one in quantities(tokens(text), text)]


@pytest.mark.parametrize(
    ("text", "size", "kind"),
    [
        ("four nurses", 4, ""),
        ("twenty-one nurses", 21, ""),
        ("a hundred and four", 104, ""),
        ("three hundred thousand", 300_000, ""),
        ("2 million users", 2_000_000, ""),
        ("two dozen eggs", 24, ""),
        ("1,500 passengers", 1500, ""),
        ("90 000 km", 90_000, "kilometre"),
        ("3,5 t", 3.5, "tonne"),
        ("€300k each", 300_000, "eur"),
        ("EUR 40,000", 40_000, "eur"),
        ("40,000 euros", 40_000, "eur"),
        ("$1.2M", 1_200_000, "usd"),
        ("£5m", 5_000_000, "gbp"),
        ("12%", 12, "percent"),
        ("12 per cent", 12, "percent"),
        ("half the orders", 50, "percent"),
        ("a third of them", 0.333333, "part"),
        ("two thirds", 0.666667, "part"),
        ("\u2154 of them", 0.666667, "part"),
        ("x3 faster", 3, "times"),
        ("3x faster", 3, "times"),
        ("twice as fast", 2, "times"),
        ("the 18th floor", 18, "ordinal"),
        ("the first one", 1, "ordinal"),
        ("in 2019", 2019, "date"),
        ("in '17", 2017, "date"),
        ("Grade II", 2, ""),
        ("Phase III", 3, ""),
        ("12-hour shifts", 12, "hour"),
        ("for a year", 1, "year"),
        ("\u00b3\u2070\u2070 coffees", 300, ""),
        ("\uff11\uff12 shops", 12, ""),
        ("٣٠ shops", 30, ""),
    ],
)
def test_one_number(text: str, size: float, kind: str) -> None:
    (found,) = readings(text)
    assert (size, kind) in found


@pytest.mark.parametrize("text", ["one of the nurses", "a nurse", "I wrote", "and so on", "", "S7", "v2b"])
def test_no_number(text: str) -> None:
    assert not readings(text)


def test_money_is_never_metres() -> None:
    assert readings("€5m") == [{(5_000_000, "eur")}]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("daily", "day"),
        ("each day", "day"),
        ("a week", "week"),
        ("per month", "month"),
        ("EUR 5/hour", "hour"),
        ("annual", "year"),
    ],
)
def test_how_often(text: str, unit: str) -> None:
    assert [found for _, _, found in rates(tokens(text), text)] == [unit]


def test_what_is_counted() -> None:
    text = "Set out 2 bridges and led a team of 12, over 30% of the year"
    two, twelve, thirty = quantities(tokens(text), text)
    assert (two.after, twelve.before) == ({"bridg"}, {"team"})
    assert thirty.compare == "over"
