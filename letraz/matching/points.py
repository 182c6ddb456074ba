"""Changing one line of a rich text and leaving the others as they are, to the letter."""

from __future__ import annotations

from collections.abc import Sequence

from letraz import richtext

__all__ = ["put_in", "reordered", "replaced", "without"]


def replaced(source: str, number: int, text: str) -> str:
    """`source` with its line `number` (see `letraz.matching.lines`) saying the plain `text`. `IndexError` for none."""
    pieces = richtext.outline(source)
    pieces[number] = (richtext.escape(text), pieces[number][1])
    return _written(pieces)


def reordered(source: str, order: Sequence[int]) -> str:
    """`source` with its lines in the order of these numbers. `ValueError` when they are no permutation."""
    pieces = richtext.outline(source)
    if sorted(order) != list(range(len(pieces))):
        raise ValueError("no permutation of the lines")
    return _written([pieces[number] for number in order])


def without(source: str, number: int) -> str:
    """`source` without its line `number`. `IndexError` for none."""
    pieces = richtext.outline(source)
    del pieces[number]
    return _written(pieces)


def put_in(source: str, number: int, text: str, marker: str = "-") -> str:
    """`source` with a line of Markdown before its line `number`, or at its end."""
    pieces = richtext.outline(source)
    pieces.insert(number, (text, marker))
    return _written(pieces)


def _written(pieces: Sequence[tuple[str, str]]) -> str:
    source, before, count = "", "", 0
    for text, marker in pieces:
        count = count + 1 if marker and marker == before else 1
        glue = "" if not source else "\n" if marker and marker == before else "\n\n"
        source, before = source + glue + _marked(text, f"{count}." if marker == "1." else marker), marker
    return source


def _marked(text: str, marker: str) -> str:
    if not marker:
        return text
    indent = "\n" + " " * (len(marker) + 1)
    return f"{marker} " + text.replace("\n", indent)
