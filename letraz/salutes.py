"""How a letter begins and ends in its language: greeting, subject, date, closing. Pure. Words: `salutes.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from babel.dates import format_date

from letraz import language

__all__ = ["phrase", "written"]

# "Of the year", which Russian has in a sentence and nobody above a letter.
_YEAR_SIGN = re.compile(r"\s?г\.$")


def phrase(name: str, tongue: str, of: str = "") -> str:
    """What is said there ("dear", "closing") in a language, with `of` in its place. `KeyError` for no such phrase."""
    return next(table[name] for table in _tables(tongue) if name in table).replace("{}", of)


def written(day: date, tongue: str) -> str:
    """A day as it stands above a letter: "November 3, 2026", "3. November 2026"."""
    return _YEAR_SIGN.sub("", format_date(day, "long", language.tag(tongue).replace("-", "_")))


def _tables(tongue: str) -> list[Mapping[str, str]]:
    tag = language.tag(tongue)
    own = tag.partition("-")[0]
    script = "zh-Hant" if tag in {"zh-TW", "zh-HK", "zh-MO"} else tag
    return [_all().get(name, {}) for name in (script, own, "en")]


@cache
def _all() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("letraz").joinpath("salutes.toml").read_text(encoding="utf-8"))
