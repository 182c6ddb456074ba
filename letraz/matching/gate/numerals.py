"""Reading one number where it stands: digits, words, fractions, ordinals, Roman numerals, k and M."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from letraz.matching.gate.claims import tables
from letraz.matching.rules import Rules
from letraz.matching.words import Token

__all__ = ["COUNT", "ORDINAL", "PART", "SCALED", "SPANS", "TIMES", "Numeral", "numeral"]

#: What the way of writing says of a number's kind. COUNT: nothing. SCALED: a count, with its k or M.
COUNT, ORDINAL, PART, SCALED, TIMES = "", "ordinal", "part", "scaled", "times"

#: Units that are a stretch of time: "a week" is one of them.
SPANS = tables.words("numerals", "spans")

_DIGITS = re.compile(r"(x?)(\d[\d.,']*)([^\W\d_°]{0,3}[23]?)", re.ASCII)
_FRACTION = re.compile(r"(\d{0,3}?)\s?(\d)/(\d{1,2})", re.ASCII)
_ROMAN = re.compile(r"(?=[IVXLC])(?:X[LC]|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LARGE = frozenset({"hundred", "thousand", "million", "billion", "dozen"})
_PARTS = {"third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifths": 5, "tenths": 10, "halves": 2}
_ORDINALS = tables.words("numerals", "ordinals")
_NO_CARDINALS = tables.words("numerals", "no_cardinals")
_STRETCH = frozenset({"for", "in", "within", "after", "from", "to", "over"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number up to the word `last` (exclusive): each size it can have, with what its writing says of the kind."""

    last: int
    sizes: Mapping[float, str]
    year: bool = False  #: it can be a year


def numeral(words: Sequence[Token], text: str, at: int) -> Numeral | None:
    """The number that begins at a word. "One" and "a" are numbers only before a stretch of time."""
    for read in (_digits, _cardinal, _fraction, _roman, _one):
        if found := read(words, text, at):
            return _scaled(found, words, text)
    return None


def _digits(words: Sequence[Token], text: str, at: int) -> Numeral | None:
    norm = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in words[at].norm)
    match = _DIGITS.fullmatch(norm)
    if not match:
        return None
    digits, ending, last = match[2].rstrip(".,'"), match[3], at + 1
    while (
        not ending
        and digits.isdecimal()
        and len(digits) < 10
        and last < len(words)
        and _goes_on(words, text, last, digits)
    ):
        digits, last = digits + words[last].norm, last + 1
    sizes = list(_sizes(digits))
    if text[: words[at].start][-1:] in {"'", "’"} and len(digits) == 2:
        return Numeral(last, {2000 + sizes[0]: COUNT}, year=True)
    read = dict.fromkeys(sizes, TIMES if match[1] else COUNT) if not ending else _ended(sizes, ending)
    return Numeral(last, read, year=len(digits) == 4 and not ending and 1900 <= sizes[0] < 2100) if read else None


def _goes_on(words: Sequence[Token], text: str, at: int, digits: str) -> bool:
    """Whether a group of three digits follows behind one space: 90 000."""
    gap = text[words[at - 1].end : words[at].start]
    group = words[at].norm
    first = len(digits) <= 3 or len(digits) % 3 == 0 or len(words[at - 1].norm) == 3
    return first and gap in {" ", "\u00a0", "\u2009", "\u202f"} and len(group) == 3 and group.isdecimal()


def _sizes(digits: str) -> Iterator[float]:
    """What digits with points and commas can mean: 1,500 is 1500; 1.500 is both; 3.5 and 3,5 are one."""
    groups = re.split(r"[.,']", digits)
    whole = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0"
    if len(groups) == 1 or whole:
        yield float("".join(groups))
    if len(groups) == 2 and ("." in digits or len(groups[1]) != 3):
        yield float(".".join(groups))
    if len(groups) > 2 and len(groups[-1]) != 3 and all(len(group) == 3 for group in groups[1:-1]):
        yield float("".join(groups[:-1]) + "." + groups[-1])


def _ended(sizes: Sequence[float], ending: str) -> dict[float, str]:
    """The sizes with what is written close to them: 300k, 3x, 18th, 5km. Empty for a code: 7b."""
    if ending in {"st", "nd", "rd", "th"}:
        return dict.fromkeys(sizes, ORDINAL)
    rules = Rules.load()
    read = dict.fromkeys(sizes, rules.units[ending]) if ending in rules.units else {}
    if ending in rules.scales:
        read |= {size * rules.scales[ending]: SCALED for size in sizes}
    return read


