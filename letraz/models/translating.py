"""Making a translation: everything of a resume copied, in another language, each thing linked to what it is to say.

And a copy of a translation: one of the same original, with the same answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from letraz import language
from letraz.document import Document
from letraz.look import Look
from letraz.models.item import Item
from letraz.models.lineage import said
from letraz.models.ordering import Refused

if TYPE_CHECKING:
    from letraz.models.resume import Resume
    from letraz.models.section import Section


def said_in(resume: Resume, tongue: str) -> Document:
    """What a resume says, its usual headings in this language. `Refused` for the language that it has."""
    if language.tag(tongue) == language.tag(resume.language or "en"):
        raise Refused(f"“{resume.title}” is in that language already. Choose another, or duplicate it.")
    look = Look(resume.design, resume.design_version, dict(resume.options or {}), tongue)
    return replace(resume.seen(look), language=tongue)


def follow(original: Resume, copy: Resume, made: Mapping[str, Item]) -> None:
    """Link a copy, made of what `original` says now, to it."""
    person = replace(original.person, photo=None, extra={})
    copy.follow_header(original, person.to_json())
    for one, other in _sections(original, copy):
        other.follow_section(one)
    for item in _items(original):
        if item.key in made:
            made[item.key].follow_item(item, said(item.values))


def stay(translation: Resume, copy: Resume, made: Mapping[str, Item], document: Document) -> None:
    """Link a copy of a translation, made of `document`, as that is; what said other words then is asked again."""
    if not translation.original_id:
        return
    copy.stay_header(translation)
    sections = {section.key: section for section in translation.sections}
    for block, other in zip(document.blocks, copy.sections, strict=False):
        if block.key in sections and other.type == block.kind:
            other.stay_section(sections[block.key])
    for item in _items(translation):
        if item.key in made:
            twin = made[item.key]
            twin.stay_item(item)
            if twin.words_of(twin.values) != item.words_of(item.values):
                twin.ask_again(item.original_before, said(twin.values))


def meet(resume: Resume, item: Item, origin: Item, told: Mapping[str, Any]) -> None:
    """Let an item that was taken from another resume know what it comes from: in a translation, what it translates.

    `told` is what the other one said when it was taken: it may say something else by now.
    """
    home = origin.section.resume
    if not resume.original_id:
        item.descend_from(origin, home.base, told)
    elif home.id == resume.original_id:
        item.follow_item(origin, dict(told))
        item.original_revision = origin.revision if dict(told) == said(origin.values) else None
    elif home.original_id == resume.original_id:
        item.stay_item(origin)


def _sections(one: Resume, other: Resume) -> Iterator[tuple[Section, Section]]:
    """The sections of two resumes that were written one after the other, pair by pair."""
    return ((a, b) for a, b in zip(one.sections, other.sections, strict=True) if a.type == b.type)


def _items(resume: Resume) -> Iterator[Item]:
    return (item for section in resume.sections for item in section.items)
