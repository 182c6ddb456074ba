"""What the page of a translation tells: for each part that asks, both texts side by side, in the words of its form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import g, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from letraz import forms, language
from letraz.extensions import db
from letraz.models import Item, Section
from letraz.models.linked import LinkedItem, LinkedTitle
from letraz.models.rendering import Rendering
from letraz.models.translation import Place, Translation
from letraz.views import editor
from letraz.views.both import Choice, Field, Words
from letraz.views.sections import SectionForm

#: A section of the original, and those of its items that a translation lacks.
Missing = tuple[Place, tuple[int, ...]]


@dataclass(frozen=True)
class Told:
    """A part, what it is called, where it is written, and its fields in words."""

    part: Rendering
    name: str
    edit: str
    words: Words

    @cached_property
    def names(self) -> list[str]:
        """The fields to look at: those that have other words now, or all that have words, when none was translated."""
        every = [name for name in self.words.form._fields if name in self.part.spoken]
        asked = self.part.reworded if not self.part.untranslated else every
        return [name for name in every if name in asked and (self.part.new.get(name) or self.part.mine.get(name))]

    @property
    def original(self) -> list[Field]:
        """What the original says there, with what was put in and taken out since the last answer."""
        return list(self._fields(self.names, self.part.old, self.part.new))

    @property
    def mine(self) -> list[Field]:
        """What the translation says there."""
        return list(self._fields(self.names, self.part.mine, self.part.mine))

    @property
    def carries(self) -> list[Field]:
        """What comes with a press, word for word."""
        part = self.part
        return self.words.fields({**part.plain(part.mine)}, part.merged.entry.values)

    @property
    def met(self) -> list[Choice]:
        """What needs no words, and both changed."""
        return [self.words.choice(n, one) for n, one in enumerate(self.part.merged.conflicts)]

    @property
    def differs(self) -> list[Field]:
        """What needs no words and is said otherwise here: the original can take it."""
        return self.words.fields(self.part.plain(self.part.new), self.part.plain(self.part.mine))

    def _fields(self, names: Iterable[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Field]:
        for name in names:
            old, new = (self.words.text(name, values.get(name)) for values in (before, after))
            yield Field(self.words.label(name), self.words.compared(name, old, new))


@dataclass(frozen=True)
class Group:
    """What of one section asks. `same` are short things that say what the original says: they may stay, all at once."""

    key: str
    heading: str
    parts: list[Told]

    @property
    def same(self) -> list[Told]:
        """Those, when there are several."""
        found = [one for one in self.parts if one.part.copied and one.part.brief and not one.part.older]
        return found if len(found) > 1 else []


class Teller:
    """Tells the parts of one translation; a form is made once for each type."""

    def __init__(self, found: Translation) -> None:
        self.found, self._words = found, dict[str, Words]()

    def told(self, part: Rendering) -> Told:
        """One part."""
        if isinstance(part, LinkedItem):
            item, section = part.item, part.item.section
            return Told(part, item.shown_name, self._editor(section, item), self._of(item.kind, item))
        if isinstance(part, LinkedTitle):
            return Told(part, "Name of the section", self._editor(part.section), self._form("title", SectionForm))
        return Told(part, "Contact", url_for("resumes.header", resume_id=g.resume.id), self._form("", forms.PersonForm))

    def groups(self) -> list[Group]:
        """All that asks, section by section."""
        header = [self.told(self.found.header)] if self.found.header.asks else []
        found = [Group("header", "Contact", header)]
        for section in self.found.resume.sections:
            parts = [self.told(part) for part in self.found.of(section) if part.asks]
            found.append(Group(section.key, section.heading, parts))
        return [group for group in found if group.parts]

    def other(self) -> list[Told]:
        """What asks nothing, and says what needs no words otherwise than the original."""
        return [self.told(part) for part in self.found.parts if not part.asks and part.can_give]

    def _editor(self, section: Section, item: Item | None = None) -> str:
        anchor = f"section-{section.id}"
        opened = item.id if item else None
        return url_for("resumes.show", resume_id=g.resume.id, section=section.id, item=opened, _anchor=anchor)

    def _of(self, kind: str, item: Item) -> Words:
        if kind not in self._words:
            self._words[kind] = Words(editor.form_of(type(item), None, formdata=None))
        return self._words[kind]

    def _form(self, name: str, form: type[forms.Form]) -> Words:
        return self._words.setdefault(name, Words(form(formdata=None)))


def left_out(found: Translation) -> list[Missing]:
    """What has no place in the translation: places of the original, with the items."""
    rows = [(place, tuple(n for n in place.items if f"i{n}" in found.out)) for place in found.places]
    return [(place, items) for place, items in rows if items or place.key in found.out]


def lacking(found: Translation, rows: list[Missing]) -> list[dict[str, Any]]:
    """What the original has and this lacks, by name: a section with its items, or single items of one that is here."""
    items = _items({item for _, items in rows for item in items})
    lines = []
    for place, numbers in rows:
        kind, own = Item.of(place.kind), found.original.language or "en"
        heading = place.title or language.heading(place.kind, own, kind.label)
        named = [(f"i{n}", items[n].shown_name) for n in numbers if n in items]
        if place.id in found.sections:
            lines += [{"key": key, "name": name, "in": heading} for key, name in named]
        else:
            lines.append({"key": place.key, "name": heading, "in": ", ".join(name for _, name in named)})
    return lines


def _items(ids: set[int]) -> dict[int, Item]:
    """Items of the original, each with the section that says in which language it reads."""
    read = select(Item).where(Item.id.in_(ids)).options(joinedload(Item.section))
    return {one.id: one for one in db.session.scalars(read)} if ids else {}
