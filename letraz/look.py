"""How a resume is to look: a design, its version, and what was chosen in it. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from letraz.designs import design
from letraz.document import Document


@dataclass(frozen=True, slots=True)
class Look:
    """A design of one version, with the options that differ from the design's own; `language`: if not the resume's."""

    design: str
    version: int
    options: Mapping[str, str] = field(default_factory=dict)
    language: str = ""

    @classmethod
    def of(cls, name: str, options: Mapping[str, Any], version: int = 0) -> Self:
        """The look of these options in that design, newest unless a version is named; what it lacks is left out."""
        found = design(name, version)
        return cls(found.name, found.version, found.own(options))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The look that `to_text` wrote. `ValueError` when the text is of none."""
        try:
            said = {"language": ""} | json.loads(text)
        except (TypeError, RecursionError) as error:
            raise ValueError("not the shape of a look") from error
        match said:
            case {"design": str(name), "version": int(version), "options": dict(options), "language": str(language)}:
                return cls(name, version, options, language)
        raise ValueError("not the parts of a look")

    def to_text(self) -> str:
        """It as short JSON, for a task's arguments: the same look gives the same text."""
        said = {"design": self.design, "version": self.version, "options": dict(self.options)}
        said |= {"language": self.language} if self.language else {}
        return json.dumps(said, sort_keys=True, separators=(",", ":"))

    def on(self, document: Document) -> Document:
        """`document` as it looks in it. Its words stay: `Resume.seen` says them in another language."""
        return replace(document, design=self.design, design_version=self.version, options=dict(self.options))
