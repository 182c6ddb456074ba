"""Files that a receipt must not let pass. Each sheet of `tests/paper/broken` is added to a good design."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from weasyprint import CSS, HTML

from letraz.designs import design
from letraz.document import Document, Photo
from letraz.paper import markup, press
from letraz.paper.fonts import fonts
from letraz.paper.receipt import Receipt, Says, fields, prove
from letraz.paper.receipt.compare import compare
from letraz.paper.receipt.readers import Reading
from tests import samples

BROKEN = Path(__file__).parent.parent / "broken"
SECRET = "Kubernetes Terraform"


def printed(
    document: Document, sheet: str = "", *, beside: frozenset[int] = frozenset(), change: Change = str, **how: Any
) -> bytes:
    """A file of `document` in the sidebar, with a broken sheet, its HTML changed, or in another variant."""
    look = design("sidebar")
    page = HTML(string=change(markup.html(document.visible(), look, beside)))
    sheets = [press._sheet(look.name, look.version, tuple(look.settle({}).items()))]
    sheets += [CSS(filename=str(BROKEN / f"{sheet}.css"), font_config=fonts())] if sheet else []
    pdf: bytes = page.write_pdf(stylesheets=sheets, font_config=fonts(), **({"pdf_variant": "pdf/ua-1"} | how))
    return pdf


Change = Callable[[str], str]
NURSE = replace(samples.nurse(), design="sidebar")
BESIDE = frozenset({1, 4, 5})


@cache
def good() -> bytes:
    """The file to be changed afterwards."""
    return printed(NURSE, beside=BESIDE)


def receipt(sheet: str = "", **how: Any) -> Receipt:
    return prove(printed(NURSE, sheet, beside=BESIDE, **how), NURSE, BESIDE)


def states(found: Receipt) -> dict[str, int]:
    every = [state for field in found.fields for state in field.states.values()]
    return {state: every.count(state) for state in set(every)}


def test_the_good_file_passes() -> None:
    assert receipt().problems() == []


def test_two_floats_lose_text() -> None:
    document = replace(samples.long_record(), design="sidebar")
    beside = frozenset({2})
    assert prove(printed(document, beside=beside), document, beside).problems() == []
    found = prove(printed(document, "two_floats", beside=beside), document, beside)
    assert found.verdict == "unproved"
    assert states(found)["missing"] > 50
    assert any(problem.startswith("Both readers do not find") for problem in found.problems())


def test_what_is_painted_late_is_out_of_order() -> None:
    found = receipt("painted_late")
    assert found.verdict == "unproved"
    late = {field.label for field in found.fields if field.states["poppler"] == "out_of_order"}
    assert late == {"when"}


@pytest.mark.parametrize("sheet", ["white", "tiny", "clear", "outside", "same_colour"])
def test_hidden_text_is_told(sheet: str) -> None:
    found = receipt(sheet)
    assert found.verdict == "unproved"
    assert SECRET in " ".join(found.facts.hidden_text)
    assert any("It hides the text" in problem and SECRET in problem for problem in found.problems())
    assert SECRET in " ".join(found.unclaimed) or sheet in {"tiny", "outside"}


def test_a_stored_word_under_a_patch_is_hidden() -> None:
    found = receipt("covered")
    assert found.facts.hidden_text == ("Zofia Nowak",)
    assert found.verdict == "unproved"


def test_letters_far_apart_are_not_the_word() -> None:
    found = receipt("gaps")
    assert {field.label for field in found.fields if field.state != "found"} == {"name"}


def test_a_line_that_is_cut_off_is_told() -> None:
    assert receipt("cut").verdict == "unproved"


def test_columns_read_across_each_other_are_told() -> None:
    """A row of a table for each pair of entries, as some builders do: each column is in order by itself."""
    rows = (BROKEN / "interleaved.html").read_text(encoding="utf-8")
    document = Document.from_json(INTERLEAVED)
    pdf = HTML(string=rows).write_pdf(pdf_variant="pdf/ua-1")
    found = prove(pdf, document, frozenset({1}))
    assert found.columns == (1,)
    assert {field.state for field in found.fields} == {"found"}
    assert found.verdict == "unproved"
    assert "On page 1 the two columns are read across each other." in found.problems()


@pytest.mark.parametrize("place", [0, 1])
def test_a_column_beside_that_stands_before_the_name_or_within_it_is_out_of_order(place: int) -> None:
    document = Document.from_json(INTERLEAVED)
    says = Says(beside=frozenset({1}))
    main, beside = ["Work", "Clerk A", "Clerk B", "Clerk C"], ["Skills", "Filing X", "Filing Y", "Filing Z"]
    head = ["Ada Quill", "Clerk"]

    def states(*lines: str) -> set[str]:
        return set(compare(Reading("poppler", "0", "", (lines,)), fields(document, says), document, says).states)

    assert states(*head, *beside, *main) == states(*head, *main, *beside) == {"found"}
    assert states(*head[:place], *beside, *head[place:], *main) == {"found", "out_of_order"}


INTERLEAVED = {
    "letraz": 1,
    "person": {"name": "Ada Quill", "headline": "Clerk"},
    "design": "sidebar",
    "blocks": [
        {"kind": "a", "title": "Work", "entries": [{"kind": "a", "title": f"Clerk {n}"} for n in "ABC"]},
        {
            "kind": "b",
            "title": "Skills",
            "layout": "lines",
            "entries": [{"kind": "b", "title": f"Filing {n}"} for n in "XYZ"],
        },
    ],
}


def test_an_untagged_file_is_told() -> None:
    found = receipt(pdf_variant=None)
    assert not found.facts.tagged
    assert "The file is not tagged: screen readers cannot follow it." in found.problems()
    assert found.facts.links_working == 0


def test_skipped_headings_are_told() -> None:
    found = receipt(change=lambda html: html.replace("<h2", "<h4").replace("</h2>", "</h4>"))
    assert not found.facts.headings_nested
    assert "Its headings skip a level." in found.problems()


def test_a_link_that_leads_nowhere_is_told() -> None:
    gone = receipt(change=lambda html: html.replace(' href="https://example.org/zofia"', "", 1))
    assert (gone.facts.links, gone.facts.links_working) == (5, 4)
    assert gone.problems() == ["The link to https://example.org/zofia does not work or is not tagged."]
    wrong = receipt(change=lambda html: html.replace('"https://example.org/zofia"', '"https://evil.example/"', 1))
    assert "It has a link to https://evil.example/, which stands nowhere in the resume." in wrong.problems()


def test_another_title_or_language_is_told() -> None:
    found = receipt(
        change=lambda html: html.replace("<title>Zofia Nowak –", "<title>Resume of").replace('lang="en"', 'lang="de"')
    )
    assert len(found.problems()) == 2
    assert found.facts.title == "Resume of Registered Nurse, BSN"
    assert found.facts.language == "de"


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        opened.save(written)
    return written.getvalue()


def test_a_font_that_is_not_in_the_file_is_told() -> None:
    def strip(opened: pikepdf.Pdf) -> None:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
                del thing["/FontFile2"]

    found = prove(changed(good(), strip), NURSE, BESIDE)
    assert not found.facts.fonts_embedded
    assert found.verdict == "unproved"


@pytest.mark.parametrize("mode", [3, 7])
def test_a_rendering_mode_that_paints_nothing_is_told(mode: int) -> None:
    def hide(opened: pikepdf.Pdf) -> None:
        page = opened.pages[0]
        face = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources.Font["/Plain"] = opened.make_indirect(face)
        page.contents_add(f"q BT /Plain 12 Tf {mode} Tr 50 50 Td (Zorglon) Tj ET Q".encode())

    found = prove(changed(good(), hide), NURSE, BESIDE)
    assert "It hides the text “Zorglon”." in found.problems()
    assert "Zorglon" in found.unclaimed
    assert "These fonts are not in the file: Helvetica." in found.problems()


@pytest.mark.parametrize("lost", ["/StructParent", "/Contents"])
def test_a_link_without_its_tag_or_its_words_is_told(lost: str) -> None:
    def strip(opened: pikepdf.Pdf) -> None:
        for page in opened.pages:
            for annotation in page.get("/Annots", []):
                if str(annotation.A.URI) == "mailto:zofia.nowak@example.org":
                    del annotation[lost]

    found = prove(changed(good(), strip), NURSE, BESIDE)
    assert found.problems() == ["The link to mailto:zofia.nowak@example.org does not work or is not tagged."]


def portrait() -> Photo:
    written = BytesIO()
    Image.effect_noise((60, 75), 80).convert("RGB").save(written, "JPEG")
    return Photo(b64encode(written.getvalue()).decode(), "Zofia, smiling")


def test_a_photo_is_described() -> None:
    document = replace(NURSE, person=replace(NURSE.person, photo=portrait()))
    shown = replace(document, options={"photo": "end"})
    made = press.print_out(shown)
    found = prove(made.pdf, shown, made.beside)
    assert found.facts.figures == ("Zofia, smiling",)
    assert found.problems() == []
    other = replace(shown, person=replace(shown.person, photo=replace(portrait(), alt="Somebody else")))
    assert prove(made.pdf, other, made.beside).problems() == ["Its pictures are not described as the photo is."]
    assert prove(made.pdf, document, made.beside).problems() == ["Its pictures are not described as the photo is."]


def test_an_attachment_is_shown() -> None:
    def attach(opened: pikepdf.Pdf) -> None:
        opened.attachments["resume.json"] = b"{}"

    found = prove(changed(good(), attach), NURSE, BESIDE)
    assert found.facts.attachments == ("resume.json",)


def test_a_file_of_somebody_else_is_not_proved() -> None:
    found = prove(good(), replace(samples.long_record(), design="sidebar"))
    assert found.verdict == "unproved"
    assert found.unclaimed
