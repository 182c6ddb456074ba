"""The hand-written names of `data/aliases.toml`: what people on both sides of a posting call the same thing."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from letraz.matching.words import Token, is_common, normal, stem, tokens


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a name.

    `cased`: an everyday word that is this name only with its capitals (Excel, Go). `needs`: one of these words must
    stand in the text as well (AP with invoices). `unless`: the word after it must be none of these. `after`: the word
    before it must be one of these.
    """

    text: str
    concept: str
    cased: bool
    needs: frozenset[str]
    unless: frozenset[str]
    after: frozenset[str]
    strict: bool

    @property
    def alone(self) -> bool:
        """Whether it is the name without any company."""
        return not self.needs and not self.after

    def fits(self, words: list[Token], start: int, end: int, around: frozenset[str]) -> bool:
        """Whether words that read like it are meant like it."""
        if "," not in self.text and not all(word.near for word in words[start + 1 : end]):
            return False
        if self.cased and not _as_written(self.text, " ".join(word.text for word in words[start:end])):
            return False
        if self.unless and end < len(words) and words[end].norm in self.unless:
            return False
        if self.after and (not start or words[start - 1].norm not in self.after):
            return False
        return not self.needs or bool(self.needs & around)


@dataclass(frozen=True, slots=True)
class Aliases:
    """The file: every key of a spelling, the things and their swappable names, and what is proved by what."""

    by_key: dict[tuple[str, ...], tuple[Spelling, ...]]
    names: dict[str, tuple[str, ...]]  # concept -> names that may be exchanged, the shown one first
    proofs: dict[str, frozenset[str]]  # concept -> wider concepts that it is evidence for
    firsts: dict[str, int]  # the norm or stem that a spelling begins with -> words in the longest such

    @staticmethod
    def load() -> Aliases:
        """The file, read once."""
        return _load()

    def whole(self, name: str) -> str | None:
        """The thing that a whole name stands for; of several, the one that needs no company. None for none, or two."""
        found = [spelling for key in keys(tokens(name)) for spelling in self.by_key.get(key, ())]
        for some in (found, [spelling for spelling in found if spelling.alone]):
            if len({spelling.concept for spelling in some}) == 1:
                return some[0].concept
        return None


def keys(words: list[Token]) -> tuple[tuple[str, ...], ...]:
    """What words are looked up by: as they are, by stems when there are several, and PLCs as PLC."""
    norms = tuple(word.norm for word in words)
    stems = tuple(word.stem for word in words) if len(words) > 1 else norms
    last = words[-1].text if words else ""
    plural = last[:-1].isupper() and last.endswith("s")
    many = (*norms[:-1], norms[-1][:-1]) if plural else norms
    return tuple(dict.fromkeys((norms, ("~", *stems), many)))


def concept_id(name: str) -> str:
    """The id of a hand-written thing, made of its shown name."""
    return "a:" + normal(name)


@lru_cache(1)
def _load() -> Aliases:
    raw = tomllib.loads(files("letraz.matching").joinpath("data", "aliases.toml").read_text("utf-8"))
    by_key: dict[tuple[str, ...], list[Spelling]] = {}
    names: dict[str, tuple[str, ...]] = {}
    proofs: dict[str, set[str]] = {}
    own = {concept_id(shown) for lines in raw.values() for shown in lines}
    for section, lines in raw.items():
        for shown, written in lines.items():
            concept = concept_id(shown)
            every = [_spelling(shown, entry, strict=section != "soft") for entry in _entries(shown, written)]
            names[concept] = tuple(dict.fromkeys([shown, *(one.text for one in every if one.concept == concept)]))
            for narrower in (one for one in every if one.concept != concept):
                proofs.setdefault(narrower.concept, set()).add(concept)
                names.setdefault(narrower.concept, (narrower.text,))
            for spelling in every:
                if spelling.concept == concept or spelling.concept not in own:
                    _enter(by_key, spelling)
    frozen = {key: tuple(sorted(every, key=lambda one: one.alone)) for key, every in by_key.items()}
    wider = {concept: frozenset(every) for concept, every in proofs.items()}
    firsts: dict[str, int] = {}
    for key in frozen:
        size = len(key) - (key[0] == "~")
        first = key[1] if key[0] == "~" else key[0]
        firsts[first] = max(size, firsts.get(first, 0))
    return Aliases(frozen, names, wider, firsts)


def _entries(shown: str, written: list[Any]) -> list[Any]:
    """The names of a line; the shown one is among them, unless a table says how that is to be read."""
    said = any(isinstance(entry, dict) and entry["name"] == shown for entry in written)
    return written if said else [shown, *written]


def _spelling(shown: str, entry: str | dict[str, Any], *, strict: bool) -> Spelling:
    options = {"name": entry} if isinstance(entry, str) else entry
    name = options["name"]
    return Spelling(
        text=name,
        concept=concept_id(shown if options.get("swap", True) else name),
        cased=bool(options.get("case", not options.get("any_case") and _is_cased(options))),
        needs=frozenset(stem(normal(word)) for word in options.get("needs", ())),
        unless=frozenset(options.get("unless", ())),
        after=frozenset(options.get("after", ())),
        strict=strict,
    )


def _is_cased(options: dict[str, Any]) -> bool:
    """Whether a name is another word without its capitals. Abbreviations are not, but for those that need company."""
    name = options["name"]
    if " " in name or name.islower() or (name.isupper() and "needs" not in options):
        return False
    norm = normal(name)
    return " " not in norm and (is_common(norm) or len(name) < 3)


def _enter(by_key: dict[tuple[str, ...], list[Spelling]], spelling: Spelling) -> None:
    words = tokens(spelling.text)
    norms = tuple(word.norm for word in words)
    for key in {norms, ("~", *(word.stem for word in words))} if len(words) > 1 else {norms}:
        same = (other for other in by_key.setdefault(key, []) if other.concept == spelling.concept)
        if all(
            (other.needs, other.after, other.cased) != (spelling.needs, spelling.after, spelling.cased)
            for other in same
        ):
            by_key[key].append(spelling)


def _conditions(spelling: Spelling) -> tuple[object, ...]:
    return spelling.needs, spelling.after, spelling.cased


def _as_written(name: str, found: str) -> bool:
    """Whether the letters that are capitals in the name are so in the text: EXCEL and Excel, not excel."""
    return len(name) != len(found) or all(not a.isupper() or b.isupper() for a, b in zip(name, found, strict=True))
