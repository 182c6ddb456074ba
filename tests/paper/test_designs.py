"""What must be true of every design, those not yet drawn included."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest

from letraz.designs import FOLDER, Design, designs
from letraz.designs import design as chosen
from letraz.document import Document
from letraz.options import Option
from tests import samples
from tests.paper import cases, reading

SIZES = {"A4": (595, 842), "Letter": (612, 792)}


def printed(document: Document, design: str, **options: str) -> bytes:
    return cases.printed(cases.dressed(document, designs()[design], **options)).pdf


def in_order(document: Document, text: str) -> list[str]:
    """The texts of `document` that `text` does not have after the one before."""
    place, lost, text = 0, [], reading.squash(text)
    for said in reading.sayings(document):
        found = text.find(reading.squash(said), place)
        lost += [said] if found < 0 else []
        place = max(place, found)
    return lost


@pytest.mark.parametrize("layout", cases.LAYOUTS)
def test_every_field_is_printed(design: str, layout: str) -> None:
    text = reading.squash(reading.pdfium(printed(cases.everything(layout), design)))
    wanted = ["Qtitle", "Qsecond", "Qother", "Qsubtitle", "Qplace", "Qnote", "Qgroup", "Qlevel", "May 2019", "Qblock"]
    wanted += [
        "qurl.example",
        "qlink.example",
        "Quser",
        "Qtag1",
        "Qtag2",
        "Qtext",
        "Qbold",
        "Qitalic",
        "Qanchor",
        "Qitem",
    ]
    wanted += [f"P{name}" for name in ("name", "headline", "email", "phone", "address", "city", "region", "postal")]
    wanted += ["Portugal", "Pnationality", "Mar 5, 1990", "purl.example", "plink.example"]
    assert [word for word in wanted if reading.squash(word) not in text] == []


@pytest.mark.parametrize("name", ["nurse", "long_record"])
def test_a_third_reader_finds_it_in_order(design: str, name: str) -> None:
    """The receipt has two; this one goes through the file as it is written, and is none of them."""
    document = cases.dressed(getattr(samples, name)(), designs()[design])
    file = cases.printed(document)
    assert in_order(reading.as_printed(document, file.beside), reading.pdfminer(file.pdf)) == []


@pytest.mark.parametrize("read", [reading.poppler, reading.pdfminer_by_layout])
def test_readers_that_guess_columns_lose_nothing(design: str, read: Callable[[bytes], str]) -> None:
    document = samples.nurse()
    text = reading.squash(read(printed(document, design)))
    if designs()[design].columns == 1:
        assert [said for said in reading.sayings(document) if reading.squash(said) not in text] == []
    words = {word for said in reading.sayings(document) for word in said.split()}
    assert [word for word in words if reading.squash(word) not in text] == []


def test_modern_reads_in_order_even_where_columns_are_guessed() -> None:
    for read in (reading.poppler, reading.pdfminer_by_layout):
        assert in_order(samples.nurse(), read(printed(samples.nurse(), "modern"))) == []


def test_dates_stand_in_the_line_of_their_title(design: str) -> None:
    lines = reading.poppler(printed(samples.nurse(), design), "-layout").splitlines()
    dated = {"Surgical Floor": "Jul 2018 – Feb 2021", "Shift lead": "Jun 2017"}
    if designs()[design].columns == 1:
        dated["Basic Life"] = "Mar 2026"
    for title, when in dated.items():
        assert any(title in line and when in line for line in lines)


@pytest.mark.parametrize("size", SIZES)
def test_both_papers(design: str, size: str) -> None:
    pdf = printed(samples.nurse(), design, page_size=size)
    widths = {tuple(round(length) for length in page.get_size()) for page in pypdfium2.PdfDocument(pdf)}
    assert widths == {SIZES[size]}


def test_a_section_can_ask_for_a_new_page(design: str) -> None:
    document = samples.sparse()
    blocks = (*document.blocks, replace(document.blocks[0], title="Second", new_page=True))
    assert reading.page_count(printed(replace(document, blocks=blocks), design)) == 2


def test_an_empty_resume_prints(design: str) -> None:
    assert reading.page_count(printed(Document(), design)) == 1


def test_hidden_things_are_not_printed(design: str) -> None:
    document = samples.nurse().map_entries(lambda entry: replace(entry, hidden=entry.title == "Shift lead"))
    document = replace(document, blocks=tuple(replace(b, hidden=b.kind == "education") for b in document.blocks))
    text = reading.pdfium(printed(document, design))
    assert "Shift lead" not in text
    assert "Western Sound" not in text


def test_right_to_left_runs_from_the_right(design: str) -> None:
    page = pypdfium2.PdfDocument(printed(samples.hebrew(), design))[0]
    text = page.get_textpage()
    at = text.get_text_range().index("ICU")
    dates = text.get_text_range().index("2019")
    assert text.get_charbox(dates)[0] < page.get_width() / 2 or design == "modern"
    assert text.get_charbox(at)[0] > page.get_width() / 2
    assert "+972 3 555 0142" in text.get_text_range()


def test_no_template_asks_for_a_kind() -> None:
    for path in FOLDER.rglob("*.html"):
        assert "kind" not in re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL), path


def test_every_design_says_what_it_is(design: str) -> None:
    found = designs()[design]
    assert isinstance(found, Design)
    assert all((found.label, found.help, found.version >= 1))
    assert set(found.options["page_size"].choices) == set(SIZES)


def test_options_settle_on_choices(design: str) -> None:
    found = chosen(design)
    assert found.settle({"page_size": "Letter"})["page_size"] == "Letter"
    assert found.settle({"page_size": "A4; } @import url(http://x)", "other": 1})["page_size"] == "A4"
    assert found.settle({"page_size": ["A4"]})["page_size"] == "A4"
    with pytest.raises(ValueError, match="default"):
        Option("x", "X", "no", {"yes": "Yes"})


def test_a_design_that_is_not_there_is_the_default() -> None:
    assert chosen("../../etc").name == "classic"
