"""Every way a document can be printed: designs, languages, and what can be chosen in each design."""

from __future__ import annotations

from letraz.colour import contrast
from letraz.designs import designs
from letraz.document import Document
from letraz.options import Option
from tests import tongues
from tests.paper.cases import dressed, pictured
from tests.paper.pairwise import Case

#: What the language and the design are called among the choices; no option has such a name.
LANGUAGE, DESIGN = "the language", "the design"


def choices() -> dict[str, list[str]]:
    """Each choice and what it can be: of a measure its ends and the designs' own values, of colours the extremes."""
    found: dict[str, list[str]] = {LANGUAGE: [*tongues.ALL], DESIGN: [*designs()]}
    for design in designs().values():
        for name, option in design.options.items():
            found[name] = [*dict.fromkeys([*found.get(name, ()), *extremes(option)])]
    return found


def extremes(option: Option) -> list[str]:
    """The values at which an option goes wrong if it does."""
    values = list(option.choices)
    if option.kind == "steps":
        return [values[0], option.default, values[-1]]
    if option.kind == "colour":
        return [option.default, min(values, key=lambda value: contrast(value, "#ffffff"))]
    return values


def shaped(case: Case) -> Document:
    """The document of a case: its language's resume, with a photo, in its design; what that does not know is left."""
    design = designs()[case[DESIGN]]
    options = {name: value for name, value in case.items() if name in design.options}
    return dressed(pictured(tongues.ALL[case[LANGUAGE]]()), design, **options)
