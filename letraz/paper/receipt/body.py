"""The whole text that a reader gives, made ready to be searched for fields: one string, page after page. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from letraz.paper.receipt import bidi
from letraz.paper.receipt.fields import Field
from letraz.paper.receipt.match import Span
from letraz.paper.receipt.normal import (
    BROKEN,
    HYPHENS,
    LINE,
    NONE,
    Squeezed,
    fits,
    fold,
    may_end,
    plain,
    squeeze,
    steered,
    unsteered,
)

# Marks of a `key`, which `plain` text does not hold: between pieces, and before a text that does not run as its page.
_PIECE = "\x1f"
_DASH = re.compile(rf"\s+[{HYPHENS}](?=\s|$)")
_RUNS = {"page": "", "ltr": "\x1e", "rtl": "\x1d"}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A text to be found: its pieces, and the direction in which each is laid out (0 to the right, 1 to the left)."""

    pieces: tuple[str, ...]
    own: int
    base: int

    @classmethod
    def of(cls, wanted: str, base: int) -> _Wanted:
        text = wanted.lstrip("".join(_RUNS.values()))
        own = {_RUNS["ltr"]: 0, _RUNS["rtl"]: 1}.get(wanted[:1], base)
        return cls(tuple(text.split(_PIECE)), own, base)

    @property
    def text(self) -> str:
        return unsteered("".join(self.pieces))

    @property
    def straight(self) -> bool:
        """Whether it stands on the page as it is stored."""
        return not self.base and not bidi.is_turned(self.text)

    def placed(self) -> Squeezed:
        """It on one line, in the order of the page."""
        return _placed(self)

    def split(self, size: int, dash: bool) -> tuple[_Wanted, _Wanted | None]:
        """What holds its first `size` characters without white space and hyphens, and the rest.

        A sign that steers stays with what it touches, a hyphen with what is before it; so does one between spaces
        where the line ends with a `dash`.
        """
        here: list[str] = []
        for at, piece in enumerate(self.pieces):
            for place, char in enumerate(piece):
                if size == 0 and not _stays(char) and not (dash and _DASH.match(piece, place)):
                    rest = (piece[place:], *self.pieces[at + 1 :])
                    return replace(self, pieces=(*here, piece[:place])), replace(self, pieces=rest)
                size -= not (_stays(char) or char.isspace())
            here.append(piece)
        return self, None


@lru_cache(4096)  # each reader asks for each field, for its key and for its places
def _placed(wanted: _Wanted) -> Squeezed:
    shown = [bidi.visual(piece, wanted.own) for piece in wanted.pieces]
    line = unsteered("".join(reversed(shown) if wanted.own else shown))
    return squeeze(line[::-1] if wanted.base else line)


def _stays(char: str) -> bool:
    """Whether a character says nothing of its own: a hyphen, or one that steers."""
    return char in HYPHENS or not unsteered(char)


def _parts(asked: _Wanted, rest: _Wanted, logical: Squeezed) -> bool:
    """Whether a line may end before the `rest`."""
    done, left = asked.text[: len(asked.text) - len(rest.text)], rest.text
    if not (done[-1:].isalnum() and left[:1].isalnum()):
        return True
    return may_end(logical, len(squeeze(done)))


