"""How long it takes to see what changed: in two resumes of two pages, made from one another or by two people.

`python -m benchmarks.comparing` measures only this.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from benchmarks.table import Row, of, print_table, timed
from letraz.diff import apply, diff, tell
from letraz.document import Document, Entry
from letraz.merge import merge
from tests.people.nurse import nurse
from tests.people.researcher import researcher

#: Milliseconds that a page which compares may spend on it.
COMPARED = 25.0


def measure(_running: object, times: int) -> list[Row]:
    """Each pair compared and told, made into the other, and one item merged."""
    old, other = keyed(nurse(), "a"), keyed(researcher(), "b")
    new = edited(old)
    diff(old, new)  # the designs are read once a process
    rows = []
    for what, pair in (("a resume and what it was", (old, new)), ("two people's resumes", (old, other))):
        changes = diff(*pair)
        told = [timed(lambda pair=pair: tell(diff(*pair))) for _ in range(times)]  # type: ignore[misc]
        rows.append(of(f"Compare {what}, in words", told, goal=COMPARED, note=f"{len(tell(changes))} differences"))
        made = [timed(lambda changes=changes: apply(changes, old)) for _ in range(times)]  # type: ignore[misc]
        rows.append(of("The same, made into the other", made))
    item, base = old.blocks[1].entries[0], new.blocks[2].entries[0]
    mine = replace(item, text=f"{item.text}\n- A point of my own.")
    rows.append(of("Merge an item that both changed", [timed(lambda: merge(item, base, mine)) for _ in range(times)]))
    return rows


def keyed(document: Document, prefix: str) -> Document:
    """The document with keys, as a stored one has them."""
    numbers = iter(range(10_000))
    named = document.map_entries(lambda entry: replace(entry, key=f"{prefix}i{next(numbers)}"))
    return replace(named, blocks=tuple(replace(block, key=f"{prefix}s{next(numbers)}") for block in named.blocks))


def edited(document: Document) -> Document:
    """The last section first, every third item hidden, a word of every text another."""
    last, *others = reversed(document.blocks)
    moved = replace(document, blocks=(last, *reversed(others)))
    numbers = iter(range(10_000))
    return moved.map_entries(lambda entry: _edited(entry, next(numbers)))


def _edited(entry: Entry, number: int) -> Entry:
    text = entry.text.replace(" the ", " our ")
    values = {name: text if value == entry.text else value for name, value in entry.values.items()}
    return replace(entry, values=values, text=text, hidden=number % 3 == 0)


if __name__ == "__main__":
    print_table(measure(None, int(sys.argv[1]) if len(sys.argv) > 1 else 15))
