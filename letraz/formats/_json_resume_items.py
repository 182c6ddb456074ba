"""One object of a JSON Resume list and the entry it is, both ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from letraz.dates import PartialDate
from letraz.document import JSON, Entry
from letraz.formats._json import field_values, is_plain, spaced
from letraz.formats._residue import residue, restored
from letraz.kind import Kind
from letraz.notes import CHANGED, KEPT, REFUSED, Note, short, sift

#: Under this name `extra` holds what JSON Resume said and no field of ours holds.
EXTRA = "json-resume"
#: The key, in their objects, for what Letraz knows and JSON Resume has no place for.
OWN = "x-letraz"

#: What a note says of a value that only JSON Resume has a place for.
AGAIN = "It is kept, and goes out again in JSON Resume."

#: Under this name `extra` holds where an entry stood that says nothing we know.
PLACE = "json-resume-place"

_LISTS = frozenset({"highlights", "keywords", "courses", "roles"})


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list of a JSON Resume and the section type whose entries it holds."""

    name: str
    kind: Kind

    def entry(self, said: Mapping[str, JSON], where: str, notes: list[Note], number: int = 1) -> Entry:
        """The entry of an object, the `number`th of its list."""
        said = dict(said)
        own = said.pop(OWN, None)
        plain, told = typed(said, self.knows, where)
        values, rest = self.kind.from_json_resume(plain)
        values, key = self._with_own(values, own, where, notes)
        clean = self._clean(values)
        left: dict[str, Any] = residue(said, self.kind.to_json_resume(clean))
        notes += told
        notes += self._untaken(left, rest, where, {note.where for note in told})
        extra = ({EXTRA: left} if left else {}) | ({} if clean else {PLACE: number - 1})
        return Entry(self.name, values, key=key, extra=extra)

    def object(self, entry: Entry, named: bool = False) -> dict[str, Any]:
        """The object of an entry; with `named` its key goes along, another entry pointing to it."""
        found = restored(self.kind.to_json_resume(entry.values), entry.extra.get(EXTRA))
        lost = self._lost(entry.values, found)
        own = ({"fields": lost} if lost else {}) | ({"key": entry.key} if named else {})
        return {**found, OWN: own} if own else found

    def plain(self, entry: Entry) -> dict[str, Any]:
        """The object of an entry that no section took, without anything of ours."""
        return restored(self._theirs(entry.values), entry.extra.get(EXTRA))

    def knows(self, key: str) -> bool:
        """Whether a field of ours holds this key of theirs."""
        value = ["x"] if key in _LISTS else "x"
        return key not in self.kind.from_json_resume({key: value})[1]

    def _lost(self, values: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that reading `found` would not give back."""
        back = self._clean(self.kind.from_json_resume(typed(found, self.knows, "")[0])[0])
        now = _filled(values)
        return {name: now.get(name) for name in {**now, **back} if now.get(name) != back.get(name)}

    def _with_own(self, values: dict[str, Any], own: Any, where: str, notes: list[Note]) -> tuple[dict[str, Any], str]:
        """The values with those that Letraz added, as far as they do not speak against what stands in the open."""
        if own is None:
            return values, ""
        if not isinstance(own, dict) or not isinstance(own.get("fields", {}), dict):
            notes.append(Note(f"{where}, {OWN}", REFUSED, "It is not what Letraz writes there.", short(own)))
            return values, ""
        fields, odd = field_values(own.get("fields", {}))
        said = self._theirs(values)
        for part in (fields, *({name: value} for name, value in fields.items())):
            changed = _changed(values, part)
            if self._theirs(changed) == said:
                values = changed
            elif part is not fields:
                odd |= part
        why = "It does not fit what stands in the open, which was taken."
        notes += [Note(f"{where}, {spaced(name)}", REFUSED, why, short(value)) for name, value in odd.items()]
        key = own.get("key")
        return values, key[:40] if isinstance(key, str) else ""

    def _theirs(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return self.kind.to_json_resume(self._clean(values))

    def _clean(self, values: Mapping[str, Any]) -> dict[str, Any]:
        clean = sift(self.kind.check, values)[0]
        return _filled({n: str(v) if isinstance(v, PartialDate) else v for n, v in clean.items()})

    def _untaken(self, left: Mapping[str, Any], rest: Mapping[str, Any], where: str, told: set[str]) -> list[Note]:
        notes = []
        for key, value in left.get("kept", {}).items():
            place = f"{where}, {spaced(key)}"
            if value in ("", None, [], {}) or place in told:
                continue
            now = left.get("as", {}).get(key)
            if key in rest:
                notes.append(Note(place, KEPT, f"No field of Letraz holds it. {AGAIN}", short(value)))
            elif now is not None and bare(now) != bare(value):
                notes.append(Note(place, CHANGED, f"It reads “{short(now)}” here.", short(value)))
        return notes


def _changed(values: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**values, **part}.items() if value is not None}


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [], False)}


def typed(said: Mapping[str, JSON], knows: Callable[[str], bool], where: str) -> tuple[dict[str, JSON], list[Note]]:
    """What of `said` has the type that its key asks for, if we know the key; a note for what has not."""
    plain: dict[str, JSON] = {}
    notes: list[Note] = []
    for key, value in said.items():
        fit = _as_list(value) if key in _LISTS else _as_text(value)
        if value is None or (fit == value and is_plain(value)) or not knows(key):
            plain[key] = value
        else:
            fit = fit if is_plain(fit) else None
            asked = "list of texts" if key in _LISTS else "text"
            why = f"A {asked} was expected. " + (f"It reads “{short(fit)}” here." if fit else AGAIN)
            notes.append(Note(f"{where}, {spaced(key)}", CHANGED if fit else KEPT, why, short(value)))
            plain |= {key: fit} if fit else {}
    return plain, notes


def _as_text(value: JSON) -> JSON:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


def _as_list(value: JSON) -> JSON:
    if isinstance(value, list):
        return [text for text in map(_as_text, value) if isinstance(text, str)]
    text = _as_text(value)
    return [text] if text else None


def bare(value: JSON) -> list[str]:
    """The words of a value: what is left when spaces, capitals and composition do not count."""
    text = " ".join(map(str, value if isinstance(value, list) else [value]))
    return unicodedata.normalize("NFC", text).casefold().split()
