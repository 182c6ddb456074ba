"""What a resume's language decides: dates, durations, the few words we print ourselves, direction. Pure.

A language is a BCP 47 tag. One that is not known, or is no tag at all, reads as English; nothing here raises.
Digits are European ones everywhere: what a person typed (a phone, a grade, a year) has them, and a parser reads them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.dates import format_date as by_pattern

from letraz.dates import Duration, PartialDate

#: How a date is printed, and its CLDR skeleton when the month is known. *iso* is the same in every language.
STYLES: Mapping[str, str] = {
    "month": "yMMM",
    "long": "yMMMM",
    "numeric": "yMM",
    "iso": "",
    "year": "y",
    "day": "yMMMd",
}

#: The languages to choose from. Each has all our words; any other tag is kept and printed as well as CLDR knows it.
TAGS = ("en", "ar", "zh-CN", "zh-TW", "fr", "de", "el", "he", "hi", "it", "ja", "pl", "pt", "pt-PT", "ru", "es")

# "Of the year" behind it, as Russian, Ukrainian and Bulgarian have it in a sentence and nobody in a table of dates.
_YEAR_SIGN = re.compile(r"\s[гр]\.$")

# Month and year without a word between them: what *numeric* may look like.
_NUMERIC = re.compile(r"[My\W]+")

_RTL_SCRIPTS = {"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}


def format_date(date_: PartialDate, language: str, style: str = "month") -> str:
    """`date_` to the month ("Mar 2021") or the year alone when no month is known; `style` is one of `STYLES`.

    The style *day* prints the day when it is known.
    """
    if style == "iso" and date_.month:
        return _isolated(f"{date_.year:04d}-{date_.month:02d}", language)
    skeleton = (STYLES[style] if date_.month else "") or "y"
    if style == "day" and not date_.day:
        skeleton = "yMMM" if date_.month else "y"
    pattern = _pattern(skeleton, _locale(language))
    return _YEAR_SIGN.sub("", by_pattern(date(*date_.first()), pattern, _locale(language)))


def format_duration(duration: Duration, language: str, style: str = "month") -> str:
    """As far as it is known: "Mar 2021 – Present", "2021 – 2023", "Mar 2021", "until Jun 2022", or nothing."""
    start = duration.start and format_date(duration.start, language, style)
    end = duration.end and format_date(duration.end, language, style)
    if duration.end and not start:
        return word("until", language).format(end, of=_declined(duration.end, language, style))
    end = word("present", language) if duration.current else end
    if start and end and start != end:
        return f"{start} – {end}"
    return start or end or ""


def direction(language: str) -> str:
    """Which way its script runs: "rtl" or "ltr"."""
    if _RTL_SCRIPTS & set(language.title().replace("_", "-").split("-")[1:]):
        return "rtl"
    return "rtl" if _locale(language).character_order == "right-to-left" else "ltr"


def word(name: str, language: str) -> str:
    """Our word for `name` ("present", "advanced", "full time"); what has none is given back as it is."""
    key = name.strip().lower().replace(" ", "_").replace("-", "_")
    locale = _locale(language)
    for table in (f"{locale.language}-{locale.script}", f"{locale.language}-{locale.territory}", locale.language, "en"):
        if found := _words().get(table, {}).get(key):
            return found
    return name


def heading(kind: str, language: str, label: str) -> str:
    """What usually stands above a section of this type; `label` where nobody has said it in `language`."""
    key = f"section_{kind}"
    found = word(key, language)
    return label if found == key else found


def country(code: str, language: str) -> str:
    """The name of an ISO 3166-1 alpha-2 country; `code` itself when there is none."""
    return str(_locale(language).territories.get(code.upper(), code))


def tag(language: str) -> str:
    """`language` as a tag that is safe to print from: canonical, with the region that picks Chinese glyphs."""
    locale = _locale(language)
    if locale.language == "zh":
        return f"zh-{locale.territory or ('TW' if locale.script == 'Hant' else 'CN')}"
    return "-".join(part for part in (locale.language, locale.script, locale.territory) if part)


@cache
def offered() -> Mapping[str, str]:
    """The languages to choose from: tag -> its own name and the English one, "Deutsch (German)"."""
    return {name: _named(Locale.parse(_NAMED.get(name, name), sep="-")) for name in TAGS}


def name(language: str, within: str = "en") -> str:
    """What a language is called: "German"; `within` says in which language, "Deutsch"."""
    parsed = _locale(_NAMED.get(language, language))
    return str(parsed.get_display_name(_locale(within)) or language)


@lru_cache(256)
def can_hyphenate(language: str) -> bool:
    """Whether the engine has the patterns to break words of this language at the end of a line."""
    from pyphen import language_fallback  # a web process that asks for none should not look for dictionaries

    return language_fallback(tag(language)) is not None


# Chinese is chosen by its script, and printed by the region that uses it.
_NAMED = {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant"}


def _named(locale: Locale) -> str:
    own, english = (str(locale.get_display_name(name)).replace(" (", ", ").rstrip(")") for name in (locale, "en"))
    own = own[:1].upper() + own[1:]
    return own if own == english else f"{own} ({english})"


def _declined(date_: PartialDate, language: str, style: str) -> str:
    """A month by its name in the case that follows "until"; not shortened, for "maj" is no short form of "maja"."""
    if not date_.month or style not in ("month", "long"):
        return format_date(date_, language, style)
    pattern = _pattern("yMMMM", _locale(language)).replace("L", "M")
    return _YEAR_SIGN.sub("", by_pattern(date(*date_.first()), pattern, _locale(language)))


def _isolated(text: str, language: str) -> str:
    """In a line that runs to the left, what must not be turned: there "2021-03" would read "03-2021"."""
    return f"\u2066{text}\u2069" if direction(language) == "rtl" else text


@lru_cache(256)
def _locale(language: str) -> Locale:
    parts = language.strip().replace("_", "-").split("-")
    for length in range(min(len(parts), 3), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (ValueError, TypeError, UnknownLocaleError):
            continue
    return Locale("en")


@lru_cache(256)
def _pattern(skeleton: str, locale: Locale) -> str:
    """The locale's own pattern, or its nearest. A month in digits has two of them, so that dates stand in a column.

    CLDR turns Arabic's 03/2021 with a mark: right for its own digits, but with ours it prints 2021/03, and what reads
    the file back makes 30/1202 of it.
    """
    known = {name: str(pattern).replace("\u200f", "") for name, pattern in locale.datetime_skeletons.items()}
    if skeleton == "yMM":
        digits = (known[name] for name in ("yMM", "yM") if _NUMERIC.fullmatch(known.get(name, "年")))
        return re.sub("M+", "MM", next(digits, "MM/y"))
    return next((known[name] for name in (skeleton, "yMMM", "y") if name in known), "y")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("letraz").joinpath("words.toml").read_text(encoding="utf-8"))
