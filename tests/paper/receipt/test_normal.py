"""What counts as the same text, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz.paper.receipt.bidi import visual
from letraz.paper.receipt.body import Body
from letraz.paper.receipt.fields import Field
from letraz.paper.receipt.normal import plain, squeeze


def found(field: str, *lines: str, pages: bool = False) -> int:
    """How often a field of that text is found in these lines (or pages of one line)."""
    body = Body([[plain(line)] for line in lines] if pages else [[plain(line) for line in lines]])
    return len(body.occurrences(body.key(Field("", "", field))))


@pytest.mark.parametrize(
    ("field", "lines"),
    [
        ("Staff nurse", ["Staff nurse"]),
        ("Staff nurse", ["Staff", "nurse"]),  # the end of a line
        ("Staff\nnurse", ["Staff nurse"]),  # a line break that was typed
        ("Staff  nurse", ["Staff\u00a0nurse"]),
        ("10 000 €", ["10\u202f000\u00a0€"]),
        ("step-down unit", ["step-", "down unit"]),  # its own hyphen at the end of a line
        ("hyphenation", ["hyphen-", "ation"]),  # one that the line brought
        ("hyphenation", ["hyphen\u2010", "ation"]),
        ("hyphenation", ["hyphen\xad", "ation"]),
        ("hyphen\xadation", ["hyphenation"]),
        ("office", ["o\ufb03ce"]),  # a ligature
        ("Łódź", ["Ło\u0301dz\u0301"]),  # decomposed
        ("Anna", ["An\u200bna"]),  # a place to break
        ("example.org/a/b", ["example.org/a/", "b"]),  # an address breaks at its signs
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahrts", "gesellschaft"]),  # wider than its column
        ("北京协和医院", ["北京协", "和医院"]),  # a line ends anywhere
        ("北京协和医院", ["北京 协和医院"]),  # and readers guess spaces
        ("一人", ["\u2f00\u2f08"]),  # radicals for characters
        ("R", ["Python, R, SQL"]),
        ("Epic", ["Epic (advanced)"]),
        ("advanced", ["Epic (advanced)"]),
        ("Olympia", ["Hospital, Olympia"]),
        ("Bedside", ["Bedside: Telemetry"]),
        ("2019", ["（2019）"]),
    ],
)
def test_the_same_text_is_found(field: str, lines: list[str]) -> None:
    assert found(field, *lines) == 1


@pytest.mark.parametrize(
    ("field", "lines"),
    [
        ("R", ["Registered nurse"]),  # a word has borders
        ("Nurse", ["Nurses"]),
        ("nurse", ["Nurse"]),  # case is content
        ("Down", ["Step-Down Unit"]),
        ("C", ["C++ and C#"]),
        ("Node", ["Node.js"]),
        ("8", ["Grade 3.8"]),
        ("3", ["3,800 patients"]),
        ("10", ["at 10:30"]),
        ("example.org", ["example.org/zofia"]),
        ("now here", ["nowhere"]),  # a space is a space
        ("nowhere", ["now here"]),
        ("nowhere", ["now", "here"]),  # a short word is not broken without a hyphen
        ("step-down", ["step down"]),  # a hyphen is a hyphen
        ("step-down", ["stepdown"]),
        ("stepdown", ["step-down"]),
        ("step-down", ["step", "down"]),
        ("x²", ["x2"]),  # raised letters mean something
        ("½", ["1/2"]),
        ("Łódź", ["Lodz"]),
        ("Staff nurse", ["Staff Registered nurse"]),
        ("2014 – 2018", ["2014 - 2018"]),
        ("café", ["cafe"]),
        ("", ["anything"]),
    ],
)
def test_another_text_is_not(field: str, lines: list[str]) -> None:
    assert found(field, *lines) == 0


def test_a_page_ends_where_a_line_may() -> None:
    assert found("Staff nurse", "Staff", "nurse", pages=True) == 1
    assert found("hyphenation", "hyphen-", "ation", pages=True) == 1
    assert squeeze("a-\f b").pages == (0, 1)


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("אחות", "תוחא"),  # the line as it stands on the page
        ("טיפול ב-12 מטופלים", "םילפוטמ 12-ב לופיט"),
        ("2014 – 2018", "2018 – 2014"),  # numbers alone follow the page
        ("(ICU) אחות", "תוחא (ICU)".replace("(", "<").replace(")", "(").replace("<", ")")),
    ],
)
def test_right_to_left_is_compared_as_it_stands_on_the_page(field: str, line: str) -> None:
    body = Body([[plain(line)]], 1)
    assert len(body.occurrences(body.key(Field("", "", field)))) == 1


def test_a_long_number_runs_to_the_right_in_a_page_that_does_not() -> None:
    body = Body([["noa@example.org · +972 3 555 0142 · ביבא לת"]], 1)
    assert len(body.occurrences(body.key(Field("", "phone", "+972 3 555 0142", runs="ltr")))) == 1
    assert body.occurrences(body.key(Field("", "phone", "+972 3 555 0142"))) == []


def test_a_paragraph_of_two_directions_is_found_over_lines() -> None:
    """What runs to the right starts anew on each line: no single string holds it."""
    body = Body([["and SQL םע", "Python since 2019."]])
    assert body.occurrences(body.key(Field("", "", "x"))) == []
    body = Body([["SQL and לע תדבוע", ".2019 זאמ Python"]], 1)
    assert len(body.occurrences(body.key(Field("", "", "עובדת על SQL and Python מאז 2019.")))) == 1
    assert body.occurrences(body.key(Field("", "", "עובדת על Python and SQL מאז 2019."))) == []


words = st.text(st.characters(exclude_categories=("C", "Z", "M"), codec="utf-8"), min_size=1, max_size=12)


@given(st.lists(words, min_size=1, max_size=8))
def test_any_text_is_found_in_itself_on_one_line(parts: list[str]) -> None:
    text = " ".join(parts)
    assert found(text, visual(plain(text), 0)) >= 1 or not plain(text).strip()


latin = st.text(st.characters(exclude_categories=("C", "Z"), codec="ascii"), min_size=1, max_size=12)


@given(st.lists(latin, min_size=2, max_size=8), st.data())
def test_it_is_found_however_its_lines_end(parts: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(parts) - 1))
    if parts[cut - 1][-1] in "-\u2010":
        return  # may be a hyphen of the line
    assert found(" ".join(parts), " ".join(parts[:cut]), " ".join(parts[cut:])) >= 1


@given(st.text("abcxyzABC019", min_size=2, max_size=12), st.data())
def test_a_word_with_one_letter_changed_is_not_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    other = "Q" if word[at] != "Q" else "X"
    assert found(word, word[:at] + other + word[at + 1 :]) == 0


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["אאא SQL and", "Python בבב", "גגג דדד"], 1),
        (["אאא SQL and", "Python בבב ג", "גג דדד"], 0),  # a word torn at a line's end
        (["אאא SQL an", "d Python בבב", "גגג דדד"], 0),
        (["אאא SQL and", "Python דדד", "גגג בבב"], 0),
    ],
)
def test_lines_that_run_to_the_left_end_between_words(lines: list[str], found: int) -> None:
    body = Body([[visual(line, 1) for line in lines]], base=1, turned=True)
    assert len(body.occurrences(body.key(Field("", "text", "אאא SQL and Python בבב גגג דדד")))) == found


def test_a_hyphen_may_be_inside_a_word_in_the_text_and_not_on_the_page() -> None:
    """In "C#-ו" on the page it stands between a sign and a letter."""
    body = Body([["C#-ו אאא", "בבב"[::-1]]], base=1, turned=True)
    field = Field("", "text", "אאא ו-C# בבב", pieces=("אאא ו-C#\u200e בבב",), runs="rtl")
    assert len(body.occurrences(body.key(field))) == 1
