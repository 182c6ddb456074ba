"""What runs against its page stands in an element of its own direction; other text is left as it is."""

from __future__ import annotations

from markupsafe import Markup

from letraz.paper import laid
from letraz.paper.markup import soften
from letraz.paper.receipt import bidi
from letraz.paper.tongue import Tongue

HEBREW = Tongue("he")


def line(*parts: str, page: str = "rtl") -> str:
    return str(laid.in_line(HEBREW.join(parts), page, soften))


def test_a_text_of_its_own_way_gets_an_element() -> None:
    assert laid.alone("<.NET>", "rtl", soften) == Markup('<span dir="ltr">&lt;.NET&gt;</span>')
    assert laid.alone("שלום", "ltr", soften) == Markup('<span dir="rtl">שלום</span>')


def test_a_text_that_runs_as_its_page_gets_none() -> None:
    assert laid.alone("שלום, C++", "rtl", soften) == "שלום, C++\u200e"
    assert laid.alone("Ärztin <3", "ltr", soften) == "Ärztin <3"
    assert not isinstance(laid.alone("Ärztin <3", "ltr", soften), Markup)  # it is escaped where it is printed


def test_the_parts_of_a_line_run_each_its_way() -> None:
    assert (
        line("Wix.com Ltd.", "תל אביב", "C#")
        == '<span dir="ltr">Wix.com Ltd.</span>, תל אביב, <span dir="ltr">C#</span>'
    )
    assert (
        line("\u2068Python\u2069 (מתקדמת)", "C#") == '<span dir="ltr">Python</span> (מתקדמת), <span dir="ltr">C#</span>'
    )


def test_stray_signs_of_direction_open_and_close_nothing() -> None:
    for typed in ("a\u2069b", "a\u2068b", "\u2066\u2067x", "\u2069\u2069"):
        html = line(typed, "Wix", "שלום")
        assert html.count("<span") == html.count("</span>")


def test_isolates_without_end_are_text() -> None:
    deep = "\u2067" * 50_000 + "שלום"
    assert "שלום" in laid.alone(deep, "rtl", soften)
    assert len(bidi.levels(deep, 0)) == len(deep)


def test_what_has_no_shape_is_taken_out_inside_too() -> None:
    assert laid.alone("A\x01B", "rtl", soften) == Markup('<span dir="ltr">AB</span>')
