"""Words of a text: where they stand, how they are compared, and which of them are everyday English."""

from __future__ import annotations

import gzip
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from snowballstemmer.english_stemmer import EnglishStemmer

#: Marks that sit on the letter before them and are no letters to Python: Latin, Cyrillic, Hebrew, Arabic, the scripts
#: of India (without the full stops), Thai, and the general blocks.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)

#: What is not seen: soft hyphen, zero-width spaces and joiners, signs of direction, byte order mark.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_LETTER = rf"[^\W_][{_MARKS}]*"
_WORD = rf"{_LETTER}(?:[{_UNSEEN}]*{_LETTER})*"

#: One token. The special shapes stand before the plain word; none can match over more than a few characters, so the
#: whole is linear. Slashes and hyphens part words but for these few names, for "and/or" and "12-hour" are two each.
_TOKEN = re.compile(
    rf"""
      (?<![^\W_])(?:
        \.net(?![^\W_])                                  # .NET
      | [cg]\+\+ | [cfj]\#(?![^\W_])                      # C++, C#, F#
      | [a-d][1-9]?\+e(?![^\W_]) | a\+(?![\w+])           # driving licence C+E, CompTIA A+
      | ci/cd | tcp/ip | pl/sql | i/o | a/b(?![^\W_])
      | t-sql | x-rays? | e-?mails? | covid-19 | cis-?2(?![^\W_])
      | [a-z]&[a-z](?![^\W_])                            # R&D, P&L
      | (?:[a-z]\.){{2,6}}[a-z]?(?![^\W_]) | (?:ph|[bm]\.?)\.(?:d|sc|ed|eng|tech|com|phil)\b\.?   # U.S., B.Sc., Ph.D.
      | (?-i:[A-Z]{{2,6}})-\d{{1,3}}(?![\w-])                # OSHA-10
      | \d+(?:[.,]\d+)+                                  # 1,200 and 3.5
      )
    | {_WORD}(?:\.(?:js|net|io|ai|py|com|org)(?![^\W_]))*(?:['’]{_WORD})?   # Node.js, ASP.NET, bachelor's
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEAR = re.compile(rf"[^\S\n]*(?:\n|[-‐‑–/&'’+])?[^\S\n]*[{_UNSEEN}]*")
_HIDDEN = re.compile(f"[{_UNSEEN}]")
_DOTTED = re.compile(r"(?:[a-z]{1,2}\.)+[a-z]*\.?")
_PLAIN = re.compile(r"[^\W\d_]{4,}(?:'[^\W\d_]+)?")

#: British spelling to American, so that both have one stem. Whole words first, then beginnings, then endings.
_BRITISH = {
    "ageing": "aging", "aluminium": "aluminum", "catalogue": "catalog", "cheque": "check", "defence": "defense",
    "draught": "draft", "enrol": "enroll", "fulfil": "fulfill", "grey": "gray", "judgement": "judgment",
    "kerb": "curb", "licence": "license", "licences": "licenses", "manoeuvre": "maneuver", "offence": "offense",
    "plough": "plow", "practise": "practice", "practised": "practiced", "practising": "practicing",
    "programme": "program", "programmes": "programs", "sceptic": "skeptic", "skilful": "skillful", "tyre": "tire",
    "tyres": "tires",
}  # fmt: skip
_BRITISH_PARTS = (
    (re.compile(r"^(ana|orthop|p|gyn|h)ae(?=[a-z])"), r"\1e"),
    (re.compile(r"^(behavi|col|fav|harb|hon|hum|lab|neighb|rum|vap)our"), r"\1or"),
    (re.compile(r"(cent|fib|lit|met|theat)re(s?)$"), r"\1er\2"),
    (re.compile(r"(?<=[a-z]{3})([iy])s(e|es|ed|er|ers|ing|ation|ations)$"), r"\1z\2"),
    (re.compile(r"^(cance|channe|counse|dia|fue|labe|leve|mode|signa|tota|trave)ll(ed|ing|ers?|ors?)$"), r"\1l\2"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `text` is `source[start:end]`, `norm` what is compared, `stem` the norm without its ending.

    `near`: only a space, a line's end, a hyphen, a slash or an ampersand stands between it and the word before.
    """

    text: str
    start: int
    end: int
    norm: str
    stem: str
    near: bool = True


def tokens(text: str) -> list[Token]:
    """The words of a text in order. C++, .NET, Node.js, CI/CD, R&D and COVID-19 stay whole; signs are no words."""
    found: list[Token] = []
    last = -9
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        norm = _norm(match.group())
        found.append(Token(match.group(), start, end, norm, stem(norm), _is_near(text, last, start)))
        last = end
    return found


def _is_near(text: str, last: int, start: int) -> bool:
    return last >= 0 and start - last <= 4 and (text[last:start] == " " or bool(_NEAR.fullmatch(text, last, start)))


def normal(text: str) -> str:
    """The norms of a text's words, with one space between them: equal for texts that read alike."""
    return " ".join(_norm(match.group()) for match in _TOKEN.finditer(text))


@lru_cache(1 << 14)
def _norm(word: str) -> str:
    """A word casefolded, in compatibility form, without what is not seen; dots of an abbreviation go."""
    shown = unicodedata.normalize("NFKC", _HIDDEN.sub("", word)).casefold()
    shown = unicodedata.normalize("NFKC", shown).replace("’", "'").replace("⁄", "/")
    if shown.startswith("e-mail"):
        return shown.replace("-", "")
    return shown.replace(".", "") if _DOTTED.fullmatch(shown) else shown


@lru_cache(1 << 14)
def stem(norm: str) -> str:
    """The stem of an English word, British and American spelling alike (Snowball, "Porter2").

    Names with digits or signs, and words of three letters or fewer, are their own stem.
    """
    if not _PLAIN.fullmatch(norm):
        return norm
    word = _BRITISH.get(norm.removesuffix("'s"), norm)
    for pattern, other in _BRITISH_PARTS:
        word = pattern.sub(other, word)
    stemmer = EnglishStemmer()  # keeps its word in itself, so each call has its own: threads share no state
    return str(stemmer.stemWord(word))


@lru_cache(1)
def _common() -> frozenset[str]:
    data = files("letraz.matching").joinpath("data", "common.txt.gz").read_bytes()
    return frozenset(gzip.decompress(data).decode().split())


def is_common(norm: str) -> bool:
    """Whether a word is everyday English: at least once in a million words (zipf 3.0 of the package wordfreq).

    Inflected forms are listed by themselves. Names of well-known products and places are among them.
    """
    return norm in _common() or norm.removesuffix("'s") in _common()
