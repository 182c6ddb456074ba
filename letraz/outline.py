"""The lines of a rich text, and the text of such lines. Pure.

A line is a paragraph outside lists or an item of an outermost list: its Markdown and its marker ("", "-", "1.").
"""

from __future__ import annotations

from collections.abc import Sequence

from letraz import richtext

__all__ = ["Line", "bare", "read", "written"]

Line = tuple[str, str]

read = richtext.outline


def bare(line: str) -> str:
    """The words of a line's Markdown, in one line."""
    return " ".join(richtext.bare(line).split())


def written(lines: Sequence[Line]) -> str:
    """The Markdown of these lines: neighbours of one list stand close, everything else apart."""
    source, before, count = "", "", 0
    for text, marker in lines:
        count = count + 1 if marker and marker == before else 1
        glue = "" if not source else "\n" if marker and marker == before else "\n\n"
        source, before = source + glue + _marked(text, f"{count}." if marker == "1." else marker), marker
    return source


def _marked(text: str, marker: str) -> str:
    if not marker:
        return text
    indent = "\n" + " " * (len(marker) + 1)
    return f"{marker} " + text.replace("\n", indent)
