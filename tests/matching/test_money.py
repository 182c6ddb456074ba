"""Sums of money, and which of them is the pay."""

from __future__ import annotations

import pytest

from letraz.matching.reading import read
from letraz.matching.reading.money import sums


@pytest.mark.parametrize(
    ("line", "low", "high", "currency", "unit"),
    [
        ("$46.20 to $61.80 an hour", 46.2, 61.8, "USD", "hour"),
        ("£31,000 to £34,500 pro rata", 31_000, 34_500, "GBP", "year"),
        ("$27-$31/hr", 27, 31, "USD", "hour"),
        ("$78K – $95K a year", 78_000, 95_000, "USD", "year"),
        ("$78–95K", 78_000, 95_000, "USD", ""),
        ("£48,000/yr - £58,000/yr", 48_000, 58_000, "GBP", "year"),
        ("€19,50 pro Stunde", 19.5, 19.5, "EUR", "hour"),
        ("80.000 - 95.000 € im Jahr", 80_000, 95_000, "EUR", "year"),
        ("3 400 € brut mensuel", 3_400, 3_400, "EUR", "month"),
        ("8 000–10 000 zł brutto miesięcznie", 8_000, 10_000, "PLN", "month"),
        ("CHF 95'000 - 110'000", 95_000, 110_000, "CHF", ""),
        ("$120,000.00 - $140,000.00/year", 120_000, 140_000, "USD", "year"),
        ("up to £45k p.a.", 45_000, 45_000, "GBP", "year"),
        ("$1,250 weekly", 1_250, 1_250, "USD", "week"),
        ("£180 a day", 180, 180, "GBP", "day"),
    ],
)
def test_amounts_ranges_currencies_and_units(line: str, low: float, high: float, currency: str, unit: str) -> None:
    (found,) = sums(line)
    assert (found.min, found.max, found.currency, found.unit) == (low, high, currency, unit)
    assert found.raw in line


@pytest.mark.parametrize("line", ["5 to 7 years", "40 hours a week", "2024 - 2026", "100%", "", "ISO 17025"])
def test_a_number_without_a_currency_is_no_sum(line: str) -> None:
    assert list(sums(line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Our partner is a $120M distributor.",
        "$5,000 sign-on bonus after 90 days",
        "401(k) with a match of up to $6,000 a year",
        "You will look after a budget of £1.4 million.",
        "A budget of £60,000 per year is yours to spend.",
        "Tuition reimbursement up to $5,250 a year",
        "Car allowance of £6,200 per annum",
        "We turned over £9m last year.",
        "Night differential of $4.50/hr",
        "We give £20,000 a year to charity.",
        "Overtime £22.50 an hour after 50 hours",
        "€2,000 a year for learning",
    ],
)
def test_other_money_is_no_salary(line: str) -> None:
    posting = read(f"Nurse\nLakeview Hospital\n\n{line}\n\nWhat we offer\n- {line}\n- 28 days of leave\n")
    assert posting.salary is None
    assert "salary_range" not in posting.fields


def test_pay_is_found_among_other_money() -> None:
    posting = read("Driver\n\nWhat you get\n- $2,000 sign-on bonus\n- $24.50 an hour\n- Overtime at $36.75 an hour")
    assert posting.salary is not None
    assert (posting.salary.min, posting.salary.unit) == (24.5, "hour")
    assert posting.fields["salary_range"] == "$24.50 an hour"


def test_pay_without_a_unit_that_could_be_two_is_left_out_and_named() -> None:
    posting = read("Salary: 3.200 - 3.900 PLN\n\nRequirements\n- Polish")
    assert posting.salary is None
