"""What things are called where differences are told."""

from __future__ import annotations

from letraz import language, outline
from letraz.document import Block, Entry

__all__ = ["name_of", "short_name", "title_of"]

#: Characters of a text that stands for a name.
_SHORT = 60


def short_name(entry: Entry) -> str:
    """What tells an item from its neighbours: the company before the role; "" for a text that has no name."""
    return entry.subtitle or entry.title


def name_of(entry: Entry) -> str:
    """An item in one line: "Shop Assistant, Oakes Pharmacy, 2013 – 2014"."""
    when = language.format_duration(entry.dates, "en", "year") if entry.dates else ""
    parts = (entry.title, entry.subtitle, when)
    return ", ".join(part for part in parts if part) or _cut(outline.bare(entry.text))


def title_of(block: Block) -> str:
    """What stands above a section, or its type's name."""
    return block.title or block.kind.replace("_", " ").capitalize()


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"
