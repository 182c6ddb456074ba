"""The form of a job: filled in by hand, or from what was read of a posting (`letraz.views.prefilled`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms.validators import ValidationError

from letraz import forms
from letraz.models import Job
from letraz.models.job import LEVELS, MOST_LINES
from letraz.sections.experience import EMPLOYMENT_TYPES
from letraz.views.job_fields import DayField, LinesField, MoneyField

#: Characters of a posting's text.
POSTING = 50_000

#: Codes of a job's `remote` and `salary_unit`, and what the form calls them.
REMOTE = {"": "Not said", "on site": "On site", "hybrid": "Hybrid", "remote": "Remote"}
UNITS = {"": "Not said", "hour": "An hour", "day": "A day", "week": "A week", "month": "A month", "year": "A year"}

#: The columns of a job that say what it pays; they are taken together.
SALARY = ("salary_range", "salary_min", "salary_max", "salary_currency", "salary_unit")


class JobForm(forms.Form):
    """A posting, as a person notes it. Its lists of lines are called as the levels of a requirement are."""

    named_by = ("title", "company_name")
    title = forms.TextField("Job title")
    company_name = forms.TextField("Company")
    location = forms.TextField("Location")
    remote = forms.ChoiceField("Where the work is done", choices=REMOTE)
    employment_type = forms.ChoiceField("Employment type", choices=EMPLOYMENT_TYPES)
    url = forms.UrlField("Address of the posting")
    posted = DayField("Posted on")
    closes = DayField("Closes on")
    salary_range = forms.TextField("Salary", description="As the posting says it.", render_kw={"data-wide": ""})
    salary_min = MoneyField("From", render_kw={"inputmode": "decimal"})
    salary_max = MoneyField("To", render_kw={"inputmode": "decimal"})
    salary_currency = forms.TextField("Currency", limit=3, description="Such as USD.")
    salary_unit = forms.ChoiceField("Paid by", choices=UNITS)
    must = LinesField("Must have", description="One a line.")
    nice = LinesField("Nice to have", description="One a line.")
    duty = LinesField("What you will do", description="One a line.")
    condition = LinesField(
        "Conditions", description="Shifts, travel, permits, checks. One a line; they are not counted."
    )
    description = forms.ProseField("Description", limit=POSTING)
    benefits = forms.ProseField("Benefits", limit=POSTING)
    notes = forms.ProseField("Your notes", description="Only you see them.")

    def validate_salary_currency(self, field: Any) -> None:
        """ISO 4217, in capitals."""
        field.data = (field.data or "").upper()
        if field.data and not (len(field.data) == 3 and field.data.isascii() and field.data.isalpha()):
            raise ValidationError("Write the currency as three letters, such as USD or EUR.")

    def check(self) -> None:
        """The most is not below the least; a job has so many lines and no more."""
        super().check()
        low, high = self.salary_min.data, self.salary_max.data
        if low is not None and high is not None and high < low:
            self.refuse("salary_max", "This is less than the amount before it.")
        if sum(len(lines) for lines in self.lines().values()) > MOST_LINES:
            self.refuse("must", f"A job holds at most {MOST_LINES} lines, in the four lists together.")

    def lines(self) -> dict[str, list[str]]:
        """The requirement lines by level."""
        return {level: self[level].data or [] for level in LEVELS}

    def columns(self) -> dict[str, Any]:
        """The values of the job's own columns."""
        return {name: value for name, value in self.values().items() if name not in LEVELS}

    def save(self, job: Job) -> None:
        """Write what is in the form into a job."""
        job.save(self.columns())
        job.take_requirements(self.lines())

    def mark(self, unsure: Sequence[str]) -> None:
        """Mark the fields that were only guessed at, as far as they are still empty."""
        for name in unsure:
            if name in self and not self[name].data:
                self[name].description = "Not sure: please fill in."
                self[name].render_kw = {**(self[name].render_kw or {}), "data-unsure": ""}


def form_of(job: Job) -> JobForm:
    """The form that holds a job, or what was sent of it."""
    return JobForm(obj=job, data={level: job.lines(level) for level in LEVELS})


def stored(job: Job, form: JobForm) -> dict[str, Any]:
    """What a job holds, by the names of the form."""
    columns = {name: getattr(job, name) for name in form.columns()}
    return {**columns, **{level: job.lines(level) for level in LEVELS}}
