"""What a resume knows of its versions: since when no version says what it says, and when old ones are to be thinned.

Whoever changes a resume calls `touch`, which notes the moment in the same row: an edit pays nothing else. The sweep
makes a version once the person has been quiet for a while (`letraz.models.thinning`).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from letraz.database import now


class Kept:
    """A row whose states are kept as versions."""

    updated_at: Mapped[datetime]

    #: When it first became other than its newest version; None while that one says it.
    unkept_since: Mapped[datetime | None] = mapped_column(default=now, index=True)
    #: When some of its versions come to an age at which fewer stay; None when none will.
    thin_at: Mapped[datetime | None] = mapped_column(default=None, index=True)

    def touch(self) -> None:
        """Note that something of it changed now."""
        self.updated_at = now()
        self.unkept_since = self.unkept_since or self.updated_at
        flag_modified(self, "unkept_since")  # written also when it stays: a version may be made meanwhile
