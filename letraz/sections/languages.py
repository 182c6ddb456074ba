"""Languages a person speaks, reads or signs."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms
from letraz.database import line
from letraz.document import Entry
from letraz.models.item import Item


class Languages(Item):
    """One language and how well."""

    __tablename__ = "languages"
    label, help, item_label = "Languages", "What you speak, and how well", "language"
    layout, menu_order = "tags", 80
    json_resume_key = "languages"
    json_resume: ClassVar = {"language": "language", "fluency": "fluency"}

    language: Mapped[str] = line(100)
    fluency: Mapped[str] = line(100)

    class Form(forms.Form):
        """What a person types."""

        named_by = ("language",)
        language = forms.TextField("Language", limit=100)
        fluency = forms.TextField("Level", limit=100)

    def entry(self) -> Entry:
        """The language and its level."""
        return self.reads(title=self.language, level=self.fluency)
