"""What a translation does when its original gained, lost or moved something: by the person's word, never by itself."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy.orm import Session, object_session

from letraz.models.item import Item
from letraz.models.lineage import said
from letraz.models.ordering import Refused, place, renumber
from letraz.models.section import Section
from letraz.models.translation import Place, Translation

Row = TypeVar("Row", Section, Item)


def add(found: Translation, key: str) -> Section | Item:
    """Take over what the original has under this key, at its place and to be translated, or out of the trash.

    `KeyError` when it lacks no such thing, `Refused` when there is no room or it clashes.
    """
    offered = {one.key: one for one, _ in found.new} | {one.key: one for one in found.places if one.key in found.out}
    if key in offered and offered[key].id not in found.sections:
        return _section(found, offered[key])
    home = next((one for one in found.places for n in one.items if key == f"i{n}" and key not in found.keys), None)
    if home is None:
        raise KeyError(key)
    if home.id not in found.sections:
        return _section(found, home)
    return _item(found, found.sections[home.id], home, int(key[1:]))


def leave(found: Translation, key: str) -> None:
    """Note that this thing of the original has no place here. `KeyError` when it is not offered."""
    if key not in {f"i{n}" for _, items in found.new for n in items} | {one.key for one, _ in found.new}:
        raise KeyError(key)
    found.resume.original_left = [*(found.resume.original_left or []), key]


def part_with(row: Section | Item) -> None:
    """Let something whose original is gone be a thing of this resume alone."""
    row.original_answered, row.original_before = False, None
    if isinstance(row, Item):
        row.original_item_id = row.original_revision = row.original_values = None
        return
    row.original_section_id, row.original_title = None, ""
    for item in row.items:
        part_with(item)


def put_in_order(found: Translation) -> None:
    """Let what is linked stand as in the original; what is not keeps its place. `Refused` by a full section."""
    resume, items = found.resume, {one.item.id: one.item for one in found.items.values()}
    wanted = {one.id: found.wanted(one) for one in found.sections.values()}
    for section in found.sections.values():
        for item in [items[n] for n in wanted[section.id]]:
            if item.section is not section:
                item.move_to(len(section.items) + 1, section)
    for section in found.sections.values():
        ordered = iter([items[n] for n in wanted[section.id]])
        linked = set(wanted[section.id])
        _stand(section.items, [next(ordered) if one.id in linked else one for one in section.items])
    linked_sections = iter([found.sections[one.id] for one in found.places if one.id in found.sections])
    held = set(found.sections.values())
    _stand(resume.sections, [next(linked_sections) if one in held else one for one in resume.sections])
    resume.touch()


def _stand(rows: list[Row], order: list[Row]) -> None:
    renumber(order)
    rows.sort(key=lambda row: row.index)


def _section(found: Translation, home: Place) -> Section:
    """The section of the original, with those of its items that are not here yet."""
    session, resume = _session(found), found.resume
    lost = resume.section(found.away.get(home.key, 0), trashed=True)
    if lost:
        resume.put_back(lost)
        return lost
    origin = session.get_one(Section, home.id)
    section = resume.add_section(home.kind, home.title)
    section.hidden, section.new_page, section.keep_together = origin.hidden, origin.new_page, origin.keep_together
    section.extra = dict(origin.extra or {})
    section.follow_section(origin)
    before = [one.id for one in found.places].index(home.id)
    held = [found.sections[one.id] for one in found.places[:before] if one.id in found.sections]
    place(resume.sections, section, resume.sections.index(held[-1]) + 2 if held else 1)
    session.flush()
    for number in home.items:
        if f"i{number}" not in found.keys and f"i{number}" not in found.out:
            _item(found, section, home, number)
    return section


def _item(found: Translation, section: Section, home: Place, number: int) -> Item:
    session = _session(found)
    lost = session.get(Item, found.away.get(f"i{number}", 0))
    if lost and lost.section is section:
        section.put_back(lost)
        return lost
    origin = session.get_one(Item, number)
    clean, errors = section.kind.check(origin.values)
    clash = section.kind.conflict(clean, [other.values for other in section.items])
    if errors or clash:
        raise Refused(f"{origin.shown_name}: {clash[1] if clash else ' '.join(errors.values())}")
    earlier = list(home.items)[: list(home.items).index(number)]
    held = [at for at, one in enumerate(section.items, 1) if one.original_item_id in earlier]
    item = section.add(clean, held[-1] + 1 if held else 1)
    item.hidden, item.extra = origin.hidden, dict(origin.extra or {})
    item.relink(found.keys)
    item.follow_item(origin, said(origin.values))
    session.flush()
    return item


def _session(found: Translation) -> Session:
    session = object_session(found.resume)
    assert session is not None
    return session
