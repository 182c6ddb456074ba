"""How a document's design looks, in the few words that a word processor or a browser needs to look alike."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from letraz.designs import design
from letraz.document import Document
from letraz.jpeg import whole
from letraz.typefaces import PAIRS

#: The sizes of paper, in millimetres.
PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}

#: Designs whose name stands in the middle.
_CENTRED = frozenset({"classic"})


@dataclass(frozen=True, slots=True)
class Spirit:
    """What a design and its owner's choices come to.

    `paper` is a name of `PAPERS`, `margin` in millimetres, `size` of the text in points, `accent` "#rrggbb". `serif`
    and `serif_heads` tell the kind of letters. `footer` is *name*, *page* or *none*. `photo` is a JPEG, empty for none.
    """

    paper: str
    margin: float
    size: float
    accent: str
    serif: bool
    serif_heads: bool
    centred: bool
    contact_first: bool
    footer: str
    photo: bytes


def spirit(document: Document) -> Spirit:
    """Of the document's design in its version. Nothing in the options is believed: what cannot be chosen is not.

    Raises `CannotMake` for a photo that is to be shown and cannot be read, as the press does.
    """
    look = design(document.design, document.design_version)
    chosen = look.settle(document.options)
    pair = PAIRS.get(chosen.get("fonts", "")) or PAIRS["source-sans" if look.name == "modern" else "source-serif"]
    return Spirit(
        paper=chosen["page_size"],
        margin=float(chosen.get("margin", "18")),
        size=float(chosen.get("size", "10")),
        accent=chosen.get("accent", "#1f4b6e" if look.name == "modern" else "#1c1916"),
        serif=pair.body.kind == "serif",
        serif_heads=pair.heading.kind == "serif",
        centred=look.name in _CENTRED,
        footer=chosen.get("footer", "name"),
        contact_first=chosen.get("head") == "contact",
        photo=whole(photo) if (photo := document.person.photo) and chosen.get("photo", "none") != "none" else b"",
    )


def data_address(jpeg: bytes) -> str:
    """A picture as an address that holds it; nothing for none."""
    return f"data:image/jpeg;base64,{b64encode(jpeg).decode()}" if jpeg else ""
