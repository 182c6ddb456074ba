"""Writing a document back into the resume that it was made from: an accepted change, its undo, a version.

Sections and items are known by their keys; what has a key stays the same row, keeps where it comes from, and is only
revised when it says something else. What lies in the trash is taken out of it. Every value goes through its type's
form, as from a person (DESIGN rule 9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session, object_session

from letraz.document import Block, Document, Entry
from letraz.models.item import Item
from letraz.models.lineage import said
from letraz.models.ordering import Refused, renumber
from letraz.models.section import Section
from letraz.models.translating import meet

if TYPE_CHECKING:
    from letraz.models.resume import Resume


def become_whole(resume: Resume, document: Document, known: Mapping[str, str] | None = None) -> None:
    """Let all of `resume` be what `document` says. `Refused` as `become` says.

    `known` maps keys that the document may name, and that are another's, to the keys of the same items here.
    """
    resume.personal_info = replace(document.person, photo=None).to_json()
    if document.person.photo != resume.portrait():
        resume.take_photo(document.person.photo)
    resume.language, resume.design, resume.options = document.language, document.design, dict(document.options)
    resume.design_version = document.design_version or resume.design_version
    resume.title, resume.extra = document.title or resume.title, dict(document.extra)
    for item in become(resume, document, known):
        item.ask_again(item.original_before, said(item.values))


def become(resume: Resume, document: Document, known: Mapping[str, str] | None = None) -> list[Item]:
    """Let the sections of `resume` be those of `document`; returns its items that have other words now.

    What has no key is new; what is missing goes to the trash.

    `Refused` when a form refuses a value: nothing is written by halves, for the caller does not commit.
    """
    becoming = _Becoming(resume, document, known or {})
    becoming.write()
    resume.revision += 1
    resume.touch()
    return becoming.reworded


class _Becoming:
    """One document on its way into its resume."""

    def __init__(self, resume: Resume, document: Document, known: Mapping[str, str]) -> None:
        session = object_session(resume)
        assert session is not None
        self.session: Session = session
        self.resume, self.document = resume, document
        self.sections = {section.key: section for section in resume.sections}
        self.items = {item.key: item for section in resume.sections for item in section.items}
        self.wanted = {entry.key for block in document.blocks for entry in block.entries}
        self.keys: dict[str, str] = {}  #: of an item in the document -> in the resume
        self.known = known  #: of an item elsewhere -> in the resume
        self.written: list[Item] = []  #: what says something else now
        self.reworded: list[Item] = []  #: those of them that were here, and have other words now

    def write(self) -> None:
        """Remove what is missing first: a full resume has room for what comes back then."""
        for key in self.sections.keys() - {block.key for block in self.document.blocks}:
            self.resume.remove_section(self.sections[key])
        kept = [self._section(block) for block in self.document.blocks]
        renumber(kept)
        self.resume.sections.sort(key=lambda section: section.index)
        self._relink()

    def _section(self, block: Block) -> Section:
        section = self.sections.get(block.key) or self._trashed(block) or self.resume.add_section(block.kind)
        section.hidden, section.new_page, section.keep_together = block.hidden, block.new_page, block.keep_together
        if dict(block.extra) != (section.extra or {}):
            section.extra = dict(block.extra)
        if block.title and block.title != section.heading:
            section.rename(block.title)
        for item in [one for one in section.items if one.key not in self.wanted]:
            section.remove(item)
        kept = [self._item(section, entry, block) for entry in block.entries]
        renumber(kept)
        section.items.sort(key=lambda item: item.index)
        return section

    def _trashed(self, block: Block) -> Section | None:
        """The section of this block, out of the trash."""
        found = self.resume.section(_number(block.key), trashed=True)
        if found is None or found.type != block.kind:
            return None
        self.resume.put_back(found)
        return found

    def _item(self, section: Section, entry: Entry, block: Block) -> Item:
        values, errors = section.kind.check(entry.values)
        if errors:
            raise Refused(f"{section.heading}: {' '.join(errors.values())}")
        item = self._found(section, entry)
        if item is None:
            _require_no_clash(section, values, [other.values for other in block.entries if other is not entry])
            item = section.add(values)
            self.written.append(item)
            self.session.flush()  # it needs its id: its key is known from now on
            self._note_origin(item, entry)
        elif any(value != getattr(item, name) for name, value in values.items() if name in item.fields()):
            self._rewrite(item, values)
        if item.hidden != entry.hidden:
            item.hidden = entry.hidden
            item.revise()
        if dict(entry.extra) != (item.extra or {}):
            item.extra = dict(entry.extra)
        self.keys[entry.key] = item.key
        return item

    def _rewrite(self, item: Item, values: Mapping[str, Any]) -> None:
        words = item.words_of(item.values)
        item.take(values)
        item.revise()
        item.recall()
        item.recall_answer(said(item.values))
        self.written.append(item)
        if item.words_of(item.values) != words:
            self.reworded.append(item)

    def _found(self, section: Section, entry: Entry) -> Item | None:
        """The item of this entry, brought into this section from where it is now."""
        item = self.items.get(entry.key) or self._lost(entry.key)
        if item is None or item.kind != section.type:
            return None
        if item not in section.items:
            section.require_room()
            item.restore()
            section.items.append(item)
        return item

    def _note_origin(self, item: Item, entry: Entry) -> None:
        """A new item that was another of its person's in another resume remembers the base item behind that."""
        origin = self.session.get(Item, _number(entry.key))
        if origin and origin.user_id == item.user_id and origin.section.resume_id != self.resume.id:
            meet(self.resume, item, origin, entry.values)

    def _lost(self, key: str) -> Item | None:
        """An item of this resume that is in the trash, or in a section that is."""
        found = self.session.get(Item, _number(key))
        return found if found and found.section.resume_id == self.resume.id else None

    def _relink(self) -> None:
        """Let evidence name what is here: of all, when items are known by other keys now, else of what came in."""
        moved = any(old and old != new for old, new in self.keys.items())
        every = [item for section in self.resume.sections for item in section.items]
        for item in every if moved else self.written if self.known else ():
            item.relink({**self.known, **self.keys})


def _require_no_clash(section: Section, values: dict[str, object], others: list[Mapping[str, Any]]) -> None:
    """`others` are what the document says: what the rows say still is about to change."""
    clash = section.kind.conflict(values, others)
    if clash:
        raise Refused(clash[1])


def _number(key: str) -> int:
    """The id in a key such as "i12"; 0 when it has none that a row can have."""
    return int(key[1:]) if key[1:].isdecimal() and len(key) < 11 else 0
