"""The tables of rules: well formed, and read as they are meant."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import FrozenInstanceError
from importlib.resources import files
from typing import Any

import pytest

from letraz.matching.rules import VERB_RUNGS, Rules
from letraz.matching.vocabulary import Vocabulary
from letraz.matching.words import normal

RULES = Rules.load()
RAW: dict[str, Any] = tomllib.loads(files("letraz.matching").joinpath("data", "rules.toml").read_text("utf-8"))


@pytest.mark.parametrize("table", ["headings", "risk", "languages", "language_levels"])
def test_no_phrase_stands_in_two_lists(table: str) -> None:
    places: defaultdict[str, set[str]] = defaultdict(set)
    for name, phrases in RAW[table].items():
        for phrase in phrases:
            places[normal(phrase)].add(name)
    assert {phrase: names for phrase, names in places.items() if len(names) > 1} == {}
    assert "" not in places


def test_no_verb_stands_on_two_rungs() -> None:
    verbs = [verb for rung in RAW["verbs"].values() for verb in rung]
    assert sorted(verbs) == sorted(set(verbs))
    assert set(RAW["verbs"]) == set(VERB_RUNGS)


def test_a_degree_has_one_rung() -> None:
    every = [normal(name) for names in RAW["degrees"]["names"].values() for name in names]
    assert sorted(every) == sorted(set(every))


def test_no_unit_has_two_kinds() -> None:
    signs = [sign.casefold() for every in RAW["units"].values() for sign in every]
    assert sorted(signs) == sorted(set(signs))


def test_every_implication_names_what_the_vocabulary_knows() -> None:
    """Or both names would have to be written letter by letter. OSHA cards and degrees are the heart of it."""
    known = Vocabulary.load()
    unknown = {name for pair in RULES.implications for name in pair if not known.concept(name)}
    assert unknown == set()


def test_the_tables_are_as_full_as_they_must_be() -> None:
    assert len(RULES.headings) > 300
    assert len(set(RULES.languages.values())) >= 100
    assert len(RULES.risk) > 250
    assert set(RAW["headings"]) == {"must", "nice", "duty", "benefit", "about", "legal", "apply", "condition"}


def test_degrees_climb() -> None:
    ladder = ["high school diploma", "associate's degree", "BSc", "Master's", "Ph.D."]
    assert [RULES.degrees[normal(name)] for name in ladder] == [1, 2, 3, 4, 5]
    assert RULES.degree_names[3] == "bachelor's degree"
    assert len(RULES.degree_names) == 6


@pytest.mark.parametrize(
    ("form", "rung"),
    [
        ("helped", 0),
        ("assisting", 0),
        ("supported", 0),
        ("wrote", 1),
        ("deployed", 1),
        ("carries", 1),
        ("taught", 1),
        ("led", 2),
        ("owned", 2),
        ("architected", 2),
        ("supervises", 2),
        ("oversaw", 2),
        ("spearheading", 2),
        ("own", None),
        ("found", None),
        ("patients", None),
    ],
)
def test_verbs_in_every_form(form: str, rung: int | None) -> None:
    assert RULES.verb_rung(form) == rung


def test_numbers_and_levels() -> None:
    assert RULES.numbers["four"] == 4.0
    assert RULES.numbers["1/2"] == 0.5
    assert RULES.scales["k"] == 1000
    assert RULES.units["€"] != RULES.units["$"]
    assert RULES.languages["castilian"] == "Spanish"
    assert RULES.language_levels["conversational"] < RULES.language_levels["fluent"] < RULES.language_levels["native"]


def test_headings_in_five_languages() -> None:
    found = [
        RULES.headings[normal(text)]
        for text in ("What you’ll need", "Ihr Profil", "Vos missions", "Ofrecemos", "Wymagania")
    ]
    assert found == ["must", "must", "duty", "benefit", "must"]


def test_nobody_changes_the_tables() -> None:
    with pytest.raises(FrozenInstanceError):
        RULES.risk = frozenset()  # type: ignore[misc]
    with pytest.raises(TypeError):
        RULES.numbers["four"] = 5.0  # type: ignore[index]
