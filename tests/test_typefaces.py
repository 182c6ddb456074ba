"""The table of typefaces says what the font files say."""

from __future__ import annotations

import re

import pytest
from fontTools.ttLib import TTFont

from letraz.designs import FOLDER, Design, designs
from letraz.typefaces import DEFAULT, PAIRS, TYPEFACES, Typeface, pair

FONTS = FOLDER / "fonts"
FACE = re.compile(r'font-family: "([^"]+)"; src: url\("([^"]+)"\); font-weight: (\d+); font-style: (\w+);')
FACES = {
    (family, int(weight), style): name
    for family, name, weight, style in FACE.findall((FONTS / "fonts.css").read_text())
}
MEASURE = "Letraz Serif"


def regular(family: str) -> TTFont:
    return TTFont(FONTS / FACES[family, 400, "normal"])


def width(font: TTFont, text: str) -> float:
    """What `text` takes, in em."""
    return sum(font["hmtx"][font.getBestCmap()[ord(sign)]][0] for sign in text) / font["head"].unitsPerEm


def x_height(font: TTFont) -> float:
    return float(font["OS/2"].sxHeight / font["head"].unitsPerEm)


@pytest.mark.parametrize("face", TYPEFACES, ids=lambda face: face.family)
def test_a_typeface_has_its_figures_from_its_file(face: Typeface) -> None:
    font = regular(face.family)
    assert face.bullet == round(width(font, "•\u00a0\u00a0"), 3)
    assert face.number == round(width(font, "1.\u00a0"), 3)
    assert face.scale == pytest.approx(x_height(regular(MEASURE)) / x_height(font), abs=0.0006)


@pytest.mark.parametrize("face", TYPEFACES, ids=lambda face: face.family)
def test_a_typeface_has_four_faces_and_its_display_cut_one(face: Typeface) -> None:
    assert {(w, s) for f, w, s in FACES if f == face.family} == {
        (w, s) for w in (400, 700) for s in ("normal", "italic")
    }
    assert (face.large, 400, "normal") in FACES


def test_no_face_is_there_for_nothing() -> None:
    """Each costs a worker's start some milliseconds."""
    assert {family for family, _, _ in FACES} == {name for face in TYPEFACES for name in (face.family, face.large)}
    assert set(FACES.values()) == {path.name for path in FONTS.glob("*.ttf")}
    assert len(FACES) == len(set(FACES.values()))


def test_every_pair_is_made_of_the_typefaces_and_none_is_there_twice() -> None:
    assert {face for found in PAIRS.values() for face in (found.heading, found.body)} == set(TYPEFACES)
    assert len({(found.heading, found.body) for found in PAIRS.values()}) == len(PAIRS)
    assert len({found.label for found in PAIRS.values()}) == len(PAIRS)
    assert {found.body for found in PAIRS.values()} == set(TYPEFACES)


@pytest.mark.parametrize("design", designs().values(), ids=designs())
def test_every_design_offers_every_pair_by_its_name(design: Design) -> None:
    assert design.options["fonts"].choices == {name: found.label for name, found in PAIRS.items()}


def test_a_pair_that_is_not_there_is_the_default() -> None:
    assert pair("no such pair") is pair(DEFAULT) is PAIRS[DEFAULT]
    assert pair("garamond") is PAIRS["garamond"]


def test_every_family_has_its_licence_beside_it_and_is_told_in_the_readme() -> None:
    told = (FONTS / "README.md").read_text()
    licences = {path.name for path in FONTS.glob("*-LICENSE.*")}
    assert licences
    assert all(f"`{name}`" in told for name in licences)
    assert all(f"`{name.split('-')[0]}-*.ttf`" in told for name in FACES.values())
