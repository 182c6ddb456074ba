"""Which resume translates which, as the editor and the page of a translation ask the database.

Each question costs a constant number of queries; of an original's items only those that changed since are read. What
lies in the trash is not there: while an original is in the trash its translations say nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from letraz.models.item import Item
from letraz.models.kin import keys_here, read_items
from letraz.models.linked import LinkedItem
from letraz.models.resume import Resume
from letraz.models.section import Section
from letraz.models.translation import Place, Translation

#: The items without the tables of their types.
_ITEMS = Item.__table__.c


def read(resume: Resume) -> Translation | None:
    """A translation with its original; None for what is none, or while the original is in the trash."""
    if not resume.original_id:
        return None
    session = _session(resume)
    mine = select(Resume).where(Resume.id == resume.original_id, Resume.user_id == resume.user_id)
    original = session.scalar(mine.where(Resume.deleted_at.is_(None)))
    if original is None:
        return None
    places = _places(session, original.id)
    now = {item_id: revision for place in places for item_id, revision in place.items.items()}
    every = (item for section in resume.sections for item in section.items)
    linked = ((item.original_item_id or 0, item.original_revision) for item in every)
    changed = {origin for origin, revision in linked if now.get(origin, revision) != revision}
    rows = session.scalars(select(Item).where(Item.id.in_(changed))) if changed else ()
    return Translation(resume, original, places, {item.id: item for item in rows})


def late(original: Resume, items: Iterable[Item]) -> dict[int, list[LinkedItem]]:
    """What translates such items of a resume and is older than they are, by their ids."""
    known, session = {item.id: item for item in items}, _session(original)
    if not known:
        return {}
    asked = select(_ITEMS.id, _ITEMS.original_item_id, _ITEMS.original_revision, _ITEMS.section_id, Section.resume_id)
    live = asked.select_from(Item.__table__).join(Section, Section.id == _ITEMS.section_id).join(Section.resume)
    mine = live.where(Resume.original_id == original.id, Resume.user_id == original.user_id)
    mine = mine.where(_ITEMS.deleted_at.is_(None), Section.deleted_at.is_(None), Resume.deleted_at.is_(None))
    rows = session.execute(mine.where(_ITEMS.original_item_id.in_(list(known)))).all()
    wanted = [row for row in rows if row.original_revision != known[row.original_item_id].revision]
    if not wanted:
        return {}
    keys = keys_here(session, {row.resume_id for row in wanted}, _ITEMS.original_item_id)
    found: dict[int, list[LinkedItem]] = defaultdict(list)
    for item in read_items(session, wanted, lock=False):
        origin = known[item.original_item_id or 0]
        one = LinkedItem(item, origin, keys[item.section.resume_id])
        if one.older and not one.untranslated:
            found[origin.id].append(one)
    return dict(found)


def _places(session: Session, resume_id: int) -> list[Place]:
    both = select(Section.id, Section.type, Section.title, _ITEMS.id, _ITEMS.revision).select_from(Section)
    joined = both.outerjoin(Item.__table__, (_ITEMS.section_id == Section.id) & _ITEMS.deleted_at.is_(None))
    mine = joined.where(Section.resume_id == resume_id, Section.deleted_at.is_(None))
    found: dict[int, Place] = {}
    for row in session.execute(mine.order_by(Section.index, Section.id, _ITEMS.index, _ITEMS.id)):
        section_id, kind, title, item_id, revision = row
        place = found.setdefault(section_id, Place(section_id, kind, title))
        if item_id:
            place.items[item_id] = revision
    return list(found.values())


def _session(resume: Resume) -> Session:
    session = object_session(resume)
    assert session is not None
    return session
