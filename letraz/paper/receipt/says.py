"""Which of what is stored a design prints, and how: its options, as far as they change what can be read. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from letraz.designs import design
from letraz.document import Document

#: What may stand as the last line of a page, by the option that asks for it.
FOOTERS = {"name": "{name} · {page}", "page": "{page} / {pages}", "none": ""}


@dataclass(frozen=True, slots=True)
class Says:
    """What a receipt must know of a design.

    `headings`: whether the titles of blocks are printed. `head`: the order of the name block. `dates` and `levels`: as
    `Tongue` has them. `photo`: whether it is printed. `footer`: a name of `FOOTERS`. `beside`: positions of the
    visible blocks that stand in the second column. `sided`: whether each text runs its own way.
    """

    headings: bool = True
    head: tuple[str, ...] = ("name", "headline", "contact")
    dates: str = "month"
    levels: str = "words"
    photo: bool = False
    footer: str = "name"
    beside: frozenset[int] = frozenset()
    sided: bool = True

    @classmethod
    def of(cls, document: Document, beside: frozenset[int] = frozenset()) -> Says:
        """What the options of a document's design say; `beside` is known only when its pages are laid out."""
        look = design(document.design, document.design_version)
        chosen = look.settle(document.options)
        last = ("contact", "headline") if chosen.get("head") == "contact" else ("headline", "contact")
        return cls(
            headings=chosen.get("headings") != "hidden",
            head=("name", *last),
            dates=chosen.get("dates", "month"),
            levels=chosen.get("levels", "words"),
            photo=chosen.get("photo", "none") != "none",
            footer=chosen.get("footer", "name"),
            beside=beside,
            sided=look.sided,
        )

    def foot(self, name: str, page: int, pages: int) -> str:
        """The line that may stand at the end of this page (counted from 1)."""
        return FOOTERS.get(self.footer, "").format(name=name, page=page, pages=pages)
