"""A released version of a design prints what it printed when it was released, and consists of the same files."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from letraz.designs import BASE, FOLDER, Design, design, versions
from letraz.document import Document
from letraz.paper import fonts
from tests.paper import drifting
from tests.paper.drifting import DRIFT, NEW_VERSION, Print

RECORDED = sorted(path.stem for path in DRIFT.glob("*.json"))


def recorded(stem: str) -> tuple[Design, dict[str, Any]]:
    """A version and its record; a version that is gone fails."""
    name, _, number = stem.rpartition("-")
    assert int(number) in versions(name), f"{name}/{number} was released and is gone. {NEW_VERSION}"
    return design(name, int(number)), json.loads((DRIFT / f"{stem}.json").read_text(encoding="utf-8"))


def test_the_first_versions_are_recorded() -> None:
    assert set(RECORDED) >= {"classic-1", "modern-1"}


@pytest.mark.parametrize("stem", RECORDED)
def test_a_released_version_prints_what_it_printed(stem: str) -> None:
    version, record = recorded(stem)
    cases = dict(drifting.cases(version))
    assert record["prints"].keys() == cases.keys()
    for name, before in record["prints"].items():
        found = drifting.drift(Print.from_json(before), cases[name], record["made_with"])
        assert not found, f"{stem} prints {name!r} otherwise: {found[:5]} {NEW_VERSION}"


@pytest.mark.parametrize("stem", RECORDED)
def test_the_files_of_a_released_version_are_as_they_were(stem: str) -> None:
    version, record = recorded(stem)
    assert drifting.files(version) == record["files"], NEW_VERSION


def test_nothing_lies_beside_the_versions() -> None:
    """A file outside the numbered folders would be part of every version, and of no record."""
    beside = [path for path in (*FOLDER.glob("*/*"), *BASE.glob("*")) if path.parent.name != "fonts"]
    assert [path for path in beside if not (path.is_dir() and path.name.isdigit())] == []


# --- what the comparison sees ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def nurse() -> Document:
    return dict(drifting.cases(design("classic", 1)))["nurse"]


@pytest.fixture(scope="module")
def before(nurse: Document) -> Print:
    return Print.of(nurse)


def test_the_same_print_has_not_drifted(before: Print, nurse: Document) -> None:
    assert drifting.drifted(before, Print.of(nurse), fonts.versions()) == []
    assert drifting.drifted(before, Print.of(nurse), {"Pango": "1.99"}) == []


def test_other_bytes_by_the_same_engine_have_drifted(before: Print) -> None:
    now = replace(before, sha256="another colour")
    assert drifting.drifted(before, now, fonts.versions()) == ["other bytes, by the same engine and fonts"]
    assert drifting.drifted(before, now, {"Pango": "1.99"}) == []


def test_elsewhere_text_places_pages_and_our_fonts_count(before: Print, nurse: Document) -> None:
    elsewhere = {"Pango": "1.99"}
    titled = replace(nurse, blocks=(replace(nurse.blocks[0], title="Summary!"), *nurse.blocks[1:]))
    assert drifting.drifted(before, Print.of(titled), elsewhere) == ["page 1 has other lines of text"]
    longer = replace(nurse, blocks=(*nurse.blocks, *nurse.blocks))
    assert drifting.drifted(before, Print.of(longer), elsewhere)[0] == "2 pages became 3"
    bold = replace(before, faces={**before.faces, "Letraz-Sans": "0" * 16})
    assert [said[:9] for said in drifting.drifted(before, bold, elsewhere)] == ["our fonts"]
    system = replace(before, faces={**before.faces, "DejaVu-Sans": "0" * 16}, sha256="")
    assert drifting.drifted(before, system, fonts.versions()) == []


def test_a_line_may_move_by_less_than_the_tolerance(before: Print) -> None:
    for by, many in ((0.9, 0), (1.2, 1)):
        left, top, right, bottom, text = before.pages[0][3]
        moved = [left, top + by, right, bottom + by, text]
        now = replace(before, sha256="", pages=[[*before.pages[0][:3], moved, *before.pages[0][4:]], *before.pages[1:]])
        assert len(drifting.drifted(before, now, {})) == many
