"""Which items come from which base items: what the editor and the pages of a change ask of the database.

Each question costs a constant number of queries. What lies in the trash, or in a resume that does, is no kin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload, object_session
from sqlalchemy.orm.attributes import set_committed_value

from letraz.models.item import Item
from letraz.models.lineage import Lineage
from letraz.models.resume import Resume
from letraz.models.section import Section

#: The items without the tables of their types.
_ITEMS = Item.__table__.c


def behind(resume: Resume) -> dict[int, Lineage]:
    """The items of a resume whose base item says something new, by their ids."""
    items = [item for section in resume.sections for item in section.items if item.base_item_id]
    if not items:
        return {}
    rows = _session(resume).execute(_bases(resume, {item.base_item_id for item in items}))
    live: dict[int, int] = {row.id: row.revision for row in rows}
    news = [item for item in items if item.base_item_id in live and live[item.base_item_id] != item.base_revision]
    found = {one.item.id: one for one in _with_bases(resume, news)}
    return {item_id: one for item_id, one in found.items() if one.behind}


def lineage(resume: Resume, item: Item) -> Lineage | None:
    """An item of the resume with the base item that it comes from; None when it has none that lives."""
    if not item.base_item_id or _session(resume).execute(_bases(resume, {item.base_item_id})).first() is None:
        return None
    return next(iter(_with_bases(resume, [item])), None)


def copies(base: Resume, items: Iterable[Item], lock: bool = False) -> dict[int, list[Lineage]]:
    """The copies of such items of the base resume, by the ids of those, in the order of their resumes.

    Without `lock` only those that were made of another revision; with it all, and nobody else changes them meanwhile.
    """
    session, known = _session(base), {item.id: item for item in items}
    rows = session.execute(_copies(base, known)).all() if known and base.base else []
    wanted = [row for row in rows if lock or row.base_revision != known[row.base_item_id].revision]
    if not wanted:
        return {}
    if lock:
        own = select(Resume.id).where(Resume.id.in_({row.resume_id for row in wanted})).order_by(Resume.id)
        session.execute(own.with_for_update(key_share=True))
    keys = keys_here(session, {row.resume_id for row in wanted}, _ITEMS.base_item_id)
    found: dict[int, list[Lineage]] = defaultdict(list)
    for item in read_items(session, wanted, lock):
        found[item.base_item_id or 0].append(Lineage(item, known[item.base_item_id or 0], keys[item.section.resume_id]))
    return dict(found)


def copy(base: Resume, item_id: int) -> Lineage | None:
    """The copy of this id with its item of the base resume. None when there is no such pair that lives."""
    session = _session(base)
    rows = session.execute(_copies(base, ()).where(_ITEMS.id == item_id)).all() if base.base else []
    origin = base.item(rows[0].base_item_id) if rows else None
    if origin is None:
        return None
    session.execute(select(Resume.id).where(Resume.id == rows[0].resume_id).with_for_update(key_share=True))
    [item] = read_items(session, rows, lock=True)
    return Lineage(
        item, origin, keys_here(session, {item.section.resume_id}, _ITEMS.base_item_id)[item.section.resume_id]
    )


def _bases(resume: Resume, ids: Iterable[Any]) -> Select[Any]:
    """Id and revision of those of these items that live in the person's base resume."""
    live = select(_ITEMS.id, _ITEMS.revision).join(Section, Section.id == _ITEMS.section_id).join(Section.resume)
    mine = live.where(_ITEMS.id.in_(set(ids)), Resume.user_id == resume.user_id, Resume.base)
    return mine.where(_ITEMS.deleted_at.is_(None), Section.deleted_at.is_(None), Resume.deleted_at.is_(None))


def _copies(base: Resume, ids: Iterable[int]) -> Select[Any]:
    """What there is to know of copies (of these base items) before they are read."""
    asked = select(_ITEMS.id, _ITEMS.base_item_id, _ITEMS.base_revision, _ITEMS.section_id, Section.resume_id)
    live = asked.select_from(Item.__table__).join(Section, Section.id == _ITEMS.section_id).join(Section.resume)
    mine = live.where(Resume.user_id == base.user_id, Resume.id != base.id, _ITEMS.base_item_id.is_not(None))
    mine = mine.where(_ITEMS.deleted_at.is_(None), Section.deleted_at.is_(None), Resume.deleted_at.is_(None))
    return mine.where(_ITEMS.base_item_id.in_(list(ids))) if ids else mine


def read_items(session: Session, rows: Sequence[Any], lock: bool) -> list[Item]:
    """The items of these rows, with their sections, their neighbours there and their resumes; read anew with `lock`."""
    read = select(Section).where(Section.id.in_({row.section_id for row in rows}))
    whole = read.options(joinedload(Section.resume)).order_by(Section.resume_id, Section.id)
    ids = {row.id for row in rows}
    sections = session.scalars(whole.execution_options(populate_existing=lock))
    found = [(section, item) for section in sections for item in section.items if item.id in ids]
    for section, item in found:
        set_committed_value(item, "section", section)  # else nobody holds it, and it is read again
    return [item for _, item in found]


def _with_bases(resume: Resume, items: list[Item]) -> list[Lineage]:
    if not items:
        return []
    read = select(Item).where(Item.id.in_({item.base_item_id for item in items}))
    bases = {base.id: base for base in _session(resume).scalars(read)}
    every = (item for section in resume.sections for item in section.items)
    keys = {f"i{item.base_item_id}": item.key for item in every if item.base_item_id}
    pairs = ((item, bases.get(item.base_item_id or 0)) for item in items)
    return [Lineage(item, base, keys) for item, base in pairs if base is not None and base.kind == item.kind]


def keys_here(session: Session, resumes: Iterable[int], origin: ColumnElement[Any]) -> dict[int, dict[str, str]]:
    """Of the items that a column of items names -> of those that name them, by resume; the trash left out."""
    asked = select(Section.resume_id, origin, _ITEMS.id).join(Section, Section.id == _ITEMS.section_id)
    mine = asked.where(Section.resume_id.in_(set(resumes)), Section.deleted_at.is_(None), _ITEMS.deleted_at.is_(None))
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for resume_id, origin_id, item_id in session.execute(mine.where(origin.is_not(None))):
        found[resume_id][f"i{origin_id}"] = f"i{item_id}"
    return found


def _session(resume: Resume) -> Session:
    session = object_session(resume)
    assert session is not None
    return session
