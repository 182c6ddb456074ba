"""How a letter begins and ends, in the languages of resumes."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from letraz import language, salutes

TABLES = tomllib.loads((Path(salutes.__file__).parent / "salutes.toml").read_text(encoding="utf-8"))
DAY = date(2026, 11, 3)


@pytest.mark.parametrize("tag", language.TAGS)
def test_every_language_has_its_own_words(tag: str) -> None:
    own = tag.partition("-")[0]
    assert set(TABLES[own]) == set(TABLES["en"])
    said = {name: salutes.phrase(name, tag, "Ada") for name in TABLES["en"]}
    assert all(said.values())
    assert "Ada" in said["dear"]
    assert own == "en" or not {said["dear_all"], said["closing"]} & set(TABLES["en"].values())


@pytest.mark.parametrize(
    ("tag", "closing"), [("en-GB", "Sincerely,"), ("de-AT", "Mit freundlichen Grüßen"), ("zh-TW", "此致敬禮"),
                         ("zh-Hant", "此致敬禮"), ("zh-CN", "此致敬礼"), ("pt-PT", "Com os melhores cumprimentos,"),
                         ("uk", "Sincerely,"), ("no such", "Sincerely,")],
)  # fmt: skip
def test_a_region_finds_its_words(tag: str, closing: str) -> None:
    assert salutes.phrase("closing", tag) == closing


def test_a_name_with_braces_stays() -> None:
    assert salutes.phrase("dear", "en", "{} Ada {0}") == "Dear {} Ada {0},"


@pytest.mark.parametrize(
    ("tag", "said"), [("en", "November 3, 2026"), ("en-GB", "3 November 2026"), ("de", "3. November 2026"),
                      ("fr", "3 novembre 2026"), ("pl", "3 listopada 2026"), ("ru", "3 ноября 2026"),
                      ("ja", "2026年11月3日"), ("zh-TW", "2026年11月3日"), ("no such", "November 3, 2026")],
)  # fmt: skip
def test_a_day_above_a_letter(tag: str, said: str) -> None:
    assert salutes.written(DAY, tag) == said
