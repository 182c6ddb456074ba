"""What has pages and files of its own, and what of them goes with it for good."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from letraz.models.leftover import Filed, Leftover
from letraz.models.letter import Letter
from letraz.models.ordering import Trashable


class Exported(Trashable):
    """What files are made of. Those that were marked as sent, or kept, stay when it goes: on their person's exports."""

    def exports(self) -> ColumnElement[bool]:
        """Which exports are of it."""
        raise NotImplementedError

    def purge(self, session: Session) -> None:
        """Remove it for good, with its exports and their letters that wait; the files follow as leftovers."""
        export = exporting()
        rows = select(export.id, export.letter_id).where(self.exports(), ~export.kept, ~export.sent)
        for export_id, letter_id in session.execute(rows).all():
            Letter.cancel(session, letter_id)
            session.execute(delete(export).where(export.id == export_id))
            Leftover.note(session, [f"{export.shelf}/{export_id}"])
        if isinstance(self, Filed):
            Leftover.note(session, [self.folder])
        super().purge(session)


def exporting() -> type[Any]:
    """The class of exports: it knows resumes and letters by name, so they ask for it late."""
    from letraz.models.export import ExportRequest

    return ExportRequest


class Drawn(Filed, Exported):
    """A resume's pages lie under its id."""

    shelf = "pages"

    def exports(self) -> ColumnElement[bool]:
        """Its own; those of letters in its look are the letters'."""
        export = exporting()
        mine: ColumnElement[bool] = (export.resume_id == self.id) & export.cover_letter_id.is_(None)
        return mine
