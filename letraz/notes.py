"""What became of values on their way in: a note for each, and the lenient pass through a type's rules. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

#: What can have happened to a value: read otherwise than it was written; kept beside the fields; not taken.
CHANGED, KEPT, REFUSED = "changed", "kept", "refused"

#: What a type's rules make of values: the clean ones, and a sentence for each refused field (`Kind.check`).
Check: TypeAlias = Callable[[Mapping[str, Any]], tuple[dict[str, Any], dict[str, str]]]

#: Notes that a person can be asked to look at.
MOST = 500


@dataclass(frozen=True, slots=True)
class Note:
    """What became of one value: `where` ("Experience, entry 2, End"), `what` (a word above), `why`, `value`."""

    where: str
    what: str
    why: str = ""
    value: str = ""

    def to_json(self) -> dict[str, str]:
        """As JSON values."""
        return {"where": self.where, "what": self.what, "why": self.why, "value": self.value}


def short(value: Any) -> str:
    """A value as a note shows it: at most 80 characters."""
    text = ", ".join(map(str, islice(value, 80))) if isinstance(value, (list, dict)) else str(value or "")
    return text if len(text) <= 80 else f"{text[:79]}…"


def capped(notes: Iterable[Note]) -> list[Note]:
    """The first `MOST` notes without repeats; where there are more, the last one counts them."""
    every = list(dict.fromkeys(notes))
    more = len(every) - MOST
    return every if more <= 0 else [*every[:MOST], Note("The rest", KEPT, f"There are {more:,} more notes like these.")]


def sift(check: Check, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Clean values, and a sentence for each field that was left out for breaking a rule. `check` knows the rules."""
    errors: dict[str, str] = {}
    while True:
        clean, found = check({name: value for name, value in values.items() if name not in errors})
        fresh = {name: why for name, why in found.items() if name in values and name not in errors}
        if not fresh:
            return clean, errors
        errors |= fresh
