"""Education: schools, universities, courses."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms, language
from letraz.database import line, listing, prose
from letraz.document import Entry
from letraz.models.item import Dated, Item


class Education(Dated, Item):
    """One course of study. An expected end in the future is allowed."""

    __tablename__ = "education"
    label, help, item_label = "Education", "Schools and degrees", "education"
    menu_order = 30
    json_resume_key = "education"
    json_resume: ClassVar = {
        "institution": "institution_name",
        "studyType": "degree",
        "area": "field_of_study",
        "url": "url",
        "startDate": "start_date",
        "endDate": "end_date",
        "score": "grade",
        "courses": "courses",
    }

    institution_name: Mapped[str] = line()
    degree: Mapped[str] = line()
    field_of_study: Mapped[str] = line()
    location: Mapped[str] = line()
    grade: Mapped[str] = line(100)
    url: Mapped[str] = line(500)
    courses: Mapped[list[str]] = listing()
    description: Mapped[str] = prose()

    class Form(forms.DatedForm):
        """What a person types."""

        named_by = ("institution_name", "degree")
        institution_name = forms.TextField("School")
        degree = forms.TextField("Degree")
        field_of_study = forms.TextField("Field of study")
        location = forms.TextField("Location")
        start_date = forms.PartialDateField("Start")
        end_date = forms.PartialDateField("End")
        current = forms.YesField("I study here now")
        grade = forms.TextField("Grade", limit=100)
        url = forms.UrlField("School’s web address")
        courses = forms.NamesField("Courses")
        description = forms.RichField("Description")

    def entry(self) -> Entry:
        """The degree and field, then the school."""
        studied = language.word("comma", self.tongue).join(part for part in (self.degree, self.field_of_study) if part)
        return self.reads(
            title=studied or self.institution_name,
            subtitle=self.institution_name if studied else "",
            place=self.location,
            note=self.grade,
            dates=self.duration,
            url=self.url,
            tags=tuple(self.courses or ()),
            text=self.description,
        )
