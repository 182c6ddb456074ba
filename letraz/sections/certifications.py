"""Certifications: licences and certificates."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms
from letraz.database import line
from letraz.dates import Duration, PartialDate
from letraz.document import Entry
from letraz.models.item import Item


class Certifications(Item):
    """One licence or certificate, with the day it ends if it does."""

    __tablename__ = "certifications"
    label, help, item_label = "Certifications", "Licences and certificates", "certificate"
    layout, menu_order = "lines", 70
    json_resume_key = "certificates"
    json_resume: ClassVar = {"name": "name", "date": "date", "url": "url", "issuer": "issuer"}

    name: Mapped[str] = line()
    issuer: Mapped[str] = line()
    date: Mapped[PartialDate | None]
    expires: Mapped[PartialDate | None]
    credential_id: Mapped[str] = line(100)
    url: Mapped[str] = line(500)

    class Form(forms.Form):
        """What a person types."""

        named_by = ("name",)
        name = forms.TextField("Name")
        issuer = forms.TextField("Issued by")
        date = forms.PartialDateField("Issued")
        expires = forms.PartialDateField("Valid until")
        credential_id = forms.CodeField("Credential number", limit=100)
        url = forms.UrlField("Web address")

        def check(self) -> None:
            """It does not end before it was issued."""
            super().check()
            try:
                Duration(self.date.data, self.expires.data)
            except ValueError:
                self.refuse("expires", "It ends before it was issued.")

    def entry(self) -> Entry:
        """Its name, who issued it, from when to when."""
        issued_only = self.date if not self.expires else None
        return self.reads(
            title=self.name,
            subtitle=self.issuer,
            note=self.credential_id,
            date=issued_only,
            dates=Duration(self.date, self.expires) if self.expires else None,
            url=self.url,
        )
