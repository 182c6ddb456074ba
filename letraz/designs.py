"""The designs: every folder in `templates/designs` that holds numbered versions. Pure; loads without WeasyPrint.

`<name>/<version>/design.toml` says `label`, `help`, and `base`: which version of the shared templates, sheet and
options in `base/` it stands on. `[defaults]` sets defaults of those options, `without` leaves some out, and
`[options.*]` adds its own. `resume.html` and `style.css` beside it read the settled options.

A released version never changes: what would print otherwise gets the next number, in `base/` too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from letraz.options import Option

#: Where the designs are.
FOLDER = Path(__file__).parent / "templates" / "designs"

#: What several designs share, by version.
BASE = FOLDER / "base"

#: What a document gets that names no design, or one that is not there.
DEFAULT = "classic"


@dataclass(frozen=True, slots=True)
class Design:
    """How a resume looks on paper."""

    name: str
    version: int
    label: str
    help: str
    base: int
    options: Mapping[str, Option]
    columns: int = 1  #: 2: blocks whose layout is short lines stand beside the others

    @property
    def folders(self) -> tuple[Path, Path]:
        """Where its templates are: its own first, then those it stands on."""
        return FOLDER / self.name / str(self.version), BASE / str(self.base)

    @property
    def sided(self) -> bool:
        """Whether a text runs its own way on its pages, and a list has a comma of its own: since the second base."""
        return self.base > 1

    def settle(self, options: Mapping[str, Any]) -> dict[str, str]:
        """A value for each option of this design: what `options` says if it can be chosen, else the default."""
        return {name: option.settle(options.get(name)) for name, option in self.options.items()}

    def own(self, options: Mapping[str, Any]) -> dict[str, str]:
        """What of `options` differs from this design's own: all that needs to be stored."""
        return {name: value for name, value in self.settle(options).items() if value != self.options[name].default}


def versions(name: str) -> Mapping[int, Design]:
    """Every version of a design, the newest last; none for a name that is no design's, whatever it is."""
    return _found().get(name, {})


@cache
def designs() -> Mapping[str, Design]:
    """The newest version of every design by its name, in the order of their labels."""
    newest = [list(one.values())[-1] for one in _found().values()]
    return {design.name: design for design in sorted(newest, key=lambda design: design.label)}


def design(name: str, version: int = 0) -> Design:
    """The design of that name and version; its newest one without it, the default one when there is none."""
    return versions(name).get(version) or designs().get(name) or designs()[DEFAULT]


@cache
def _found() -> Mapping[str, Mapping[int, Design]]:
    """All there are, by name and version: read once, so that no name from outside ever becomes a path."""
    found: dict[str, dict[int, Design]] = {}
    for one in sorted(map(_read, FOLDER.glob("*/*/design.toml")), key=lambda one: one.version):
        found.setdefault(one.name, {})[one.version] = one
    return found


def _read(path: Path) -> Design:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    name, version = path.parent.parent.name, int(path.parent.name)
    defaults, without = data.pop("defaults", {}), data.pop("without", [])
    options = {key: option for key, option in _based(data["base"]).items() if key not in without}
    for key, value in defaults.items():
        options[key] = replace(options[key], default=value)
    options |= {key: Option.from_toml(key, said) for key, said in data.pop("options", {}).items()}
    return Design(name=name, version=version, options=options, **data)


def _based(version: int) -> dict[str, Option]:
    data = tomllib.loads((BASE / str(version) / "options.toml").read_text(encoding="utf-8"))
    return {name: Option.from_toml(name, said) for name, said in data.items()}
