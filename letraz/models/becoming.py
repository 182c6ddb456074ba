"""Writing a document back into the resume that it was made from: an accepted change, its undo, a version.

Sections and items are known by their keys; what has a key stays the same row, keeps where it comes from, and is only
revised when it says something else. Every value goes through its type's form, as from a person (DESIGN rule 9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import object_session

from letraz.document import Block, Document, Entry
from letraz.models.item import Item
from letraz.models.ordering import Refused, renumber

if TYPE_CHECKING:
    from letraz.models.resume import Resume
    from letraz.models.section import Section


def become(resume: Resume, document: Document) -> None:
    """Let the sections of `resume` be those of `document`. What has no key is new; what is missing goes to the trash.

    `Refused` when a form refuses a value: nothing is written by halves, for the caller does not commit.
    """
    known = {section.key: section for section in resume.sections}
    kept = [_section(resume, known.get(block.key), block) for block in document.blocks]
    for section in [one for one in resume.sections if one not in kept]:
        resume.remove_section(section)
    renumber(kept)
    resume.sections.sort(key=lambda section: section.index)
    resume.revision += 1
    resume.touch()


def _section(resume: Resume, section: Section | None, block: Block) -> Section:
    section = section or resume.add_section(block.kind)
    section.hidden, section.new_page, section.keep_together = block.hidden, block.new_page, block.keep_together
    if block.title and block.title != section.heading:
        section.rename(block.title)
    known = {item.key: item for item in section.items}
    kept = [_item(section, known.get(entry.key), entry) for entry in block.entries]
    for item in [one for one in section.items if one not in kept]:
        section.remove(item)
    renumber(kept)
    section.items.sort(key=lambda item: item.index)
    return section


def _item(section: Section, item: Item | None, entry: Entry) -> Item:
    values, errors = section.kind.check(entry.values)
    if errors:
        raise Refused(f"{section.heading}: {' '.join(errors.values())}")
    if item is None:
        clash = section.kind.conflict(values, [other.values for other in section.items])
        if clash:
            raise Refused(clash[1])
        item = section.add(values)
        session = object_session(section)
        assert session is not None
        session.flush()  # it needs its id: its key is known from now on
    elif any(value != getattr(item, name) for name, value in values.items() if name in item.fields()):
        item.take(values)
        item.revise()
    if item.hidden != entry.hidden:
        item.hidden = entry.hidden
        item.revise()
    return item
