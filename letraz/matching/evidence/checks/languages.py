"""Human languages and how well: only what the person says of that very language counts."""

from __future__ import annotations

from letraz.matching import words
from letraz.matching.evidence.checks._asked import Asked, Counted
from letraz.matching.rules import Rules

__all__ = ["check"]

#: What a language is worth when its level is lower than asked, or not said.
LOWER = 0.6


def check(asked: Asked) -> Counted | None:
    """The languages that a requirement names, against the person's; None when it names none as a language."""
    wanted = _named(asked.text)
    if not wanted or not _is_about_language(asked.text, wanted):
        return None
    have = {name: entry for entry in asked.entries("language") for name in _named(entry.title)}
    found = [have[name] for name in wanted if name in have]
    if not found:
        return _mentioned(asked, wanted)
    level, has = _level(asked.text), max(_level(entry.level) for entry in found)
    entry = found[0]
    told = f"{entry.title}: {entry.level}." if entry.level else f"{entry.title}, no level said."
    enough = not level or has >= level
    return Counted(1.0 if enough else LOWER, told, tuple(asked.faces(found)), answers=_words(asked.text))


def _is_about_language(text: str, wanted: list[str]) -> bool:
    """Such as "fluent Spanish" or "bilingual"; not "English literature", unless the name is all it says."""
    normal = set(words.normal(text).split())
    cues = {
        "language",
        "languages",
        "bilingual",
        "fluent",
        "fluency",
        "speak",
        "speaking",
        "speaker",
        "spoken",
        "written",
    }
    return bool(normal & cues or _level(text)) or len(normal) <= 3


def _mentioned(asked: Asked, wanted: list[str]) -> Counted | None:
    for line in asked.shelf.lines:
        if set(_named(line.text)) & set(wanted):
            return Counted(LOWER, f"Named here, but {wanted[0]} is not among your languages.", (line,))
    return Counted(0.0, f"No {wanted[0]} among your languages.")


def _named(text: str) -> list[str]:
    names = Rules.load().languages
    return list(dict.fromkeys(names[token.norm] for token in words.tokens(text) if token.norm in names))


def _level(text: str) -> int:
    normal = f" {words.normal(text)} "
    return max((rung for name, rung in Rules.load().language_levels.items() if f" {name} " in normal), default=0)


def _words(text: str) -> frozenset[str]:
    return frozenset(token.norm for token in words.tokens(text))
