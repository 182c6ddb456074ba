"""What of a translation is linked to its original: the header, the titles of sections, the items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import object_session

from letraz.document import Person
from letraz.forms import PersonForm
from letraz.models.item import Item
from letraz.models.lineage import said, write
from letraz.models.ordering import Refused
from letraz.models.rendering import Rendering, Values
from letraz.models.resume import Resume
from letraz.models.section import Section

HEADER = "header"


class LinkedItem(Rendering):
    """An item that says what one of the original says. `keys`: of original items -> of those that translate them.

    An `original` that is not given is as it was when it was last answered.
    """

    def __init__(self, item: Item, original: Item | None, keys: Mapping[str, str]) -> None:
        self.item, self.row, self.part, self.keys = item, item, item.key, keys
        self.original = original
        self.spoken, self.prose = item.Form.spoken(), item.Form.prose()

    @property
    def mine(self) -> Values:
        """What the item says, without what is empty."""
        return said(self.item.values)

    @property
    def old(self) -> Values:
        """What the original said, its evidence called by the items here."""
        return self._called(self._old, self.keys)

    @property
    def new(self) -> Values:
        """What the original says now, called so too."""
        return self._called(self._new, self.keys)

    @property
    def _old(self) -> dict[str, Any]:
        return said(self.item.original_values or {})

    @property
    def _new(self) -> dict[str, Any]:
        return said(self.original.values) if self.original else self._old

    def there(self, values: Values) -> dict[str, Any]:
        """Such values, with evidence called by the items of the original."""
        return self._called(values, {here: there for there, here in self.keys.items()})

    def _called(self, values: Values, keys: Mapping[str, str]) -> dict[str, Any]:
        kind = type(self.item)
        if kind.relink is Item.relink:
            return dict(values)
        twin = kind(kind=self.item.kind, extra={}, hidden=False)
        twin.take(values)
        twin.relink(keys)
        return said(twin.values)

    def write(self, values: Values) -> None:
        """Let the item say this. `Refused` by its form, or beside its neighbours."""
        write(self.item, values)

    def write_original(self, values: Values) -> None:
        """Let the original say this. `Refused` the same way."""
        write(self._source, values)

    def remember(self, old: Values) -> None:
        """Store it, and the revision at which nothing waits for an answer."""
        current = said(self._source.values)
        self.item.original_values = dict(old)
        self.item.original_revision = self._source.revision if old == current else None

    @property
    def _source(self) -> Item:
        session = object_session(self.item)
        assert session is not None
        self.original = self.original or session.get_one(Item, self.item.original_item_id)
        return self.original


class LinkedTitle(Rendering):
    """The title of the person's own above a section; the usual ones follow the language by themselves."""

    spoken = frozenset({"title"})

    def __init__(self, section: Section, title: str) -> None:
        self.section, self.row, self.part, self._title = section, section, section.key, title

    @property
    def mine(self) -> Values:
        """The title here."""
        return said({"title": self.section.title})

    @property
    def _old(self) -> dict[str, Any]:
        return said({"title": self.section.original_title})

    @property
    def _new(self) -> dict[str, Any]:
        return said({"title": self._title})

    def write(self, values: Values) -> None:
        """Give the section this title."""
        self.section.rename(str(values.get("title", "")))

    def remember(self, old: Values) -> None:
        """Store it."""
        self.section.original_title = str(old.get("title", ""))


class LinkedHeader(Rendering):
    """The header of a translation. Photos are each resume's own."""

    spoken, part = PersonForm.spoken(), HEADER

    def __init__(self, resume: Resume, original: Resume) -> None:
        self.resume, self.row, self.original = resume, resume, original

    @property
    def mine(self) -> Values:
        """What the header says."""
        return header_of(self.resume.person)

    @property
    def _old(self) -> dict[str, Any]:
        return dict(self.resume.original_person or {})

    @property
    def _new(self) -> dict[str, Any]:
        return header_of(self.original.person)

    def write(self, values: Values) -> None:
        """Let the header say this. `Refused` by its form."""
        _write_header(self.resume, values)

    def write_original(self, values: Values) -> None:
        """Let the original's header say this. `Refused` by its form."""
        _write_header(self.original, values)

    def remember(self, old: Values) -> None:
        """Store it."""
        self.resume.original_person = dict(old)


def header_of(person: Person) -> dict[str, Any]:
    """The fields of a header that its form asks for, without what is empty."""
    return replace(person, photo=None, extra={}).to_json()


def _write_header(resume: Resume, values: Values) -> None:
    form = PersonForm(formdata=PersonForm.sent(values), meta={"csrf": False})
    if not form.validate():
        raise Refused(" ".join(str(text) for texts in form.errors.values() for text in texts))
    person = Person.from_json({**form.person(), "extra": resume.person.extra})
    resume.save({"personal_info": person.to_json()}, resume.revision)
