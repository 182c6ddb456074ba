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

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "pl", "ru", "el", "ar", "he", "hi", "ja", "zh", "zh-Hant")
WORDS = tomllib.loads((Path(language.__file__).parent / "words.toml").read_text(encoding="utf-8"))
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
        ("el", "Μαρ 2021 – σήμερα"),
        ("uk", "бер. 2021 – Present"),
        ("no such", "Mar 2021 – Present"),
    ],
)
def test_durations_follow_the_language(tag: str, said: str) -> None:
    assert language.format_duration(Duration(at("2021-03"), current=True), tag) == said


def test_styles_of_a_date() -> None:
    said = [language.format_date(at("2021-03-05"), "en-GB", style) for style in language.STYLES]
    assert said == ["Mar 2021", "March 2021", "03/2021", "2021-03", "2021", "5 Mar 2021"]
    assert [language.format_date(at("2021"), "en", style) for style in language.STYLES] == ["2021"] * 6


@pytest.mark.parametrize(
    ("tag", "month", "long", "numeric", "year"),
    [
        ("en", "Mar 2021", "March 2021", "03/2021", "2021"),
        ("de", "März 2021", "März 2021", "03.2021", "2021"),
        ("fr", "mars 2021", "mars 2021", "03/2021", "2021"),
        ("es", "mar 2021", "marzo de 2021", "03/2021", "2021"),
        ("pt", "mar. de 2021", "março de 2021", "03/2021", "2021"),
        ("it", "mar 2021", "marzo 2021", "03/2021", "2021"),
        ("pl", "mar 2021", "marzec 2021", "03.2021", "2021"),
        ("ru", "март 2021", "март 2021", "03.2021", "2021"),
        ("el", "Μαρ 2021", "Μάρτιος 2021", "03/2021", "2021"),
        ("ar", "مارس 2021", "مارس 2021", "03/2021", "2021"),
        ("he", "מרץ 2021", "מרץ 2021", "03.2021", "2021"),
        ("hi", "मार्च 2021", "मार्च 2021", "03/2021", "2021"),
        ("ja", "2021年3月", "2021年3月", "2021/03", "2021年"),
        ("zh-CN", "2021年3月", "2021年3月", "2021/03", "2021年"),
    ],
)
def test_dates_read_as_each_language_writes_them_in_a_table(
    tag: str, month: str, long: str, numeric: str, year: str
) -> None:
    """Looked at one by one: months in the nominative, no "of the year", two digits so that they stand in a column."""
    said = [language.format_date(at("2021-03"), tag, style) for style in ("month", "long", "numeric", "year")]
    assert said == [month, long, numeric, year]


@pytest.mark.parametrize("tag", ["ar", "he", "fa"])
def test_an_iso_date_is_not_turned_in_a_line_that_runs_to_the_left(tag: str) -> None:
    assert language.format_date(at("2021-03"), tag, "iso") == "\u20662021-03\u2069"
    assert language.format_date(at("2021"), tag, "iso") == "2021"


@pytest.mark.parametrize(
    ("tag", "style", "said"),
    [
        ("pl", "month", "do maja 2021"),
        ("pl", "long", "do maja 2021"),
        ("pl", "numeric", "do 05.2021"),
        ("ru", "month", "до мая 2021"),
        ("ru", "iso", "до 2021-05"),
        ("el", "long", "έως: Μάιος 2021"),
        ("de", "month", "bis Mai 2021"),
        ("hi", "month", "मई 2021 तक"),
        ("ja", "year", "2021年まで"),
        ("ar", "month", "حتى مايو 2021"),
    ],
)
def test_an_end_alone_declines_its_month(tag: str, style: str, said: str) -> None:
    assert language.format_duration(Duration(end=at("2021-05")), tag, style) == said


@pytest.mark.parametrize("style", list(language.STYLES))
def test_every_language_and_style_has_european_digits(style: str) -> None:
    said = [language.format_date(at("2021-03"), tag, style) for tag in language.TAGS]
    assert all("2021" in text for text in said)
    assert not [char for text in said for char in text if char.isdigit() and not char.isascii()]


def test_every_language_has_every_word() -> None:
    whole = {name: table for name, table in WORDS.items() if name in LANGUAGES}
    assert set(whole) == set(LANGUAGES)
    assert {name: set(table) ^ set(WORDS["en"]) for name, table in whole.items()} == {name: set() for name in whole}
    assert all(text.strip() for table in WORDS.values() for text in table.values())


def test_a_region_says_only_what_it_says_otherwise() -> None:
    regional = {name: table for name, table in WORDS.items() if name not in LANGUAGES}
    assert set(regional) == {"pt-PT"}
    assert all(WORDS[name[:2]][key] != text for name, table in regional.items() for key, text in table.items())


def test_a_word_holds_a_place_for_its_date_and_nothing_else() -> None:
    assert all(("{}" in table["until"]) != ("{of}" in table["until"]) for table in WORDS.values() if "until" in table)
    assert not [text for table in WORDS.values() for key, text in table.items() if "{" in text and key != "until"]


def test_the_languages_to_choose_from_have_all_words_and_two_names() -> None:
    offered = language.offered()
    assert {"en", "de", "fr", "es", "pt", "it", "pl", "ru", "ar", "he", "hi", "ja", "zh-CN"} <= set(offered)
    assert offered["en"] == "English"
    assert offered["de"] == "Deutsch (German)"
    assert offered["ar"] == "العربية (Arabic)"
    assert offered["zh-CN"] == "中文, 简体 (Chinese, Simplified)"
    assert len(set(offered.values())) == len(offered)
    assert all(language.word("present", name) != "Present" for name in offered if name != "en")
    assert all(language.tag(name) == name for name in offered)


def test_hyphenation_is_offered_where_there_are_patterns() -> None:
    breaks = {name for name in language.TAGS if language.can_hyphenate(name)}
    assert breaks == {"en", "de", "fr", "es", "pt", "pt-PT", "it", "pl", "ru", "el"}
    assert language.can_hyphenate("de-AT")
    assert not language.can_hyphenate("ja-JP")


def test_words_fall_to_english_and_then_to_themselves() -> None:
    assert language.word("full time", "de-AT") == "Vollzeit"
    assert language.word("self-employed", "sv") == "self-employed"
    assert language.word("Part_Time", "zh-HK") == "兼職"
    assert language.word("Head of Bread", "de") == "Head of Bread"


def test_a_region_that_says_it_otherwise_is_heard() -> None:
    assert language.word("full_time", "pt-PT") == "tempo inteiro"
    assert language.word("full_time", "pt-BR") == "tempo integral"
    assert language.word("present", "pt-PT") == "atualmente"


def test_a_heading_falls_to_the_label_of_its_type() -> None:
    assert language.heading("experience", "de", "Experience") == "Berufserfahrung"
    assert language.heading("experience", "sv", "Experience") == "Experience"
    assert language.heading("patents", "de", "Patents") == "Patents"


def test_direction() -> None:
    assert [language.direction(tag) for tag in ("ar", "he-IL", "fa", "ur", "az-Arab")] == ["rtl"] * 5
    assert [language.direction(tag) for tag in ("en", "zh", "nonsense", "")] == ["ltr"] * 4


def test_tags_are_safe_and_choose_chinese_glyphs() -> None:
    assert [language.tag(tag) for tag in ("zh", "zh-CN", "zh-Hans", "zh-Hant", "zh-Hant-HK", "pt_br", 'x"><b>')] == [
        "zh-CN",
        "zh-CN",
        "zh-CN",
        "zh-TW",
        "zh-HK",
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
