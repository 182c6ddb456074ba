"""References: people who speak for a person."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms, language
from letraz.database import flag, line, prose
from letraz.document import Entry
from letraz.models.item import Item


class References(Item):
    """One person who can be asked. With `on_request` only that is printed, without what they said."""

    __tablename__ = "references"
    label, help, item_label = "References", "Named, or on request", "reference"
    layout, menu_order = "lines", 130
    private = ("name", "contact")
    json_resume_key = "references"
    json_resume: ClassVar = {"name": "name"}
    json_resume_text = ("reference", "reference", "")

    name: Mapped[str] = line()
    position: Mapped[str] = line()
    contact: Mapped[str] = line()
    reference: Mapped[str] = prose()
    on_request: Mapped[bool] = flag()

    class Form(forms.Form):
        """What a person types."""

        named_by = ("name", "on_request")
        name = forms.TextField("Name")
        position = forms.TextField("Who they are to you")
        contact = forms.TextField("How to reach them")
        reference = forms.RichField("What they say")
        on_request = forms.YesField("Print “on request” instead")

    def entry(self) -> Entry:
        """The name and the words; or that both come on request."""
        if self.on_request:
            return self.reads(title=language.word("on_request", self.tongue))
        return self.reads(title=self.name, subtitle=self.position, note=self.contact, text=self.reference)
