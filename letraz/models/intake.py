"""The one road by which a document is written into rows: import, duplicate, restore, tailor.

`tidy` puts each entry through the form of its type (DESIGN rule 9) and stores nothing, so that a person can
look at the notes first; `fill` does the same and writes. What a form refuses is kept in the `extra` of the
item or the resume, and a note says so: nothing is dropped silently.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy.orm import object_session

from letraz import language
from letraz.document import Block, Document, Entry, Person
from letraz.forms import Form, PersonForm
from letraz.models.item import Item
from letraz.models.joining import joined_extra
from letraz.notes import KEPT, REFUSED, Note, short, sift

if TYPE_CHECKING:
    from letraz.models.resume import Resume
    from letraz.models.section import Section

#: What forms made of values: the type and the values as JSON -> the clean ones and what was refused.
Sieved: TypeAlias = dict[str, tuple[dict[str, Any], dict[str, str]]]

#: Sections in one resume. Far above what anybody needs, low enough to hold a page.
MOST_SECTIONS = 40


def tidy(document: Document, sieved: Sieved | None = None) -> tuple[Document, list[Note]]:
    """The document as the forms take it, faces made anew from the values, and the notes.

    What many documents share passes its form once when each is given the same `sieved`.
    """
    sieve = _Sieve(document.language, {} if sieved is None else sieved)
    person = sieve.person(document.person)
    blocks = tuple(block for block in map(sieve.block, document.blocks) if block)
    extra = dict(document.extra)
    if sieve.aside:
        extra["set_aside"] = [*extra.get("set_aside", []), *sieve.aside]
    return replace(document, person=person, blocks=blocks, extra=extra), sieve.notes


def fill(resume: Resume, document: Document, made: dict[str, Item] | None = None) -> list[Note]:
    """Write `document` into `resume`, behind what it holds. Returns the notes of `tidy`.

    `made` is given each new item by the key that its entry has in the document.
    """
    document, notes = tidy(document)
    resume.personal_info = replace(document.person, photo=None).to_json()
    resume.take_photo(document.person.photo)
    resume.extra = joined_extra(resume.extra or {}, document.extra)
    items: dict[str, Item] = {} if made is None else made
    for block in document.blocks:
        _write_block(resume, _untitled(block, document.language), items)
    _relink(resume, items)
    return notes


@dataclass
class _Sieve:
    """Lets through what the rules allow; collects notes and what is set aside."""

    tongue: str
    sieved: Sieved = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    aside: list[dict[str, Any]] = field(default_factory=list)
    sections: int = 0

    def person(self, person: Person) -> Person:
        said = replace(person, photo=None).to_json()
        extra, rows = dict(said.pop("extra", {})), said.pop("links", [])
        clean, errors = sift(_check_header, said)
        links, refused = self.links(rows)
        for name, why in errors.items():
            self.notes.append(Note(f"Header, {_label(PersonForm, name)}", KEPT, why, short(said[name])))
        if errors or refused:
            now = {name: said[name] for name in errors} | ({"links": refused} if refused else {})
            extra = joined_extra({"refused": now}, extra)
        return replace(Person.from_json({**clean, "links": links, "extra": extra}), photo=person.photo)

    def links(self, rows: list[dict[str, str]]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
        passed: list[dict[str, str]] = []
        refused: list[dict[str, str]] = []
        for number, row in enumerate(rows, 1):
            clean, errors = _check_header({"links": [row]})
            passed += [] if errors else clean.get("links", [])
            if errors:
                refused.append(row)
                why = "A web address starts with http:// or https://, and a name is short."
                self.notes.append(Note(f"Header, link {number}", KEPT, why, short(list(row.values()))))
        return passed, refused

    def block(self, block: Block) -> Block | None:
        try:
            kind = Item.of(block.kind)
        except KeyError:
            self.refuse(block, block.title or block.kind, "There is no section of this type here.")
            return None
        title = " ".join(block.title.split())[:100] or language.heading(block.kind, self.tongue, kind.label)
        if self.sections >= MOST_SECTIONS:
            self.refuse(block, title, f"A resume holds at most {MOST_SECTIONS} sections.")
            return None
        self.sections += 1
        kept: list[Entry] = []
        for number, entry in enumerate(block.entries, 1):
            passed = self.entry(kind, entry, f"{title}, entry {number}", kept)
            kept += [passed] if passed else []
        return replace(block, title=title, layout=kind.layout, entries=tuple(kept))

    def entry(self, kind: type[Item], entry: Entry, where: str, before: list[Entry]) -> Entry | None:
        if len(before) >= (1 if kind.single else kind.limit):
            self.refuse(entry, where, "This section is full.")
            return None
        values, errors = self.sifted(kind, entry.values)
        clash = kind.conflict(values, [other.values for other in before])
        if clash:
            self.refuse(entry, where, clash[1])
            return None
        for name, why in errors.items():
            self.notes.append(Note(f"{where}, {_label(kind.Form, name)}", KEPT, why, short(entry.values.get(name))))
        item = kind(kind=kind.__tablename__, hidden=entry.hidden, extra=dict(entry.extra))
        item.spoken = self.tongue
        item.take(values)
        if errors:
            item.extra = joined_extra({"refused": {name: entry.values[name] for name in errors}}, item.extra)
        if not any(item.values.values()):
            self.refuse(entry, where, "Nothing of it can be kept in a field.")
            return None
        return replace(item.entry(), key=entry.key)

    def sifted(self, kind: type[Item], values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        mark = json.dumps([kind.__tablename__, dict(values)], sort_keys=True)
        if mark not in self.sieved:
            self.sieved[mark] = sift(kind.check, values)
        return self.sieved[mark]

    def refuse(self, thing: Block | Entry, where: str, why: str) -> None:
        first = next(iter(thing.values.values()), "") if isinstance(thing, Entry) else ""
        self.notes.append(Note(where, REFUSED, why, thing.title or short(first)))
        self.aside.append(thing.to_json())


def header(person: Person) -> tuple[Person, list[Note]]:
    """The header as its form takes it; the photo is left as it is."""
    sieve = _Sieve("")
    return sieve.person(person), sieve.notes


def _check_header(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    form = PersonForm(formdata=PersonForm.sent(values), meta={"csrf": False})
    form.validate()
    return form.person(), {str(name): " ".join(map(str, texts)) for name, texts in form.errors.items()}


def _untitled(block: Block, tongue: str) -> Block:
    """The block without its title when that is the usual one where it comes from: here it follows the resume."""
    label = Item.of(block.kind).label
    return replace(block, title="") if block.title in (label, language.heading(block.kind, tongue, label)) else block


def _write_block(resume: Resume, block: Block, items: dict[str, Item]) -> None:
    section = resume.add_section(block.kind)
    section.rename(block.title)
    section.hidden, section.new_page = block.hidden, block.new_page
    section.keep_together, section.extra = block.keep_together, dict(block.extra)
    for number, entry in enumerate(block.entries, 1):
        item = _write_entry(section, entry)
        items[entry.key or f"{block.key}/{number}"] = item


def _write_entry(section: Section, entry: Entry) -> Item:
    item = section.add(section.kind.check(entry.values)[0])
    item.hidden, item.extra = entry.hidden, dict(entry.extra)
    return item


def _relink(resume: Resume, items: dict[str, Item]) -> None:
    session = object_session(resume)
    if session is None or not items:
        return
    session.flush()
    keys = {old: item.key for old, item in items.items()}
    for item in items.values():
        item.relink(keys)


def _label(form: type[Form], name: str) -> str:
    made = getattr(form, name, None)
    return str(made.args[0]) if made is not None and made.args else name
