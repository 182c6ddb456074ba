"""What changed in the sections and items of two documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from letraz import language
from letraz.diff.change import (
    ADDED,
    CHANGED,
    HIDDEN,
    ITEM,
    MOVED,
    QUIET,
    REMOVED,
    RENAMED,
    SECTION,
    SHOWN,
    Change,
    Part,
    Ref,
)
from letraz.diff.fields import entry_parts, in_mapping, parts
from letraz.diff.naming import name_of
from letraz.diff.pairing import Pairs
from letraz.diff.placing import Placing
from letraz.document import Block, Entry

__all__ = ["body"]

#: What one thing of a document changed: the kind of change and its parts.
Found = tuple[str, tuple[Part, ...]]


def body(pairs: Pairs) -> Iterator[Change]:
    """Sections that are gone, the others in their new order; then items the same way."""
    places = Placing(pairs)
    yield from _sections(pairs, places)
    yield from _items(pairs, places)


def _sections(pairs: Pairs, places: Placing) -> Iterator[Change]:
    for handle in pairs.old_blocks:
        if handle not in pairs.blocks:
            yield _removed_section(pairs, places, Ref(handle))
    for handle in pairs.new_blocks:
        ref = pairs.new_block(handle)
        yield from _section(pairs, places, ref) if ref.old else [_added_section(pairs, places, ref)]


def _items(pairs: Pairs, places: Placing) -> Iterator[Change]:
    for handle, spot in pairs.old_items.items():
        if handle not in pairs.items and spot.home in pairs.blocks:
            yield Change(REMOVED, ITEM, Ref(handle), before=spot.thing, old=places.item(Ref(handle))[0])
    names, kept = _names(pairs), set(pairs.blocks.values())
    for handle, spot in pairs.new_items.items():
        ref = pairs.new_item(handle)
        if ref.old:
            yield from _item(pairs, places, ref, names)
        elif spot.home in kept:
            yield Change(ADDED, ITEM, ref, after=spot.thing, new=places.item(ref)[1])


def _names(pairs: Pairs) -> Mapping[str, tuple[str, str]]:
    """Of each item that both documents have, by its old key: its new key, and what it is called."""
    both = ((pairs.old_items[old].thing, pairs.new_items[new].thing) for old, new in pairs.items.items())
    return {old.key: (new.key, name_of(old)) for old, new in both if old.key}


def _removed_section(pairs: Pairs, places: Placing, ref: Ref) -> Change:
    own = [spot for spot in pairs.old_items.values() if spot.home == ref.old and spot.handle not in pairs.items]
    block = replace(pairs.old_blocks[ref.old].thing, entries=tuple(spot.thing for spot in own))
    refs = tuple(Ref(spot.handle) for spot in own)
    return Change(REMOVED, SECTION, ref, before=block, old=places.section(ref)[0], own=refs)


def _added_section(pairs: Pairs, places: Placing, ref: Ref) -> Change:
    here = [spot for spot in pairs.new_items.values() if spot.home == ref.new]
    own = [spot for spot in here if not pairs.new_item(spot.handle).old]
    block = replace(pairs.new_blocks[ref.new].thing, entries=tuple(spot.thing for spot in own))
    refs = tuple(Ref("", spot.handle) for spot in own)
    return Change(ADDED, SECTION, ref, after=block, new=places.section(ref)[1], own=refs)


def _section(pairs: Pairs, places: Placing, ref: Ref) -> Iterator[Change]:
    before, after = pairs.old_blocks[ref.old].thing, pairs.new_blocks[ref.new].thing
    old, new = places.section(ref)
    moved: list[Found] = [(MOVED, ())] if places.moved_section(ref) else []
    for kind, found in (*moved, *_of_section(pairs, before, after)):
        yield Change(kind, SECTION, ref, found, before, after, old, new)


def _of_section(pairs: Pairs, before: Block, after: Block) -> Iterator[Found]:
    if title := parts(before, after, ["title"]):
        usual = _is_usual(before, pairs.a.language) and _is_usual(after, pairs.b.language)
        yield (QUIET if usual else RENAMED), title
    yield from _hidden(before, after)
    for name in ("new_page", "keep_together"):
        if flag := parts(before, after, [name]):
            yield CHANGED, flag
    if rest := (*parts(before, after, ["layout", "key"]), *in_mapping("extra", before.extra, after.extra)):
        yield QUIET, rest


def _is_usual(block: Block, tongue: str) -> bool:
    """Whether its title is the one that the language has for every section of its type."""
    return bool(block.title) and block.title == language.heading(block.kind, tongue, "")


def _item(pairs: Pairs, places: Placing, ref: Ref, names: Mapping[str, tuple[str, str]]) -> Iterator[Change]:
    before, after = pairs.old_items[ref.old].thing, pairs.new_items[ref.new].thing
    old, new = places.item(ref)
    moved: list[Found] = [(MOVED, ())] if places.moved_item(ref) else []
    if not moved and before is after:
        return
    for kind, found in (*moved, *_hidden(before, after), *entry_parts(before, after, names)):
        yield Change(kind, ITEM, ref, found, before, after, old, new)


def _hidden(before: Block | Entry, after: Block | Entry) -> Iterator[Found]:
    if flag := parts(before, after, ["hidden"]):
        yield (HIDDEN if after.hidden else SHOWN), flag
