"""How the sections and items of a document are told apart: by their keys, or by their places where keys do not say it.

A handle is "=s3" for a key that stands once in the document, else "#2" for a section's place, "#2.0" for an item's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Generic, TypeVar

from letraz.document import Block, Document, Entry

__all__ = ["Spot", "is_key", "spots"]

T = TypeVar("T", Block, Entry)


@dataclass(frozen=True, slots=True)
class Spot(Generic[T]):
    """A section or an item where it stands: `number` among its siblings from 0, `home` an item's section's handle."""

    handle: str
    thing: T
    number: int
    home: str = ""


def spots(document: Document) -> tuple[list[Spot[Block]], list[Spot[Entry]]]:
    """Every section and every item in order, under handles that no two of them share."""
    sections = Counter(block.key for block in document.blocks)
    items = Counter(entry.key for block in document.blocks for entry in block.entries)
    blocks: list[Spot[Block]] = []
    entries: list[Spot[Entry]] = []
    for number, block in enumerate(document.blocks):
        home = _handle(block.key, sections, f"{number}")
        blocks.append(Spot(home, block, number))
        for at, entry in enumerate(block.entries):
            entries.append(Spot(_handle(entry.key, items, f"{number}.{at}"), entry, at, home))
    return blocks, entries


def is_key(handle: str) -> bool:
    """Whether it holds in other documents too."""
    return handle.startswith("=")


def _handle(key: str, counts: Counter[str], place: str) -> str:
    return f"={key}" if key and counts[key] == 1 else f"#{place}"
