"""What changed between two documents: told in words, made, taken back, one by one or all at once. Pure.

`diff` finds the changes, `apply` makes all of them and `take` one, `tell` says them. Sections and items are paired by
key, by lineage, and by what they say (`pairing`), so that what was moved reads as moved, and two unrelated resumes
compare sensibly too.
"""

from letraz.diff.applying import apply, take
from letraz.diff.change import Change, Diff, DoesNotFit, Part, Place, Ref, reverse_all
from letraz.diff.making import diff, same_items
from letraz.diff.points import Point, points
from letraz.diff.rich import redlined
from letraz.diff.standing import standing
from letraz.diff.telling import Row, describe, find, tally, tell

__all__ = [
    "Change", "Diff", "DoesNotFit", "Part", "Place", "Point", "Ref", "Row", "apply", "describe", "diff", "find",
    "points", "redlined", "reverse", "reverse_all", "same_items", "standing", "take", "tally", "tell",
]  # fmt: skip


def reverse(change: Change | Point) -> Change | Point:
    """The change or the point the other way round, from the new document to the old one."""
    return change.reversed()
