"""Publications: articles, talks, posters."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms, language
from letraz.database import line, prose
from letraz.dates import PartialDate
from letraz.document import Entry
from letraz.models.item import Item


class Publications(Item):
    """One publication."""

    __tablename__ = "publications"
    label, help, item_label = "Publications", "Articles, talks, posters", "publication"
    layout, menu_order = "lines", 100
    json_resume_key = "publications"
    json_resume: ClassVar = {"name": "name", "publisher": "publisher", "releaseDate": "release_date", "url": "url"}
    json_resume_text = ("description", "summary", "")

    name: Mapped[str] = line(300)
    authors: Mapped[str] = line(500)
    publisher: Mapped[str] = line()
    release_date: Mapped[PartialDate | None]
    url: Mapped[str] = line(500)
    description: Mapped[str] = prose()

    class Form(forms.Form):
        """What a person types."""

        named_by = ("name",)
        name = forms.TextField("Title", limit=300)
        authors = forms.TextField("Authors", limit=500)
        publisher = forms.TextField("Published by")
        release_date = forms.PartialDateField("When")
        url = forms.UrlField("Web address")
        description = forms.RichField("Description")

    def entry(self) -> Entry:
        """The title, then authors and publisher."""
        by = language.word("comma", self.tongue).join(part for part in (self.authors, self.publisher) if part)
        return self.reads(title=self.name, subtitle=by, date=self.release_date, url=self.url, text=self.description)
