"""Fixtures of the paper's tests."""

from __future__ import annotations

import pytest

from letraz.designs import designs


@pytest.fixture(params=sorted(designs()))
def design(request: pytest.FixtureRequest) -> str:
    """Each design there is: what holds for one must hold for the next one too."""
    return str(request.param)
