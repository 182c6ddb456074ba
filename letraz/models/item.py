"""An item: a stored line of a section. The spine of every section type; the types are in `letraz.sections`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import ForeignKey, Index, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from letraz import richtext
from letraz.database import flag, line, mapping, now, parent
from letraz.dates import Duration, PartialDate
from letraz.document import Entry
from letraz.extensions import Model
from letraz.forms import Form as BaseForm
from letraz.models.descent import Descended
from letraz.models.ordering import Refused, Stale, Trashable, place
from letraz.models.translated import TranslatedItem

if TYPE_CHECKING:
    from letraz.models.resume import Resume
    from letraz.models.section import Section


class Item(Descended, TranslatedItem, Trashable, Model):
    """One school, one skill, one job held. A subclass in `letraz.sections` adds the fields of its type."""

    __tablename__ = "resume_item"
    __table_args__ = (
        Index("ix_resume_item_section_id_index", "section_id", "index"),
        {"sqlite_autoincrement": True},  # an id is never used again: versions and evidence know items by it
    )
    __mapper_args__ = {"polymorphic_on": "kind"}  # noqa: RUF012 - read once by the mapper

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("resume_section.id", ondelete="CASCADE"))
    user_id: Mapped[int] = parent("user.id")
    kind: Mapped[str] = line(40)
    index: Mapped[int] = mapped_column(default=0)
    hidden: Mapped[bool] = flag()
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    extra: Mapped[dict[str, Any]] = mapping()
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    section: Mapped[Section] = relationship(back_populates="items")

    # What a section type says of itself; each subclass sets these.
    label: ClassVar[str] = ""  #: the section's usual title
    help: ClassVar[str] = ""  #: a line in the menu "Add section"
    item_label: ClassVar[str] = "item"  #: what one of its items is called: "Add experience"
    layout: ClassVar[str] = "timeline"
    limit: ClassVar[int] = 50  #: items in one section
    single: ClassVar[bool] = False  #: one item is the whole section
    menu_order: ClassVar[int] = 100
    private: ClassVar[tuple[str, ...]] = ()  #: fields that tell of other people: such a type is told to no model
    json_resume_key: ClassVar[str] = ""
    json_resume: ClassVar[Mapping[str, str]] = {}  #: their key -> our field
    json_resume_text: ClassVar[tuple[str, str, str] | None] = None  #: (our field, their lead, their points)
    Form: ClassVar[type[BaseForm]] = BaseForm

    def __init_subclass__(cls, **more: Any) -> None:
        if cls.__dict__.get("__tablename__"):
            cls.__mapper_args__ = {"polymorphic_identity": cls.__tablename__, "polymorphic_load": "inline"}
            cls.id = mapped_column(ForeignKey("resume_item.id", ondelete="CASCADE"), primary_key=True)
        super().__init_subclass__(**more)

    # --- what it is, and what it says ---------------------------------------------------------------

    @classmethod
    def of(cls, kind: str) -> type[Item]:
        """The section type of this name. `KeyError` when there is none."""
        return cls.__mapper__.polymorphic_map[kind].class_

    @classmethod
    def fields(cls) -> tuple[str, ...]:
        """The names of the type's own fields, in the order of its form."""
        return _fields(cls)

    @property
    def values(self) -> dict[str, Any]:
        """The type's own fields as JSON values."""
        return {name: _json(getattr(self, name)) for name in self.fields()}

    def take(self, values: Mapping[str, Any]) -> None:
        """Set the type's own fields, and no others, from a form's values."""
        for name in self.fields():
            if name in values:
                setattr(self, name, values[name])

    def entry(self) -> Entry:
        """How it reads on paper. Each type answers; `reads` fills in what is common."""
        raise NotImplementedError

    #: The language of an item that stands in no section yet.
    spoken = "en"

    @property
    def tongue(self) -> str:
        """The language that it reads in: its resume's."""
        section: Section | None = self.section
        return (section.resume.language if section else "") or self.spoken

    def reads(self, **says: Any) -> Entry:
        """An entry that says this and is this item."""
        return Entry(
            kind=self.kind,
            values={name: value for name, value in self.values.items() if value not in ("", None, [], False)},
            hidden=bool(self.hidden),
            key=self.key,
            extra=dict(self.extra or {}),
            **says,
        )

    @property
    def key(self) -> str:
        """Its name inside a document: "i12"; "" when it is not stored."""
        return f"i{self.id}" if self.id else ""

    @property
    def shown_name(self) -> str:
        """What it is called in a message: its title, or what its type is called."""
        entry = self.entry()
        return entry.title or entry.subtitle or richtext.to_plain(entry.text)[:60] or self.item_label

    @classmethod
    def entry_of(cls, values: Mapping[str, Any]) -> Entry:
        """The entry of such values, through the form's rules. `ValueError` when they break one."""
        clean, errors = cls.check(values)
        if errors:
            raise ValueError("; ".join(errors.values()))
        item = cls(kind=cls.__tablename__, extra={}, hidden=False)
        item.take(clean)
        return item.entry()

    # --- the rules ----------------------------------------------------------------------------------

    @classmethod
    def check(cls, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """What the type's form makes of such values: the clean ones, and a sentence for each refused field."""
        form = cls.Form(formdata=cls.Form.sent(values), meta={"csrf": False})
        form.validate()
        errors = {str(name): " ".join(map(str, texts)) for name, texts in form.errors.items()}
        return form.values(), errors

    @classmethod
    def conflict(cls, values: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> tuple[str, str] | None:
        """The field, and a sentence, when such values cannot stand beside `others` in one section."""
        return None

    @classmethod
    def prepare(cls, form: BaseForm, resume: Resume) -> None:
        """Give the form what it needs to know of its resume (choices)."""

    def relink(self, keys: Mapping[str, str]) -> None:
        """Follow links to other items after a copy; `keys` maps the old keys to the new ones."""

    # --- what it can do -----------------------------------------------------------------------------

    def save(self, values: Mapping[str, Any], revision: int | None) -> None:
        """Take a form's values. `Stale` when the form was made from another revision."""
        if revision != self.revision:
            raise Stale
        self.take(values)
        self.revise()

    def revise(self) -> None:
        """Count a change, here and on the resume."""
        self.revision += 1
        self.section.resume.touch()

    def move_to(self, position: int, section: Section | None = None) -> int:
        """Move to a position (1-based), maybe in another section of the same type. Returns where it is now."""
        target = section or self.section
        if target.type != self.kind:
            raise Refused("An item moves only to a section of its own type.")
        if target is not self.section:
            target.require_room()
            target.require_no_clash(self)
        target.resume.touch()
        return place(target.items, self, position)

    # --- JSON Resume --------------------------------------------------------------------------------

    @classmethod
    def to_json_resume(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Its JSON Resume object; empty fields are left out."""
        found = {theirs: values.get(ours) for theirs, ours in cls.json_resume.items()}
        if cls.json_resume_text:
            field, lead, points = cls.json_resume_text
            text = str(values.get(field) or "")
            found |= (
                dict(zip((lead, points), richtext.split(text), strict=True)) if points else {lead: richtext.bare(text)}
            )
        return {key: value for key, value in found.items() if value not in ("", None, [], False)}

    @classmethod
    def from_json_resume(cls, data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Values for the form, and the keys that no field of ours holds."""
        values = {ours: data[theirs] for theirs, ours in cls.json_resume.items() if data.get(theirs) not in (None, "")}
        known = set(cls.json_resume)
        if cls.json_resume_text:
            field, lead, points = cls.json_resume_text
            values[field] = richtext.join(data.get(lead), data.get(points) if points else None)
            known |= {lead, points} - {""}
        return values, {key: value for key, value in data.items() if key not in known or value == ""}


class Dated:
    """The columns of a type with a duration."""

    start_date: Mapped[PartialDate | None]
    end_date: Mapped[PartialDate | None]
    current: Mapped[bool] = flag()

    @property
    def duration(self) -> Duration | None:
        """From when to when, or None when nothing is known."""
        return Duration(self.start_date, self.end_date, bool(self.current)) or None

    @classmethod
    def from_json_resume(cls, data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """As the others; a start without an end means that it goes on (JSON Resume 1.0.0, `endDate`)."""
        values, rest = super().from_json_resume(data)  # type: ignore[misc]  # Item's: this class stands before it
        if values.get("start_date") and not values.get("end_date"):
            values["current"] = True
        return values, rest


@cache
def _fields(kind: type[Item]) -> tuple[str, ...]:
    own = {column.key for column in inspect(kind).local_table.columns} - {"id"}
    return tuple(name for name in kind.Form(formdata=None, meta={"csrf": False})._fields if name in own)


def _json(value: Any) -> Any:
    return str(value) if isinstance(value, PartialDate) else value
