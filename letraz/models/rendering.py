"""One thing in two languages: what the original said when it was last answered, what it says now, and the translation.

Words are the person's to translate: nothing here puts those of the original into a translation that has its own.
Fields that read the same in every language are merged (`letraz.merge`). All states are derived; what is stored is what
has been answered. Each answer can be undone, as long as neither side was changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from letraz.diff.fields import DATES
from letraz.document import Entry
from letraz.merge import Merged, merge
from letraz.models.ordering import Refused, Stale

Values = Mapping[str, Any]


class Rendering:
    """A thing that is linked to one of the original. Subclasses say what it is and how it is written."""

    part: str  #: "header", "s3", "i12": its name inside its resume
    row: Any  #: what holds the answers (`letraz.models.translated.Answering`)
    spoken: frozenset[str]  #: its fields that are said in a language
    prose: frozenset[str] = frozenset()  #: those of them that are long

    # --- what is so -----------------------------------------------------------------------------------

    def words(self, values: Values) -> dict[str, Any]:
        """Those of such values that are said in a language."""
        return {name: value for name, value in values.items() if name in self.spoken}

    def plain(self, values: Values) -> dict[str, Any]:
        """Those that read the same in every language."""
        return {name: value for name, value in values.items() if name not in self.spoken}

    @cached_property
    def copied(self) -> bool:
        """Whether all its words are those of the original, and nobody said that they may be."""
        mine, old = self.words(self.mine), self.words(self.old)
        return mine == old and bool(old) and not self.row.original_answered

    @cached_property
    def untranslated(self) -> bool:
        """Whether it is to be translated still: all its words, or a long text, are those of the original."""
        long = any(self.mine.get(name) == self.old.get(name) for name in self.prose if name in self.old)
        return self.copied or (long and not self.row.original_answered)

    @property
    def brief(self) -> bool:
        """Whether it holds no long text: a name or a term is often the same in another language."""
        return not any(name in self.old for name in self.prose)

    @cached_property
    def reworded(self) -> tuple[str, ...]:
        """The fields in which the original has other words since, that the translation does not say."""
        names = dict.fromkeys([*self.new, *self.old])
        return tuple(n for n in names if n in self.spoken and self.old.get(n) != self.new.get(n) != self.mine.get(n))

    @cached_property
    def merged(self) -> Merged:
        """What needs no words, as both say it together; where both changed it the translation's stays."""
        old, new, mine = (Entry("", self.plain(values)) for values in (self.old, self.new, self.mine))
        return merge(old, new, mine)

    @property
    def carries(self) -> bool:
        """Whether the original changed what needs no words, and it can be taken at no cost."""
        return self.merged.entry.values != self.plain(self.mine)

    @property
    def carries_dates(self) -> bool:
        """Whether that is dates alone."""
        now, then = self.plain(self.mine), self.merged.entry.values
        return {n for n in (*now, *then) if now.get(n) != then.get(n)} <= set(DATES)

    @property
    def older(self) -> bool:
        """Whether the original changed since, in something that this does not say."""
        return bool(self.reworded) or self.carries or bool(self.merged.conflicts)

    @property
    def asks(self) -> bool:
        """Whether there is anything to do."""
        return self.untranslated or self.older

    @property
    def counts(self) -> bool:
        """Whether there is anything to translate in it, done or not."""
        return bool(self.words(self.new))

    @property
    def can_give(self) -> bool:
        """Whether the original can take what needs no words: it is other here, and the original did not change."""
        return self.plain(self.old) == self.plain(self.new) != self.plain(self.mine)

    @cached_property
    def seen(self) -> str:
        """Names what both say and what is answered: a form that was made from something else is stale."""
        return _digest(self.old, self.new, self.mine, self.row.original_answered)

    def require(self, seen: str) -> None:
        """`Stale` unless the person saw both as they are."""
        if seen != self.seen:
            raise Stale

    # --- what can be done -------------------------------------------------------------------------------

    def answer(self, batch: str = "") -> None:
        """Note that it says in its language what the original says now. A `batch` is undone together."""
        self._done(self.mine, self._without(self.spoken) | self._new_of(self.spoken), answered=True, batch=batch)

    def take(self, whole: bool = False, batch: str = "") -> None:
        """Let it say what needs no words as the original does; where both changed it, only the `whole` is taken."""
        fields = self.plain(self.new) if whole else self.merged.entry.values
        met = set() if whole else self._met()
        names = {name for name in (*self._old, *self._new) if name not in self.spoken | met}
        self._done({**self.words(self.mine), **fields}, self._without(names) | self._new_of(names), batch=batch)

    def keep(self) -> None:
        """Leave what needs no words as it is here, and ask no more about this change of the original."""
        names = {name for name in (*self._old, *self._new) if name not in self.spoken}
        self._done(self.mine, self._without(names) | self._new_of(names))

    def restart(self) -> None:
        """Let what was never translated have the original's words of now, to be translated then.

        What needs no words is taken as by `take`: what is other here stays.
        """
        if not self.copied:
            raise Refused("You have translated it already. Its words are yours to change.")
        names = {*self._old, *self._new} - self._met()
        words = {**self.words(self.new), **self.merged.entry.values}
        self._done(words, self._without(names) | self._new_of(names))

    def give(self) -> None:
        """Let the original say what needs no words as this does. `Refused` while it waits for an answer itself."""
        if not self.can_give:
            raise Refused("The original has changed there since. See what it says first.")
        before = self._new
        old, mine, new = (Entry("", self.plain(v)) for v in (self.there(self.old), self.there(self.mine), self._new))
        self.write_original({**self.words(self._new), **merge(old, mine, new).entry.values})
        names = {name for name in (*self._old, *self._new) if name not in self.spoken}
        self._done(self.mine, self._without(names) | self._new_of(names), gave=before)

    def undo(self) -> None:
        """Take the last answer back. `Stale` when there is none, or one of the two was changed since."""
        before = self.row.original_before
        if not before or before.get("mark") != self._mark():
            raise Stale
        if before["gave"] is not None:
            self.write_original(before["gave"])
        if before["mine"] != self.mine:
            self.write(before["mine"])
        self.row.original_answered, self.row.original_before = before["answered"], None
        self.remember(before["old"])

    def _done(self, mine: Values, old: Values, answered: bool = False, **more: Any) -> None:
        before = {"mine": self.mine, "old": self._old, "answered": self.row.original_answered, "gave": None, **more}
        before["wrote"] = mine != self.mine
        if mine != self.mine:
            self.write(mine)
        self.row.original_answered = self.row.original_answered or answered
        self.remember(old)
        self.row.original_before = {**before, "mark": self._mark()}

    def _met(self) -> set[str]:
        found = {conflict.field for conflict in self.merged.conflicts}
        return found | set(DATES) if "dates" in found else found

    def _new_of(self, names: frozenset[str] | set[str]) -> dict[str, Any]:
        return {name: value for name, value in self._new.items() if name in names}

    def _without(self, names: frozenset[str] | set[str]) -> dict[str, Any]:
        return {name: value for name, value in self._old.items() if name not in names}

    def _mark(self) -> str:
        return _digest(self._old, self._new, self.mine, self.row.original_answered)

    # --- what a subclass says ---------------------------------------------------------------------------

    @property
    def mine(self) -> Values:
        """What the translation says, without what is empty."""
        raise NotImplementedError

    @property
    def old(self) -> Values:
        """What the original said when last answered, as the translation calls it."""
        return self._old

    @property
    def new(self) -> Values:
        """What the original says now, as the translation calls it."""
        return self._new

    @property
    def _old(self) -> dict[str, Any]:
        """As `old`, as the original calls it."""
        raise NotImplementedError

    @property
    def _new(self) -> dict[str, Any]:
        """As `new`, as the original calls it."""
        raise NotImplementedError

    def there(self, values: Values) -> dict[str, Any]:
        """Such values as the original calls them."""
        return dict(values)

    def write(self, values: Values) -> None:
        """Let the translation say this. `Refused` by its form."""
        raise NotImplementedError

    def write_original(self, values: Values) -> None:
        """Let the original say this. `Refused` by its form."""
        raise NotImplementedError

    def remember(self, old: Values) -> None:
        """Store what the original said when last answered."""
        raise NotImplementedError


def _digest(*values: Any) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:16]
