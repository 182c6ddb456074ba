"""What an item of a tailored resume knows of the base item it was copied from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from letraz.database import maybe


class _Item(Protocol):
    """Any item, as far as its copies ask."""

    @property
    def id(self) -> Any: ...
    @property
    def revision(self) -> Any: ...
    @property
    def values(self) -> dict[str, Any]: ...


class Descended:
    """A row that may be a copy of a base item. The copy holds what that one said, so that both changes can be told."""

    base_item_id: Mapped[int | None] = mapped_column(ForeignKey("resume_item.id", ondelete="SET NULL"), index=True)
    base_revision: Mapped[int | None]
    base_values: Mapped[dict[str, Any] | None] = maybe()  #: what the base item said then; None when nobody knows
    base_before: Mapped[dict[str, Any] | None] = maybe()  #: what undoes the last answer to a change of the base item

    def descend_from(self, other: Any, base: bool, said: Mapping[str, Any] | None = None) -> None:
        """Note the base item it comes from: `other` itself, or where that one comes from.

        `said` is what the base item said when it was copied, if it was copied from how it once was.
        """
        if base:
            self.base_item_id = other.id
            self.follow(other)
            if said is not None and said != other.entry().values:
                self.base_revision, self.base_values = None, dict(said)
        else:
            self.base_item_id, self.base_revision = other.base_item_id, other.base_revision
            self.base_values = other.base_values

    def follow(self, base: _Item) -> None:
        """Note that the base item, as it is now, has been answered."""
        self.base_revision, self.base_values = base.revision, base.values

    def recall(self: Any) -> None:
        """Forget the last answer to a change of the base, when the item says again what it said before."""
        before = self.base_before
        if before and "gave" not in before and before["values"] == self.values:
            self.base_revision, self.base_values = before["base_revision"], before["base_values"]
            self.base_before = None
