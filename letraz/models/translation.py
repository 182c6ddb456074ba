"""A translation beside its original, as both are now: what is to be translated, what is older, what is new or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, object_session

from letraz.models.item import Item
from letraz.models.linked import LinkedHeader, LinkedItem, LinkedTitle
from letraz.models.rendering import Rendering
from letraz.models.resume import Resume
from letraz.models.section import Section

#: The items without the tables of their types.
_ITEMS = Item.__table__.c


@dataclass(frozen=True)
class Place:
    """A section of the original: its own title, and its items in their order with their revisions."""

    id: int
    kind: str
    title: str
    items: dict[int, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its name inside the original."""
        return f"s{self.id}"


@dataclass(frozen=True)
class Translation:
    """A resume, the one that it translates, and of that the `places` and the items that `changed` since."""

    resume: Resume
    original: Resume
    places: Sequence[Place]
    changed: Mapping[int, Item]

    # --- what is linked -------------------------------------------------------------------------------

    @cached_property
    def revisions(self) -> dict[int, int]:
        """The items that the original has, with their revisions."""
        return {item_id: revision for place in self.places for item_id, revision in place.items.items()}

    @cached_property
    def _here(self) -> dict[int, Item]:
        """What translates an item of the original, by its id; the last, should there be two."""
        return {item.original_item_id: item for item in _items(self.resume) if item.original_item_id}

    @cached_property
    def keys(self) -> dict[str, str]:
        """Of the original's items -> of those that translate them."""
        return {f"i{origin}": item.key for origin, item in self._here.items()}

    @cached_property
    def sections(self) -> dict[int, Section]:
        """The sections here, by the ids of those of the original for which they stand."""
        known = {place.id for place in self.places}
        return {one.original_section_id: one for one in self.resume.sections if one.original_section_id in known}

    @cached_property
    def header(self) -> LinkedHeader:
        """The two headers."""
        return LinkedHeader(self.resume, self.original)

    @cached_property
    def titles(self) -> dict[int, LinkedTitle]:
        """The titles of sections, by the ids of the sections here."""
        return {
            self.sections[p.id].id: LinkedTitle(self.sections[p.id], p.title)
            for p in self.places
            if p.id in self.sections
        }

    @cached_property
    def items(self) -> dict[int, LinkedItem]:
        """The items that translate one that the original has, by their ids."""
        found = {}
        for item in _items(self.resume):
            origin = item.original_item_id or 0
            if origin in self.revisions:
                found[item.id] = LinkedItem(item, self.changed.get(origin), self.keys)
        return found

    @cached_property
    def parts(self) -> list[Rendering]:
        """All of that, in the order of the translation."""
        return [self.header, *(part for section in self.resume.sections for part in self.of(section))]

    def of(self, section: Section) -> list[Rendering]:
        """What of a section is linked: its title and its items."""
        title = [self.titles[section.id]] if section.id in self.titles else []
        return [*title, *(self.items[item.id] for item in section.items if item.id in self.items)]

    def part(self, key: str) -> Rendering | None:
        """The part of this name."""
        return next((part for part in self.parts if part.part == key), None)

    # --- what is to be done ---------------------------------------------------------------------------

    @cached_property
    def asking(self) -> list[Rendering]:
        """What is to be translated, or older than the original."""
        return [part for part in self.parts if part.asks]

    @property
    def total(self) -> int:
        """How many things have words to translate, or ask."""
        return sum(part.counts or part.asks for part in self.parts)

    @cached_property
    def carrying(self) -> list[Rendering]:
        """What can take a change that needs no words."""
        return [part for part in self.parts if part.carries]

    @cached_property
    def gone_sections(self) -> list[Section]:
        """Sections whose original is in the trash."""
        return [one for one in self.resume.sections if one.original_section_id and one not in self.sections.values()]

    @cached_property
    def gone_items(self) -> list[Item]:
        """Items whose original is in the trash, in sections that are not `gone_sections`."""
        linked = (item for one in self.resume.sections if one not in self.gone_sections for item in one.items)
        return [item for item in linked if item.original_item_id and item.id not in self.items]

    @cached_property
    def new(self) -> list[tuple[Place, tuple[int, ...]]]:
        """What the original has and this lacks: items, by their sections, which may be lacking too."""
        return [(place, found) for place, found in self._missing if not self._is_out(place)]

    @cached_property
    def _missing(self) -> list[tuple[Place, tuple[int, ...]]]:
        out, found = self.out, []
        for place in self.places:
            items = tuple(n for n in place.items if f"i{n}" not in self.keys and f"i{n}" not in out)
            if items or place.id not in self.sections:  # its items may stand in another section here
                found.append((place, items))
        return found

    def _is_out(self, place: Place) -> bool:
        return place.id not in self.sections and place.key in self.out

    @cached_property
    def out(self) -> set[str]:
        """Keys of what has no place here: by the person's word, or because its translation is in the trash."""
        linked = {f"s{one}" for one in self.sections} | self.keys.keys()
        known = {place.key for place in self.places} | {f"i{one}" for one in self.revisions}
        missing = known - linked
        return missing & (set(self.resume.original_left or []) | self.away.keys()) if missing else set()

    @cached_property
    def away(self) -> dict[str, int]:
        """Keys of things whose translation is in the trash -> the id of that."""
        both = select(Section.id, Section.original_section_id, Section.deleted_at, _ITEMS.id, _ITEMS.original_item_id)
        rows = both.select_from(Section).outerjoin(Item.__table__, _ITEMS.section_id == Section.id)
        mine = rows.where(Section.resume_id == self.resume.id)
        found: dict[str, int] = {}
        for one in _session(self.resume).execute(
            mine.where(or_(Section.deleted_at.is_not(None), _ITEMS.deleted_at.is_not(None)))
        ):
            section_id, origin, section_gone, item_id, item_origin = one
            found |= {f"s{origin}": section_id} if section_gone and origin else {}
            found |= {f"i{item_origin}": item_id} if item_origin else {}
        return found

    @cached_property
    def jumbled(self) -> bool:
        """Whether what is linked stands in another order than in the original, or in another section."""
        mine = [one.original_section_id for one in self.resume.sections if one in self.sections.values()]
        if mine != [place.id for place in self.places if place.id in self.sections]:
            return True
        return any(self._order(one) != self.wanted(one) for one in self.sections.values())

    def _order(self, section: Section) -> list[int]:
        held = self._here.values()
        return [item.id for item in section.items if item.id in self.items and item in held]

    def wanted(self, section: Section) -> list[int]:
        """The ids of the items that the section holds in the original, in its order; they may stand elsewhere here."""
        place = next(one for one in self.places if one.id == section.original_section_id)
        found = [self._here[n].id for n in place.items if n in self._here]
        homes = {n for one in self.places for n in one.items if one.id in self.sections}
        return found + [n for n in self._order(section) if self.items[n].item.original_item_id not in homes]


def _items(resume: Resume) -> Iterator[Item]:
    return (item for section in resume.sections for item in section.items)


def _session(resume: Resume) -> Session:
    session = object_session(resume)
    assert session is not None
    return session
