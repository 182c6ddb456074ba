"""Experience: the positions a person has held."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms, language
from letraz.database import flag, line, prose
from letraz.document import Entry
from letraz.models.item import Dated, Item

#: Codes of `employment_type`, as in the owner's schema, and what the form calls them.
EMPLOYMENT_TYPES = {
    "": "Not said",
    "full_time": "Full time",
    "part_time": "Part time",
    "contract": "Contract",
    "internship": "Internship",
    "freelance": "Freelance",
    "self_employed": "Self employed",
    "volunteer": "Volunteer",
    "trainee": "Trainee",
    "temporary": "Temporary",
}


class Experience(Dated, Item):
    """One role at one company. Consecutive roles at the same company read as one block with several roles."""

    __tablename__ = "experience"
    label, help, item_label = "Experience", "Where you worked, and what you did", "experience"
    menu_order = 20
    json_resume_key = "work"
    json_resume: ClassVar = {
        "name": "company_name",
        "position": "job_title",
        "location": "location",
        "url": "url",
        "startDate": "start_date",
        "endDate": "end_date",
    }
    json_resume_text = ("description", "summary", "highlights")

    company_name: Mapped[str] = line()
    job_title: Mapped[str] = line()
    employment_type: Mapped[str] = line(40)
    location: Mapped[str] = line()
    remote: Mapped[bool] = flag()
    url: Mapped[str] = line(500)
    description: Mapped[str] = prose()

    class Form(forms.DatedForm):
        """What a person types."""

        named_by = ("company_name", "job_title")
        company_name = forms.TextField("Company")
        job_title = forms.TextField("Job title")
        employment_type = forms.ChoiceField("Employment type", choices=EMPLOYMENT_TYPES)
        location = forms.TextField("Location")
        start_date = forms.PartialDateField("Start")
        end_date = forms.PartialDateField("End")
        current = forms.YesField("I work here now")
        remote = forms.YesField("Remote")
        url = forms.UrlField("Company’s web address")
        description = forms.RichField("Description")

    @property
    def place(self) -> str:
        """Where it was done: "Tacoma", "Remote", "Tacoma (remote)"."""
        if not self.remote:
            return self.location or ""
        remote = language.word("remote", self.tongue)
        return f"{self.location} ({remote})" if self.location else remote[:1].upper() + remote[1:]

    def entry(self) -> Entry:
        """The role, then the company, place and kind of employment."""
        return self.reads(
            title=self.job_title,
            subtitle=self.company_name,
            group=self.company_name,
            place=self.place,
            note=self.employment_type,
            dates=self.duration,
            url=self.url,
            text=self.description,
        )
