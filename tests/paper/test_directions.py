"""Pages of mixed directions: right for eyes, for both readers, in every design."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from letraz.designs import design, designs
from letraz.document import Document, Person
from letraz.formats.html import Html
from letraz.formats.markdown import Markdown
from letraz.formats.text import PlainText
from letraz.paper import markup, press, receipt
from letraz.paper.receipt.value import FOUND, PARTLY, PROVED, Receipt
from tests import tongues
from tests.paper.mixed import mixed
from tests.samples import lasting, role, skill, skills, timeline

DESIGNS = sorted(designs())
CHIPS = {"tags": "chips", "levels": "dots"}

# Words with marks above or below the line: PDFium takes those for lines of their own, Poppler sets a space before some.
BADLY_READ = {"عمّان"}


def proof(document: Document, look: str, options: dict[str, str]) -> Receipt:
    dressed = replace(document, design=look, options=options)
    printed = press.print_out(dressed)
    return receipt.prove(printed.pdf, dressed, printed.beside)


@pytest.mark.parametrize("options", [{}, CHIPS], ids=["commas", "chips"])
@pytest.mark.parametrize("look", DESIGNS)
def test_hebrew_reads_back_whole(look: str, options: dict[str, str]) -> None:
    """Where nothing is mixed, `test_pairwise` asks for the same."""
    proved = proof(mixed("he"), look, options)
    assert (proved.verdict, proved.problems()) == (PROVED, [])


@pytest.mark.parametrize("options", [{}, CHIPS], ids=["commas", "chips"])
@pytest.mark.parametrize("look", DESIGNS)
@pytest.mark.parametrize("document", [tongues.ALL["ar"](), mixed("ar")], ids=["tongue", "mixed"])
def test_arabic_reads_back_but_for_words_with_marks(document: Document, look: str, options: dict[str, str]) -> None:
    proved = proof(document, look, options)
    assert {field.state for field in proved.fields} <= {FOUND, PARTLY}
    assert {word for field in proved.fields for word in field.words} <= BADLY_READ
    assert not proved.unclaimed
    assert not proved.facts.problems


def brackets_of_both_ways() -> Document:
    """A bracket of a Hebrew text comes before one of an English text in the same font."""
    job = role("מהנדסת (א)", "Wix (remote)", "", lasting("2019", "2020"), text="ראשון (א)\n\nAn English one (yes).")
    return Document(Person("דנה", "מהנדסת (בכירה)"), (timeline("experience", "ניסיון", job),), language="he")


@pytest.mark.parametrize("look", DESIGNS)
def test_a_bracket_keeps_its_text_beside_a_turned_one(look: str) -> None:
    proved = proof(brackets_of_both_ways(), look, {})
    assert (proved.verdict, proved.problems()) == (PROVED, [])
    for reader in proved.readers[:2]:
        assert "Wix (remote)" in reader.text
        assert "An English one (yes)." in reader.text


def test_a_latin_page_is_printed_without_a_sign_of_direction() -> None:
    html = markup.html(tongues.ALL["de"]().visible(), design("classic"))
    assert not re.search("[\u200e\u2066-\u2069]", html)
    assert set(re.findall(r"<(\w+)[^>]* dir=", html)) <= {"html", "a", "span"}
    assert 'dir="rtl"' not in html


def test_a_hebrew_name_on_an_english_page_runs_its_own_way() -> None:
    job = role(
        "Nurse",
        'ביה"ח (העמק)',
        "Afula",
        lasting("2015", "2019"),
        text="Ward of **שערי צדק** (Jerusalem).\n\nאחות (בכירה) **מאוד** טובה.",
    )
    document = Document(Person("יעל (בן־דוד)", "Nurse"), (timeline("experience", "Experience", job),), language="en")
    proved = proof(document, "classic", {})
    assert (proved.verdict, proved.problems()) == (PROVED, [])


def test_a_list_has_a_comma_of_its_own_in_chinese() -> None:
    block = skills(skill("焊接", "技能"), skill("叉车", "技能"), title="技能")
    job = replace(role("工程师", "中国国家图书馆", "北京", lasting("2015", "2019")), tags=("木工", "油漆"))
    document = Document(Person("李"), (block, timeline("experience", "经历", job)), language="zh-CN")
    html = unspanned(markup.html(document, design("classic")))
    assert "焊接、叉车" in html
    assert "木工、油漆" in html
    assert "中国国家图书馆，北京" in html
    assert proof(document, "classic", {}).verdict == PROVED
    released = unspanned(markup.html(replace(document, design_version=1), design("classic", 1)))
    assert "焊接，叉车" in released
    for form in (PlainText(), Markdown(), Html()):
        told = unspanned(form.write(document, {}).decode())
        assert "焊接、叉车" in told
        assert "木工、油漆" in told


def unspanned(html: str) -> str:
    return re.sub("</?(?:span|bdi)[^>]*>", "", html)
