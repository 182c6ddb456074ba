"""Dates, durations and our own words in the languages of resumes."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz import language
from letraz.dates import Duration, PartialDate

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "pl", "ru", "ar", "he", "hi", "ja", "zh", "zh-Hant")
partial_dates = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def at(text: str) -> PartialDate:
    return PartialDate.parse(text)


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (Duration(at("2021-03"), current=True), "Mar 2021 – Present"),
        (Duration(at("2021"), at("2023")), "2021 – 2023"),
        (Duration(at("2021-03-15"), at("2022-06")), "Mar 2021 – Jun 2022"),
        (Duration(at("2021"), at("2022-06")), "2021 – Jun 2022"),
        (Duration(at("2021-03"), at("2021-03")), "Mar 2021"),
        (Duration(at("2021-03")), "Mar 2021"),
        (Duration(end=at("2022-06")), "until Jun 2022"),
        (Duration(current=True), "Present"),
        (Duration(), ""),
    ],
)
def test_durations_say_what_is_known(duration: Duration, said: str) -> None:
    assert language.format_duration(duration, "en") == said


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("de", "März 2021 – heute"),
        ("fr", "mars 2021 – aujourd’hui"),
        ("pl", "mar 2021 – obecnie"),
        ("ru", "март 2021 – настоящее время"),
        ("ja", "2021年3月 – 現在"),
        ("zh-TW", "2021年3月 – 至今"),
        ("pt_BR", "mar. de 2021 – atualmente"),
        ("el", "Μαρ 2021 – Present"),
        ("no such", "Mar 2021 – Present"),
    ],
)
def test_durations_follow_the_language(tag: str, said: str) -> None:
    assert language.format_duration(Duration(at("2021-03"), current=True), tag) == said


def test_styles_of_a_date() -> None:
    said = [language.format_date(at("2021-03-05"), "en-GB", style) for style in language.STYLES]
    assert said == ["Mar 2021", "March 2021", "03/2021", "2021", "5 Mar 2021"]
    assert [language.format_date(at("2021"), "en", style) for style in language.STYLES] == ["2021"] * 5


def test_every_language_has_every_word() -> None:
    words = tomllib.loads((Path(language.__file__).parent / "words.toml").read_text(encoding="utf-8"))
    assert set(words) == set(LANGUAGES)
    assert all(set(table) == set(words["en"]) for table in words.values())


def test_words_fall_to_english_and_then_to_themselves() -> None:
    assert language.word("full time", "de-AT") == "Vollzeit"
    assert language.word("self-employed", "sv") == "self-employed"
    assert language.word("Part_Time", "zh-HK") == "兼職"
    assert language.word("Head of Bread", "de") == "Head of Bread"


def test_direction() -> None:
    assert [language.direction(tag) for tag in ("ar", "he-IL", "fa", "ur", "az-Arab")] == ["rtl"] * 5
    assert [language.direction(tag) for tag in ("en", "zh", "nonsense", "")] == ["ltr"] * 4


def test_tags_are_safe_and_choose_chinese_glyphs() -> None:
    assert [language.tag(tag) for tag in ("zh", "zh-Hans", "zh-Hant", "pt_br", 'x"><b>')] == [
        "zh-CN",
        "zh-CN",
        "zh-TW",
        "pt-BR",
        "en",
    ]


def test_countries() -> None:
    assert language.country("pl", "fr") == "Pologne"
    assert language.country("Neverland", "fr") == "Neverland"


@given(st.text() | st.sampled_from(LANGUAGES), partial_dates, st.sampled_from(list(language.STYLES)))
def test_no_language_raises(tag: str, day: object, style: str) -> None:
    assert language.format_date(at(str(day)), tag, style)
    assert all((language.tag(tag), language.direction(tag), language.word("present", tag)))
