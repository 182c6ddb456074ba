"""Scripts, and the packages with fonts for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz import scripts
from tests import tongues

CORE, CJK, EMOJI = "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"


@pytest.mark.parametrize(
    ("characters", "package"),
    [
        ("aŁßα Жابאבकกაነ", CORE),
        ("→✓★₹№", CORE),
        ("陈々〇한ㄱァぁー", CJK),
        ("。、「」《（，　￥", CJK),
        ("🎓👩🏽⃣\ufe0f🇵", EMOJI),
        ("\U000f0123\ue000\u0378\x07\ud800", ""),
    ],
)
def test_each_character_has_the_package_that_brings_its_font(characters: str, package: str) -> None:
    assert {character: scripts.package(character) for character in characters} == dict.fromkeys(characters, package)


def test_packages_are_named_once_in_the_order_of_need() -> None:
    assert scripts.packages("陈\ue000अ雨🎓") == (CJK, CORE, EMOJI)
    assert scripts.packages("\ue000") == ()


@pytest.mark.parametrize("script", scripts.SCRIPTS, ids=lambda script: script.name)
def test_a_scripts_sample_needs_its_package(script: scripts.Script) -> None:
    assert scripts.packages(script.sample) == (script.package,)


@pytest.mark.parametrize(("tag", "package"), [("ja", CJK), ("zh-CN", CJK), ("ar", CORE), ("he", CORE), ("hi", CORE)])
def test_a_whole_resume_names_what_its_script_needs_first(tag: str, package: str) -> None:
    texts = " ".join(entry.text for block in tongues.ALL[tag]().blocks for entry in block.entries)
    beyond_latin = [character for character in texts if ord(character) > 0x2FFF or 0x590 <= ord(character) < 0xA00]
    assert set(scripts.packages(beyond_latin)) == {package}


@given(st.characters())
def test_every_character_is_answered(character: str) -> None:
    assert scripts.package(character) in {CORE, CJK, EMOJI, ""}
