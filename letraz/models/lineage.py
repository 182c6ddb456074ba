"""Edit once: an item, the base item it was copied from, and what can be done when one of them changed.

What only the base changed is taken; where both changed, three texts are merged (`letraz.merge`), and what conflicts
stays the person's own until it is settled. Each answer can be undone, as long as the item was not changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from letraz.diff.fields import DATES
from letraz.document import Entry
from letraz.merge import MINE, Conflict, Merged, merge, settle
from letraz.models.item import Item
from letraz.models.ordering import Refused, Stale
from letraz.models.section import Section

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Lineage:
    """An item and its base item. `keys`: of base items -> of their copies in the item's resume."""

    item: Item
    base: Item
    keys: Mapping[str, str]

    # --- what is so -----------------------------------------------------------------------------------

    @cached_property
    def mine(self) -> Entry:
        """The item, as it says now; evidence that its resume has no longer is not its own word."""
        values, session = self.item.values, object_session(self.item)
        plain = _entry(self.item, values)
        if session is None or plain.values == _entry(self.item, values, {}).values:
            return plain
        return _entry(self.item, values, living(session, self.item.section.resume_id))

    @cached_property
    def new(self) -> Entry:
        """The base item, as it says now, in the words of the item's resume: evidence is called by its copies."""
        return _entry(self.item, self.base.values, self.keys)

    @cached_property
    def old(self) -> Entry | None:
        """The base item as it was when it was copied or last answered; None when nobody knows."""
        said = self.item.base_values
        if said is None and self.item.base_revision == self.base.revision:
            said = self.base.values
        return None if said is None else _entry(self.item, said, self.keys)

    @property
    def touched(self) -> bool:
        """Whether the item says something that the base did not say; also when nobody knows."""
        return self.old is None or self.mine.values != self.old.values

    @property
    def differs(self) -> bool:
        """Whether the two say different things now."""
        return self.mine.values != self.new.values

    @property
    def behind(self) -> bool:
        """Whether the base item changed since, to something that the item does not say."""
        if self.item.base_revision == self.base.revision or not self.differs:
            return False
        return self.old is None or self.old.values != self.new.values

    @cached_property
    def merged(self) -> Merged:
        """The item with what changed in the base; where nobody knows what that was, each difference is a conflict."""
        if self.old is None:
            return Merged(self.mine, tuple(_differences(self.new.values, self.mine.values)))
        return merge(self.old, self.new, self.mine)

    @property
    def clear(self) -> bool:
        """Whether taking the base's change costs no word of one's own."""
        return not self.merged.conflicts

    @property
    def can_give(self) -> bool:
        """Whether the base can take what the item says: it differs, and no change of the base waits for an answer."""
        return self.differs and not self.behind and self.old is not None

    def require(self, revision: int, base_revision: int) -> None:
        """`Stale` unless the person saw both items as they are."""
        if (self.item.revision, self.base.revision) != (revision, base_revision):
            raise Stale

    # --- what can be done -------------------------------------------------------------------------------

    def take(self, how: Mapping[int, str] | None = None) -> None:
        """Let the item say what is merged, each conflict settled as `how` says by its number: mine, if it says nothing.

        `Refused` for a way that a conflict can't be settled, and by the type's form.
        """
        entry = self.merged.entry
        for number, conflict in enumerate(self.merged.conflicts):
            try:
                entry = settle(entry, conflict, (how or {}).get(number, MINE))
            except ValueError as error:
                raise Refused("That can't be kept both ways. Choose one of the two.") from error
        self._answer(entry.values)

    def take_whole(self, **more: Any) -> None:
        """Let the item say what the base says. `more` is noted beside what undoes it."""
        self._answer(self.new.values, **more)

    def keep(self) -> None:
        """Leave the item as it is, and ask no more about this change of the base."""
        self.item.base_before = self._before()
        self.item.follow(self.base)

    def give(self) -> None:
        """Let the base item say what the item says. `Refused` while a change of the base waits for an answer."""
        if not self.can_give or self.old is None:
            raise Refused("Your base resume has changed there since. See both first, then take yours into it.")
        back = {copy: key for key, copy in self.keys.items()}
        old, mine = (_entry(self.item, entry.values, back) for entry in (self.old, self.mine))
        before = self._before(gave={"values": self.base.values, "revision": self.base.revision + 1})
        write(self.base, merge(old, mine, _entry(self.base, self.base.values)).entry.values)
        self.item.base_before = before
        self.item.follow(self.base)

    def undo(self) -> None:
        """Take the last answer back. `Stale` when there is none, or one of the items was changed since."""
        before, item = self.item.base_before, self.item
        if not before or before["revision"] != item.revision:
            raise Stale
        gave = before.get("gave")
        if gave and gave["revision"] != self.base.revision:
            raise Stale
        if gave:
            write(self.base, gave["values"])
        if before["values"] != item.values:
            write(item, before["values"])
        item.base_revision, item.base_values, item.base_before = before["base_revision"], before["base_values"], None

    def _answer(self, values: Values, **more: Any) -> None:
        before = self._before(1, **more)
        write(self.item, values)
        self.item.base_before = before
        self.item.follow(self.base)

    def _before(self, revisions: int = 0, **more: Any) -> dict[str, Any]:
        """What undoes an answer that counts so many revisions of the item."""
        item = self.item
        return {
            "values": item.values,
            "revision": item.revision + revisions,
            "base_revision": item.base_revision,
            "base_values": item.base_values,
            **more,
        }


