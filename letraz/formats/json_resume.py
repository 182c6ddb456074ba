"""JSON Resume 1.0.0, in and out: what comes in from it goes out to it again, key by key.

What it has no place for (own titles, order, types of ours, fields of ours) stands under `x-letraz`, which other
programs pass over, and comes back from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from letraz.document import JSON, Document, Entry, Person
from letraz.formats import _json, _json_resume_person
from letraz.formats._format import Format, Kinds, Reading, UnreadableFile
from letraz.formats._json_resume_items import AGAIN, EXTRA, OWN, PLACE, Shelf
from letraz.formats._json_resume_layout import arrange, described, pointed_to
from letraz.formats._residue import residue, restored
from letraz.notes import KEPT, Note, short

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

#: Entries of one list that are read as entries; the rest is kept aside as it is.
MOST = 200

_ROOTS = frozenset(
    {
        "basics",
        "work",
        "volunteer",
        "education",
        "awards",
        "certificates",
        "publications",
        "skills",
        "languages",
        "interests",
        "references",
        "projects",
    }
)
_SILENT = frozenset({"$schema", "meta"})
_ODD = "json-resume-odd"


class JsonResume(Format):
    """The open format of resume builders."""

    name, label, suffix, mimetype, order = "json-resume", "JSON Resume", ".json", "application/json", 30
    letters = False
    help = "For other resume builders."

    def write(self, document: Document, kinds: Kinds) -> bytes:
        """The visible part of the document."""
        return _json.dump(_Writer(document.visible(), _shelves(kinds), kinds).root())

    def read(self, data: bytes, kinds: Kinds) -> Reading:
        """The document, and what became of each value that is not simply in it."""
        root, notes = _json.load(data)
        if not isinstance(root, dict):
            raise UnreadableFile("A JSON Resume is one object, in braces.")
        reader = _Reader(root, _shelves(kinds), notes)
        return Reading(reader.document(kinds), reader.notes)

    def recognises(self, data: bytes) -> bool:
        """An object with one of its lists, or its schema."""
        root = _json.peek(data)
        other = "letraz" in root or {"sections", "metadata"} <= root.keys()
        return not other and (bool(_ROOTS & root.keys()) or "jsonresume" in str(root.get("$schema")))


def _shelves(kinds: Kinds) -> dict[str, Shelf]:
    """Their list -> our type. Where two types ask for one list, the first has it."""
    found: dict[str, Shelf] = {}
    for name, kind in kinds.items():
        if kind.json_resume_key:
            found.setdefault(kind.json_resume_key, Shelf(name, kind))
    return found


@dataclass
class _Reader:
    """Takes the root apart."""

    root: dict[str, JSON]
    shelves: Mapping[str, Shelf]
    notes: list[Note]
    rest: dict[str, JSON] = field(default_factory=dict)
    odd: dict[str, list[JSON]] = field(default_factory=dict)

    def document(self, kinds: Kinds) -> Document:
        found: dict[str, list[Entry]] = {"basics": []}
        basics = self.root.pop("basics", None)
        own = self.root.pop(OWN, None)
        person = self._person(basics, found["basics"])
        for key, value in self.root.items():
            if key in self.shelves and isinstance(value, list) and value:
                found[key] = self._entries(key, value)
            else:
                self._keep(key, value)
        queues = {self.shelves[key].name: entries for key, entries in found.items() if entries}
        blocks, language = arrange(queues, own, kinds, self.notes)
        return Document(person=person, blocks=blocks, language=language, extra=self._extra())

    def _person(self, basics: JSON, summaries: list[Entry]) -> Person:
        if not isinstance(basics, dict) or not basics:
            self._keep("basics", basics) if basics is not None else None
            basics = {}
        shelf = self.shelves.get("basics")
        if shelf:
            claimed = {key: value for key, value in basics.items() if value and key != OWN and shelf.knows(key)}
            basics, told = _parted(basics)
            claimed |= {OWN: told} if claimed and told is not None else {}
            entry = shelf.entry(claimed, shelf.kind.label, self.notes) if claimed else None
            if entry and any(entry.values.values()):
                summaries.append(entry)
                basics = {key: value for key, value in basics.items() if key == OWN or key not in claimed}
        return _json_resume_person.read(basics, self.notes)

    def _entries(self, key: str, rows: list[JSON]) -> list[Entry]:
        shelf = self.shelves[key]
        entries: list[Entry] = []
        for number, row in enumerate(rows[:MOST], 1):
            where = f"{shelf.kind.label}, entry {number}"
            if isinstance(row, dict):
                entries.append(shelf.entry(row, where, self.notes, number))
            else:
                self.odd.setdefault(key, []).append(row)
                self.notes.append(Note(where, KEPT, f"It is no entry. {AGAIN}", short(row)))
        if rest := rows[MOST:]:
            self.odd.setdefault(key, []).extend(rest)
            self.notes.append(Note(shelf.kind.label, KEPT, f"There are {len(rest):,} entries too many. {AGAIN}"))
        return entries

    def _keep(self, key: str, value: JSON) -> None:
        self.rest[key] = value
        if key not in _SILENT and value not in (None, "", [], {}):
            why = "A list was expected." if key in self.shelves else "Letraz has no place for it."
            self.notes.append(Note(_json.spaced(key), KEPT, f"{why} {AGAIN}", short(value)))

    def _extra(self) -> dict[str, Any]:
        left = residue(self.rest, {"$schema": SCHEMA})
        return ({EXTRA: left} if left else {}) | ({_ODD: self.odd} if self.odd else {})


@dataclass
class _Writer:
    """Puts the root together."""

    document: Document
    shelves: Mapping[str, Shelf]
    kinds: Kinds

    def root(self) -> dict[str, Any]:
        extra = self.document.extra
        homes = {shelf.name: key for key, shelf in self.shelves.items()}
        lists: dict[str, list[Any]] = {}
        for key, rows in self._homed(homes):
            lists.setdefault(key, []).extend(rows)
        for key, row, place in self._aside(homes):
            lists.setdefault(key, []).insert(place, row)
        for key, rows in _lists(extra.get(_ODD)):
            lists.setdefault(key, []).extend(rows)
        basics = _joined(_json_resume_person.write(self.document.person), lists.pop("basics", [{}])[0])
        found = {"$schema": SCHEMA, **({"basics": basics} if basics else {}), **lists}
        own = described(self.document, homes, self.kinds)
        return {**restored(found, extra.get(EXTRA)), **({OWN: own} if own else {})}

    def _homed(self, homes: Mapping[str, str]) -> Iterator[tuple[str, list[Any]]]:
        named = pointed_to(self.document)
        for block in self.document.blocks:
            if key := homes.get(block.kind):
                yield key, [self.shelves[key].object(entry, entry.key in named) for entry in block.entries]

    def _aside(self, homes: Mapping[str, str]) -> Iterator[tuple[str, Any, int]]:
        """What the forms refused as a whole: it came in, and goes out where it stood, unless it is hidden."""
        aside = self.document.extra.get("set_aside")
        for data in aside if isinstance(aside, list) else []:
            if not isinstance(data, dict) or "entries" in data or data.get("hidden"):
                continue
            key = homes.get(str(data.get("kind")))
            values, left = data.get("values", {}), data.get("extra", {})
            if key and key != "basics" and isinstance(values, dict) and isinstance(left, dict):
                shelf = self.shelves[key]
                place = left.get(PLACE)
                entry = Entry(shelf.name, _json.field_values(values)[0], extra=left)
                yield key, shelf.plain(entry), place if isinstance(place, int) else 2 * MOST


def _lists(odd: Any) -> Iterator[tuple[str, list[Any]]]:
    for key, rows in odd.items() if isinstance(odd, dict) else ():
        if isinstance(rows, list):
            yield key, rows


#: Under this name stands what Letraz adds to the summary, beside what it adds to the person.
_SUMMARY = "summary"


def _joined(person: Mapping[str, Any], summary: Mapping[str, Any]) -> dict[str, Any]:
    """The basics: both stand in one object of theirs, and what is ours of both in one of ours."""
    own = {**person.get(OWN, {}), **({_SUMMARY: summary[OWN]} if OWN in summary else {})}
    return {**person, **summary, **({OWN: own} if own else {})}


def _parted(basics: Mapping[str, JSON]) -> tuple[dict[str, JSON], JSON]:
    """The basics without what is ours of the summary, and that."""
    own = basics.get(OWN)
    if not isinstance(own, dict) or _SUMMARY not in own:
        return dict(basics), None
    left = {key: value for key, value in own.items() if key != _SUMMARY}
    rest = {key: value for key, value in basics.items() if key != OWN}
    return {**rest, **({OWN: left} if left else {})}, own[_SUMMARY]
