"""What of a row is made anew, and not believed: headers, items, photos, documents, hashes."""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from letraz import designs
from letraz.document import MOST_PHOTO, Document
from letraz.formats import FORMATS, UnreadableFile
from letraz.jpeg import clean
from letraz.models import Item, making
from letraz.models.intake import MOST_SECTIONS, header
from letraz.models.link import DAYS
from letraz.models.posting import READY
from letraz.notes import sift
from letraz.sections import TYPES
from letraz.takeout.documents import Reader, TooMuch, values_of
from letraz.takeout.opening import NotATakeout, Opened

Row = dict[str, Any]

#: Bytes of a posting as it came in.
MOST_GIVEN = 2_000_000


class Missing(ValueError):
    """A row that cannot be brought. The text is a sentence for the person."""


class Reading(Protocol):
    """What makers ask of who reads."""

    parcel: Opened
    documents: Reader

    def refuse(self, where: str, why: str, value: Any = "") -> None:
        """Note what was left out."""
        ...

    def row_of(self, table: str, row_id: Any) -> Row | None:
        """A row that was read before."""
        ...

    def beside(self, table: str, whole: Any) -> list[Any]:
        """What was noted of the parts of this row so far, to be added to."""
        ...


def _resume(raw: Row, row: Row, reading: Reading) -> Row:
    """Header, photo and look; an option that its design has not is left out."""
    look = designs.versions(row["design"]).get(row["design_version"]) or designs.design(row["design"])
    if look.name != row["design"]:
        reading.refuse(
            f"Resume “{row['title']}”", f"There is no such design here. It gets {look.label}.", row["design"]
        )
    options = {name: one for name, one in row["options"].items() if name in look.options}
    own = {name: one for name, one in options.items() if look.options[name].takes(one)}
    photo = _photo(raw, row, reading)
    return {
        "design": look.name, "design_version": look.version, "options": own, "language": _tongue(row["language"]),
        "title": row["title"][:120] or "Untitled resume", "personal_info": _header(raw.get("personal_info"), reading),
        "photo": photo, "photo_alt": row["photo_alt"] if photo else "",
        **({"original_person": _original(raw, reading)} if "original_id" in row else {}),
    }  # fmt: skip


def _tongue(said: str) -> str:
    reading = FORMATS["letraz"].read(json.dumps({"letraz": 1, "language": said}).encode(), TYPES)
    return reading.document.language


def _header(said: Any, reading: Reading) -> dict[str, Any]:
    """A header as its form takes it."""
    try:
        read = FORMATS["letraz"].read(json.dumps({"letraz": 1, "person": said or {}}).encode(), TYPES)
    except UnreadableFile as error:
        reading.refuse("Header", str(error))
        return {}
    person, notes = header(read.document.person)
    for note in (*read.notes, *notes):
        reading.refuse(note.where, note.why, note.value)
    return replace(person, photo=None).to_json()


def _original(raw: Row, reading: Reading) -> dict[str, Any] | None:
    said = raw.get("original_person")
    return _header(said, reading) if isinstance(said, dict) else None


def _photo(raw: Row, row: Row, reading: Reading) -> bytes | None:
    """The picture alone, without what was written beside it."""
    said = raw.get("photo")
    if said is None:
        return None
    try:
        picture = clean(b64decode(said["base64"], validate=True))
    except (TypeError, KeyError, ValueError):
        picture = b""
    if not picture or len(picture) > MOST_PHOTO:
        reading.refuse(f"Resume “{row['title']}”", "Its photo is no JPEG that can be kept.")
        return None
    return picture


def _section(raw: Row, row: Row, reading: Reading) -> Row:
    """A resume holds so many that are not in the trash."""
    beside = reading.beside("resumes", row["resume_id"])
    if row["deleted_at"] is None and len(beside) >= MOST_SECTIONS:
        raise Missing(f"A resume holds at most {MOST_SECTIONS} sections.")
    if row["deleted_at"] is None:
        beside.append(row)
    return {}


def _item(raw: Row, row: Row, reading: Reading) -> Row:
    """Its values through the form of its type; what it knows of base and original, too."""
    kind = TYPES[row["kind"]]
    section = reading.row_of("resume_section", row["section_id"])
    if section is None or section["type"] != row["kind"]:
        raise Missing("It stands in no section of its type.")
    own = reading.parcel.by_id(row["kind"]).get(row["id"])
    if own is None:
        raise Missing("What it says is missing.")
    values, errors = sift(kind.check, {name: own[name] for name in kind.fields() if name in own})
    for name, why in errors.items():
        reading.refuse(f"{kind.label}, {name.replace('_', ' ')}", why, own[name])
    if errors:
        row["extra"] = {**row["extra"], "refused": {name: own[name] for name in errors if _plain(own[name])}}
    _require_room(kind, values, row, reading)
    said: Row = {name: _said(kind, raw.get(name)) for name in ("base_values", "original_values") if name in raw}
    return {"values": values_of(kind, values), "clean": values, "base_values": None, **said}


