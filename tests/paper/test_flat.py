"""Sheets are flattened: the same pages, without the engine working out names and sums for every element."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from letraz import paper
from letraz.designs import design as chosen
from letraz.designs import designs, versions
from letraz.paper import markup, press
from letraz.paper.flat import flat
from tests import samples

EVERY = [(name, number) for name in designs() for number in versions(name)]


@pytest.mark.parametrize(
    ("sheet", "plain"),
    [
        ("p { margin: calc(2mm * 1.5) }", "p { margin: 3mm }"),
        ("p { margin: calc(-1 * 0.771em) }", "p { margin: -0.771em }"),
        ("p { margin: calc(0.3em + 0.7em) 0 }", "p { margin: 1em 0 }"),
        ("p { margin: calc(10mm / 2 - 1mm) }", "p { margin: 4mm }"),
        ("p { margin: calc(calc(1rem * 2) * 3) }", "p { margin: 6rem }"),
        ("p { margin: calc(10mm / 2 - 4pt) }", "p { margin: calc(10mm / 2 - 4pt) }"),
        ("p { margin: calc(100% - 2mm) }", "p { margin: calc(100% - 2mm) }"),
        ("p { color: var(--none) }", "p { color: var(--none) }"),
    ],
)
def test_sums_are_worked_out_where_they_have_one_unit(sheet: str, plain: str) -> None:
    assert flat(sheet) == plain


def test_names_that_mean_the_same_everywhere_are_put_in_place() -> None:
    sheet = ":root { --gap: calc(1.4 * 1rem); --near: calc(var(--gap) / 2); } p { margin: var(--near); }"
    assert flat(sheet).endswith("p { margin: 0.7rem; }")


def test_names_that_a_rule_sets_anew_stay_with_what_stands_on_them() -> None:
    sheet = ":root { --han: SC; --serif: A, var(--han); } :lang(ja) { --han: JP; } p { font: var(--serif); }"
    assert flat(sheet) == sheet


@pytest.mark.parametrize(("name", "number"), EVERY)
def test_only_fonts_and_mixed_units_are_left_to_the_engine(name: str, number: int) -> None:
    look = chosen(name, number)
    rules = markup.css(look, look.settle({}))
    used = [line for line in rules.splitlines() if "var(" in line]
    assert [line for line in used if not re.search("font|--(serif|sans|body|title|foot|portrait)", line)] == []


@pytest.mark.parametrize("name", ["classic", "modern"])
def test_the_pages_are_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In sheets without `rem`, of which the engine makes 16 pixels in a sum: there the flat sheet alone is right."""
    document = replace(samples.nurse(), design=name, design_version=1)
    plain = paper.print_out(document)
    monkeypatch.setattr(markup, "flat", str)
    press._sheet.cache_clear()
    named = paper.print_out(document)
    press._sheet.cache_clear()
    assert named.pdf == plain.pdf


@pytest.mark.parametrize("name", designs())
def test_what_stands_between_grows_with_the_letters(name: str) -> None:
    """Red without flattening: the gaps would be those of 12 pt at any size."""
    tops = {}
    for size in ("9.5", "12"):
        marks = press.layout(replace(samples.nurse(), design=name, options={"size": size})).sheets[0].marks
        tops[size] = {mark.at: mark.y for mark in marks}
    spans = [tops[size]["b0.e0"] - tops[size]["h"] for size in ("9.5", "12")]
    assert spans[1] / spans[0] > 1.15
