"""Awards and honours."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms
from letraz.database import line, prose
from letraz.dates import PartialDate
from letraz.document import Entry
from letraz.models.item import Item


class Awards(Item):
    """One award: who gave it, when, for what."""

    __tablename__ = "awards"
    label, help, item_label = "Awards", "Who gave it, when, for what", "award"
    layout, menu_order = "lines", 90
    json_resume_key = "awards"
    json_resume: ClassVar = {"title": "title", "date": "date", "awarder": "awarder"}
    json_resume_text = ("description", "summary", "")

    title: Mapped[str] = line()
    awarder: Mapped[str] = line()
    date: Mapped[PartialDate | None]
    url: Mapped[str] = line(500)
    description: Mapped[str] = prose()

    class Form(forms.Form):
        """What a person types."""

        named_by = ("title",)
        title = forms.TextField("Award")
        awarder = forms.TextField("Given by")
        date = forms.PartialDateField("When")
        url = forms.UrlField("Web address")
        description = forms.RichField("For what")

    def entry(self) -> Entry:
        """The award, who gave it, when."""
        return self.reads(title=self.title, subtitle=self.awarder, date=self.date, url=self.url, text=self.description)
