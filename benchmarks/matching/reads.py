"""How well postings are read: requirement lines, their levels, the fields, and the salary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.matching.labels import Case, paired, plain
from letraz.matching.posting import MUST, NICE, Posting
from letraz.matching.reading import read

FIELDS = ("title", "company_name", "location", "remote", "employment_type", "posted", "closes")


@dataclass(slots=True)
class Reading:
    """The counts over all cases, and what went wrong in words."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def share(self, right: str, of: str) -> float:
        """A share of counts, 0 when nothing was counted."""
        return self.counts[right] / self.counts[of] if self.counts[of] else 0.0


def measured(cases: Sequence[Case]) -> Reading:
    """All cases read and compared with their labels."""
    result = Reading()
    for case in cases:
        posting = read(case.text)
        for said in (
            *_requirements(case, posting, result),
            *_fields(case, posting, result),
            *_salary(case, posting, result),
        ):
            result.failures.append(f"{case.name}: {said}")
    return result


def _requirements(case: Case, posting: Posting, result: Reading) -> Iterator[str]:
    counts = result.counts
    pairs = paired([one.text for one in posting.requirements], [one.text for one in case.wanted])
    counts["read"] += len(posting.requirements)
    counts["wanted"] += len(case.wanted)
    counts["paired"] += len(pairs)
    for i, j in pairs:
        got, want = posting.requirements[i], case.wanted[j]
        counts["level"] += got.level == want.level
        if {got.level, want.level} & {MUST, NICE} and want.level in (MUST, NICE):
            counts["asked"] += 1
            counts["asked_right"] += got.level == want.level
        if got.level != want.level:
            yield f"{want.level} read as {got.level}: {want.text}"
    for i in set(range(len(posting.requirements))) - {i for i, _ in pairs}:
        yield f"too many ({posting.requirements[i].level}): {posting.requirements[i].text}"
    for j in set(range(len(case.wanted))) - {j for _, j in pairs}:
        yield f"missed ({case.wanted[j].level}): {case.wanted[j].text}"


def _fields(case: Case, posting: Posting, result: Reading) -> Iterator[str]:
    for name in FIELDS:
        want, got = plain(case.fields[name]), plain(posting.fields.get(name, "").replace("_", " "))
        kind = "right" if want == got else "missed" if not got else "wrong"
        result.counts[f"{name} {kind}"] += 1
        result.counts[name] += 1
        if want != got:
            yield f"{name} {kind}: {case.fields[name]!r} read as {posting.fields.get(name, '')!r}"


def _salary(case: Case, posting: Posting, result: Reading) -> Iterator[str]:
    got, want = posting.salary, case.salary
    result.counts["salaries"] += want is not None
    result.counts["no salary"] += want is None
    if want is None:
        result.counts["false alarm"] += got is not None
    else:
        same = got is not None and (got.min, got.max, got.currency, got.unit) == (
            want.min,
            want.max,
            want.currency,
            want.unit,
        )
        result.counts["salary right"] += same
        result.counts["salary missed"] += got is None
        result.counts["salary wrong"] += got is not None and not same
        if same:
            return
    if got != want:
        yield f"salary {want} read as {got}"
