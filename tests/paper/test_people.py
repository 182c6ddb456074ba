"""Three whole people in every design: what a typographer looks for in their pages, and that each page reads back."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest

from letraz.paper import press
from letraz.paper.receipt import prove
from tests import samples
from tests.paper import cases, reading
from tests.people import ALL
from tests.people.papers import PAPERS
from tests.people.researcher import researcher


def made(name: str, design: str) -> cases.Made:
    return cases.made(replace(ALL[name](), design=design))


def printed(name: str, design: str) -> press.Printed:
    return made(name, design).printed


@pytest.mark.parametrize("name", ALL)
def test_everything_has_its_place_and_both_readers_find_every_field_in_order(design: str, name: str) -> None:
    found = made(name, design)
    assert found.faults == ()
    proved = prove(found.printed.pdf, replace(ALL[name](), design=design), found.printed.beside)
    assert proved.problems() == []


def test_the_student_has_one_page(design: str) -> None:
    assert len(printed("student", design).sheets) == 1


def test_two_pages_take_less_than_50_kb(design: str) -> None:
    file = printed("nurse_of_25_years", design)
    assert len(file.sheets) == 2
    assert len(file.pdf) < 50_000


def test_a_list_of_publications_fills_its_pages(design: str) -> None:
    *full, _ = printed("researcher", design).sheets
    assert len(full) >= 2
    for sheet in full:
        lowest = max(mark.y + mark.height for mark in sheet.marks)
        assert sheet.height - lowest < 150, "a list breaks between its lines, so little room is left"


def test_an_address_is_not_torn_inside_a_word(design: str) -> None:
    text = reading.poppler(printed("researcher", design).pdf, "-raw")
    assert text.count("doi.org") == len(PAPERS)


def test_numbers_of_a_list_end_in_one_column() -> None:
    ends: set[int] = set()
    for page in pypdfium2.PdfDocument(printed("researcher", "academic").pdf):
        text = page.get_textpage()
        said = text.get_text_range()
        ends |= {round(text.get_charbox(found.end(1) - 1)[2]) for found in re.finditer(r"(?m)^(\d+\.) [A-Z]", said)}
    assert len(ends) == 1


def test_numbers_of_a_list_can_be_left_out() -> None:
    text = reading.pdfium(press.render(replace(researcher(), design="academic", options={"numbers": "off"})))
    assert not re.search(r"(?m)^\d+\. ", text)


def test_headings_in_the_margin_are_read_before_what_stands_beside_them() -> None:
    document = replace(samples.nurse(), design="compact", options={"aside": "beside"})
    assert prove(press.render(document), document).problems() == []
