"""Rule: one line of plain characters: no markup, no address, no hidden sign, no order to a reader, not too long."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from letraz.matching.change import ADD_SKILL, LETTER_PARAGRAPH, Problem
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.claims.phrases import found

__all__ = ["LONGEST", "shape", "too_long"]

#: Characters that a text may have at all; longer ones are not read.
LONGEST = 5000
_LETTER, _SKILL = 2500, 80

_PLAIN = frozenset(" .,;:!?'\"()/&%+-–—−‘’“”„…·×€$£¥°•#@\u00a0")
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,14}:(?://|[^\s\d])|\bwww\.|[^\s@]+@[^\s@]|\]\(|@\w|\b[\w-]+\.(?:com|org|net|io|dev|de|uk|eu|me|ly|co|info|pl|fr)\b(?!\w)",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?[a-z!]|&(?:#\d+|[a-z]+);|\*\*|__|`|\[[^\]]*\]|\$[^\d\s]|\\[a-z]|#\w+\(|\{|\}|^\s*(?:#+|>|[-*+]|\d+[.)])\s",
    re.IGNORECASE,
)


def too_long(kind: str, new: str, old: str) -> Problem | None:
    """The problem of a text that is too long to be read, or for what it takes the place of."""
    most = {LETTER_PARAGRAPH: _LETTER, ADD_SKILL: _SKILL}.get(kind, min(LONGEST, int(1.7 * len(old)) + 60))
    return Problem("shape", (), f"This is too long: at most {most} characters.") if len(new) > most else None


def shape(claim: Claim) -> Iterator[Problem]:
    """What a text must not have, whatever it says."""
    text = claim.new.text
    if not text.strip():
        yield Problem("shape", (), "This has no text.")
    if len(text.splitlines()) > 1:
        yield Problem("shape", (), "This has more than one line.")
    for odd in dict.fromkeys(_odd(claim)):
        yield Problem("shape", (odd,), f"“{odd}” has characters that do not belong here.")
    for pattern, what in ((_ADDRESS, "a web or e-mail address"), (_MARKUP, "markup")):
        match = pattern.search(text)
        if match and match.group() not in claim.mine.text:
            yield Problem("shape", (match.group(),), f"“{match.group()}” looks like {what}.")
    yield from _addressed(claim)
    yield from _stuffed(claim)


def _odd(claim: Claim) -> Iterator[str]:
    """The words with characters that are neither plain nor in the facts, and words of mixed scripts."""
    known = frozenset(claim.mine.text) if not claim.letter else frozenset(claim.both.text)
    for piece in unicodedata.normalize("NFC", claim.new.text).split():
        if piece in claim.both.text.split():
            continue
        scripts = {_script(char) for char in piece if char.isalpha()}
        if len(scripts) > 1 or any(_is_odd(char, known) for char in piece):
            yield piece


def _is_odd(char: str, known: frozenset[str]) -> bool:
    if unicodedata.category(char) in {"Cf", "Cc", "Co", "Cs", "Cn"}:
        return True
    if char in known or char in _PLAIN:
        return False
    if unicodedata.normalize("NFKC", char) != char:
        return True
    return not (char.isascii() and char.isalnum()) and not (char.isalpha() and _script(char) == "LATIN")


def _script(char: str) -> str:
    return "LATIN" if char.isascii() else unicodedata.name(char, "?").split()[0]


def _addressed(claim: Claim) -> Iterator[Problem]:
    """Words that speak to whoever reads."""
    for first, last, phrase in found(claim, claim.tables.instructions):
        if not claim.mine.says(phrase):
            yield Problem("shape", (claim.new.written(first, last),), "This speaks to the reader.")
    for at, word in enumerate(claim.new.words):
        if not claim.letter and word.norm in {"you", "your", "yours"} and word.norm not in claim.mine.norms:
            yield Problem("shape", (claim.new.words[at].text,), "This speaks to the reader.")


def _stuffed(claim: Claim) -> Iterator[Problem]:
    """A word of weight said four times or more, and much more often than the facts do."""
    said = Counter(word.stem for word in claim.new.words if word.norm not in claim.tables.stop)
    known = Counter(word.stem for line in claim.both.lines for word in line.words)
    for stem, times in said.items():
        if times >= 4 and times > known[stem] + 2:
            word = next(word.text for word in claim.new.words if word.stem == stem)
            yield Problem("shape", (word,), f"“{word}” is said {times} times.")
