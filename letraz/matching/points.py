"""Changing one line of a rich text and leaving the others as they are, to the letter."""

from __future__ import annotations

from collections.abc import Sequence

from letraz import outline, richtext

__all__ = ["put_back", "put_in", "reordered", "replaced", "without"]


def replaced(source: str, number: int, text: str) -> str:
    """`source` with its line `number` (see `letraz.matching.lines`) saying the plain `text`. `IndexError` for none."""
    pieces = outline.read(source)
    pieces[number] = (richtext.escape(text), pieces[number][1])
    return outline.written(pieces)


def put_back(source: str, number: int, text: str, before: str) -> str:
    """`source` with the line that says the plain `text` as line `number` of `before` was. `LookupError` for none.

    The line is looked for at `number` first, and then where it stands alone with these words.
    """
    pieces, said = outline.read(source), richtext.escape(text)
    places = [at for at, (there, _) in enumerate(pieces) if there == said]
    if number not in places and len(places) != 1:
        raise LookupError("no such line")
    place = number if number in places else places[0]
    pieces[place] = (outline.read(before)[number][0], pieces[place][1])
    return outline.written(pieces)


def reordered(source: str, order: Sequence[int]) -> str:
    """`source` with its lines in the order of these numbers. `ValueError` when they are no permutation."""
    pieces = outline.read(source)
    if sorted(order) != list(range(len(pieces))):
        raise ValueError("no permutation of the lines")
    return outline.written([pieces[number] for number in order])


def without(source: str, number: int) -> str:
    """`source` without its line `number`. `IndexError` for none."""
    pieces = outline.read(source)
    del pieces[number]
    return outline.written(pieces)


def put_in(source: str, number: int, text: str, marker: str = "-") -> str:
    """`source` with a line of Markdown before its line `number`, or at its end."""
    pieces = outline.read(source)
    pieces.insert(number, (text, marker))
    return outline.written(pieces)
