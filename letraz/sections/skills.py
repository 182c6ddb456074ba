"""Skills: what a person can do, by category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from letraz import forms
from letraz.database import line, listing
from letraz.document import Entry
from letraz.models.item import Item

#: Codes of `proficiency`, as in the owner's schema, and what the form calls them.
PROFICIENCIES = {
    "": "Not said",
    "beginner": "Beginner",
    "intermediate": "Intermediate",
    "advanced": "Advanced",
    "expert": "Expert",
}


class Skills(Item):
    """One skill. `category` is also the heading of a group on paper."""

    __tablename__ = "skills"
    label, help, item_label = "Skills", "What you can do, by kind", "skill"
    layout, menu_order, limit = "tags", 50, 100
    json_resume_key = "skills"
    json_resume: ClassVar = {"name": "name", "level": "proficiency", "keywords": "keywords"}

    name: Mapped[str] = line(100)
    category: Mapped[str] = line(100)
    proficiency: Mapped[str] = line(20)
    keywords: Mapped[list[str]] = listing()

    class Form(forms.Form):
        """What a person types."""

        named_by = ("name",)
        name = forms.TextField("Skill", limit=100)
        category = forms.TextField("Category", limit=100)
        proficiency = forms.ChoiceField("Proficiency", choices=PROFICIENCIES)
        keywords = forms.NamesField("Keywords")

    def entry(self) -> Entry:
        """The skill, in the group of its category."""
        return self.reads(title=self.name, group=self.category, level=self.proficiency, tags=tuple(self.keywords or ()))

    @classmethod
    def conflict(cls, values: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> tuple[str, str] | None:
        """A skill stands once in a section, by its folded name."""
        name = str(values.get("name") or "")
        if name and name.casefold() in {str(other.get("name", "")).casefold() for other in others}:
            return "name", f"“{name}” is already in this section."
        return None

    @classmethod
    def to_json_resume(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """As the others; the level with a capital, as JSON Resume's own sample has it."""
        found = super().to_json_resume(values)
        return found | {"level": str(found["level"]).capitalize()} if "level" in found else found

    @classmethod
    def from_json_resume(cls, data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """As the others; a level that is not one of ours is kept aside as it is."""
        values, rest = super().from_json_resume(data)
        level = values.get("proficiency")
        if level and str(level).strip().lower() in PROFICIENCIES:
            values["proficiency"] = str(level).strip().lower()
        elif level:
            rest["level"] = values.pop("proficiency")
        return values, rest
