"""What a person may choose in a design: choices, steps of a measure, a colour. Pure.

A value is a text, as forms and JSON have it. `Option.takes` decides what is one; nothing else is ever printed from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from letraz.colour import is_readable


@dataclass(frozen=True, slots=True)
class Option:
    """One choice a person has in a design. `choices` maps each value to its label; `default` is one of them.

    `kind` is *choice*, *steps* (a measure, its values in order) or *colour* (`choices` are suggestions, and any colour
    that can be read on white is taken). `group` is the heading it stands under.
    """

    name: str
    label: str
    default: str
    choices: Mapping[str, str] = field(default_factory=dict)
    help: str = ""
    kind: str = "choice"
    group: str = ""

    def __post_init__(self) -> None:
        if not self.takes(self.default):
            raise ValueError(f"option {self.name}: the default {self.default!r} is not among its choices")

    @classmethod
    def from_toml(cls, name: str, data: Mapping[str, Any]) -> Self:
        """From a table of a design's file; `steps = {from, to, by, unit}` stands for its choices."""
        said = dict(data)
        if steps := said.pop("steps", None):
            said |= {
                "kind": "steps",
                "choices": _stepped(**{("start" if k == "from" else k): v for k, v in steps.items()}),
            }
        return cls(name=name, **said)

    def takes(self, value: object) -> bool:
        """Whether `value` is one that can be chosen."""
        if not isinstance(value, str):
            return False
        return is_readable(value) if self.kind == "colour" else value in self.choices

    def settle(self, value: object) -> str:
        """`value` if it can be chosen, else the default."""
        return value if isinstance(value, str) and self.takes(value) else self.default

    def says(self, value: str) -> str:
        """How a value reads: its label, or the colour itself."""
        return self.choices.get(value, value)


def _stepped(start: str, to: str, by: str, unit: str) -> dict[str, str]:
    value, found = Decimal(start), dict[str, str]()
    while value <= Decimal(to):
        plain = f"{value.normalize():f}"
        found[plain] = f"{plain} {unit}"
        value += Decimal(by)
    return found
