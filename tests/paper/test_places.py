"""Where things stand on a page: within its margins, apart from each other, and no line or heading alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from weasyprint import HTML

from letraz.designs import Design, designs, versions
from letraz.document import Document, Person
from letraz.paper import press
from letraz.paper.fonts import fonts
from tests import people, samples, tongues
from tests.paper import cases, geometry
from tests.paper.cases import dressed

#: What no other file prints, where it is looked at as well: resumes of languages in `test_pairwise`, people in
#: `test_people`, the rest in `test_structure` and `test_prove`.
PRINTED = {"nothing", "one_line", "world", "pictures", "long_words", "portrait", "long_record", "sparse"}
ODD = sorted(cases.every().keys() - tongues.ALL.keys() - people.ALL.keys() - PRINTED)

RELEASED = [older for name in designs() for older in versions(name).values() if older != designs()[name]]


@pytest.mark.parametrize("name", ODD)
def test_everything_has_its_place(design: str, name: str) -> None:
    assert geometry.faults(press.layout(dressed(cases.every()[name](), designs()[design]))) == []


@pytest.mark.parametrize("name", ["nurse_of_25_years", "world"])
@pytest.mark.parametrize("version", RELEASED, ids=lambda version: f"{version.name}-{version.version}")
def test_so_it_has_in_versions_that_were_released(version: Design, name: str) -> None:
    assert geometry.faults(press.layout(dressed(cases.every()[name](), version))) == []


def test_wherever_the_pages_end(design: str) -> None:
    """Sixty entries in each layout, begun lower on the page than above: each end falls on something else."""
    filler, size = (7, "11") if design in ("classic", "sidebar") else (13, "10")
    sixty = cases.sixty()
    padding = samples.summary("\n".join(["A line of padding."] * filler))
    pushed = replace(sixty, blocks=(padding, *sixty.blocks))
    laid_out = press.layout(dressed(pushed, designs()[design], size=size))
    assert len(laid_out.sheets) > 3
    assert geometry.faults(laid_out) == []


def test_lists_hang_in_both_directions(design: str) -> None:
    long = "\n".join(f"{marker} {'ICU staff, and words that fill the line ' * 4}" for marker in ("-", "-", "1.", "2."))
    for language in ("en", "he", "ar"):
        document = Document(Person("A"), (samples.summary(long),), language=language)
        assert geometry.faults(press.layout(dressed(document, designs()[design]))) == []


# --- each check finds what it is for ------------------------------------------------------------------


def faults(body: str, style: str = "", direction: str = "ltr") -> list[str]:
    """What is wrong with a page of our own: ten lines long, and with nothing that keeps lines together."""
    sheet = f"""
    @page {{ size: 300px 200px; margin: 20px }}
    * {{ margin: 0; padding: 0; font: 10px/15px sans-serif; break-after: auto; orphans: 1; widows: 1 }}
    {style}"""
    page = HTML(string=f'<html dir="{direction}"><style>{sheet}</style><body>{body}')
    return geometry.faults(press.Layout(page.render(font_config=fonts()), ()))


LINE = "<p>line</p>"


def test_a_good_page_has_no_faults() -> None:
    assert faults(f"<h2>Heading</h2>{LINE * 18}<article><div class=row>All of it</div></article>{LINE}") == []


@pytest.mark.parametrize("style", ["margin-left: -5px", "margin-left: 240px; white-space: nowrap"])
def test_it_sees_what_leaves_the_margins(style: str) -> None:
    assert "outside the margins" in faults(f'<p style="{style}">a line that is too long')[0]


def test_it_sees_what_is_cut_at_the_foot() -> None:
    assert "outside the margins" in faults('<div style="height: 190px; padding-top: 170px">cut')[0]


def test_it_sees_a_footer_in_the_text() -> None:
    foot = "@page { @bottom-center { content: 'foot'; margin-top: -30px; vertical-align: top; height: 10px } }"
    assert any("footer" in fault for fault in faults(LINE * 10, foot))


@pytest.mark.parametrize("style", ["position: relative; top: -8px", "margin-top: -8px"])
def test_it_sees_lines_over_each_other(style: str) -> None:
    assert "overlaps" in faults(f'<p>the first line</p><p style="{style}">the second line')[0]


def test_it_sees_a_float_over_a_picture() -> None:
    picture = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'/>"
    over = f'<img src="{picture}"><p style="margin-top: -30px">over the picture'
    assert "a picture" in faults(over)[0]


def test_it_sees_headings_left_alone() -> None:
    assert faults(f"{LINE * 9}<h2>Heading</h2><p>text") == ["page 1 ends with a heading: 'Heading'"]
    told = f"{LINE * 9}<article><div class=row>Title</div><p>What it was</article>"
    assert faults(told) == ["page 1 ends with a heading: 'Title'"]
    group = f"{LINE * 9}<article><h3>Employer</h3><article><div class=row>Role</div></article></article>"
    assert faults(group) == ["page 1 ends with a heading: 'Employer'"]


def test_it_sees_lines_left_alone() -> None:
    four = "<p>one<br>two<br>three<br>four"
    assert faults(f"{LINE * 9}{four}") == ["page 1 ends with a first line: 'one'"]
    assert faults(f"{LINE * 8}{four}") == []
    assert faults(f"{LINE * 7}{four}") == ["page 2 begins with a last line: 'four'"]


def test_it_sees_an_empty_page() -> None:
    style = "p { break-before: page } div { break-before: page; height: 1px }"
    assert faults("text<div></div><p>text", style) == ["page 2 is empty"]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_it_sees_lists_that_do_not_hang(direction: str) -> None:
    item = "<ul style='list-style: none; padding: 0'><li><span>•&nbsp;</span>" + "words that fill the line " * 4
    assert "do not begin where it does" in faults(item, direction=direction)[0]


def test_the_lines_of_a_text_have_places_of_their_own(design: str) -> None:
    """A paragraph, points and numbers are counted as `richtext.outline` does; nested points belong to theirs."""
    text = "A paragraph\n\n- one\n  - nested\n- two\n\n1. three"
    document = Document(Person("A"), (samples.summary(text),))
    marks = {
        mark.at: mark for sheet in press.layout(dressed(document, designs()[design])).sheets for mark in sheet.marks
    }
    lines = [marks[f"b0.e0.l{number}"] for number in range(4)]
    assert [line.lines for line in lines] == [1, 2, 1, 1]
    assert [line.y for line in lines] == sorted(line.y for line in lines)
    assert "b0.e0.l4" not in marks
