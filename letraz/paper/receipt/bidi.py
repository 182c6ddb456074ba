"""In which order a line of mixed directions stands on the page: the Unicode Bidirectional Algorithm (UAX #9).

Isolates are followed (our own pages use them); embeddings and overrides are not: no design prints any. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import bidirectional

from letraz.ways import DEEPEST, isolates

_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "「": "」", "【": "】", "〈": "〉", "《": "》"}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_NEUTRAL = {"B", "S", "WS", "ON", "BN"}
_RIGHT = {"R", "AL"}
_STEERING = {"LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF"}


def is_turned(text: str) -> bool:
    """Whether `text` holds a character that is read from the right."""
    return not text.isascii() and any(bidirectional(char) in {"R", "AL", "AN"} for char in text)


def first(text: str, base: int) -> int:
    """Which way `text` runs by its first letter: 0 to the right, 1 to the left, `base` without a letter."""
    kinds = (bidirectional(char) for char in text)
    return next((int(kind != "L") for kind in kinds if kind in {"L", *_RIGHT}), base)


def visual(text: str, base: int) -> str:
    """The characters of one line from left to right; `base` is 0 for a line that runs to the right, 1 to the left."""
    return "".join(text[at] for at in order(levels(text, base)))


def order(found: Sequence[int]) -> list[int]:
    """Rule L2: positions from left to right, given each character's level."""
    places = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        start = None
        for at in range(len(places) + 1):
            inside = at < len(places) and found[at] >= level
            if inside and start is None:
                start = at
            elif not inside and start is not None:
                places[start:at] = places[start:at][::-1]
                start = None
    return places


def levels(text: str, base: int) -> list[int]:
    """The level of each character: even ones run to the right."""
    inner = list(isolates(text)) if base < 2 * DEEPEST else []
    kinds = [_kind(char) for char in text]
    hidden = {at for start, end in inner for at in range(start, end)}
    kept = [at for at in range(len(text)) if at not in hidden]
    found = [base] * len(text)
    outer = _resolved([kinds[at] for at in kept], [text[at] for at in kept], base)
    for at, level in zip(kept, outer, strict=True):
        found[at] = level
    for start, end in inner:
        found[start:end] = levels(text[start:end], _inner_base(text[start - 1], text[start:end], base))
    return found


def _kind(char: str) -> str:
    """Its class; what opens or closes a direction is neutral for the text around it."""
    found = bidirectional(char)
    return "ON" if found in _STEERING or not found else found


def _inner_base(opener: str, text: str, base: int) -> int:
    right = opener == "\u2067" or (opener == "\u2068" and first(text, 0) == 1)
    return (base + 1) | 1 if right else (base + 2) & ~1


def _resolved(kinds: list[str], chars: list[str], base: int) -> list[int]:
    own = "R" if base % 2 else "L"
    _weak(kinds, own)
    _brackets(kinds, chars, own)
    _neutral(kinds, own)
    rise = ({"L": 0, "R": 1, "AN": 2, "EN": 2}, {"L": 1, "R": 0, "AN": 1, "EN": 1})[base % 2]
    return [base + rise[kind] for kind in kinds]


def _weak(kinds: list[str], own: str) -> None:
    """Rules W1 to W7."""
    strong, before = own, own
    for at, own_kind in enumerate(kinds):
        kind = before if own_kind == "NSM" else "AN" if own_kind == "EN" and strong == "AL" else own_kind
        strong = kind if kind in {"L", "R", "AL"} else strong
        kinds[at] = before = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        around = {kinds[at - 1], kinds[at + 1]}
        if (kinds[at] == "ES" and around == {"EN"}) or (kinds[at] == "CS" and around in ({"EN"}, {"AN"})):
            kinds[at] = kinds[at - 1]
    for places in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        near = ""
        for at in places:
            kinds[at] = near = "EN" if kinds[at] == "ET" and near == "EN" else kinds[at]
    strong = own
    for at, kind in enumerate(kinds):
        strong = kind if kind in {"L", "R"} else strong
        kinds[at] = "ON" if kind in {"ES", "ET", "CS"} else "L" if kind == "EN" and strong == "L" else kind


def _brackets(kinds: list[str], chars: list[str], own: str) -> None:
    """Rule N0: a pair takes the direction of what it holds."""
    for start, end in sorted(_pairs(chars)):
        inside = {_side(kind) for kind in kinds[start + 1 : end]} - {""}
        if not inside or kinds[start] != "ON":
            continue
        before = next((side for kind in reversed(kinds[:start]) if (side := _side(kind))), own)
        kinds[start] = kinds[end] = own if own in inside or before == own else before


def _pairs(chars: list[str]) -> Iterator[tuple[int, int]]:
    stack: list[int] = []
    for at, char in enumerate(chars):
        if char in _PAIRS:
            stack.append(at)
        elif char in _CLOSERS:
            depth = next((n for n in range(len(stack) - 1, -1, -1) if chars[stack[n]] == _CLOSERS[char]), None)
            if depth is not None:
                yield stack[depth], at
                del stack[depth:]


def _neutral(kinds: list[str], own: str) -> None:
    """Rules N1 and N2."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            before = _side(kinds[at - 1]) if at else own
            after = _side(kinds[end]) if end < len(kinds) else own
            kinds[at:end] = [before if before == after else own] * (end - at)
        at = end + 1


def _side(kind: str) -> str:
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")
