"""The gate on more rewrites than its tables have."""

from __future__ import annotations

import pytest

from letraz.matching.gate import check_text
from tests.matching.gate_cases import ATTACKS, HONEST, Case


@pytest.mark.parametrize("case", HONEST, ids=lambda case: case.new)
def test_what_is_honest_passes(case: Case) -> None:
    assert not check_text(*case).problems


@pytest.mark.parametrize("case", ATTACKS, ids=lambda case: f"{case.kind}: {case.new}")
def test_what_says_more_is_blocked(case: Case) -> None:
    assert check_text(*case).problems
