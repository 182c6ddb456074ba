"""Every value of every choice with every value of every other, in pairs: pages, structure and receipt are right.

Choices are the design, the language of the resume, and all options. All of it, not in pairs: `python -m
tests.paper.matrix`.
"""

from __future__ import annotations

from itertools import combinations, product

import pytest

from tests.paper import contract, shapes
from tests.paper.pairwise import Case, all_pairs

CASES = all_pairs(shapes.choices())


def named(case: Case) -> str:
    return " ".join(case.values())


@pytest.mark.parametrize("case", CASES, ids=named)
def test_it_is_right(case: Case) -> None:
    assert contract.broken(shapes.shaped(case)) == []


def test_each_pair_is_there() -> None:
    choices = shapes.choices()
    met = {pair for case in CASES for pair in combinations(case.items(), 2)}
    for one, other in combinations(choices, 2):
        assert {((one, a), (other, b)) for a, b in product(choices[one], choices[other])} <= met


def test_the_cases_are_few() -> None:
    choices = sorted(map(len, shapes.choices().values()))
    assert len(CASES) < 1.25 * choices[-1] * choices[-2]
    assert all_pairs(shapes.choices()) == CASES


def test_every_option_of_every_design_is_among_the_choices() -> None:
    for design in shapes.designs().values():
        for name, option in design.options.items():
            assert {option.default, *shapes.extremes(option)} <= {*shapes.choices()[name]}
