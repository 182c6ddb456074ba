"""Projects: what a person built or ran."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms
from letraz.database import line, listing, prose
from letraz.document import Entry, Link
from letraz.models.item import Dated, Item


class Projects(Dated, Item):
    """One project. `skills_used` holds names; they need not stand among the person's skills."""

    __tablename__ = "projects"
    label, help, item_label = "Projects", "Something you built or ran", "project"
    menu_order = 40
    json_resume_key = "projects"
    json_resume: ClassVar = {
        "name": "name",
        "type": "category",
        "startDate": "start_date",
        "endDate": "end_date",
        "url": "live_url",
        "keywords": "skills_used",
    }
    json_resume_text = ("description", "description", "highlights")

    category: Mapped[str] = line(100)
    name: Mapped[str] = line()
    role: Mapped[str] = line()
    github_url: Mapped[str] = line(500)
    live_url: Mapped[str] = line(500)
    skills_used: Mapped[list[str]] = listing()
    description: Mapped[str] = prose()

    class Form(forms.DatedForm):
        """What a person types."""

        named_by = ("name",)
        name = forms.TextField("Name")
        role = forms.TextField("Your role")
        category = forms.TextField("Category", limit=100)
        start_date = forms.PartialDateField("Start")
        end_date = forms.PartialDateField("End")
        current = forms.YesField("I work on it now")
        live_url = forms.UrlField("Web address")
        github_url = forms.UrlField("GitHub address")
        skills_used = forms.NamesField("Skills used")
        description = forms.RichField("Description")

    def entry(self) -> Entry:
        """Its name, then the role; both addresses as links."""
        links = (Link(self.live_url), Link(self.github_url, network="GitHub"))
        return self.reads(
            title=self.name,
            subtitle=self.role,
            note=self.category,
            dates=self.duration,
            links=tuple(link for link in links if link.url),
            tags=tuple(self.skills_used or ()),
            text=self.description,
        )

    @classmethod
    def to_json_resume(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """As the others; the role is a list there, and an address on GitHub serves when there is no other."""
        found = super().to_json_resume(values)
        if values.get("role"):
            found["roles"] = [part.strip() for part in str(values["role"]).split(",")]
        if not found.get("url") and values.get("github_url"):
            found["url"] = values["github_url"]
        return found

    @classmethod
    def from_json_resume(cls, data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """As the others; the roles become one text."""
        values, rest = super().from_json_resume(data)
        roles = rest.pop("roles", None)
        if isinstance(roles, list):
            values["role"] = ", ".join(map(str, roles))
        return values, rest
