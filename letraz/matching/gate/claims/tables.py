"""The tables of `claims.toml` as values: words that say nothing, that may stand for each other, that weaken."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from letraz.matching.words import Token, normal, stem


@dataclass(frozen=True, slots=True)
class Tables:
    """What the file says. Norms, but stems where it says so."""

    stop: frozenset[str]
    harmless: frozenset[str]  # stems
    letter: frozenset[str]  # stems, beside the harmless
    groups: Mapping[str, frozenset[int]]  # stem -> the groups it is in
    soft: Mapping[str, str]  # word -> class
    compare: Mapping[str, str]  # phrase -> over, under, about
    rates: Mapping[str, str]  # daily -> day
    magnitudes: frozenset[str]
    risk: frozenset[str]
    levels: frozenset[str]  # words that claim several languages
    instructions: frozenset[str]
    wishes: frozenset[str]
    graded: frozenset[str]
    claims: frozenset[str]
    irregular: Mapping[str, str]  # built -> build, as stems
    after: Mapping[str, str]  # phrase -> class
    rungs: Mapping[str, str]  # word -> helped, led, authored
    siblings: Mapping[str, frozenset[int]]

    def root(self, word: Token) -> str:
        """The stem of a word's plain form: of "built" that of "build"."""
        return self.irregular.get(word.norm, word.stem)

    def alike(self, one: str, other: str) -> bool:
        """Whether two stems may stand for each other."""
        return one == other or not self.groups.get(one, frozenset()).isdisjoint(self.groups.get(other, frozenset()))


@lru_cache(1)
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("letraz.matching.gate.claims").joinpath("claims.toml").read_text("utf-8"))


def words(rule: str, name: str) -> frozenset[str]:
    """A small set of one rule's own."""
    return frozenset(_raw()["words"][rule][name].split())


@lru_cache(1)
def load() -> Tables:
    """The file, read once."""
    raw = _raw()
    return Tables(
        stop=_norms(raw["stop"].split()),
        harmless=frozenset(stem(word) for word in _norms(raw["harmless"].split())),
        letter=frozenset(stem(word) for word in _norms(raw["letter"].split())),
        groups=_groups(raw["groups"]),
        soft=_turned(raw["soft"]),
        compare={normal(phrase): name for name, phrases in raw["compare"].items() for phrase in phrases},
        rates=_turned(raw["rates"]),
        magnitudes=_norms(raw["more"]["magnitudes"].split()),
        risk=_norms(raw["more"]["risk"].split()),
        levels=_norms(raw["more"]["languages"].split()),
        instructions=_norms(raw["more"]["instructions"]),
        wishes=_norms(raw["more"]["wishes"].split()),
        graded=frozenset(stem(word) for word in raw["more"]["graded"].split()),
        claims=_norms(raw["more"]["claims"].split()),
        irregular={normal(word): stem(line.split()[0]) for line in raw["irregular"] for word in line.split()},
        after={normal(phrase): name for name, phrases in raw["after"].items() for phrase in phrases},
        rungs=_turned(raw["rungs"]),
        siblings=_groups(raw["more"]["siblings"], by_stem=False),
    )


def _norms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(normal(word) for word in words)


def _turned(lists: Mapping[str, str]) -> dict[str, str]:
    return {normal(word): name for name, words in lists.items() for word in words.split()}


def _groups(lines: Iterable[str], *, by_stem: bool = True) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split():
            found.setdefault(stem(normal(word)) if by_stem else normal(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
