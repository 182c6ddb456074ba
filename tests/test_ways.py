"""Which way a text runs, and which signs are held at their words."""

from __future__ import annotations

import pytest

from letraz import ways

LRM = "\u200e"


@pytest.mark.parametrize(
    ("text", "page", "runs"),
    [
        ("Dana Cohen (PhD)", "rtl", "ltr"),
        (".NET", "rtl", "ltr"),
        ("12 King George St.", "rtl", "ltr"),
        ("C++ היא השפה הראשונה.", "rtl", "rtl"),  # begins with a name, and is a Hebrew sentence
        ("פיתוח ב-Python, Django, PostgreSQL, Redis", "rtl", "rtl"),  # mostly Latin, and still one
        ("I worked at החברה for two years.", "rtl", "ltr"),
        ("Wix תל", "rtl", "rtl"),  # a tie goes with the page
        ("2018 – 2020", "rtl", "rtl"),
        ("", "rtl", "rtl"),
        ("\u2068Python\u2069 (מתקדמת)", "rtl", "rtl"),  # what is isolated has no say
        ("\u2068מתקדמת\u2069 Python", "rtl", "ltr"),
        ("شركة الأفق", "ltr", "rtl"),
        ("Nurse at שערי צדק", "ltr", "ltr"),
        ("Ärztin", "ltr", "ltr"),
    ],
)
def test_a_text_runs_as_its_first_letter_and_most_words_do(text: str, page: str, runs: str) -> None:
    assert ways.way(text, page) == runs
    assert ways.against(text, page) == (runs if runs != page else "")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("C++ היא", "C++> היא"),
        ("ו-C#, ב-.NET", "ו-C#>, ב->.NET"),
        ("אצל Google, Inc. בתל אביב", "אצל Google, Inc.> בתל אביב"),
        ("עם B.Sc. בכימיה", "עם B.Sc.> בכימיה"),
        ("טלפון +972 4 555 0142", "טלפון >+972 4 555 0142"),
        ("@dana", ">@dana"),
        ("טלפון 04 555 0142, ו-67 899", "טלפון >04 555 0142, ו->67 899"),
        ("2020-03 12", "2020-03 12"),
        ("בשנת 2019, 40 אנשים", "בשנת 2019, 40 אנשים"),
        ("עבדתי ב-Wix. אחר כך", "עבדתי ב-Wix. אחר כך"),  # the full stop is the sentence's
        ("ב-Wix.com. אחר", "ב-Wix.com. אחר"),
        ("Node.js, C++17, 100+, 27.5%", "Node.js, C++17, 100+, 27.5%"),
        ("a@b.example", "a@b.example"),
        ("שלום", "שלום"),
    ],
)
def test_a_sign_is_held_at_the_latin_word_or_number_it_belongs_to(text: str, held: str) -> None:
    assert ways.held(text) == held.replace(">", LRM)


def test_an_isolate_that_is_not_closed_ends_with_the_text() -> None:
    assert list(ways.isolates("a\u2068b\u2067c\u2069d\u2069e\u2066f")) == [(2, 7), (10, 11)]
    assert list(ways.isolates("a\u2069b")) == []
