"""What must be true of every design, those not yet drawn included."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import page as page_validation
import pypdfium2
import pytest

from letraz import paper
from letraz.dates import PartialDate
from letraz.designs import FOLDER, Design, designs
from letraz.designs import design as chosen
from letraz.document import Block, Document, Entry, Link, Person
from letraz.options import Option
from tests import samples
from tests.paper import reading

SIZES = {"A4": (595, 842), "Letter": (612, 792)}
LAYOUTS = ("timeline", "lines", "prose", "tags", "a layout nobody knows yet")
CAST = ("nurse", "long_record", "world", "arabic", "hebrew", "chinese", "sparse", "pictures", "long_words")


def printed(document: Document, design: str, **options: str) -> bytes:
    return paper.render(replace(document, design=design, options=options))


def in_order(document: Document, text: str) -> list[str]:
    """The texts of `document` that `text` does not have after the one before."""
    place, lost, text = 0, [], reading.squash(text)
    for said in reading.sayings(document):
        found = text.find(reading.squash(said), place)
        lost += [said] if found < 0 else []
        place = max(place, found)
    return lost


def everything(layout: str) -> Document:
    """A document in which each field that can be printed holds a word of its own."""
    names = [f.name for f in fields(Entry) if f.type == "str" and f.name not in {"kind", "key", "url", "text"}]
    entry = Entry(
        "any",
        **{name: f"Q{name}" for name in names},
        date=PartialDate(2019, 5),
        url="https://qurl.example/",
        links=(Link("https://qlink.example", "Qnetwork"), Link("", username="Quser")),
        tags=("Qtag1", "Qtag2"),
        text="Qtext **Qbold** *Qitalic* [Qanchor](https://qhref.example)\n\n1. Qitem",
    )
    other = replace(entry, title="Qother", group="", text="", tags=())
    person = Person(
        **{name: f"P{name}" for name in ("name", "headline", "email", "phone", "address", "city", "region", "postal")},
        country="PT",
        nationality="Pnationality",
        date_of_birth="1990-03-05",
        url="https://purl.example",
        links=(Link("https://plink.example", "Pnetwork"),),
    )
    return Document(person, (Block("any", "Qblock", layout, (entry, replace(entry, title="Qsecond"), other)),))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_is_printed(design: str, layout: str) -> None:
    text = reading.squash(reading.pdfium(printed(everything(layout), design)))
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


@pytest.mark.parametrize("read", [reading.pdfminer, reading.pdfium, lambda pdf: reading.poppler(pdf, "-raw")])
@pytest.mark.parametrize("name", ["nurse", "long_record"])
def test_it_reads_back_in_order(design: str, name: str, read: Callable[[bytes], str]) -> None:
    document = getattr(samples, name)()
    assert in_order(document, read(printed(document, design))) == []


@pytest.mark.parametrize("read", [reading.poppler, reading.pdfminer_by_layout])
def test_each_text_is_whole_for_readers_that_guess_columns(design: str, read: Callable[[bytes], str]) -> None:
    document = samples.nurse()
    text = reading.squash(read(printed(document, design)))
    assert [said for said in reading.sayings(document) if reading.squash(said) not in text] == []


def test_modern_reads_in_order_even_where_columns_are_guessed() -> None:
    for read in (reading.poppler, reading.pdfminer_by_layout):
        assert in_order(samples.nurse(), read(printed(samples.nurse(), "modern"))) == []


def test_dates_stand_in_the_line_of_their_title(design: str) -> None:
    lines = reading.poppler(printed(samples.nurse(), design), "-layout").splitlines()
    for title, when in {
        "Surgical Floor": "Jul 2018 – Feb 2021",
        "Basic Life": "Mar 2026",
        "Shift lead": "Jun 2017",
    }.items():
        assert any(title in line and when in line for line in lines)


@pytest.mark.parametrize("name", CAST)
def test_it_passes_the_checks_of_pdf_ua(design: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "resume.pdf"
    path.write_bytes(printed(getattr(samples, name)(), design))
    result = page_validation.validate_pdf(str(path), profile=page_validation.ValidationProfile.PDF_UA_1)
    assert [str(failure) for failure in result.failures] == []


def test_it_is_tagged_by_meaning(design: str, tmp_path: Path) -> None:
    path = tmp_path / "resume.pdf"
    path.write_bytes(printed(samples.nurse(), design))
    tree = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
    said = re.sub(r"\s+", " ", re.sub(r"\((?:block|inline)\)|\b(?:Span|Div|NonStruct|Art|Sect)\b", "", tree))
    assert 'H1 "Zofia Nowak"' in said
    assert 'H2 "Experience"' in said
    assert 'H3 "Registered Nurse, Step-Down Unit"' in said
    assert re.search(r'H3 "Cedar Grove Care Home".*H4 "Shift lead".*H4 "Nursing Assistant"', said)
    assert re.search(r'L LI LBody "•\s*" "Care for four', said)
    assert re.search(r'Link Object \d+ \d+ "example.org/zofia"', said)


@pytest.mark.parametrize("size", SIZES)
def test_both_papers(design: str, size: str) -> None:
    pdf = printed(samples.nurse(), design, page_size=size)
    widths = {tuple(round(length) for length in page.get_size()) for page in pypdfium2.PdfDocument(pdf)}
    assert widths == {SIZES[size]}


@pytest.mark.parametrize("name", CAST)
def test_nothing_leaves_the_margins(design: str, name: str) -> None:
    for page in pypdfium2.PdfDocument(printed(getattr(samples, name)(), design)):
        text = page.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
        assert min(box[0] for box in boxes) > 40
        assert max(box[2] for box in boxes) < page.get_width() - 40


@pytest.mark.parametrize("filler", range(0, 30, 3))
def test_no_heading_is_left_at_the_foot_of_a_page(design: str, filler: int) -> None:
    document = samples.long_record()
    padding = samples.summary("\n".join(["A line of padding."] * filler))
    pdf = printed(replace(document, blocks=(padding, *document.blocks)), design)
    headings = {"Experience", "Education", "Summary"}
    for page in list(pypdfium2.PdfDocument(pdf))[:-1]:
        lines = [line.strip() for line in page.get_textpage().get_text_range().splitlines() if line.strip()]
        last = lines[-2] if " · " in lines[-1] and lines[-1][-1].isdigit() else lines[-1]
        assert last not in headings
        assert not re.search(r"\d{4} – |Northern Works", last), last


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
