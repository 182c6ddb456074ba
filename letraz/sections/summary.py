"""Summary: a few lines about the person."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from letraz import forms
from letraz.database import prose
from letraz.document import Entry
from letraz.models.item import Item


class Summary(Item):
    """One text at the head of a resume."""

    __tablename__ = "summary"
    label, help, item_label = "Summary", "Who you are, in three lines", "summary"
    layout, menu_order, single = "prose", 10, True
    json_resume_key = "basics"
    json_resume_text = ("text", "summary", "")

    text: Mapped[str] = prose()

    class Form(forms.Form):
        """What a person types."""

        named_by = ("text",)
        text = forms.RichField("Summary")

    def entry(self) -> Entry:
        """Only its text."""
        return self.reads(text=self.text)
