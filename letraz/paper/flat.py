"""A sheet whose variables and sums are worked out once, where the engine would do it for every element. Pure.

WeasyPrint keeps `var()` and `calc()` until it knows the element, a sixth of the time of a page, and takes a `rem` in a
sum for 16 pixels whatever the root says (version 70). Sheets stay written with names; what is printed from is plain.
Left as it is: a variable that a rule sets anew (a language's Han face), what stands on one, sums of different units.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_SET = re.compile(r"(--[a-z-]+)\s*:\s*([^;}]+);")
_USE = re.compile(r"var\((--[a-z-]+)\)")
_SUM = re.compile(r"calc(\((?:[^()]|\([^()]*\))*\))")
_INNER = re.compile(r"\(([^()]+)\)")
_TERM = re.compile(r"\s*([-+*/]?)\s*(-?[0-9.]+)([a-z%]*)")


def flat(sheet: str) -> str:
    """`sheet` with its own variables in place and its sums worked out."""
    set_once = _set_once(sheet)
    before = ""
    while sheet != before:
        before = sheet
        sheet = _USE.sub(lambda use: set_once.get(use[1], use[0]), sheet)
        sheet = _SUM.sub(lambda found: _worked_out(found[1]) or found[0], sheet)
    return sheet


def _set_once(sheet: str) -> Mapping[str, str]:
    """The variables that mean the same everywhere: set in one place, from values that do."""
    times = Counter(name for name, _ in _SET.findall(sheet))
    found = {name: value.strip() for name, value in _SET.findall(sheet) if times[name] == 1}
    while moving := [name for name, value in found.items() if any(use not in found for use in _USE.findall(value))]:
        for name in moving:
            del found[name]
    return found


def _worked_out(sum_: str) -> str | None:
    """The value of "(1.4rem * 0.35)"; None when it cannot be said in one unit."""
    while inner := _INNER.search(sum_.replace("calc(", "(")):
        sum_ = sum_.replace("calc(", "(")
        value = _value(inner[1])
        if value is None:
            return None
        sum_ = sum_.replace(inner[0], value)
    return sum_


def _value(terms: str) -> str | None:
    """Of a flat chain of numbers with signs between: products first, then sums."""
    found = [(sign or "+", float(number), unit) for sign, number, unit in _TERM.findall(terms)]
    if "".join(f"{s}{n}{u}" for s, n, u in _TERM.findall(terms)) != re.sub(r"\s", "", terms):
        return None
    sums: list[tuple[float, str]] = []
    for sign, number, unit in found:
        if sign in "*/" and sums:
            left, left_unit = sums[-1]
            if unit and (left_unit or sign == "/"):
                return None
            sums[-1] = left * number if sign == "*" else left / number, left_unit or unit
        else:
            sums.append((-number if sign == "-" else number, unit))
    units = {unit for number, unit in sums if unit or number}
    return f"{sum(number for number, _ in sums):.6g}{units.pop()}" if len(units) == 1 else None