def _require_room(kind: type[Item], values: Row, row: Row, reading: Reading) -> None:
    """What is not in the trash stands beside its neighbours, as their type allows."""
    if row["deleted_at"] is not None:
        return
    beside = reading.beside("resume_section", row["section_id"])
    if len(beside) >= (1 if kind.single else kind.limit):
        raise Missing("Its section is full.")
    clash = kind.conflict(values, beside)
    if clash:
        raise Missing(clash[1])
    beside.append(values)


def _plain(value: Any) -> bool:
    return isinstance(value, str) and len(value) < 10_000


def _said(kind: type[Item], values: Any) -> dict[str, Any] | None:
    """What another item said, as far as the type's form takes it."""
    if not isinstance(values, dict):
        return None
    known = {name: values[name] for name in kind.fields() if name in values}
    found = values_of(kind, sift(kind.check, known)[0])
    return {name: found[name] for name in known}


def _posting(raw: Row, row: Row, reading: Reading) -> Row:
    text = row["text"]
    given = raw.get("given")
    try:
        data = given.encode() if isinstance(given, str) else b64decode((given or {})["base64"], validate=True)
    except (TypeError, KeyError, ValueError):
        data = text.encode()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"state": READY, "given": zlib.compress(data[:MOST_GIVEN]), "sha256": digest, "error": ""}


def _version(raw: Row, row: Row, reading: Reading) -> Row:
    try:
        return {"content": reading.documents.version(raw.get("document"), reading.parcel.by_id("version_part"))}
    except TooMuch as error:
        raise NotATakeout(str(error)) from error
    except ValueError as error:
        raise Missing("What it said cannot be read.") from error


def _export(raw: Row, row: Row, reading: Reading) -> Row:
    """Its snapshot anew, and where its file lies in the ZIP; one whose file is not there has none."""
    document = _snapshot(raw, row, reading)
    path = reading.parcel.exports.get(row["id"], "") if row["state"] == making.READY else ""
    told = reading.parcel.files.get(path, {})
    if path and told.get("sha256") != row["sha256"]:
        raise Missing("Its file is another one than it says.")
    state = making.EXPIRED if row["state"] == making.READY and not path else row["state"]
    size = reading.parcel.size(path) if path else row["file_size"]
    days = row["days"] if row["days"] in DAYS else DAYS[0]
    suffix = FORMATS[row["format"]].suffix
    name = row["file_name"].replace("/", "-").replace("\\", "-") or f"Resume{suffix}"
    name = name if name.endswith(suffix) else f"{name[: 200 - len(suffix)]}{suffix}"
    return {"snapshot": document, "path": path, "state": state, "file_size": size, "days": days, "file_name": name}


def _snapshot(raw: Row, row: Row, reading: Reading) -> Document:
    read = reading.documents.letter if raw.get("cover_letter_id") or _is_letter(raw) else reading.documents.document
    try:
        return read(raw.get("snapshot"))
    except TooMuch as error:
        raise NotATakeout(str(error)) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise Missing("What it was made from cannot be read.") from error


def _is_letter(raw: Row) -> bool:
    """Whether it was made of a letter that is gone."""
    snapshot = raw.get("snapshot")
    blocks = snapshot.get("blocks") if isinstance(snapshot, dict) else None
    first = blocks[0] if isinstance(blocks, list) and blocks else None
    return isinstance(first, dict) and first.get("kind") == "letter"


def _change(raw: Row, row: Row, reading: Reading) -> Row:
    """One that was made has what takes it back, in its form."""
    content, before = row["content"], dict(row["before"])
    if row["status"] == "accepted" and content["kind"] != "add_skill":
        lacks = {"order": ["mark"], "hidden": []}.get("order" if "order" in before else "", ["text", "hidden", "mark"])
        if content["target"].startswith("s") and "order" not in before:
            lacks = ["hidden"]
        before = {name: False if name == "hidden" else "" for name in lacks if name not in before} | before
    return {"before": before, "kind": content["kind"], "target": content["target"]}


#: By table: what a row is given beside its columns.
MAKERS: Mapping[str, Callable[[Row, Row, Any], Row]] = {
    "resumes": _resume,
    "resume_section": _section,
    "resume_item": _item,
    "posting": _posting,
    "versions": _version,
    "export_request": _export,
    "resume_change": _change,
}
