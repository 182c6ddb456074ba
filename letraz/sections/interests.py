"""Interests outside work."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms
from letraz.database import line, listing
from letraz.document import Entry
from letraz.models.item import Item


class Interests(Item):
    """One interest, with examples."""

    __tablename__ = "interests"
    label, help, item_label = "Interests", "What you do outside work", "interest"
    layout, menu_order = "tags", 120
    json_resume_key = "interests"
    json_resume: ClassVar = {"name": "name", "keywords": "keywords"}

    name: Mapped[str] = line(100)
    keywords: Mapped[list[str]] = listing()

    class Form(forms.Form):
        """What a person types."""

        named_by = ("name",)
        name = forms.TextField("Interest", limit=100)
        keywords = forms.NamesField("Examples")

    def entry(self) -> Entry:
        """The interest and its examples."""
        return self.reads(title=self.name, tags=tuple(self.keywords or ()))
