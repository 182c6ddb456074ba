"""Rule: each number is in the facts, with its kind, with what it counts, and no larger than it was."""

from __future__ import annotations

from collections.abc import Iterator

from letraz.matching.change import Problem
from letraz.matching.gate.claims import tables
from letraz.matching.gate.claims.claim import Claim
from letraz.matching.gate.facts import Facts, Said
from letraz.matching.gate.quantities import COUNT, DATE, Quantity

__all__ = ["numbers", "says_same", "sources"]

RULE = "number"

#: Words that count the same whatever the source called them. Stems.
_PEOPLE = tables.words("numbers", "people")
_OPEN = tables.words("numbers", "open")


def numbers(claim: Claim) -> Iterator[Problem]:
    """The numbers that no fact has, that count something else by now, or that have lost their "up to"."""
    told = {(claim.whose[one.first], one.alike): one for one in claim.new.quantities}
    for quantity in told.values():
        yield from _one(claim, quantity)
    yield from _rates(claim)
    yield from _spans(claim)


def sources(quantity: Quantity, facts: Facts) -> list[tuple[Said, Quantity]]:
    """The numbers in the facts that are this one, with their lines."""
    found = [pair for reading in quantity.readings for pair in facts.counted.get(reading, ())]
    return [(line, one) for line, one in found if says_same(quantity, one)]


def _one(claim: Claim, quantity: Quantity) -> Iterator[Problem]:
    facts = claim.facts(quantity.first)
    if all(claim.new.words[at].norm in facts.norms for at in range(quantity.first, quantity.last)) and _code(quantity):
        return
    same, words = sources(quantity, facts), (quantity.text,)
    if not same:
        yield Problem(RULE, words, f"Your record does not say “{quantity.text}”.")
    elif not any(_counts(quantity, one, line) for line, one in same):
        what = " ".join(word.text for word in claim.new.words[quantity.last : quantity.last + 2]) or "that"
        yield Problem(RULE, words, f"In your record “{quantity.text}” counts something else than “{what}”.")
    elif quantity.compare == "over" and not any(one.compare == "over" for _, one in same):
        yield Problem(RULE, words, f"Your record does not say that it was more than {quantity.text}.")
    elif not quantity.compare and all(one.compare == "under" for _, one in same):
        yield Problem(RULE, words, f"Your record says that it came near {quantity.text}, not that it was.")


def _code(quantity: Quantity) -> bool:
    """A Roman numeral or an ordinal that stands in the facts as it stands here."""
    return not any(char.isdecimal() for char in quantity.text) and quantity.text.isupper()


def says_same(new: Quantity, old: Quantity) -> bool:
    """Whether two numbers are one: size, kind, and whether it went by or to it."""
    moved = new.move and old.move and new.move != old.move and not (new.kinds | old.kinds) <= {COUNT, DATE}
    return bool(new.readings & old.readings) and not moved


def _counts(new: Quantity, old: Quantity, line: Said) -> bool:
    """Whether both count the same: by the words behind them, or around them."""
    if _taken(new, old, line):
        return False
    if new.kinds != {COUNT} and DATE not in new.kinds:
        return True
    if new.after and old.after:
        return any(_alike(one, other) for one in new.after for other in old.after) or new.after <= _PEOPLE
    around, there = new.after | new.before, old.after | old.before
    if not around or not there or (not new.after and not new.before.isdisjoint(line.stems)):
        return True
    return any(_alike(one, other) for one in around for other in there) or bool(new.after & _PEOPLE)


def _alike(one: str, other: str) -> bool:
    return tables.load().alike(one, other)


def _taken(new: Quantity, old: Quantity, line: Said) -> bool:
    """Whether the words that the new one stands at belong to another number of the line."""
    near, mine = new.after or new.before, old.after | old.before
    if near & mine:
        return False
    return any(not one.readings & old.readings for stem in near for one in line.counting.get(stem, ()))


def _rates(claim: Claim) -> Iterator[Problem]:
    for first, last, unit in claim.new.rates:
        known = {other for line in claim.facts(first).lines for _, _, other in line.rates}
        if unit not in known and not claim.facts(first).says(claim.new.phrase(first, last)):
            words = claim.new.written(first, last)
            yield Problem(RULE, (words,), f"Your record does not say “{words}”.")


def _spans(claim: Claim) -> Iterator[Problem]:
    """From a year on, or until now, only where the facts do so."""
    facts = claim.mine
    if any(word in facts.norms for word in _OPEN):
        return
    for at, word in enumerate(claim.new.words[:-1]):
        following = claim.numbered.get(at + 1)
        if word.norm == "since" and following and DATE in following.kinds:
            yield Problem(RULE, (claim.new.written(at, at + 2),), "Your record does not say that it still goes on.")
