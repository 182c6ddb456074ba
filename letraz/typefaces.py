"""The typefaces of the printed page, and the pairs of them a person chooses from. Pure: the files are the designs'.

Each family has Latin with Vietnamese, Greek and Cyrillic, in regular and semibold, upright and italic. `fonts.css`
names them, `tools/fonts.py` makes them. What they lack is printed by the Noto families that `_base.css` names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: What a design gets that names no pair, or one that is not there.
DEFAULT = "source-serif"


@dataclass(frozen=True, slots=True)
class Typeface:
    """One family. The figures are its regular face's; a test takes them from the file again.

    `scale` times a size sets it with the x-height of Letraz Serif, so that a change of typeface does not change how
    large a page looks (nor, as measured, how much it holds). `bullet` and `number` are the widths of the markers of
    lists, a bullet with two spaces and "1." with one, in em.
    """

    family: str
    kind: Literal["serif", "sans"]
    scale: float
    bullet: float
    number: float
    display: str = ""

    @property
    def large(self) -> str:
        """The family for a name of 20 pt and more: its cut for large sizes, if there is one."""
        return self.display or self.family


@dataclass(frozen=True, slots=True)
class Pair:
    """Two typefaces that go together, often the same one.

    `heading` is for the name and the titles of sections. The titles of entries stay in `body`: they share their line
    with plain text, and two families in a line look like a mistake.
    """

    label: str
    heading: Typeface
    body: Typeface


_SERIF = Typeface("Letraz Serif", "serif", scale=1.0, bullet=0.771, number=1.033, display="Letraz Display")
_SANS = Typeface("Letraz Sans", "sans", scale=0.977, bullet=0.704, number=0.946)
_GARAMOND = Typeface("Letraz Garamond", "serif", scale=1.188, bullet=0.748, number=0.91)
_LITERATA = Typeface(
    "Letraz Literata", "serif", scale=0.928, bullet=0.817, number=0.989, display="Letraz Literata Display"
)
_INTER = Typeface("Letraz Inter", "sans", scale=0.87, bullet=1.125, number=0.976)
_FIRA = Typeface("Letraz Fira", "sans", scale=0.901, bullet=0.854, number=0.938)

#: Every typeface that a pair has.
TYPEFACES: tuple[Typeface, ...] = (_SERIF, _SANS, _GARAMOND, _LITERATA, _INTER, _FIRA)

#: What can be chosen, in the order of the menu. Values are stored with resumes: they never change their meaning.
PAIRS: Mapping[str, Pair] = {
    "source-serif": Pair("Letraz Serif", _SERIF, _SERIF),
    "source-sans": Pair("Letraz Sans", _SANS, _SANS),
    "garamond": Pair("EB Garamond", _GARAMOND, _GARAMOND),
    "literata": Pair("Literata", _LITERATA, _LITERATA),
    "inter": Pair("Inter", _INTER, _INTER),
    "fira": Pair("Fira Sans", _FIRA, _FIRA),
    "sans-serif": Pair("Letraz Sans over Letraz Serif", _SANS, _SERIF),
    "fira-literata": Pair("Fira Sans over Literata", _FIRA, _LITERATA),
}


def pair(name: str) -> Pair:
    """The pair of that name; the default one when there is none."""
    return PAIRS.get(name) or PAIRS[DEFAULT]
