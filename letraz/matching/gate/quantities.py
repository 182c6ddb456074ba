"""The numbers of a text with their kind (percent, euros, weeks), what they count, and how often things are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letraz.matching.gate.claims import tables
from letraz.matching.gate.numerals import COUNT, ORDINAL, PART, SCALED, SPANS, TIMES, Numeral, numeral
from letraz.matching.rules import Rules
from letraz.matching.words import Token

__all__ = ["COUNT", "DATE", "Quantity", "quantities", "rates"]

DATE = "date"  #: the kind of a year

_SIGNS = frozenset("€$£¥₹")
_MONEY = frozenset({"eur", "usd", "gbp", "pln", "chf", "inr", "jpy"})
_HYPHENS = " -+%\u00a0\u2010\u2011"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at the words `first` to `last` (exclusive). `readings` are all that it can mean: (size, kind)."""

    first: int
    last: int
    text: str
    readings: frozenset[tuple[float, str]]
    after: frozenset[str] = frozenset()  #: stems of the words that it counts, where they follow
    before: frozenset[str] = frozenset()  #: the stem of the word before it
    compare: str = ""  #: over, under, about
    move: str = ""  #: by, to

    @property
    def alike(self) -> tuple[object, ...]:
        """What makes two numbers of a line one to the gate."""
        return self.readings, self.after, self.before, self.compare, self.move

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds among the readings."""
        return frozenset(kind for _, kind in self.readings)

    @property
    def sizes(self) -> frozenset[float]:
        """The sizes among the readings."""
        return frozenset(size for size, _ in self.readings)


def quantities(words: Sequence[Token], text: str) -> list[Quantity]:
    """The numbers of a text whose words are these, in order."""
    found, at = [], 0
    while at < len(words):
        read = numeral(words, text, at)
        if read:
            found.append(_quantity(words, text, at, read))
        at = max(found[-1].last, at + 1) if read else at + 1
    return found


def rates(words: Sequence[Token], text: str) -> Iterator[tuple[int, int, str]]:
    """How often: words `first` to `last` (exclusive), and the time: "daily", "each day" and "a day" are all day."""
    known, units = tables.load().rates, Rules.load().units
    for at, word in enumerate(words):
        if word.norm in known:
            yield at, at + 1, known[word.norm]
        elif at and (unit := units.get(word.norm, word.norm)) in SPANS:
            if words[at - 1].norm in {"a", "an", "per", "each", "every"}:
                yield at - 1, at + 1, unit
            elif text[words[at - 1].end : word.start].strip() == "/":
                yield at, at + 1, unit


def _quantity(words: Sequence[Token], text: str, at: int, read: Numeral) -> Quantity:
    kind, last = _unit(words, text, at, read.last)
    first = at - (at > 0 and Rules.load().units.get(words[at - 1].norm) in _MONEY)
    return Quantity(
        first,
        last,
        text[words[first].start : words[last - 1].end],
        frozenset(_readings(read, kind)),
        _after(words, text, last),
        _before(words, text, first),
        _compare(words, text, first, last),
        words[first - 1].norm if first and words[first - 1].norm in {"by", "to"} else "",
    )


def _readings(read: Numeral, kind: str) -> Iterator[tuple[float, str]]:
    sizes = read.sizes
    if kind in _MONEY and SCALED in sizes.values():  # €5m is five million, never five metres
        sizes = {size: how for size, how in sizes.items() if how == SCALED}
    for size, how in sizes.items():
        said = how if how == ORDINAL else kind or (COUNT if how == SCALED else how)
        yield round(size, 6), said
        if said == "pound":
            yield round(size, 6), "gbp"
        if said == PART:
            yield round(size * 100, 6), "percent"
        if said == COUNT and read.year:
            yield size, DATE


def _unit(words: Sequence[Token], text: str, at: int, last: int) -> tuple[str, int]:
    """The kind that the signs and words around a number say, and where it ends with them."""
    units = Rules.load().units
    before = words[at - 1].norm if at else ""
    ahead = [word.norm for word in words[last : last + 2]] if _close(words, text, last) else []
    if kind := _signed(words, text, at, last):
        return kind, last
    if units.get(before) in _MONEY and _close(words, text, at):
        return units[before], last
    if len(ahead) == 2 and " ".join(ahead) in units and _close(words, text, last + 1):
        return units[" ".join(ahead)], last + 2
    if ahead and ahead[0] in units and ahead[0] != "second":
        return units[ahead[0]], last + 1
    return (TIMES if before == "x" else COUNT), last


def _signed(words: Sequence[Token], text: str, at: int, last: int) -> str:
    """The kind that a sign before or behind a number gives it; "" for none."""
    units = Rules.load().units
    sign = text[: words[at].start].rstrip()[-1:]
    behind = text[words[last - 1].end :][:3].lstrip(" +\u00a0").casefold()
    mark = behind[:2] if behind[:2] in {"°c", "°f"} else behind[:1]
    if sign in _SIGNS:
        return units.get(sign, sign)
    return units.get(mark, "") if not mark.isalnum() else ""


def _close(words: Sequence[Token], text: str, at: int) -> bool:
    """Whether only a space or a hyphen stands before a word."""
    return 0 < at < len(words) and not text[words[at - 1].end : words[at].start].strip(_HYPHENS.replace("%", ""))


def _after(words: Sequence[Token], text: str, last: int) -> frozenset[str]:
    """The words that are counted: up to three, as far as no sign or small word parts them."""
    found: list[str] = []
    for at in range(last, min(last + 3, len(words))):
        gap = text[words[at - 1].end : words[at].start]
        if gap.strip(_HYPHENS) or words[at].norm in tables.load().stop or words[at].norm in Rules.load().numbers:
            break
        if words[at].norm[:1].isdecimal():
            break
        found.append(words[at].stem)
    return frozenset(found)


def _before(words: Sequence[Token], text: str, first: int) -> frozenset[str]:
    """The word of weight before a number, as far as no sign parts them: "cut costs by 30 %" is about costs."""
    at, stop = first - 1, tables.load().stop
    while at >= 0 and (words[at].norm in stop or words[at].norm.isdecimal()):
        at -= 1
    if at < 0 or any(sign in text[words[at].end : words[first].start] for sign in ",;.:("):
        return frozenset()
    return frozenset({words[at].stem})


def _compare(words: Sequence[Token], text: str, first: int, last: int) -> str:
    """Whether "over", "up to" or "about" stands before it, or a plus behind it."""
    known = tables.load().compare
    if text[words[last - 1].end :][:2].strip()[:1] == "+":
        return "over"
    norms = [word.norm for word in words[max(0, first - 3) : first]]
    for size in (3, 2, 1):
        if len(norms) >= size and (name := known.get(" ".join(norms[-size:]))):
            return name
    return "about" if text[: words[first].start].rstrip()[-1:] == "~" else ""
