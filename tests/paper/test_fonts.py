"""The fonts of the page: they have the letters they promise, and what they print reads back."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML

from letraz import paper
from letraz.designs import FOLDER
from letraz.document import Document, Person
from letraz.paper.fonts import fonts
from letraz.typefaces import PAIRS, TYPEFACES, Typeface
from tests import samples
from tests.paper import reading

FONTS = FOLDER / "fonts"
FILES = sorted(path.name for path in FONTS.glob("*.ttf"))

#: What each file must hold. Letters are given once; the capitals go with them.
SETS = {
    "Western": "äåáàâãæçéèêëíìîïñöóòôõøœúùûüýÿþðß",
    "Polish": "ąćęłńóśźż",
    "Czech and Slovak": "áäčďéěíĺľňóôŕřšťúůýž",
    "Romanian": "ăâîșț",
    "Turkish": "çğıöşü" + "İ",
    "Baltic": "āčēģīķļņšūžąęėįųū",
    "Hungarian": "áéíóöőúüű",
    "South Slavic": "čćđšž",
    "Vietnamese": "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Ukrainian and Belarusian": "ґєіїў",
    "Serbian and Macedonian": "ђјљњћџѓќѕ",
    "Bulgarian": "ъьѝ",
    "Kazakh": "әғқңөұүһ",
    "punctuation": "“”‘’„‚«»‹›–—…•·‐\u2011/&@#%()[]{}!?¡¿§¶†‡*",
    "figures": "0123456789+−×÷=±<>€£$¥°½¼¾²³№ªº™©®",
    "spaces": " \u00a0\u2009\u202f",
}
LINE = "Zażółć gęślą jaźń, efficient office final · Ψυχή Ελλάδος · Съешь ещё їжак ґанок Љубав · “Ağrı” – Đặng 1 200 €"


@cache
def opened(name: str) -> TTFont:
    return TTFont(FONTS / name)


@pytest.mark.parametrize("name", FILES)
def test_a_face_has_every_letter_it_promises(name: str) -> None:
    known = opened(name).getBestCmap()
    missing = {
        told: lost
        for told, signs in SETS.items()
        if (
            lost := [sign for sign in signs for cased in {sign, sign.upper()} for one in cased if ord(one) not in known]
        )
    }
    assert missing == {}


@pytest.mark.parametrize("name", FILES)
def test_a_face_reads_back_each_character_as_itself(name: str) -> None:
    """A PDF keeps one text a glyph, so no two characters may share one."""
    shared = {glyph: n for glyph, n in Counter(opened(name).getBestCmap().values()).items() if n > 1}
    assert shared == {}


@pytest.mark.parametrize("name", FILES)
def test_a_face_may_be_embedded_and_is_small(name: str) -> None:
    font = opened(name)
    assert font["OS/2"].fsType == 0
    assert "fvar" not in font
    assert (FONTS / name).stat().st_size < 170_000
    assert not {"fpgm", "cvt "} & set(font.keys())
    assert font["name"].getDebugName(16).startswith("Letraz ")
    assert "Open Font License" in font["name"].getDebugName(13)


def lines(face: Typeface) -> bytes:
    """The line in every weight and slant, one family, nothing to fall back to."""
    html = f'<html lang="en"><title>x</title><p>{LINE}<p><i>{LINE}</i><p><b>{LINE}</b><p><b><i>{LINE}</i></b>'
    sheet = CSS(string=f'* {{ font-family: "{face.family}"; font-size: 9pt }}', font_config=fonts())
    return HTML(string=html).write_pdf(stylesheets=[sheet], font_config=fonts(), pdf_variant="pdf/ua-1")


@pytest.mark.parametrize("face", TYPEFACES, ids=lambda face: face.family)
def test_three_scripts_read_back_in_every_style(face: Typeface) -> None:
    pdf = lines(face)
    for text in (reading.poppler(pdf, "-raw"), reading.pdfium(pdf), reading.pdfminer(pdf)):
        assert reading.squash(text).count(reading.squash(LINE)) == 4, text
    done = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True)
    named = [line.split()[0].decode() for line in done.stdout.splitlines()[2:]]
    assert len(named) == 4, "one font a style, none from elsewhere"
    assert all(face.family.replace(" ", "-") in name for name in named)


@pytest.mark.parametrize("pair", PAIRS)
def test_two_pages_in_any_pair_stay_under_50_kilobytes_and_are_as_many(pair: str) -> None:
    """A typeface is set so large that it looks, and holds, like the others."""
    pdf = paper.render(replace(samples.nurse(), design="classic", options={"fonts": pair}))
    assert reading.page_count(pdf) == 2
    assert len(pdf) < 50_000


@pytest.mark.parametrize("pair", PAIRS)
def test_a_resume_in_any_pair_is_printed_from_that_pair_alone(pair: str) -> None:
    pdf = paper.render(replace(samples.nurse(), design="classic", options={"fonts": pair}))
    done = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True)
    named = {
        re.sub(r"-(Semi-Bold|Bold|Italic|Bold-Italic)*$", "", row)
        for row in re.findall(r"\+(\S+)", done.stdout.decode())
    }
    wanted = {PAIRS[pair].heading.large, PAIRS[pair].heading.family, PAIRS[pair].body.family}
    assert named == {family.replace(" ", "-") for family in wanted}


@pytest.mark.parametrize("pair", PAIRS)
def test_signs_that_look_alike_read_back_as_they_were_typed(pair: str) -> None:
    """The first of them does not speak for the others: "-" stays one in a number after a hyphen that cannot break."""
    typed = "non\u2011stop, step-down, 555-0142; 5 \u00b5m, \u03bc\u03ae\u03bd\u03b1\u03c2; 3 \u2126, \u03a9"
    document = Document(Person("A"), (samples.summary(typed),), design="classic", options={"fonts": pair})
    pdf = paper.render(document)
    assert reading.squash(typed) in reading.squash(reading.poppler(pdf, "-raw"))
