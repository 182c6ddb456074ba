"""Letraz's own JSON: a document with all that is in it, hidden things too. Nothing is lost on the way out and in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from letraz.document import JSON, MOST_PHOTO, SCHEMA, Block, Document, Entry, Link, Person, Photo
from letraz.formats import _json
from letraz.formats._format import Format, Kinds, Reading, UnreadableFile
from letraz.jpeg import clean
from letraz.notes import CHANGED, KEPT, Note, short

#: What is read of one file; the rest is kept aside. Twice what a resume can hold.
MOST_BLOCKS, MOST_ENTRIES, MOST_LINKS = 80, 200, 50

#: Under this name `extra` holds what a damaged or foreign file said where we expected something else.
ODD = "letraz-odd"

T = TypeVar("T")


class LetrazJson(Format):
    """The copy to keep."""

    name, label, suffix, mimetype, order = "letraz", "Letraz JSON", ".letraz.json", "application/json", 40
    letters = False
    help = "A whole copy to keep or to move to another Letraz. It holds hidden things too."
    private = True

    def write(self, document: Document, kinds: Kinds) -> bytes:
        """All of the document."""
        return _json.dump(document.to_json())

    def read(self, data: bytes, kinds: Kinds) -> Reading:
        """The document. What its entries say on paper is not believed: the forms make it anew from the values."""
        root, notes = _json.load(data)
        version = root.get("letraz") if isinstance(root, dict) else None
        if not isinstance(root, dict) or not isinstance(version, int):
            raise UnreadableFile("A Letraz file is one object, in braces, that says “letraz” and its version.")
        if version != SCHEMA:
            raise UnreadableFile(f"Another Letraz wrote this file (version {short(version)}). This one reads {SCHEMA}.")
        reader = _Reader(notes)
        return Reading(reader.document(root), reader.notes)

    def recognises(self, data: bytes) -> bool:
        """An object that says so."""
        return "letraz" in _json.peek(data)


@dataclass
class _Reader:
    """Takes from a file what has the right shape, part by part."""

    notes: list[Note] = field(default_factory=list)

    def document(self, data: dict[str, JSON]) -> Document:
        part = _Part(data, "", self.notes, {f.name for f in fields(Document)} | {"letraz"})
        person = self.person(part.mapping("person"))
        blocks = tuple(self.block(row, n) for n, row in part.rows("blocks", MOST_BLOCKS))
        title = " ".join(part.text("title").split())
        return Document(
            person=person,
            blocks=blocks,
            title=title[:120].strip(),
            language=_json.as_language(data.get("language"), self.notes),
            design=_json.short_key(part.text("design")) or Document().design,
            design_version=part.number("design_version"),
            options=part.texts("options"),
            extra=part.extra(),
        )

    def person(self, data: dict[str, JSON]) -> Person:
        part = _Part(data, "Header", self.notes, {f.name for f in fields(Person)})
        texts = {f.name: part.text(f.name) for f in fields(Person) if f.name not in ("links", "photo", "extra")}
        photo = self.photo(part)
        rows = [_Part(row, f"Header, link {n}", self.notes, _LINK) for n, row in part.rows("links", MOST_LINKS)]
        links = tuple(Link(**{name: row.text(name) for name in _LINK}) for row in rows)
        if odd := [row.data for row in rows if row.odd]:
            part.odd.setdefault("links", []).extend(odd)  # type: ignore[union-attr]  # a list, when it is there
        return Person(**texts, links=links, photo=photo, extra=part.extra())

    def photo(self, part: _Part) -> Photo | None:
        """The picture alone, as other programs write more beside it; with words, as no photo goes without."""
        said = part.mapping("photo")
        data, alt = (text if isinstance(text := said.get(name), str) else "" for name in ("data", "alt"))
        if not data:
            return None
        try:
            picture = clean(Photo(data).jpeg())
        except ValueError:
            picture = b""
        if not picture or len(picture) > MOST_PHOTO:
            part.keep("photo", said, f"The photo is no JPEG of at most {MOST_PHOTO // 1000} kB.")
            return None
        words = " ".join(alt.split())[:200] or f"Portrait of {part.text('name')}".removesuffix(" of ")[:200]
        if words != alt:
            self.notes.append(Note("Header, photo", CHANGED, "What it shows is said in one line.", words))
        return Photo(b64encode(picture).decode(), words)

    def block(self, data: dict[str, JSON], number: int) -> Block:
        where = short(data.get("title") or data.get("kind") or f"Section {number}")
        part = _Part(data, where, self.notes, {f.name for f in fields(Block)})
        kind = _json.short_key(part.text("kind"))
        rows = part.rows("entries", MOST_ENTRIES)
        return Block(
            kind=kind,
            title=part.text("title"),
            entries=tuple(self.entry(row, kind, f"{where}, entry {n}") for n, row in rows),
            hidden=part.flag("hidden"),
            new_page=part.flag("new_page"),
            keep_together=part.flag("keep_together"),
            key=_json.short_key(part.text("key")),
            extra=part.extra(),
        )

    def entry(self, data: dict[str, JSON], kind: str, where: str) -> Entry:
        part = _Part(data, where, self.notes, {f.name for f in fields(Entry)})
        values, odd = _json.field_values(part.mapping("values"))
        for name, value in odd.items():
            part.keep(name, value, "It is no value of a field.")
        hidden, key = part.flag("hidden"), _json.short_key(part.text("key"))
        return Entry(kind, values, hidden=hidden, key=key, extra=part.extra())


@dataclass
class _Part:
    """One object of the file. What is not as it should be goes to `odd`, with a note."""

    data: dict[str, JSON]
    where: str
    notes: list[Note]
    known: set[str]
    odd: dict[str, JSON] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in [name for name in self.data if name not in self.known]:
            self.keep(name, self.data[name], "Letraz has no place for it.")

    def text(self, name: str) -> str:
        return self._of(name, str, "")

    def flag(self, name: str) -> bool:
        return self._of(name, bool, False)

    def number(self, name: str) -> int:
        return self._of(name, int, 0)

    def mapping(self, name: str) -> dict[str, JSON]:
        return self._of(name, dict, {})

    def texts(self, name: str) -> dict[str, str]:
        """An object whose values are texts."""
        every = self.mapping(name)
        if odd := {key: value for key, value in every.items() if not isinstance(value, str)}:
            self.keep(name, odd, "Texts were expected.")
        return {key: value for key, value in every.items() if isinstance(value, str)}

    def rows(self, name: str, most: int) -> list[tuple[int, dict[str, JSON]]]:
        """The objects of a list, numbered from 1."""
        rows: list[JSON] = self._of(name, list, [])
        fit = [(number, row) for number, row in enumerate(rows[:most], 1) if isinstance(row, dict)]
        if odd := [row for number, row in enumerate(rows) if number >= most or not isinstance(row, dict)]:
            self.keep(name, odd, f"There are {len(odd):,} too many, or of another kind.")
        return fit

    def extra(self) -> dict[str, Any]:
        """What the file keeps aside, and what was odd in this part."""
        extra = _sound(self.mapping("extra"))
        return {**extra, ODD: {**_mapping(extra.get(ODD)), **self.odd}} if self.odd else extra

    def keep(self, name: str, value: JSON, why: str) -> None:
        self.odd[name] = value
        where = ", ".join(part for part in (self.where, _json.spaced(name)) if part)
        self.notes.append(Note(where, KEPT, f"{why} It is kept aside.", short(value)))

    def _of(self, name: str, kind: type[T], empty: T) -> T:
        value = self.data.get(name)
        if isinstance(value, kind) and (kind is not str or _json.is_plain(value)):  # type: ignore[arg-type]  # a text
            return value
        if value is not None and name not in self.odd:
            self.keep(name, value, f"{_EXPECTED[kind]} was expected.")
        return empty


_LINK = {f.name for f in fields(Link)}
_EXPECTED: Mapping[type, str] = {str: "A text", int: "A number", bool: "Yes or no", dict: "An object", list: "A list"}


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _sound(extra: dict[str, Any]) -> dict[str, Any]:
    """`extra` in which what other rooms read has the shape they expect; the rest of it is kept as odd."""
    aside, refused = extra.get("set_aside", []), extra.get("refused", {})
    odd: dict[str, Any] = {}
    if not isinstance(aside, list) or not all(isinstance(row, dict) for row in aside):
        odd["set_aside"] = aside
    if not isinstance(refused, dict):
        odd["refused"] = refused
    if not odd:
        return extra
    sound = {name: value for name, value in extra.items() if name not in odd}
    return {**sound, ODD: {**_mapping(extra.get(ODD)), **odd}}
