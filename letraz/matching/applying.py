"""What a resume says once a change is made. Pure; rows are changed by `letraz.models.applying`, in the same words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from letraz.document import Block, Document, Entry
from letraz.matching import points
from letraz.matching.change import ADD_SKILL, HIDE, REORDER, SHOW, Change
from letraz.matching.gate.targets import SECTIONS
from letraz.matching.lines import FACE, target_of

__all__ = ["SECTIONS", "SKILLS", "CannotApply", "applied", "text_field"]

#: The section type that a skill goes into when there is no section for it yet.
SKILLS = "skills"

Keyed = TypeVar("Keyed", Block, Entry)


class CannotApply(ValueError):
    """What the change is about is not there any more, or is another."""


def applied(change: Change, document: Document) -> Document:
    """The document with the change made. `CannotApply` when its target is gone or its order is none."""
    if change.kind == REORDER:
        return _reordered(change, document)
    if change.kind == ADD_SKILL:
        return _with_skill(change, document)
    if change.target in {block.key for block in document.blocks}:
        return replace(document, blocks=tuple(_hide_block(change, block) for block in document.blocks))
    key, number = target_of(change.target)
    return _on_entry(document, key, lambda entry: _changed(change, entry, number))


#: What section types call the field of their long text.
_LONG = ("description", "text", "statement", "reference")


def text_field(entry: Entry) -> str:
    """The field that holds an entry's text; "" when it has none. Never the title of one that only repeats its title."""
    same = [name for name, value in entry.values.items() if value and value == entry.text]
    return next((name for name in _LONG if name in same), same[-1] if same else "")


def _changed(change: Change, entry: Entry, number: int) -> Entry:
    if change.kind in (HIDE, SHOW) and number == FACE:
        return replace(entry, hidden=change.kind == HIDE)
    return with_text(entry, new_text(change, entry.text, number))


def new_text(change: Change, source: str, number: int) -> str:
    """An entry's text once one of its lines is changed. `CannotApply` when there is no such line."""
    try:
        if change.kind == HIDE:
            return points.without(source, number)
        if change.kind == SHOW:  # a point has no hidden state: it is written, by its person
            raise CannotApply("A point can't be shown again. Write it in the editor.")
        return points.replaced(source, number, change.new)
    except IndexError as error:
        raise CannotApply("That line is not there any more.") from error


def with_text(entry: Entry, text: str) -> Entry:
    """The entry saying another text, on both its faces."""
    field = text_field(entry)
    return replace(entry, text=text, values={**entry.values, field: text} if field else entry.values)


def _on_entry(document: Document, key: str, change: Callable[[Entry], Entry]) -> Document:
    if not any(entry.key == key for block in document.blocks for entry in block.entries):
        raise CannotApply("That entry is not there any more.")
    return document.map_entries(lambda entry: change(entry) if entry.key == key else entry)


def _hide_block(change: Change, block: Block) -> Block:
    return replace(block, hidden=change.kind == HIDE) if block.key == change.target else block


def _reordered(change: Change, document: Document) -> Document:
    if change.target == SECTIONS:
        return replace(document, blocks=in_order(document.blocks, change.order))
    if change.target in {block.key for block in document.blocks}:
        blocks = (
            replace(block, entries=in_order(block.entries, change.order)) if block.key == change.target else block
            for block in document.blocks
        )
        return replace(document, blocks=tuple(blocks))
    return _on_entry(document, change.target, lambda entry: with_text(entry, reordered_text(entry.text, change.order)))


def reordered_text(source: str, order: Sequence[str]) -> str:
    """An entry's text with its lines in another order. `CannotApply` when that is no permutation."""
    try:
        return points.reordered(source, [int(number) for number in order])
    except ValueError as error:
        raise CannotApply("The lines are others by now.") from error


def in_order(things: tuple[Keyed, ...], order: Sequence[str]) -> tuple[Keyed, ...]:
    """The things in the order of their keys. `CannotApply` when that is no permutation."""
    by_key = {thing.key: thing for thing in things}
    if sorted(order) != sorted(by_key) or len(by_key) != len(things):
        raise CannotApply("What stands there is another by now.")
    return tuple(by_key[key] for key in order)


def _with_skill(change: Change, document: Document) -> Document:
    entry = Entry(SKILLS, {"name": change.new}, title=change.new)
    if not change.target:
        return replace(document, blocks=(*document.blocks, Block(SKILLS, layout="tags", entries=(entry,))))
    blocks = (
        replace(block, entries=(*block.entries, entry)) if block.key == change.target else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))
