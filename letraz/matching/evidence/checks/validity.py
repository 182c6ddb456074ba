"""Licences and certificates that end: one that ended shows nothing any more."""

from __future__ import annotations

from datetime import date

from letraz.dates import PartialDate
from letraz.document import Document

__all__ = ["ended"]


def ended(document: Document, key: str, today: date) -> str:
    """A sentence when the entry of this key had a last day and it is past; "" otherwise."""
    for block in document.blocks:
        for entry in block.entries:
            expires = entry.values.get("expires") if entry.key == key else None
            if expires and PartialDate.parse(expires).last() < (today.year, today.month, today.day):
                return f"It ended in {expires}."
    return ""
