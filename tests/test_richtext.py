"""The Markdown subset: what it reads, what it refuses, and that nothing is lost on the way round."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz import richtext

#: Text that leans on everything with a meaning in the subset.
markdownish = st.lists(
    st.sampled_from(["- ", "* ", "1. ", "2) ", "*", "**", "_", "[", "](", ")", "\\", "`", "<", "&", "&amp;", "<b>"])
    | st.sampled_from(["\n", "\n\n", " ", "    ", "\t", "a", "b c", "https://a.example/x_y", "é", "\u00a0", "\r\n"])
    | st.text(max_size=3),
    max_size=25,
).map("".join)
anything = st.text() | markdownish


def test_it_reads_the_subset() -> None:
    html = richtext.to_html("A **b** and *c*, [d](https://e.example/?f=1&g=2)\nline two\n\nnext")
    assert '<p>A <strong>b</strong> and <em>c</em>, <a href="https://e.example/?f=1&amp;g=2"' in html
    assert html.endswith("line two</p><p>next</p>")
    assert "<br>" in html


def test_it_reads_lists_right_after_a_line() -> None:
    html = richtext.to_html("Led:\n- one\n- two\n  1. a\n  2. b\n\n3. three")
    assert (
        html == "<p>Led:</p><ul><li>one</li><li>two<ol><li>a</li><li>b</li></ol></li></ul>"
        '<ol start="3"><li>three</li></ol>'
    )


def test_it_says_plainly_what_it_read() -> None:
    source = "Led:\n- **one**\n  more\n- two\n  5. a\n  6. b\n\nend [x](mailto:x@y.example)"
    assert richtext.to_plain(source) == "Led:\n\n- one\n  more\n- two\n  5. a\n  6. b\n\nend x"
    assert richtext.to_plain(source, addresses=True).endswith("end x (x@y.example)")


def test_it_gives_runs() -> None:
    first, item = richtext.runs("a **b *c***\n\n- d")
    assert [(r.text, r.bold, r.italic) for r in first.runs] == [
        ("a ", False, False),
        ("b ", True, False),
        ("c", True, True),
    ]
    assert (item.depth, item.marker, item.runs[0].text) == (1, "•", "d")


def test_what_follows_the_innermost_list_is_no_part_of_it() -> None:
    source = "- a\n  - b\n    - c\n    - d\n      - deeper is text\n  1. e\n- f"
    told = [(one.depth, one.marker, one.runs[0].text) for one in richtext.runs(source)]
    innermost = [(3, "•", "c"), (3, "•", "d\n- deeper is text")]
    assert told == [(1, "•", "a"), (2, "•", "b"), *innermost, (2, "1.", "e"), (1, "•", "f")]
    assert richtext.points(source)[1:] == ["f"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x", "JaVaScRiPt:x", "/a", "mailto:"]
)
def test_it_refuses_other_links_and_keeps_their_text(url: str) -> None:
    html = richtext.to_html(f"[text]({url})")
    assert "<a" not in html
    assert richtext.to_plain(f"[text]({url})") == f"[text]({url})"


@pytest.mark.parametrize(
    "markup",
    ["<script>alert(1)</script>", "<img src=x>", "# a", "> a", "```\na\n```", "![a](http://b)", "    a", "---"],
)
def test_other_markup_is_text(markup: str) -> None:
    assert not re.findall(r"<(?!/?(?:p|br|a)\b)", richtext.to_html(markup))
    assert richtext.to_plain(markup).split() == re.sub(r"!\[a\]\(.*\)", "!a", markup).split()


def test_the_fourth_level_is_text() -> None:
    html = richtext.to_html("- a\n  - b\n    - c\n      - d")
    assert html.count("<ul>") == 3
    assert "- d" in html


def test_points_are_the_items() -> None:
    assert richtext.points("Lead\n\n- a\n  b\n- **c**\n  - d\n\n- e") == ["a\nb", "**c**\n- d", "e"]
    assert richtext.points("no list") == []
    assert richtext.from_points("Lead", ["a\nb", "", "c\n- d"]) == "Lead\n\n- a\n  b\n- c\n  - d"


@given(anything)
def test_escaped_text_reads_back(text: str) -> None:
    assert richtext.to_plain(richtext.escape(text)) == richtext.tidy(text)


@given(st.lists(anything, max_size=6), anything)
def test_points_come_back(texts: list[str], lead: str) -> None:
    written = [richtext.escape(text) for text in texts]
    source = richtext.from_points(richtext.escape(lead), written)
    assert richtext.points(source) == [point for point in written if point]


@given(markdownish)
def test_points_of_points_are_stable(source: str) -> None:
    once = [point for point in richtext.points(source) if point]
    assert richtext.points(richtext.from_points("", once)) == once


@given(anything | st.text(st.characters()))
def test_no_text_raises_and_no_other_element_comes_out(text: str) -> None:
    html = richtext.to_html(text)
    assert set(re.findall(r"</?([a-z]+)", html)) <= {"p", "br", "ul", "ol", "li", "strong", "em", "a"}
    assert all(href.split(":")[0].lower() in richtext.SCHEMES for href in re.findall(r'href="([^"]*)', html))
    richtext.to_plain(text), richtext.points(text), richtext.runs(text)


@pytest.mark.parametrize(
    "piece",
    ["- ", "1. ", "*", "**a ", "_a*", "[", "[a](", "](", "\\", "- a\n", "  - a\n", "[a](http://b)", "<", "- [*", "\n"],
)
def test_hostile_nesting_is_bounded(piece: str) -> None:
    source = piece * (20_000 // len(piece))
    started = time.process_time()
    html = richtext.to_html(source)
    assert time.process_time() - started < 3
    depth = deepest = 0
    for slash in re.findall(r"<(/?)(?!br)[a-z]", html):
        depth += -1 if slash else 1
        deepest = max(deepest, depth)
    assert deepest <= 2 * richtext.MAX_DEPTH + 4


def test_a_paragraph_that_runs_its_own_way_stands_in_a_span() -> None:
    def side(words: str) -> str:
        return "ltr" if words.startswith("We") else ""

    assert richtext.to_html("We *did* [it](https://a.example).\n\nשלום", side=side) == (
        '<p><span dir="ltr">We <em>did</em> <a href="https://a.example" rel="noopener noreferrer">it</a>.</span></p>'
        "<p>שלום</p>"
    )
    assert richtext.to_html("- We\n- שלום", side=side) == '<ul><li><span dir="ltr">We</span></li><li>שלום</li></ul>'
    assert richtext.to_html('<span dir="rtl">x</span>') == '<p>&lt;span dir="rtl"&gt;x&lt;/span&gt;</p>'
