"""Markdown: what any reader of CommonMark makes of it is what was stored."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from letraz import richtext
from letraz.document import Block, Document, Entry, Person
from letraz.formats import FORMATS
from letraz.formats.markdown import escaped, rich
from tests import samples

READER = MarkdownIt("commonmark")
SIGNS = st.text(alphabet="ab *_[]()<>&;#-+=1.)\\`~!|\n\té😀", max_size=60)


def html(text: str) -> str:
    return re.sub(r"\s+", " ", READER.render(text))


def ours(source: str) -> str:
    return re.sub(r"\s+", " ", richtext.to_html(source))


def bare(markup: str) -> str:
    """Without what two readers write differently: the paragraph in an item, `rel`, a style that ends and goes on."""
    plain = re.sub('<p>|</p>| rel="[^"]*"| ?/(?=>)|</strong><strong>| (?=<)|(?<=>) ', "", markup)
    return plain.replace("</strong><strong>", "")


def words(markup: str) -> str:
    return re.sub(r"\s+", "", re.sub("<[^>]*>", "", markup))


def written(document: Document) -> str:
    return FORMATS["markdown"].write(document, {}).decode()


def test_headings_nest_without_a_gap() -> None:
    levels = [int(level) for level in re.findall("<h([1-6])>", html(written(samples.nurse())))]
    assert levels[0] == 1
    assert max(levels) == 4
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_everything_the_nurse_says_is_there_in_order() -> None:
    from tests.paper.reading import sayings

    text, place = words(html(written(samples.nurse()))), 0
    for said in sayings(samples.nurse()):
        found = text.find(re.sub(r"\s+", "", said).replace("&", "&amp;"), place)
        assert found >= 0, said
        place = max(found, place)


def test_lines_are_a_list() -> None:
    assert "- **Registered Nurse licence**, State of Washington, *Jul 2018 – Jul 2027*\n- **Adv" in written(
        samples.nurse()
    )


@pytest.mark.parametrize(
    "source",
    [
        "Plain, **bold**, *italic*, ***both*** and [a link](https://example.org/a_(b)).",
        "- one\n- two\n  1. first\n  2. second\n- three",
        "- one\n\n  more of one\n- two",
        "1. one\n2. two\n\nAfter.",
        "7. seven\n8. eight",
        "- one\n  4. four",
        "two\nlines",
        "un*frigging*believable",
        "**all *of* it**",
    ],
)
def test_rich_text_keeps_its_form(source: str) -> None:
    assert bare(html(rich(source))) == bare(ours(source))


@given(SIGNS)
@example("# x")
@example("1. x")
@example("2) x")
@example("- x")
@example("+ x")
@example("===")
@example("&amp; <b>")
def test_no_sign_that_was_typed_has_a_meaning(text: str) -> None:
    line = " ".join(text.split())
    assert html(escaped(line)) == (f"<p>{_html(line)}</p> " if line else "")


def _html(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@given(SIGNS)
def test_no_word_of_rich_text_is_lost(source: str) -> None:
    assert words(html(rich(source))) == words(ours(source))


def test_a_name_over_two_lines_stays_one_heading() -> None:
    assert written(Document(Person("Ada\n# Łęcka"))) == "# Ada # Łęcka\n"


def test_an_address_cannot_break_out_of_its_link() -> None:
    text = rich("[x](https://example.org/>\\)y)")
    assert html(text).count("<a ") == 1


def test_nothing_is_markup_that_was_not_meant_so() -> None:
    entry = Entry("x", title="<script>alert(1)</script>", text="<b>no</b> ![x](javascript:1)")
    text = html(written(Document(Person("*Ada*"), (Block("x", "# X", entries=(entry,)),))))
    assert "<script" not in text
    assert "<b>" not in text
    assert "<img" not in text
    assert "<h2># X</h2>" in text
