"""What a resume's language decides: dates, durations, the few words we print ourselves, direction. Pure.

A language is a BCP 47 tag. One that is not known, or is no tag at all, reads as English; nothing here raises.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton

from letraz.dates import Duration, PartialDate

#: How far a date is printed: CLDR skeletons when the month is known.
STYLES: Mapping[str, str] = {"month": "yMMM", "long": "yMMMM", "numeric": "yMM", "year": "y", "day": "yMMMd"}

# Russian and Bulgarian write "of the year" after it, which nobody does in a table of dates.
_YEAR_SIGN = "\u202fг."

_RTL_SCRIPTS = {"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}


def format_date(date_: PartialDate, language: str, style: str = "month") -> str:
    """`date_` to the month ("Mar 2021") or the year alone when no month is known; `style` is one of `STYLES`.

    The style *day* prints the day when it is known.
    """
    skeleton = STYLES[style] if date_.month else "y"
    if style == "day" and not date_.day:
        skeleton = "yMMM" if date_.month else "y"
    day = date(*date_.first())
    return str(format_skeleton(_skeleton(skeleton, language), day, locale=_locale(language))).removesuffix(_YEAR_SIGN)


def format_duration(duration: Duration, language: str, style: str = "month") -> str:
    """As far as it is known: "Mar 2021 – Present", "2021 – 2023", "Mar 2021", "until Jun 2022", or nothing."""
    start = duration.start and format_date(duration.start, language, style)
    end = duration.end and format_date(duration.end, language, style)
    end = word("present", language) if duration.current else end
    if start and end and start != end:
        return f"{start} – {end}"
    if end and not start and not duration.current:
        return word("until", language).format(end)
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
    for table in (f"{locale.language}-{locale.script}", locale.language, "en"):
        if found := _words().get(table, {}).get(key):
            return found
    return name


def country(code: str, language: str) -> str:
    """The name of an ISO 3166-1 alpha-2 country; `code` itself when there is none."""
    return str(_locale(language).territories.get(code.upper(), code))


def tag(language: str) -> str:
    """`language` as a tag that is safe to print from: canonical, with the region that picks Chinese glyphs."""
    locale = _locale(language)
    if locale.language == "zh" and not locale.territory:
        return "zh-TW" if locale.script == "Hant" else "zh-CN"
    return "-".join(part for part in (locale.language, locale.script, locale.territory) if part)


@lru_cache(256)
def _locale(language: str) -> Locale:
    parts = language.strip().replace("_", "-").split("-")
    for length in range(min(len(parts), 3), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (ValueError, TypeError, UnknownLocaleError):
            continue
    return Locale("en")


def _skeleton(skeleton: str, language: str) -> str:
    known = _locale(language).datetime_skeletons
    return next((s for s in (skeleton, "yM" if skeleton == "yMM" else skeleton, "yMMM") if s in known), "y")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("letraz").joinpath("words.toml").read_text(encoding="utf-8"))
