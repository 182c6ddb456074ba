"""All pairs: few cases in which each value of each choice meets each value of every other one at least once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product

Case = dict[str, str]
_Pair = tuple[tuple[str, str], tuple[str, str]]


def all_pairs(choices: Mapping[str, Sequence[str]]) -> list[Case]:
    """The cases, the same ones each time, and within a few of the least there can be.

    Greedy: each begins with a pair still to meet, and takes for each other choice the value that meets most.
    """
    names = sorted(choices, key=lambda name: -len(choices[name]))
    left: dict[_Pair, None] = dict.fromkeys(
        ((one, a), (other, b))
        for one, other in combinations(names, 2)
        for a, b in product(choices[one], choices[other])
    )
    cases = []
    while left:
        case: Case = dict(next(iter(left)))
        for name in names:
            if name not in case:
                case[name] = max(choices[name], key=lambda value, name=name: _met(names, case, name, value, left))
        for pair in pairs(names, case):
            left.pop(pair, None)
        cases.append({name: case[name] for name in choices})
    return cases


def pairs(names: Sequence[str], case: Mapping[str, str]) -> list[_Pair]:
    """The pairs of values that a case holds; `names` say which of two stands first."""
    return [((one, case[one]), (other, case[other])) for one, other in combinations(names, 2)]


def _met(names: Sequence[str], case: Case, name: str, value: str, left: Mapping[_Pair, None]) -> int:
    """How many pairs still to meet this value makes with what the case has."""
    at = names.index(name)
    return sum(
        (((other, case[other]), (name, value)) if names.index(other) < at else ((name, value), (other, case[other])))
        in left
        for other in case
    )
