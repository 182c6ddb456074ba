"""What the page of a changed base item tells: field by field, word by word, both texts and what comes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from letraz.diff.fields import DATES
from letraz.diff.rich import Paragraph, redlined
from letraz.fields import RichField
from letraz.forms import Form
from letraz.merge import Conflict
from letraz.models.lineage import Lineage
from letraz.views import editor
from letraz.wording import compare


@dataclass(frozen=True, slots=True)
class Field:
    """A field that differs: what it is called, and paragraph by paragraph the words that go and come."""

    label: str
    text: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Choice:
    """A conflict to settle: each text by itself, with what was changed in it since the copy was made."""

    number: int
    label: str
    base: Sequence[Paragraph]
    mine: Sequence[Paragraph]
    both: bool  #: the two can stand beside each other


def told(pair: Lineage) -> dict[str, Any]:
    """What comes in, what conflicts, and how the item's own text differs from the base's."""
    words = Words(editor.form_of(type(pair.item), pair.item, formdata=None), known=pair.old is not None)
    return {
        "comes": words.fields(pair.mine.values, pair.merged.entry.values),
        "choices": [words.choice(n, one) for n, one in enumerate(pair.merged.conflicts)],
        "own": words.fields(pair.new.values, pair.mine.values),
    }


class Words:
    """Fields and their values as a form calls them. `known`: somebody knows what the text was before."""

    def __init__(self, form: Form, known: bool = True) -> None:
        self.form, self.known = form, known

    def fields(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Field]:
        """The fields that differ, in the order of the form."""
        names = [name for name in self.form._fields if before.get(name) != after.get(name)]
        pairs = ((name, self.text(name, before.get(name)), self.text(name, after.get(name))) for name in names)
        return [Field(self.label(name), self.compared(name, old, new)) for name, old, new in pairs]

    def choice(self, number: int, conflict: Conflict) -> Choice:
        """A conflict; where nobody knows the text before, the base's is compared with one's own."""
        name = conflict.field
        base, mine, old = (self.text(name, one) for one in (conflict.base_new, conflict.mine, conflict.base_old))
        was, both = (old, conflict.line) if self.known else (mine, False)
        theirs, own = self.compared(name, was, base), self.compared(name, was, mine)
        return Choice(number, self.label(name), theirs, own, both)

    def compared(self, name: str, before: str, after: str) -> list[Paragraph]:
        """Two texts of a field, as people see them."""
        if name in self.form and isinstance(self.form[name], RichField):
            return redlined(before, after)
        pieces = tuple(compare(before, after))
        return [Paragraph(pieces)] if pieces else []

    def label(self, name: str) -> str:
        """What the form calls a field."""
        return "Dates" if name == "dates" else str(self.form[name].label.text)

    def text(self, name: str, value: Any) -> str:
        """A value in words."""
        if isinstance(value, Mapping):
            parts = ((one, value.get(one)) for one in DATES)
            return ", ".join(f"{self.label(one)}: {self.text(one, part)}" for one, part in parts if part)
        if isinstance(value, bool):
            return "Yes" if value else "No"
        offered = getattr(self.form[name], "choices", None) if name in self.form else None
        if isinstance(value, (list, tuple)):
            return ", ".join(_called(one, offered) for one in value)
        return _called(value, offered) if value is not None else ""


def _called(value: Any, offered: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values() if part)
    return str(offered.get(value, value) if isinstance(offered, dict) else value)