def _cardinal(words: Sequence[Token], text: str, at: int) -> Numeral | None:
    """Number words: twenty-one, a hundred and four, three hundred thousand, two thirds."""
    numbers, scales, last = Rules.load().numbers, Rules.load().scales, at
    total = current = 0.0
    while last < len(words):
        norm = words[last].norm
        if norm in _LARGE and (current or last == at):
            current = max(current, 1.0) * scales.get(norm, 12.0)
            total, current = (total + current, 0.0) if norm in {"thousand", "million", "billion"} else (total, current)
        elif (size := numbers.get(norm)) is not None and _plain(norm) and (last == at or _joins(current, size)):
            current += size
        elif not (norm == "and" and current >= 100 and last + 1 < len(words) and words[last + 1].norm in numbers):
            break
        last += 1
    if last == at or (last == at + 1 and words[at].norm == "one"):
        return None
    parts = _PARTS.get(words[last].norm) if last < len(words) and total + current < 10 else None
    return Numeral(last + 1, {(total + current) / parts: PART}) if parts else Numeral(last, {total + current: COUNT})


def _plain(norm: str) -> bool:
    return norm.isalpha() and norm not in _ORDINALS and norm not in _NO_CARDINALS


def _joins(current: float, size: float) -> bool:
    """Whether a number word goes on with the one before it: twenty-one, a hundred and four."""
    return (current % 100 == 0 and current >= 100) or (
        20 <= current % 100 <= 90 and current % 10 == 0 and 0 < size < 10
    )


def _fraction(words: Sequence[Token], text: str, at: int) -> Numeral | None:
    norm = words[at].norm
    match = _FRACTION.fullmatch(norm)
    if match and float(match[3]):
        size = float(match[1] or 0) + float(match[2]) / float(match[3])
        return Numeral(at + 1, {size: PART if size < 1 else COUNT})
    if norm in {"half", "halves", "quarter", "third"}:
        sizes: dict[float, str] = {{"third": 1 / 3, "quarter": 0.25}.get(norm, 0.5): PART}
        return Numeral(at + 1, sizes | ({3.0: ORDINAL} if norm == "third" else {}))
    if norm in _ORDINALS:
        return Numeral(at + 1, {Rules.load().numbers[norm]: ORDINAL})
    if norm in {"twice", "thrice"}:
        return Numeral(at + 1, {Rules.load().numbers[norm]: TIMES})
    return None


def _roman(words: Sequence[Token], text: str, at: int) -> Numeral | None:
    written = words[at].text
    graded = at > 0 and words[at - 1].stem in tables.load().graded
    if not _ROMAN.fullmatch(written) or (len(written) < 2 and not graded):
        return None
    values = [_ROMANS[letter] for letter in written]
    size = sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return Numeral(at + 1, {float(size): COUNT})


def _one(words: Sequence[Token], text: str, at: int) -> Numeral | None:
    """For a year, within one week: a number, when a stretch of time follows."""
    after = words[at + 1].norm if at + 1 < len(words) else ""
    norm = words[at].norm
    stretch = Rules.load().units.get(after) in SPANS and (norm == "one" or (at and words[at - 1].norm in _STRETCH))
    if norm in {"a", "an", "one"} and (stretch or (norm == "one" and after in {"percent", "per"})):
        return Numeral(at + 1, {1.0: COUNT})
    return None


def _scaled(found: Numeral, words: Sequence[Token], text: str) -> Numeral:
    """The number with the scale that follows it: 2 million, 300 k."""
    if found.last >= len(words) or words[found.last].norm not in Rules.load().scales:
        return found
    norm = words[found.last].norm
    if text[words[found.last - 1].end : words[found.last].start].strip():
        return found
    scale = Rules.load().scales[norm]
    sizes = {size * scale: SCALED for size in found.sizes}
    if len(norm) == 1 and norm in Rules.load().units:  # 5 m: five metres, or five million
        sizes |= dict.fromkeys(found.sizes, Rules.load().units[norm])
    return Numeral(found.last + 1, sizes)
