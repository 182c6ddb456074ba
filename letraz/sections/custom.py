"""Custom: a section with a title of the person's own."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from letraz import forms
from letraz.database import line, listing, prose
from letraz.document import Entry
from letraz.models.item import Dated, Item


class Custom(Dated, Item):
    """Anything that no other type holds."""

    __tablename__ = "custom"
    label, help, item_label = "Your own", "A title and free text", "entry"
    menu_order = 200

    heading: Mapped[str] = line()
    sub_heading: Mapped[str] = line()
    place: Mapped[str] = line()
    url: Mapped[str] = line(500)
    text: Mapped[str] = prose()
    tags: Mapped[list[str]] = listing()

    class Form(forms.DatedForm):
        """What a person types."""

        named_by = ("heading", "text")
        heading = forms.TextField("Heading")
        sub_heading = forms.TextField("Second line")
        place = forms.TextField("Place")
        start_date = forms.PartialDateField("Start")
        end_date = forms.PartialDateField("End")
        current = forms.YesField("This is current")
        url = forms.UrlField("Web address")
        text = forms.RichField("Text")
        tags = forms.NamesField("Tags")

    def entry(self) -> Entry:
        """As it was typed."""
        return self.reads(
            title=self.heading,
            subtitle=self.sub_heading,
            place=self.place,
            dates=self.duration,
            url=self.url,
            tags=tuple(self.tags or ()),
            text=self.text,
        )
