"""A section of a resume: a titled, ordered place for items of one type."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import ForeignKey, Index, Select, event
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, object_session, relationship

from letraz import language
from letraz.database import flag, line, mapping, now
from letraz.document import Block
from letraz.extensions import Model
from letraz.models.item import Item
from letraz.models.ordering import Refused, Stale, Trashable, place, renumber
from letraz.models.translated import TranslatedSection

if TYPE_CHECKING:
    from letraz.models.resume import Resume


#: Spelled out here, because a section has a column called `type`.
ItemType: TypeAlias = type[Item]


class Section(TranslatedSection, Trashable, Model):
    """A component of a resume. `type` names a section type and is checked against the registry."""

    __tablename__ = "resume_section"
    __table_args__ = (
        Index("ix_resume_section_resume_id_index", "resume_id", "index"),
        {"sqlite_autoincrement": True},  # as of items
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    resume_id: Mapped[int] = mapped_column(ForeignKey("resumes.id", ondelete="CASCADE"))
    index: Mapped[int] = mapped_column(default=0)
    type: Mapped[str] = line(40)
    title: Mapped[str] = line(100)  #: the person's own heading; empty for the type's usual one
    hidden: Mapped[bool] = flag()
    new_page: Mapped[bool] = flag()
    keep_together: Mapped[bool] = flag()
    extra: Mapped[dict[str, Any]] = mapping()
    created_at: Mapped[datetime] = mapped_column(default=now)

    resume: Mapped[Resume] = relationship(back_populates="sections")
    items: Mapped[list[Item]] = relationship(
        order_by=lambda: (Item.index, Item.id),
        lazy="selectin",
        back_populates="section",
        passive_deletes=True,
    )

    @property
    def kind(self) -> ItemType:
        """The class of its type."""
        return Item.of(self.type)

    @property
    def heading(self) -> str:
        """What stands above it: the person's own title, or the type's usual one."""
        return self.title or self.usual_heading

    @property
    def usual_heading(self) -> str:
        """What stands above a section of this type in the language of its resume."""
        return language.heading(self.type, self.resume.language or "en", self.kind.label)

    @property
    def key(self) -> str:
        """Its name inside a document: "s3"."""
        return f"s{self.id}" if self.id else ""

    def block(self) -> Block:
        """The section as a value."""
        return Block(
            kind=self.type,
            title=self.heading,
            layout=self.kind.layout,
            entries=tuple(item.entry() for item in self.items),
            hidden=self.hidden,
            new_page=self.new_page,
            keep_together=self.keep_together,
            key=self.key,
            extra=dict(self.extra or {}),
        )

    def require_room(self) -> None:
        """`Refused` when the section is full."""
        limit = 1 if self.kind.single else self.kind.limit
        if len(self.items) >= limit:
            raise Refused(f"“{self.heading}” holds {limit} already. Add another section of this type, or remove one.")

    def require_no_clash(self, item: Item) -> None:
        """`Refused` when a newcomer cannot stand beside the items here."""
        clash = self.kind.conflict(item.values, [other.values for other in self.items if other is not item])
        if clash:
            raise Refused(clash[1])

    def add(self, values: dict[str, Any], position: int | None = None) -> Item:
        """A new item with a form's clean values, at the end or at a position (1-based)."""
        self.require_room()
        item = self.kind(section=self, user_id=self.resume.user_id, hidden=False, extra={}, revision=1)
        item.take(values)
        place(self.items, item, position or len(self.items) + 1)
        self.resume.touch()
        return item

    def rename(self, title: str) -> None:
        """Give it a heading of its own; an empty one, or the usual one, follows the resume's language again."""
        self.title = "" if title == self.usual_heading else title
        self.resume.touch()

    def move_to(self, position: int) -> int:
        """Move to a position (1-based) among the sections. Returns the position it got."""
        self.resume.touch()
        return place(self.resume.sections, self, position)

    def item(self, item_id: int, *, trashed: bool = False) -> Item | None:
        """The item of this id, here; with `trashed`, one that lies in the trash."""
        session = object_session(self)
        assert session is not None
        found = session.get(Item, item_id)
        if found is None or found.section_id != self.id or bool(found.deleted_at) != trashed:
            return None
        return found

    def remove(self, item: Item) -> None:
        """Put an item in the trash and close the gap."""
        item.trash()
        self._reread()

    def put_back(self, item: Item) -> None:
        """Take an item out of the trash, to where it was."""
        if item.deleted_at is None:
            raise Stale
        self.require_room()
        self.require_no_clash(item)
        position = item.index + 1
        item.restore()
        self._reread()
        place(self.items, item, position)

    def _reread(self) -> None:
        session = object_session(self)
        assert session is not None
        session.flush()
        session.expire(self, ["items"])
        renumber(self.items)
        self.resume.touch()


@event.listens_for(Session, "do_orm_execute")
def _leave_the_trash_out(state: ORMExecuteState) -> None:
    """`Section.items` holds no item that is in the trash.

    Said here and not as its `primaryjoin`, because with that SQLAlchemy joins the sections with all types' tables in
    brackets, and PostgreSQL then reads every item of everybody (3000 people: 266 ms a page; so: 1 ms).
    """
    path = state.loader_strategy_path
    if path and path[-1] is Section.items.property and isinstance(state.statement, Select):
        state.statement = state.statement.where(Item.deleted_at.is_(None))
