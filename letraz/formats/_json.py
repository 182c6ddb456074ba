"""JSON from strangers: read in bounded time and depth, made fit to store, with a note for what was mended."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from letraz.document import JSON
from letraz.formats._format import UnreadableFile
from letraz.notes import CHANGED, REFUSED, Note, short

#: How deep brackets may nest. A resume needs six.
MAX_DEPTH = 50
#: Values in one file. A long record of a working life has five thousand.
MAX_VALUES = 50_000
#: Characters of a text that a field is asked to hold; the forms take fewer.
MAX_TEXT = 50_000
#: Digits of a number. Longer ones are kept as text: no reader agrees on them, and they cost time.
MAX_DIGITS = 300

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{}\],]', re.DOTALL)
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DEEPER = {"[": 1, "{": 1, "]": -1, "}": -1}
_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def load(data: bytes) -> tuple[JSON, list[Note]]:
    """The value, fit to store in any database, and the notes. `UnreadableFile` names the line of what is wrong."""
    text = _text(data)
    _check_size(text)
    reader = _Reader()
    try:
        value = json.loads(
            text,
            parse_int=reader.number,
            parse_float=reader.number,
            parse_constant=reader.constant,
            object_pairs_hook=reader.pairs,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableFile(f"This JSON breaks off at {place}: {_said(error)}.") from error
    mended = reader.mended(value, ())
    return mended, [replace(note, where=_fit(note.where), value=_fit(note.value)) for note in reader.notes]


def dump(value: Any) -> bytes:
    """`value` as JSON in UTF-8, indented for people."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def looks_like_json(data: bytes) -> bool:
    """Whether the bytes begin as a JSON object or list does."""
    try:
        return _text(data[:200], "ignore").lstrip()[:1] in ("{", "[")
    except UnreadableFile:
        return False


def peek(data: bytes) -> dict[str, JSON]:
    """The object in the file, as it stands there and quickly; empty when there is none. Never raises."""
    if not looks_like_json(data):
        return {}
    try:
        text = _text(data)
        _check_size(text)
        value = json.loads(text, parse_int=str, parse_float=str)
    except (UnreadableFile, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def field_values(data: Mapping[str, JSON]) -> tuple[dict[str, JSON], dict[str, JSON]]:
    """What of `data` can be the value of a field (none, yes or no, a number, a text, a list of texts), and the rest."""
    fit = {name: value for name, value in data.items() if is_plain(value)}
    return fit, {name: value for name, value in data.items() if name not in fit}


def is_plain(value: JSON) -> bool:
    """Whether it can be the value of a field: no object, no list but of texts, not longer than any field holds."""
    if isinstance(value, list):
        return all(isinstance(part, str) for part in value) and sum(map(len, value)) <= MAX_TEXT
    return not isinstance(value, dict) and (not isinstance(value, str) or len(value) <= MAX_TEXT)


def as_language(value: JSON, notes: list[Note]) -> str:
    """A language's tag; "en" for none, and with a note for what is no tag."""
    if isinstance(value, str) and len(value) <= 20 and _TAG.fullmatch(value):
        return value
    if value not in (None, ""):
        why = "It is no language's tag, such as en or pt-BR. English was taken."
        notes.append(Note("Language", REFUSED, why, short(value)))
    return "en"


def short_key(text: str) -> str:
    """A name of a type or an entry, as long as a database holds it."""
    return text[:40]


def spoken(path: tuple[str | int, ...]) -> str:
    """A place in a file, for people: `("work", 1, "endDate")` is "work, entry 2, end date"."""
    words = (f"entry {part + 1}" if isinstance(part, int) else spaced(part) for part in path)
    return ", ".join(words) or "The file"


def spaced(key: str) -> str:
    """A key as words ("endDate": "end date"), at most forty characters of it."""
    return short(re.sub(r"(?<=[a-z])[A-Z]", lambda match: f" {match[0].lower()}", key))[:40]


@dataclass
class _Reader:
    """Hooks for the reader of the standard library, and what they noticed."""

    notes: list[Note] = field(default_factory=list)

    def number(self, digits: str) -> JSON:
        if digits.lstrip("-").isdecimal():
            value: float = int(digits) if len(digits) <= MAX_DIGITS else math.inf
        else:
            value = float(digits)
        return value if math.isfinite(value) else self.constant(digits)

    def constant(self, word: str) -> str:
        why = "It is larger than a file can hold safely; kept as text."
        self.notes.append(Note("A number", CHANGED, why, short(word)))
        return word

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            for key, value in reversed(pairs):
                if key in seen:
                    why = f"“{spaced(key)}” stands twice in one place. The last one was taken."
                    self.notes.append(Note(spaced(key), REFUSED, why, short(value)))
                seen.add(key)
        return found

    def mended(self, value: Any, path: tuple[str | int, ...]) -> Any:
        """`value` without characters that cannot be stored or printed."""
        if isinstance(value, str):
            return self.fit(value, path)
        if isinstance(value, list):
            return [self.mended(part, (*path, number)) for number, part in enumerate(value)]
        if isinstance(value, dict):
            return self.pairs([(self.fit(key, path), self.mended(part, (*path, key))) for key, part in value.items()])
        return value

    def fit(self, text: str, path: tuple[str | int, ...]) -> str:
        if not _UNFIT.search(text):
            return text
        why = "It held a character that cannot be printed. That one was left out."
        self.notes.append(Note(spoken(path), CHANGED, why, short(text)))
        return _fit(text)


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _text(data: bytes, errors: str = "strict") -> str:
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(f"This file is not text in UTF-8: line {line} has a byte that is no character.") from error


def _check_size(text: str) -> None:
    depth = values = 0
    for piece in _PIECE.finditer(text):
        depth += _DEEPER.get(piece[0], 0)
        values += piece[0] in ",[{"
        if depth > MAX_DEPTH or values > MAX_VALUES:
            much = f"{MAX_DEPTH} brackets in each other" if depth > MAX_DEPTH else f"{MAX_VALUES:,} values"
            line = text.count("\n", 0, piece.start()) + 1
            raise UnreadableFile(f"Up to line {line} there are more than {much}. No resume needs that.")


def _said(error: json.JSONDecodeError) -> str:
    return error.msg[:1].lower() + error.msg[1:].removesuffix(".")
