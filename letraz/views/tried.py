"""A look that is tried: what the design form says of a design, its options and a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from letraz import colour, language
from letraz.dates import PartialDate
from letraz.designs import Design, design, designs
from letraz.look import Look
from letraz.models import Resume
from letraz.options import Option

#: A colour of one's own: the choice's value, and what it is then read from.
OWN = "own"

#: Shows how dates are written: a short month that many languages write otherwise than a long one.
SAMPLE = PartialDate(2021, 3)


@dataclass(frozen=True, slots=True)
class Tried:
    """What the design form holds: a design, the settled value of each of its options, a language.

    `errors`: the sentence for each option that cannot be so. `typed`: the colours that were refused.
    """

    chosen: Design
    options: Mapping[str, str]
    language: str
    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, resume: Resume) -> Self:
        """What is stored."""
        found = design(resume.design, resume.design_version)
        return cls(found, found.settle(resume.options or {}), resume.language or "en")

    @classmethod
    def sent(cls, form: Mapping[str, str], resume: Resume) -> Self:
        """What a form says of it. Its options may be those of the design that was chosen before (`shown`).

        What the person chose goes along to the other design as far as that has it; the rest is that design's own.
        """
        chosen = _version(form.get("design", ""), resume)
        shown = _version(form.get("shown", "") or chosen.name, resume)
        given = {name: _given(name, form) for name in shown.options}
        given = {name: value for name, value in given.items() if value}
        wrong = {n: v for n, v in given.items() if shown.options[n].kind == "colour" and not shown.options[n].takes(v)}
        explicit = shown.own({**(resume.options or {}), **{n: v for n, v in given.items() if n not in wrong}})
        tongue = form.get("language", "")
        known = tongue in language.offered() or tongue == resume.language
        return cls(
            chosen=chosen,
            options=chosen.settle(explicit),
            language=tongue if known else resume.language or "en",
            errors={name: _why(value) for name, value in wrong.items() if name in chosen.options},
            typed=wrong,
        )

    def look(self, resume: Resume) -> Look:
        """As `Preview` draws it."""
        other = self.language if self.language != (resume.language or "en") else ""
        return Look(self.chosen.name, self.chosen.version, self.chosen.own(self.options), other)

    def in_each(self, resume: Resume) -> dict[str, Look]:
        """The same choices in every design, by its name; in the newest version but where the resume has another."""
        explicit, other = self.chosen.own(self.options), self.look(resume).language
        found = [_version(name, resume) for name in designs()]
        return {one.name: Look(one.name, one.version, one.own(explicit), other) for one in found}

    def says(self, option: Option, value: str) -> str:
        """How a choice reads: a way to write dates by a date, in the language that is chosen."""
        is_a_date = option.name == "dates" and value in language.STYLES
        return language.format_date(SAMPLE, self.language, value) if is_a_date else option.says(value)

    def nearest(self, name: str) -> str:
        """The colour that can be read and is nearest to the one that was refused; "" when none was."""
        typed = self.typed.get(name, "")
        return colour.darkened(typed) if colour.is_colour(typed) else ""


def _version(name: str, resume: Resume) -> Design:
    """The design of that name: in the version that the resume is finished with, else the newest."""
    own = name in (resume.design, "")
    return design(resume.design, resume.design_version) if own else design(name)


def _given(name: str, form: Mapping[str, str]) -> str:
    """What the form says of an option; "" when nothing. "Use it" of the nearest colour goes before all."""
    value = form.get(f"nearest-{name}") or form.get(f"option-{name}", "")
    return form.get(f"own-{name}", "").lower() if value == OWN else value


def _why(value: str) -> str:
    if not colour.is_colour(value):
        return "Write a colour as # and six digits, such as #1f4b6e."
    return (
        f"Too light to read on paper: {colour.contrast(value):.1f} to 1, and {colour.READABLE} is needed. "
        f"The nearest that can be read is {colour.darkened(value)}."
    )


def is_shown_as(option: Option) -> str:
    """How an option is chosen: *colour*, *steps*, *seg* (side by side, when the words are short) or *select*."""
    if option.kind != "choice":
        return option.kind
    return "seg" if len(option.choices) <= 4 and sum(map(len, option.choices.values())) <= 24 else "select"
