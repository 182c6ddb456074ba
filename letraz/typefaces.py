"""The pairs of typefaces a resume can be set in. Pure: names and measures, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """A face for headings and one for the text; `bullet` and `number` are widths of list markers in em of the text."""

    label: str
    heading: str
    heading_kind: str
    body: str
    body_kind: str
    bullet: float
    number: float
    scale: float = 1.0
    display: str = ""


PAIRS: Mapping[str, Pair] = {
    "source-serif": Pair(
        "Source Serif", "Letraz Serif", "serif", "Letraz Serif", "serif", 0.771, 1.033, 1.0, "Letraz Display"
    ),
    "source-sans": Pair("Source Sans", "Letraz Sans", "sans", "Letraz Sans", "sans", 0.704, 0.946),
}
