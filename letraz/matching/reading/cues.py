"""The words of `data/reading.toml` as values: what headings, job titles and companies are made of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from letraz.matching.words import normal

__all__ = ["Cues", "has"]


@dataclass(frozen=True, slots=True)
class Cues:
    """What `reading.toml` says. Words and phrases are norms (see `words.normal`)."""

    heading_words: Mapping[str, frozenset[str]]  # kind -> words and phrases, first kind first
    headings: Mapping[str, str]  # whole headings -> kind, beside those of rules.toml
    tasks: frozenset[str]  # with one of these a heading is of duties, whatever else it says
    small: frozenset[str]  # words that a heading has beside them
    titles: frozenset[str]  # nouns that name a job
    companies: frozenset[str]  # words that end a company's name
    noise: frozenset[str]  # lines of a posting's head that say nothing of it

    @staticmethod
    @lru_cache(1)
    def load() -> Cues:
        """The tables, read once."""
        raw = tomllib.loads(files("letraz.matching").joinpath("data", "reading.toml").read_text("utf-8"))
        return Cues(
            heading_words={kind: _normals(words) for kind, words in raw["heading_words"].items()},
            headings={normal(text): kind for kind, texts in raw["headings"].items() for text in texts},
            tasks=_normals(raw["heading"]["tasks"]),
            small=_normals(raw["heading"]["small"]),
            titles=_normals(raw["titles"]["nouns"].split()),
            companies=_normals(raw["company"]["endings"].split()),
            noise=_normals(raw["noise"]["phrases"]),
        )


def _normals(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normal, phrases))


@lru_cache(64)
def _pattern(phrases: frozenset[str] | tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(filter(None, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest))})(?!\S)")


def has(norm: str, phrases: frozenset[str] | tuple[str, ...]) -> bool:
    """Whether a normal form has one of these phrases as whole words."""
    return bool(_pattern(phrases).search(norm))