def write(item: Item, values: Values) -> None:
    """Let an item say this, through its type's form and beside its neighbours. `Refused` by one of them."""
    clean, errors = item.check(values)
    if errors:
        raise Refused(f"{item.shown_name}: {' '.join(errors.values())}")
    clash = item.conflict(clean, [other.values for other in item.section.items if other is not item])
    if clash:
        raise Refused(clash[1])
    item.take(clean)
    item.revise()


def living(session: Session, resume_id: int) -> dict[str, str]:
    """The keys of the items of a resume, each by itself."""
    items = Item.__table__.c  # without the tables of their types
    mine = select(items.id).join(Section, Section.id == items.section_id).where(Section.resume_id == resume_id)
    alive = mine.where(Section.deleted_at.is_(None), items.deleted_at.is_(None))
    return {key: key for key in (f"i{row_id}" for row_id in session.scalars(alive))}


def said(values: Values) -> dict[str, Any]:
    """The fields that say something."""
    return {name: value for name, value in values.items() if value not in ("", None, [], False)}


def _entry(kind: Item, values: Values, keys: Mapping[str, str] | None = None) -> Entry:
    """An entry of such values, with links to items renamed. One that no form takes today has its values alone."""
    twin = type(kind)(kind=kind.kind, extra={}, hidden=False)
    twin.take(values)
    if keys is not None:
        twin.relink(keys)
    told = said(twin.values)
    try:
        return kind.entry_of(told)
    except ValueError:
        return Entry(kind.kind, told)


def _differences(new: Values, mine: Values) -> list[Conflict]:
    """A conflict for each field in which the two differ; the dates of a duration are one."""
    names = [name for name in dict.fromkeys([*mine, *new]) if new.get(name) != mine.get(name)]
    found = [Conflict(name, None, new.get(name), mine.get(name)) for name in names if name not in DATES]
    if len(found) < len(names):
        theirs, own = ({name: values.get(name) for name in DATES} for values in (new, mine))
        found.append(Conflict("dates", None, theirs, own))
    return found


def spread(lineages: Sequence[Lineage]) -> tuple[list[Item], list[Item]]:
    """Let each copy that nobody touched say what the base says: those that do now, and those left as they are.

    What was touched, and what a rule of its section refuses, is left and still asks.
    """
    waiting = [one for one in lineages if one.behind]
    taken = [one.item for one in waiting if not one.touched and _updated(one)]
    return taken, [one.item for one in waiting if one.item not in taken]


def take_back(lineages: Sequence[Lineage]) -> int:
    """Undo a `spread` of the base item as it is: of each copy that was not changed since. How many those are."""
    took = [one for one in lineages if (one.item.base_before or {}).get("all") == one.base.revision]
    return sum(_done(one.undo) for one in took)


def _updated(one: Lineage) -> bool:
    return _done(lambda: one.take_whole(all=one.base.revision))


def _done(change: Callable[[], None]) -> bool:
    try:
        change()
    except (Refused, Stale):
        return False
    return True
