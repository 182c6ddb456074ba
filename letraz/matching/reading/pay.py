"""Which sum of a posting is the pay, and not a bonus, a budget, or what the company sells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from letraz.matching.posting import Salary
from letraz.matching.reading.headings import ABOUT, HEAD
from letraz.matching.reading.money import Sum, sums
from letraz.matching.reading.segments import LOOSE, Segment

__all__ = ["Pay", "pay"]

#: What people are paid, by unit: a sum outside is something else.
_BOUNDS = {
    "hour": (3.0, 1_000.0),
    "day": (20.0, 5_000.0),
    "week": (50.0, 20_000.0),
    "month": (200.0, 60_000.0),
    "year": (5_000.0, 2_000_000.0),
}
#: What else money is named for.
_OTHER = re.compile(
    r"\b(?:bonus\w*|sign-?on|signing|sign on|joining|retention|referral|refer|allowance|stipend|budget\w*|match\w*|401"
    r"|tuition|reimburse\w*|overtime|differential|revenue|sales|turnover|distributor|contracts?|fund(?:s|ed|ing)?|grant"
    r"|award|raised|valuation|investment|equipment|learning|training|courses?|conferences?|relocation|move|voucher"
    r"|discount|portfolio|project|worth|assets|claims|caseload|tips?|loan|uniform|boots?|desk|holidays?|night out"
    r"|insurance|deductible|fees?|fine|cost\w*|saved|spend|expenses?|mileage|per mile|a mile|saturdays?|sundays?|nights"
    r"|paid with|premium|supplement|on-call|childcare|gym|cycle|donat\w+|charit\w+|accounts? of|payroll of|invoices?"
    r"|ledger|orders?)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:salary|salaries|pay|paying|paid|pays|compensation|wages?|remuneration|rate|hourly|earn|earnings?|ote"
    r"|band \d\w?|grade \w{1,3}|scale|starting at|starts at|gehalt|vergütung|lohn|salaire|rémunération|salario|sueldo"
    r"|wynagrodzenie|stawka)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;•|]|(?<=[.!?]) (?=[A-Z])|, (?=and |plus |with |depending )|(?<=\d) (?=depending |with )| \+ | plus "
)

#: A line with more sums is a table, which is not read to its end.
MOST = 20

#: A sum of so much is a year's pay if it is pay, and a line of fewer words with it says little else.
YEARLY, SHORT = 12_000, 8

#: From so many points on a sum is the pay.
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Pay:
    """What was found: `sure` when the posting says that it is the pay and by what unit."""

    salary: Salary
    sure: bool


def pay(found: Sequence[Segment]) -> Pay | None:
    """The pay of a posting: the best of its sums, or None."""
    best: tuple[int, Pay] | None = None
    for number, segment in enumerate(found):
        for score, one in _of(segment, number):
            if best is None or score > best[0]:
                best = score, one
    return best[1] if best else None


def _of(segment: Segment, number: int) -> Iterator[tuple[int, Pay]]:
    labelled = segment.inline and bool(_LABEL.search(segment.under))
    for one in islice(sums(segment.text), MOST):
        around = _clause(segment.text, one)
        label = labelled or bool(_LABEL.search(around))
        unit = one.unit or _guessed(one, label)
        if _payable(one, unit) and (labelled or not _OTHER.search(around)):
            score = 4 * label + 3 * labelled + _points(one, segment, number)
            if score >= ENOUGH:
                salary = Salary(one.raw, one.min, one.max, one.currency, unit)
                yield (
                    score,
                    Pay(
                        salary,
                        bool(one.unit)
                        or ((label or one.max > one.min or segment.kind == HEAD) and unit in ("year", "hour")),
                    ),
                )


def _payable(one: Sum, unit: str) -> bool:
    """Whether somebody can be paid so much for that unit."""
    low, high = _BOUNDS.get(unit, (1.0, 0.0))
    return not one.scaled and low <= one.min <= one.max <= high and one.max <= 4 * one.min


def _points(one: Sum, segment: Segment, number: int) -> int:
    """What speaks for a sum beside words: a unit, a range, and where it stands."""
    offered = bool(one.unit) and segment.kind in ("benefit", LOOSE, "condition", HEAD)
    top = number < 12 and segment.kind in (HEAD, ABOUT, "benefit", "condition")
    stated = segment.kind in (HEAD, "benefit") and segment.text.count(" ") < SHORT and one.min >= YEARLY
    return 2 * stated + 3 * bool(one.unit) + 2 * offered + 2 * (one.max > one.min) + 2 * top + (segment.kind == HEAD)


def _clause(text: str, one: Sum) -> str:
    """The clause around a sum, without other sums in it that a "plus" sets off."""
    least = max(0, one.begin - 120)
    begin = max((cut.end() for cut in _CLAUSE.finditer(text, least, one.begin)), default=least)
    after = _CLAUSE.search(text, one.end, min(len(text), one.end + 80))
    return text[begin : after.start() if after else one.end + 50]


def _guessed(one: Sum, label: bool) -> str:
    """A unit that only the size of the sum tells: a year's pay, or an hour's when it is called pay."""
    if one.min >= YEARLY:
        return "year"
    return "hour" if label and one.max <= 150 else ""
