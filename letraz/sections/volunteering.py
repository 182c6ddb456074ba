"""Volunteering: unpaid work for others."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms
from letraz.database import line, prose
from letraz.document import Entry
from letraz.models.item import Dated, Item


class Volunteering(Dated, Item):
    """One role at one organisation."""

    __tablename__ = "volunteering"
    label, help, item_label = "Volunteering", "Unpaid work for others", "volunteering"
    menu_order = 110
    json_resume_key = "volunteer"
    json_resume: ClassVar = {
        "organization": "organization",
        "position": "position",
        "url": "url",
        "startDate": "start_date",
        "endDate": "end_date",
    }
    json_resume_text = ("description", "summary", "highlights")

    organization: Mapped[str] = line()
    position: Mapped[str] = line()
    location: Mapped[str] = line()
    url: Mapped[str] = line(500)
    description: Mapped[str] = prose()

    class Form(forms.DatedForm):
        """What a person types."""

        named_by = ("organization", "position")
        organization = forms.TextField("Organisation")
        position = forms.TextField("Role")
        location = forms.TextField("Location")
        start_date = forms.PartialDateField("Start")
        end_date = forms.PartialDateField("End")
        current = forms.YesField("I do this now")
        url = forms.UrlField("Web address")
        description = forms.RichField("Description")

    def entry(self) -> Entry:
        """The role, then the organisation."""
        return self.reads(
            title=self.position,
            subtitle=self.organization,
            group=self.organization,
            place=self.location,
            dates=self.duration,
            url=self.url,
            text=self.description,
        )
