"""The designs: every folder in `templates/designs` that has a `design.toml`. Pure; loads without WeasyPrint.

`design.toml` says `label`, `help`, `version` (a number: raised when the same document would print otherwise) and a
table of options, each with `label`, `default` and `choices` (value = label). `resume.html` and `style.css` read them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

#: Where the designs are.
FOLDER = Path(__file__).parent / "templates" / "designs"

#: What a document gets that names no design, or one that is not there.
DEFAULT = "classic"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice a person has in a design. `choices` maps each value to its label; `default` is one of them."""

    name: str
    label: str
    default: str
    choices: Mapping[str, str]
    help: str = ""

    def __post_init__(self) -> None:
        if self.default not in self.choices:
            raise ValueError(f"option {self.name}: the default {self.default!r} is not among its choices")


@dataclass(frozen=True, slots=True)
class Design:
    """How a resume looks on paper."""

    name: str
    label: str
    help: str
    version: int
    options: Mapping[str, Option]

    def settle(self, options: Mapping[str, Any]) -> dict[str, str]:
        """A value for each option of this design: what `options` says if it is a choice, else the default."""
        asked = {name: options.get(name) for name in self.options}
        return {
            name: value
            if isinstance(value, str) and value in self.options[name].choices
            else self.options[name].default
            for name, value in asked.items()
        }


@cache
def designs() -> Mapping[str, Design]:
    """Every design by its name, in the order of their labels."""
    found = [_read(path) for path in FOLDER.glob("*/design.toml")]
    return {design.name: design for design in sorted(found, key=lambda design: design.label)}


def design(name: str) -> Design:
    """The design of that name; the default one when there is none."""
    return designs().get(name) or designs()[DEFAULT]


def _read(path: Path) -> Design:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    options = {name: Option(name=name, **option) for name, option in data.pop("options", {}).items()}
    return Design(name=path.parent.name, options=options, **data)
