"""Places on a page that open what they are made of: a line of the paper leads to its item in the editor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from letraz.document import Document
from letraz.models import Resume


@dataclass(frozen=True, slots=True)
class Opening:
    """What a spot opens: what it is called, the editor's address, that of the fragment, and what that replaces."""

    name: str
    label: str
    href: str
    fragment: str
    target: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle of a page, in points from its top left, and what it opens. `id` is its own within the pages."""

    id: str
    x: float
    y: float
    width: float
    height: float
    opens: Opening


#: Points of room around what a spot opens: its outline touches no letter.
SIDE, ABOVE = 5, 1.5

#: What each place of a document opens.
Places = dict[str, Opening]


def openings(resume: Resume, document: Document) -> Places:
    """What each place of a drawn document opens: "h", "b2", "b2.e0". `document` is the one that was drawn.

    Marks are places in the visible document, and are looked up when the page is shown: rows may move meanwhile, and
    what went while the pages were waited for opens nothing.
    """
    sections = {section.key: section for section in resume.sections}
    found = {"h": _header(resume)}
    for number, block in enumerate(document.visible().blocks):
        if section := sections.get(block.key):
            found[f"b{number}"] = _opening(section)
            items = {item.key: item for item in section.items}
            entries = ((place, items.get(entry.key)) for place, entry in enumerate(block.entries))
            found |= {f"b{number}.e{place}": _opening(section, item) for place, item in entries if item}
    return found


def on_page(number: int, sheet: dict[str, Any], places: Places) -> tuple[Spot, ...]:
    """The spots of a page, the largest first: what stands in another one lies above it."""
    marks = sorted(sheet["marks"], key=lambda mark: -mark[3] * mark[4])
    return tuple(_spots(number, marks, places))


def _spots(number: int, marks: list[list[Any]], places: Places) -> Iterator[Spot]:
    for at, x, y, width, height in marks:
        if at in places:
            room = (x - SIDE, y - ABOVE, width + 2 * SIDE, height + 2 * ABOVE)
            left, top, across, down = (round(one, 1) for one in room)
            yield Spot(f"spot-{number}-{places[at].name}", left, top, across, down, places[at])


def _header(resume: Resume) -> Opening:
    where = url_for("resumes.header", resume_id=resume.id)
    return Opening("header", "Contact", where, where, "#section-header")


def _opening(section: Any, item: Any = None) -> Opening:
    """An item, or its section; a section that is one text opens with it."""
    of = {"resume_id": section.resume_id}
    target = f"section-{section.id}"
    if item is None or section.kind.single:
        href = url_for("resumes.show", **of, section=section.id, _anchor=target)
        fragment = url_for("resumes.sections.show", **of, section_id=section.id)
        return Opening(target, section.heading, href, fragment, f"#{target}")
    href = url_for("resumes.show", **of, section=section.id, item=item.id, _anchor=f"item-{item.id}")
    fragment = url_for(f"resumes.{section.type}.show", **of, item_id=item.id)
    return Opening(f"item-{item.id}", item.shown_name, href, fragment, f"#{target}")
