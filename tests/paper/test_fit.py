"""Fitting on so many pages: the least change that does it, found in few layouts, and nothing too small to read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from letraz.designs import design as find
from letraz.document import Document
from letraz.paper import fit as fitting
from letraz.paper import press
from letraz.paper.fit import MOST_LAYOUTS, fit, settings
from tests import samples


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Document]]:
    """The documents that are really laid out."""
    found: list[Document] = []

    def count(document: Document) -> Any:
        found.append(document)
        return laid_out(document)

    monkeypatch.setattr(fitting, "layout", count)
    yield found
    assert len(found) <= MOST_LAYOUTS


def laid_out(document: Document) -> Any:
    """A layout without its boxes; each document is laid out once, however often it is asked for."""
    return _laid_out(json.dumps(document.to_json()))


@cache
def _laid_out(stored: str) -> press.Layout:
    return replace(press.layout(Document.from_json(json.loads(stored))), pages=None)


def pages(document: Document, **options: str) -> int:
    return len(laid_out(replace(document, options={**document.options, **options})).sheets)


def as_designed(document: Document, name: str) -> Document:
    return replace(document, design=name, design_version=0, options={"density": "open", "margin": "26", "size": "12"})


def test_it_takes_the_least_that_fits(layouts: list[Document]) -> None:
    document = samples.nurse()
    found = fit(document, 1)
    assert pages(document) == 2
    assert found.fits
    assert found.layouts == len(layouts)
    every = settings(find("classic"), {})
    before = every[every.index(dict(found.changes)) - 1]
    assert pages(document, **found.changes) == 1
    assert pages(document, **before) == 2


def test_what_fits_already_is_left_alone(layouts: list[Document]) -> None:
    """Also what was just fitted: asking twice changes nothing."""
    assert (fit(samples.nurse(), 2).changes, len(layouts)) == ({}, 1)
    once = replace(samples.nurse(), options=dict(fit(samples.nurse(), 1).changes))
    again = fit(once, 1)
    assert (again.fits, again.changes, again.layouts) == (True, {}, 1)


def test_what_cannot_fit_says_by_how_much_and_what_takes_most_room(layouts: list[Document]) -> None:
    long = samples.nurse()
    long = replace(long, blocks=long.blocks * 4)
    found = fit(long, 1)
    assert not found.fits
    assert found.changes == {}
    assert found.layouts == len(layouts) == 2
    tightest = settings(find("classic"), {})[-1]
    sheets = laid_out(replace(long, options=tightest)).sheets
    assert found.over == sum(sheet.lines for sheet in sheets[1:])
    assert len(found.largest) == 3
    assert [lines for _, lines in found.largest] == sorted((n for _, n in found.largest), reverse=True)
    first = samples.nurse().blocks[2].entries[0]
    places = {f"b{b}.e{e}": entry for b, block in enumerate(long.blocks) for e, entry in enumerate(block.entries)}
    assert places[found.largest[0][0]] == first


def test_every_design_fits_in_few_layouts(design: str, layouts: list[Document]) -> None:
    document = as_designed(samples.nurse(), design)
    assert pages(document) > 1
    found = fit(document, 1)
    assert found.fits
    assert pages(document, **found.changes) == 1


def test_candidates_get_tighter_one_step_at_a_time_and_never_too_tight(design: str) -> None:
    every = settings(find(design), {"density": "open", "margin": "26", "size": "12"})
    order = list(find(design).options["density"].choices)

    def tightness(changes: dict[str, str]) -> tuple[int, Decimal, Decimal]:
        density = order.index(changes.get("density", "open"))
        return density, -Decimal(changes.get("margin", "26")), -Decimal(changes.get("size", "12"))

    for one, other in pairwise(every):
        changed = [a != b for a, b in zip(tightness(one), tightness(other), strict=True)]
        assert changed.count(True) == 1
        assert tightness(other) > tightness(one)
    assert every[0] == {}
    assert every[-1] == {"density": "dense", "margin": "10", "size": "9"}


def test_pages_never_grow_along_the_candidates() -> None:
    """What the bisection stands on, looked at for one document."""
    document = as_designed(samples.nurse(), "classic")
    counts = [pages(document, **changes) for changes in settings(find("classic"), document.options)[::5]]
    assert counts == sorted(counts, reverse=True)


def test_a_design_without_such_options_changes_nothing(layouts: list[Document]) -> None:
    old = replace(samples.nurse(), blocks=samples.nurse().blocks * 2, design="classic", design_version=1)
    found = fit(old, 1)
    assert (found.fits, found.changes, len(layouts)) == (False, {}, 1)


def test_lines_that_stand_side_by_side_count_once() -> None:
    """A title and its dates are one line to a reader."""
    role = samples.role("Nurse", "", dates=samples.lasting("2020-01", "now"))
    document = replace(samples.nurse(), blocks=(replace(samples.nurse().blocks[2], entries=(role,)),))
    (sheet,) = press.layout(document).sheets
    assert {mark.at: mark.lines for mark in sheet.marks} == {"h": 3, "b0": 1, "b0.e0": 1}
    assert sheet.lines == 5
