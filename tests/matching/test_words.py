"""Words of a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz.matching import words


def norms(text: str) -> list[str]:
    return [token.norm for token in words.tokens(text)]


@pytest.mark.parametrize(
    "name",
    [
        "C++",
        "C#",
        ".NET",
        "Node.js",
        "ASP.NET",
        "CI/CD",
        "18th",
        "R&D",
        "P&L",
        "COVID-19",
        "OSHA-10",
        "k8s",
        "GA4",
        "1,200.50",
        "C+E",
        "A+",
        "T-SQL",
        "TCP/IP",
        "bachelor's",
        "Zürich",
        "हिन्दी",
        "日本語",
    ],
)
def test_a_name_stays_whole(name: str) -> None:
    assert norms(f"with {name}, and ({name}).") == ["with", name.casefold(), "and", name.casefold()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("and/or 12-hour C/C++", ["and", "or", "12", "hour", "c", "c++"]),
        ("end.Next full-time", ["end", "next", "full", "time"]),
        ("May-2020 top-10", ["may", "2020", "top", "10"]),
        ("the nurses' bachelor’s B.Sc. Ph.D. R.N.", ["the", "nurses", "bachelor's", "bsc", "phd", "rn"]),
        ("Kuber\u200bnetes re\u00adsume cafe\u0301 ＫＰＩ ﬁt ½", ["kubernetes", "resume", "café", "kpi", "fit", "1/2"]),
        ("e-mail email", ["email", "email"]),
        ("snake_case + $5 & 10%", ["snake", "case", "5", "10"]),
        ("", []),
    ],
)
def test_words_are(text: str, found: list[str]) -> None:
    assert norms(text) == found
    assert words.normal(text) == " ".join(found)


@given(st.text())
def test_slices_give_the_words_back(text: str) -> None:
    last = 0
    for token in words.tokens(text):
        assert last <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        assert token.norm
        last = token.end


@given(st.text())
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    covered = {at for token in words.tokens(text) for at in range(token.start, token.end)}
    assert not [c for at, c in enumerate(text) if c.isalnum() and at not in covered]


@given(st.text(st.characters(codec="latin-1")))
def test_the_normal_form_is_of_norms(text: str) -> None:
    assert words.normal(text) == " ".join(norms(text))


@pytest.mark.parametrize(
    "unit",
    ["a\u200b", "\u200b", ".a", "a.", "1,", "A&", "a\u0301", "a-", "AB-", "a'", "a+", "(", "a.b.", "B.Sc", "12-"],
)
def test_the_time_grows_with_the_text_only(unit: str) -> None:
    """A quadratic pattern would take minutes here."""
    start = time.process_time()
    words.tokens("x" + unit * 50_000)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("work force", True),
        ("work\nforce", True),
        ("med-surg", True),
        ("pick & pack", True),
        ("work, force", False),
        ("AWS (EC2", False),
        ("end. Next", False),
        ("a\n\nb", False),
    ],
)
def test_words_are_near_when_no_stop_stands_between(text: str, near: bool) -> None:
    assert words.tokens(text)[1].near is near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("licence", "license"),
        ("organisation", "organizing"),
        ("paediatric", "pediatrics"),
        ("labour", "labor"),
        ("centres", "center"),
        ("travelled", "traveling"),
        ("supervised", "supervises"),
        ("bachelor's", "bachelor"),
        ("programmes", "program"),
        ("selling", "sells"),
    ],
)
def test_stems_are_one(one: str, other: str) -> None:
    assert words.stem(one) == words.stem(other)


@pytest.mark.parametrize("norm", ["c++", "k8s", "aws", "node.js", "18th", "sas", "ios"])
def test_a_name_is_its_own_stem(norm: str) -> None:
    assert words.stem(norm) == norm


@pytest.mark.parametrize("norm", ["the", "patient", "patients", "improved", "hospital", "weekly", "nurse's"])
def test_everyday_words(norm: str) -> None:
    assert words.is_common(norm)


@pytest.mark.parametrize("norm", ["kubernetes", "phlebotomy", "tachograph", "latteart", "", "zzz-1"])
def test_rare_words(norm: str) -> None:
    assert not words.is_common(norm)
