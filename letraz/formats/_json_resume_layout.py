"""The order, titles and own types of a resume, which JSON Resume has no place for: the root's `x-letraz`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from letraz.document import JSON, Block, Document, Entry
from letraz.formats._format import Kinds
from letraz.formats._json import as_language, field_values, short_key
from letraz.formats._json_resume_items import OWN
from letraz.notes import REFUSED, Note, short

_FLAGS = ("new_page", "keep_together")

#: Sections that a file may describe; entries in one of them that stand in no list of theirs.
MOST_SECTIONS, MOST_ENTRIES = 60, 200


def described(document: Document, homes: Mapping[str, str], kinds: Kinds) -> dict[str, Any]:
    """What to write under `x-letraz`; {} when the lists say it all. `homes`: our type -> their list."""
    own: dict[str, Any] = {} if document.language == "en" else {"language": document.language}
    if not _is_plain(document.blocks, homes, kinds):
        named, seen = pointed_to(document), set[str]()
        own["sections"] = []
        for block in document.blocks:
            count = counted(block, homes, seen)
            seen.add(block.kind)
            own["sections"].append(_section(block, count, named, kinds))
    return own


def counted(block: Block, homes: Mapping[str, str], seen: set[str]) -> int:
    """How many of its entries stand in a list of theirs. The basics hold one summary; `seen` names earlier types."""
    if homes.get(block.kind) == "basics":
        return 0 if block.kind in seen else 1
    return len(block.entries) if block.kind in homes else 0


def pointed_to(document: Document) -> set[str]:
    """The keys of entries that values of other entries name."""
    values = [value for block in document.blocks for entry in block.entries for value in entry.values.values()]
    texts = {text for value in values if isinstance(value, (list, tuple)) for text in value}
    return {entry.key for block in document.blocks for entry in block.entries if entry.key} & texts


def arrange(
    queues: dict[str, list[Entry]], own: JSON, kinds: Kinds, notes: list[Note]
) -> tuple[tuple[Block, ...], str]:
    """The blocks, as `own` describes them and then what is left of `queues` (entries by type); and the language."""
    said = own if isinstance(own, dict) else {}
    specs = said.get("sections", [])
    if (own is not None and said is not own) or not isinstance(specs, list):
        notes.append(Note(OWN, REFUSED, "It is not what Letraz writes there.", short(own)))
        specs = []
    blocks = [_block(spec, queues, f"{OWN}, section {n}", notes) for n, spec in enumerate(specs[:MOST_SECTIONS], 1)]
    blocks += [Block(kind, entries=tuple(entries)) for kind, entries in queues.items()]
    return tuple(_titled(block, kinds) for block in blocks if block.entries), as_language(said.get("language"), notes)


def _is_plain(blocks: tuple[Block, ...], homes: Mapping[str, str], kinds: Kinds) -> bool:
    names = [block.kind for block in blocks]
    summaries = [number for number, block in enumerate(blocks) if homes.get(block.kind) == "basics"]
    return (
        set(names) <= homes.keys()
        and len(set(names)) == len(names)
        and all(number == 0 and len(blocks[0].entries) == 1 for number in summaries)
        and all(block.title in ("", kinds[block.kind].label) for block in blocks)
        and not any(getattr(block, flag) for block in blocks for flag in _FLAGS)
    )


def _section(block: Block, count: int, named: set[str], kinds: Kinds) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": block.kind}
    if block.kind not in kinds or block.title not in ("", kinds[block.kind].label):
        found["title"] = block.title
    found |= {flag: True for flag in _FLAGS if getattr(block, flag)} | ({"count": count} if count else {})
    rows = [
        {"fields": dict(entry.values)} | ({"key": entry.key} if entry.key in named else {})
        for entry in block.entries[count:]
    ]
    return found | ({"entries": rows} if rows else {})


def _block(spec: JSON, queues: dict[str, list[Entry]], where: str, notes: list[Note]) -> Block:
    if not isinstance(spec, dict) or not isinstance(spec.get("kind"), str):
        notes.append(Note(where, REFUSED, "It names no type of section.", short(spec)))
        return Block("")
    kind, title, count = short_key(spec["kind"]), spec.get("title"), spec.get("count")
    queue = queues.get(kind, [])
    take = count if isinstance(count, int) and count > 0 else 0
    entries, queue[:take] = queue[:take], []
    return Block(
        kind=kind,
        title=title if isinstance(title, str) else "",
        entries=(*entries, *_own_entries(kind, spec.get("entries", []), where, notes)),
        new_page=spec.get("new_page") is True,
        keep_together=spec.get("keep_together") is True,
    )


def _own_entries(kind: str, rows: JSON, where: str, notes: list[Note]) -> Iterator[Entry]:
    listed = rows if isinstance(rows, list) else [rows]
    for number, row in enumerate(listed[:MOST_ENTRIES], 1):
        fields = row.get("fields") if isinstance(row, dict) else None
        place = f"{where}, entry {number}"
        if not isinstance(row, dict) or not isinstance(fields, dict):
            notes.append(Note(place, REFUSED, "It is not what Letraz writes there.", short(row)))
            continue
        values, odd = field_values(fields)
        notes += [Note(f"{place}, {name}", REFUSED, "A text was expected.", short(odd[name])) for name in odd]
        key = row.get("key")
        yield Entry(kind, values, key=short_key(key) if isinstance(key, str) else "")
    if len(listed) > MOST_ENTRIES:
        notes.append(Note(where, REFUSED, f"There are {len(listed) - MOST_ENTRIES:,} entries too many."))


def _titled(block: Block, kinds: Kinds) -> Block:
    kind = kinds.get(block.kind)
    return replace(block, title=block.title or kind.label, layout=kind.layout) if kind else block
