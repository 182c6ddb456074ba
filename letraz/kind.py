"""What formats may ask of a section type. Pure: the types are passed in, and formats never import them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from letraz.document import Entry


class Kind(Protocol):
    """What a format may ask of a section type; `letraz.sections` holds the classes that answer."""

    label: str  #: the section's usual title, English
    layout: str
    json_resume_key: str  #: where its entries live in JSON Resume ("work"), or "" for our own extension

    def entry_of(self, values: Mapping[str, Any]) -> Entry:
        """The entry, both faces, of such values. Raises `ValueError` for values that are not of the type."""
        ...

    def check(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """What the type's rules make of such values: the clean ones, and a sentence for each refused field."""
        ...

    def to_json_resume(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Its JSON Resume object."""
        ...

    def from_json_resume(self, data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Values for the type's form, and what no field holds."""
        ...