class Body:
    """The lines of all pages, each in the order of the page. `base` is 1 for a document that runs to the left.

    There every line is turned as a whole, so that fields follow each other in reading order. `turned` says that a
    reader's lines were reordered, `folded` that brackets in them do not say on which side they stand.
    """

    def __init__(
        self, pages: Sequence[Sequence[str]], base: int = 0, *, turned: bool = False, folded: bool = False
    ) -> None:
        self.base, self.turned, self.folded = base, turned or bool(base), folded
        ordered = ("\n".join(line[::-1] if base else line for line in page) for page in pages)
        self.text = squeeze("\f".join(ordered))

    def key(self, field: Field) -> str:
        """What a field is searched by: its plain text, with marks where it stands here otherwise than as it is stored.

        Fields that look the same have the same key, however they are printed.
        """
        text = plain(field.text)
        if not self.base and not bidi.is_turned(text):
            return text
        marked = _RUNS[field.runs] + _PIECE.join(map(steered, field.pieces or (field.text,)))
        return text if _Wanted.of(marked, self.base).placed() == _Wanted.of(text, self.base).placed() else marked

    def occurrences(self, wanted: str) -> list[Span]:
        """Where the field of that `key` stands, whole, sorted."""
        asked = _Wanted.of(wanted, self.base)
        if asked.straight and not self.folded:
            return list(self._found(squeeze(asked.text)))
        logical, placed = squeeze(asked.text), asked.placed()
        found = set(self._found(placed))
        if placed.chars != logical.chars:
            found |= set(self._wrapped(asked, logical))
        return sorted(found)

    def words(self, field: Field) -> list[tuple[str, str]]:
        """Each word of a field, and what it is searched by."""
        mark = _RUNS[field.runs]
        laid = steered("".join(field.pieces) or field.text).split()
        return [(unsteered(word), mark + word) for word in laid if unsteered(word)]

    def within(self, word: str, room: Span) -> list[Span]:
        """Where a single word of `words` stands in a part of the text."""
        return sorted(set(self._found(_Wanted.of(word, self.base).placed(), room)))

    def page(self, at: int) -> int:
        """The page (from 0) of the character at that place."""
        return bisect_right(self.text.pages, at) - 1

    def placed(self, word: str) -> str:
        """The characters of a word of ours as they stand here."""
        return _Wanted.of(plain(word), self.base).placed().chars

    def _found(self, wanted: Squeezed, room: Span | None = None) -> Iterator[Span]:
        size, (first, last) = len(wanted), room or (0, len(self.text))
        for chars in {wanted.chars, fold(wanted.chars)} if self.folded else {wanted.chars}:
            start = first - 1
            while size and (start := self.text.chars.find(chars, start + 1, last)) >= 0:
                if fits(wanted, self.text, start, self.turned):
                    yield start, start + size

    def _wrapped(self, asked: _Wanted, logical: Squeezed) -> Iterator[Span]:
        """Where it stands on several lines. Each line is a permutation of its part: a sum of characters finds it."""
        size = total = 0
        chars = fold(logical.chars)
        for at, char in enumerate(chars):
            if at and may_end(logical, at):
                for start in self._tails.get((size, total), ()):
                    if span := self._follow(asked, start, logical):
                        yield span
            if char not in HYPHENS:
                size, total = size + 1, total + hash(char)

    def _follow(self, asked: _Wanted, start: int, logical: Squeezed) -> Span | None:
        """The span from `start` on in which each line holds what it must, and none ends inside a word."""
        at = start
        rest: _Wanted | None = asked
        while rest and rest.text.strip():
            if at >= len(self.text):
                return None
            end = self._ends[bisect_right(self._ends, at)]
            line = self.text.chars[at:end]
            here, rest = rest.split(sum(char not in HYPHENS for char in line), line[-1] in HYPHENS)
            part = here.placed()
            if not len(part) or not self._stands(part, at) or (rest and not _parts(asked, rest, logical)):
                return None
            at += len(part)
        return start, at

    def _stands(self, part: Squeezed, at: int) -> bool:
        chars = self.text.chars[at : at + len(part)]
        same = chars == part.chars or (self.folded and chars == fold(part.chars))
        return same and fits(part, self.text, at, self.turned)

    @cached_property
    def _ends(self) -> list[int]:
        gaps = self.text.gaps
        return [at for at in range(1, len(gaps)) if gaps[at] in {LINE, BROKEN}] + [len(gaps)]

    @cached_property
    def _tails(self) -> Mapping[tuple[int, int], list[int]]:
        """Where the rest of a line begins, by the number and the sum of its characters but for hyphens.

        Whether a hyphen is inside a word (and so a gap) may be otherwise on the page than in the text: "C#-ו".
        """
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        start, chars = 0, fold(self.text.chars)
        for end in self._ends:
            size = total = 0
            for at in range(end - 1, start - 1, -1):
                if chars[at] not in HYPHENS:
                    size, total = size + 1, total + hash(chars[at])
                if self.text.gaps[at] != NONE:
                    found[size, total].append(at)
            start = end
        return found
