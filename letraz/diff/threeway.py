"""Three rows of lines become one: what only one side changed is taken from it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

__all__ = ["Met", "merged_rows"]

R = TypeVar("R", bound=Hashable)

#: Which of the second ones is which of the first, by their numbers.
Pairing = Callable[[Sequence[R], Sequence[R]], Mapping[int, int]]

#: What a line of the result is: a line of the old row, or one that a side added, by its number there.
Tag = tuple[str, int]
_OLD, _NEW, _MINE = "old", "new", "mine"


@dataclass(frozen=True, slots=True)
class Met(Generic[R]):
    """A line that both sides changed, each to something else; None: removed."""

    old: R
    new: R | None
    mine: R | None


def merged_rows(
    old: Sequence[R], new: Sequence[R], mine: Sequence[R], pair: Pairing[R]
) -> tuple[list[R], list[Met[R]]]:
    """Mine, with what changed from old to new; and where that met a change of mine, which then stays."""
    return _Merging(old, new, mine, pair(old, new), pair(old, mine)).rows()


@dataclass
class _Merging(Generic[R]):
    old: Sequence[R]
    new: Sequence[R]
    mine: Sequence[R]
    to_new: Mapping[int, int]
    to_mine: Mapping[int, int]
    order: list[Tag] = field(default_factory=list)
    said: dict[Tag, R] = field(default_factory=dict)
    met: list[Met[R]] = field(default_factory=list)

    def rows(self) -> tuple[list[R], list[Met[R]]]:
        of_mine = {j: i for i, j in self.to_mine.items()}
        self.order = [(_OLD, of_mine[j]) if j in of_mine else (_MINE, j) for j in range(len(self.mine))]
        self.said = {tag: self.mine[j] for j, tag in enumerate(self.order)}
        for i in range(len(self.old)):
            self._change(i)
        self._reorder()
        self._add()
        return [self.said[tag] for tag in self.order], self.met

    def _change(self, i: int) -> None:
        """Take over what became of an old line, unless something else became of it here."""
        was = self.old[i]
        new = self.new[self.to_new[i]] if i in self.to_new else None
        mine = self.mine[self.to_mine[i]] if i in self.to_mine else None
        if new in (was, mine):
            return
        if mine != was:
            self.met.append(Met(was, new, mine))
        elif new is None:
            self.order.remove((_OLD, i))
        else:
            self.said[_OLD, i] = new

    def _reorder(self) -> None:
        """Take over the new order, unless mine is another too."""
        here = [i for kind, i in self.order if kind == _OLD and i in self.to_new]
        if here != sorted(here):
            return
        places = [at for at, tag in enumerate(self.order) if tag[0] == _OLD and tag[1] in self.to_new]
        for at, i in zip(places, sorted(here, key=lambda i: self.to_new[i]), strict=True):
            self.order[at] = (_OLD, i)

    def _add(self) -> None:
        """Take over new lines, each behind what it stands behind, unless mine has the same."""
        of_new = {j: i for i, j in self.to_new.items()}
        for j, line in enumerate(self.new):
            if j in of_new or line in self.said.values():
                continue
            behind = ((_OLD, of_new[k]) if k in of_new else (_NEW, k) for k in reversed(range(j)))
            before = next((tag for tag in behind if tag in self.order), None)
            self.order.insert(self.order.index(before) + 1 if before else 0, (_NEW, j))
            self.said[_NEW, j] = line
