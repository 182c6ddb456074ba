"""Text in stretches of one direction: Word asks of each run whether it reads from the right."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_LEFT = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u024f\u0370-\u058f\u0900-\u1fff\u2c00-\ud7ff\uf900-\ufb17"

# From the first letter of the other direction to the last, whatever neutral signs stand between.
_LEFT_IN_RIGHT = re.compile(f"[{_LEFT}](?:[^{_RIGHT}]*[{_LEFT}0-9])?")
_RIGHT_IN_LEFT = re.compile(f"[{_RIGHT}](?:[^{_LEFT}]*[{_RIGHT}])?")


def turns(text: str, *, rtl: bool) -> Iterator[tuple[str, bool]]:
    """The stretches of `text`, each with whether it reads from the right; numbers go with the page (`rtl`)."""
    place = 0
    for found in (_LEFT_IN_RIGHT if rtl else _RIGHT_IN_LEFT).finditer(text):
        if found.start() > place:
            yield text[place : found.start()], rtl
        yield found[0], not rtl
        place = found.end()
    if place < len(text):
        yield text[place:], rtl
