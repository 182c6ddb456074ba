"""Strengths: how a person works, with what shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped

from letraz import forms
from letraz.database import line, listing, prose
from letraz.document import Entry
from letraz.models.item import Item

if TYPE_CHECKING:
    from letraz.models.resume import Resume


class Strengths(Item):
    """A strength that is not a hard skill. `shown_by` holds the keys of the items that are its evidence."""

    __tablename__ = "strengths"
    label, help, item_label = "Strengths", "How you work, with an example", "strength"
    layout, menu_order = "lines", 60

    name: Mapped[str] = line()
    statement: Mapped[str] = prose()
    shown_by: Mapped[list[str]] = listing()

    class Form(forms.Form):
        """What a person types."""

        named_by = ("name", "statement")
        name = forms.TextField("Strength")
        statement = forms.RichField("How it shows")
        shown_by = forms.KeysField("Shown by")

    def entry(self) -> Entry:
        """The strength and its statement; the evidence is not printed."""
        return self.reads(title=self.name, text=self.statement)

    @classmethod
    def prepare(cls, form: forms.Form, resume: Resume) -> None:
        """Offer what can be evidence: the items with a date, and projects."""
        offered = {
            item.key: f"{section.heading}: {item.shown_name}"
            for section in resume.sections
            for item in section.items
            if "start_date" in item.values
        }
        form["shown_by"].choices = offered
        form["shown_by"].data = [key for key in form["shown_by"].data or [] if key in offered]

    def relink(self, keys: Mapping[str, str]) -> None:
        """Point to the copies of the items; what was not copied along is no evidence here."""
        self.shown_by = [keys[key] for key in self.shown_by or [] if key in keys]
