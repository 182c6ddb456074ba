"""The tables of `data/rules.toml` as values: degrees, verbs, words of risk, numbers, languages, headings and cues.

Every word and phrase is in the form of `words.normal`, so a phrase is looked for in the norms of a text's words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from letraz.matching.words import normal

#: Rungs of the verb ladder, lowest first: the place in this tuple is the rung.
VERB_RUNGS = ("helped", "did", "led")

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Rules:
    """What `rules.toml` says. Names of rungs, classes and languages are as they are shown; the rest are norms."""

    implications: tuple[tuple[str, str], ...]  # (stronger, weaker), as written
    degree_names: tuple[str, ...]  # by rung; rung 0 is ""
    degrees: Mapping[str, int]  # 1 high school .. 5 doctorate
    or_equivalent: tuple[str, ...]
    verbs: Mapping[str, int]  # every form -> place in VERB_RUNGS
    risk: frozenset[str]
    risk_classes: Mapping[str, str]
    magnitudes: frozenset[str]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    units: Mapping[str, str]  # keys casefolded as they stand, for most are signs: "%", "°c", "sq ft"
    languages: Mapping[str, str]  # every name -> the English one
    language_levels: Mapping[str, int]  # 1 basic .. 4 native
    conditions: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, str]  # phrase -> must, nice, duty, benefit, about, legal, apply, condition
    cues: Mapping[str, tuple[str, ...]]  # "must" and "nice"

    @staticmethod
    def load() -> Rules:
        """The tables, read once."""
        return _load()

    def verb_rung(self, norm: str) -> int | None:
        """Where a verb stands in VERB_RUNGS, in any of its forms; None for a word that is not on the ladder."""
        return self.verbs.get(norm)


@lru_cache(1)
def _load() -> Rules:
    raw = tomllib.loads(files("letraz.matching").joinpath("data", "rules.toml").read_text("utf-8"))
    rungs = raw["degrees"]["rungs"]
    risk = _turned(raw["risk"])
    return Rules(
        implications=tuple((strong, weak) for strong, every in raw["implications"].items() for weak in every),
        degree_names=("", *rungs),
        degrees=_turned(raw["degrees"]["names"], lambda name: 1 + int(rungs.index(name))),
        or_equivalent=_normals(raw["degrees"]["or_equivalent"]),
        verbs=MappingProxyType(dict(_verbs(raw["verbs"]))),
        risk=frozenset(risk),
        risk_classes=risk,
        magnitudes=frozenset(_normals(raw["magnitudes"]["words"])),
        numbers=MappingProxyType({normal(word): float(value) for word, value in raw["numbers"].items()}),
        scales=MappingProxyType({word: float(value) for word, value in raw["scales"].items()}),
        units=MappingProxyType({sign.casefold(): name for name, signs in raw["units"].items() for sign in signs}),
        languages=_turned({name: [name, *others] for name, others in raw["languages"].items()}),
        language_levels=_turned(raw["language_levels"], int),
        conditions=MappingProxyType({name: _normals(cues) for name, cues in raw["conditions"].items()}),
        headings=_turned(raw["headings"]),
        cues=MappingProxyType({name: _normals(cues) for name, cues in raw["cues"].items()}),
    )


def _normals(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normal(phrase) for phrase in phrases))


def _turned(lists: Mapping[str, list[str]], value: Any = str) -> MappingProxyType[str, Any]:
    """Each phrase -> the name of its list, as `value` makes it."""
    return MappingProxyType({normal(phrase): value(name) for name, every in lists.items() for phrase in every})


def _verbs(ladder: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, int]]:
    for rung, name in enumerate(VERB_RUNGS):
        for verb, forms in ladder[name].items():
            only = forms[:1] == ["!"]
            yield from ((normal(form), rung) for form in forms if form != "!")
            yield from ((form, rung) for form in ([] if only else _regular(verb)))


def _regular(verb: str) -> tuple[str, ...]:
    """The four regular forms of an English verb; doubled consonants are given by the file."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return verb, verb + ("es" if verb.endswith(("s", "x", "sh", "ch", "ss")) else "s"), verb + "ed", verb + "ing"
