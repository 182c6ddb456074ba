"""Taking one accepted change back, and nothing else: what was changed since by hand stays. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from letraz.document import Block, Document, Entry
from letraz.matching import points
from letraz.matching.applying import SECTIONS, CannotApply, in_order, with_text
from letraz.matching.change import ADD_SKILL, REORDER, REWRITE_BULLET, REWRITE_SUMMARY, Change, mark_of
from letraz.matching.lines import target_of

__all__ = ["before", "undone"]


def before(change: Change, old: Document, new: Document) -> dict[str, Any]:
    """What is needed to take `change` back, from the document before it and the one after it, as JSON values."""
    if change.kind == ADD_SKILL:
        keys = {entry.key for block in old.blocks for entry in block.entries}
        added = [entry for block in new.blocks for entry in block.entries if entry.key not in keys]
        return {"added": [entry.key for entry in added], "mark": mark_of(_said(added))}
    if change.kind == REORDER and (change.target == SECTIONS or _block(old, change.target)):
        return {"order": _order(old, change.target), "mark": mark_of(",".join(_order(new, change.target)))}
    if block := _block(old, change.target):
        return {"hidden": block.hidden}
    was, now = _entry(old, target_of(change.target)[0]), _entry(new, target_of(change.target)[0])
    return {"text": was.text, "hidden": was.hidden, "mark": mark_of(now.text)}


def undone(change: Change, kept: Mapping[str, Any], document: Document) -> Document:
    """The document without `change`; `kept` is what `before` gave. `CannotApply` when the place says something else."""
    if change.kind == ADD_SKILL:
        added = set(kept.get("added", ()))
        left = [entry for block in document.blocks for entry in block.entries if entry.key in added]
        if left and "mark" in kept:  # one that its person has removed is gone already
            _require(kept, _said(left))
        return _without(document, added)
    if "order" in kept:
        _require(kept, ",".join(_order(document, change.target)))
        return _put_in_order(document, change.target, kept["order"])
    if _block(document, change.target):
        return _on_block(document, change.target, hidden=bool(kept["hidden"]))
    key = target_of(change.target)[0]
    there = _entry(document, key)
    put_back = {"text": kept["text"], "hidden": kept["hidden"]}
    if kept["mark"] != mark_of(there.text) and change.kind in (REWRITE_BULLET, REWRITE_SUMMARY):
        put_back = {"text": _line_back(change, kept, there), "hidden": there.hidden}
    else:
        _require(kept, there.text)
    return document.map_entries(lambda entry: _as_it_was(entry, put_back) if entry.key == key else entry)


def _line_back(change: Change, kept: Mapping[str, Any], entry: Entry) -> str:
    """The entry's text with only this line as it was, where other lines were changed since."""
    try:
        return points.put_back(entry.text, target_of(change.target)[1], change.new, kept["text"])
    except LookupError as error:
        raise CannotApply(_CHANGED) from error


def _said(entries: Sequence[Entry]) -> str:
    return json.dumps([dict(entry.values) for entry in entries], sort_keys=True, default=str)


_CHANGED = "You have changed this place since, so taking it back would lose that. Edit it by hand."


def _require(kept: Mapping[str, Any], there: str) -> None:
    if kept["mark"] != mark_of(there):
        raise CannotApply(_CHANGED)


def _as_it_was(entry: Entry, was: Mapping[str, Any]) -> Entry:
    return replace(with_text(entry, was["text"]), hidden=was["hidden"])


def _without(document: Document, keys: set[str]) -> Document:
    blocks = (
        replace(block, entries=tuple(entry for entry in block.entries if entry.key not in keys))
        for block in document.blocks
    )
    emptied = {block.key for block in document.blocks if block.entries and all(e.key in keys for e in block.entries)}
    return replace(document, blocks=tuple(block for block in blocks if block.key not in emptied))


def _put_in_order(document: Document, target: str, order: list[str]) -> Document:
    if target == SECTIONS:
        return replace(document, blocks=in_order(document.blocks, order))
    blocks = (
        replace(block, entries=in_order(block.entries, order)) if block.key == target else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _on_block(document: Document, key: str, *, hidden: bool) -> Document:
    blocks = (replace(block, hidden=hidden) if block.key == key else block for block in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _order(document: Document, target: str) -> list[str]:
    if target == SECTIONS:
        return [block.key for block in document.blocks]
    found = _block(document, target)
    return [entry.key for entry in found.entries] if found else []


def _block(document: Document, key: str) -> Block | None:
    return next((block for block in document.blocks if key and block.key == key), None)


def _entry(document: Document, key: str) -> Entry:
    found = next((entry for block in document.blocks for entry in block.entries if entry.key == key), None)
    if found is None:
        raise CannotApply("That entry is not there any more.")
    return found
