"""The labelled postings, and when what was read is what the label says."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from letraz.document import Document
from letraz.matching.posting import Salary

DATA = Path(__file__).parent / "data"

#: Token overlap (F1) from which a line that was read is a label's line, when neither holds the other.
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Wanted:
    """One labelled requirement."""

    text: str
    level: str
    state: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A posting, its labels, and the resume beside it."""

    name: str
    text: str
    fields: dict[str, str]
    salary: Salary | None
    wanted: tuple[Wanted, ...]
    resume: Document


def cases(half: str) -> list[Case]:
    """All cases of a half ("tuning", "set_aside"), by name."""
    return [_case(path.parent) for path in sorted((DATA / half).glob("*/labels.toml"))]


def _case(folder: Path) -> Case:
    labels: dict[str, Any] = tomllib.loads((folder / "labels.toml").read_text("utf-8"))
    money = labels.get("salary")
    wanted = (
        Wanted(one["text"], one["level"], one.get("state", ""), tuple(one.get("evidence", ())))
        for one in labels["requirement"]
    )
    return Case(
        folder.name,
        (folder / "posting.txt").read_text("utf-8"),
        labels["fields"],
        Salary(**money) if money else None,
        tuple(wanted),
        Document.from_json(json.loads((folder / "resume.json").read_text("utf-8"))),
    )


def plain(text: str) -> str:
    """Lower-case words and numbers, with one space between them."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def alike(one: str, other: str) -> float:
    """1 when one text holds the other, else their overlap in words (F1) when it is `ALIKE` or more, else 0."""
    a, b = plain(one), plain(other)
    if not a or not b:
        return 0.0
    if f" {a} " in f" {b} " or f" {b} " in f" {a} ":
        return 1.0
    left, right = Counter(a.split()), Counter(b.split())
    score = 2 * (left & right).total() / (left.total() + right.total())
    return score if score >= ALIKE else 0.0


def paired(read: list[str], wanted: list[str]) -> list[tuple[int, int]]:
    """Which text that was read is which label: one to one, the best overlap in words first."""
    every = [(alike(a, b), _overlap(a, b), i, j) for i, a in enumerate(read) for j, b in enumerate(wanted)]
    taken: set[tuple[str, int]] = set()
    pairs = []
    for score, _, i, j in sorted(every, key=lambda one: (-one[0], -one[1])):
        if score and not taken & {("read", i), ("label", j)}:
            taken |= {("read", i), ("label", j)}
            pairs.append((i, j))
    return pairs


def _overlap(one: str, other: str) -> float:
    left, right = Counter(plain(one).split()), Counter(plain(other).split())
    return 2 * (left & right).total() / max(1, left.total() + right.total())
