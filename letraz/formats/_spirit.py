"""How a document's design looks, in the few words that a word processor or a browser needs to look alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

from letraz.document import Document

#: The sizes of paper, in millimetres.
PAPERS = {"A4": (210, 297), "Letter": (215.9, 279.4)}

#: What is printed where a document chose no colour: our designs' own.
_ACCENTS = {"classic": "#1c1916", "modern": "#1f4b6e"}
_SERIF = frozenset({"classic", "academic"})
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
#: What WCAG asks of the contrast between text and its ground.
_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Spirit:
    """The paper ("A4" or "Letter"), the accent as "#rrggbb" that is legible on white, and whether text has serifs."""

    paper: str
    accent: str
    serif: bool
    centred: bool


def spirit(document: Document) -> Spirit:
    """What the document's design and options come to. Nothing in them is believed."""
    paper, accent, fonts = (document.options.get(name) for name in ("page_size", "accent", "fonts"))
    chosen = accent if isinstance(accent, str) and _COLOUR.fullmatch(accent) else _ACCENTS.get(document.design)
    serif = "serif" in fonts and "sans" not in fonts if isinstance(fonts, str) else document.design in _SERIF
    size = paper if isinstance(paper, str) and paper in PAPERS else "A4"
    return Spirit(size, legible(chosen or _ACCENTS["classic"]), serif, document.design in _SERIF)


def legible(colour: str) -> str:
    """`colour`, made darker until it can be read on white."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    while 1.05 / (_luminance(parts) + 0.05) < _CONTRAST:
        parts = [int(part * 0.95) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _luminance(parts: list[int]) -> float:
    shares = [part / 255 for part in parts]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
