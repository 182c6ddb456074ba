"""The `basics` of a JSON Resume and the person they are, both ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from letraz.document import JSON, Link, Person
from letraz.formats._json import spaced
from letraz.formats._json_resume_items import AGAIN, EXTRA, OWN, bare, typed
from letraz.formats._residue import residue, restored
from letraz.notes import CHANGED, KEPT, REFUSED, Note, short

_BASICS = {"name": "name", "label": "headline", "email": "email", "phone": "phone", "url": "url"}
_PLACE = {"address": "address", "postalCode": "postal", "city": "city", "countryCode": "country", "region": "region"}
_PROFILE = ("network", "username", "url")
_OURS = ("nationality", "date_of_birth")

#: Profiles of one person that are read; the rest is kept aside.
MOST_LINKS = 50


def read(said: Mapping[str, JSON], notes: list[Note]) -> Person:
    """The person that the basics describe; what no field holds goes to `extra`."""
    said = dict(said)
    own = _own(said.pop(OWN, None), notes)
    place = said.pop("location") if isinstance(said.get("location"), dict) and said["location"] else {}
    assert isinstance(place, dict)
    fields: dict[str, Any] = {**_fields(said, _BASICS, "Header", notes)}
    fields |= {**_fields(place, _PLACE, "Header, location", notes), **own}
    person = Person(**fields, links=_links(said.get("profiles"), notes))
    left = residue(said, {**_mapped(person, _BASICS), **_profiles(person)})
    there = residue(place, _mapped(person, _PLACE))
    _tell(left, "Header", notes)
    _tell(there, "Header, location", notes)
    extra: dict[str, Any] = {**left, **({"location": there} if there else {})}
    return replace(person, extra={EXTRA: extra} if extra else {})


def write(person: Person) -> dict[str, Any]:
    """The basics of a person, without a summary."""
    left = person.extra.get(EXTRA)
    whole = _with_refused(person)
    found = restored({**_mapped(whole, _BASICS), **_profiles(whole)}, left)
    place = restored(_mapped(whole, _PLACE), left.get("location") if isinstance(left, dict) else None)
    own = {name: getattr(person, name) for name in _OURS if getattr(person, name)}
    return {**found, **({"location": place} if place else {}), **({OWN: own} if own else {})}


def _own(own: JSON, notes: list[Note]) -> dict[str, str]:
    if own is None:
        return {}
    fields = own if isinstance(own, dict) else {}
    taken = {name: value for name in _OURS if isinstance(value := fields.get(name), str)}
    if taken != own:
        notes.append(Note(f"Header, {OWN}", REFUSED, "It is not what Letraz writes there.", short(own)))
    return taken


def _fields(said: Mapping[str, JSON], names: Mapping[str, str], where: str, notes: list[Note]) -> dict[str, str]:
    plain, told = typed({key: said[key] for key in names if key in said}, names.__contains__, where)
    notes += told
    found = {ours: _line(str(plain.get(theirs) or "")) for theirs, ours in names.items()}
    if "url" in found:
        found["url"] = _schemed(found["url"])
    return found | {"country": found["country"].upper()} if "country" in found else found


def _links(rows: JSON, notes: list[Note]) -> tuple[Link, ...]:
    found: list[Link] = []
    for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
        where = f"Header, link {number}"
        if number > MOST_LINKS or not isinstance(row, dict):
            why = f"At most {MOST_LINKS} links." if number > MOST_LINKS else "It is no link."
            notes.append(Note(where, KEPT, f"{why} {AGAIN}", short(row)))
            continue
        texts, told = typed(row, lambda key: key in _PROFILE, where)
        link = Link(**{name: _line(str(texts.get(name) or "")) for name in _PROFILE})
        found += [link] if link != Link() else []
        notes += told
        notes += [
            Note(f"{where}, {spaced(key)}", KEPT, f"No field of Letraz holds it. {AGAIN}", short(value))
            for key, value in row.items()
            if key not in _PROFILE and value
        ]
    return tuple(found)


def _mapped(person: Person, names: Mapping[str, str]) -> dict[str, str]:
    return {theirs: value for theirs, ours in names.items() if (value := getattr(person, ours))}


def _profiles(person: Person) -> dict[str, list[dict[str, str]]]:
    rows = [{name: value for name in _PROFILE if (value := getattr(link, name))} for link in person.links]
    return {"profiles": rows} if rows else {}


def _with_refused(person: Person) -> Person:
    """The person with what the form refused: it came in so, and goes out so until the field is filled."""
    refused = person.extra.get("refused")
    if not isinstance(refused, dict):
        return person
    empty = {ours for ours in (*_BASICS.values(), *_PLACE.values()) if not getattr(person, ours)}
    rows = refused.get("links")
    links = Person.from_json({"links": rows}).links if isinstance(rows, list) else ()
    texts: dict[str, Any] = {name: value for name in empty if isinstance(value := refused.get(name), str)}
    return replace(person, **texts, links=(*person.links, *links))


def _tell(left: Mapping[str, Any], where: str, notes: list[Note]) -> None:
    told = {note.where for note in notes}
    for key, value in left.get("kept", {}).items():
        now = left.get("as", {}).get(key)
        place = f"{where}, {spaced(key)}"
        silent = value in ("", None, [], {}) or (isinstance(value, list) and key == "profiles") or place in told
        if silent or bare(value) == bare(now):
            continue
        if now:
            notes.append(Note(place, CHANGED, f"It reads “{short(now)}” here.", short(value)))
        else:
            notes.append(Note(place, KEPT, f"No field of Letraz holds it. {AGAIN}", short(value)))


def _line(text: str) -> str:
    lines = (part.strip() for part in unicodedata.normalize("NFC", text).splitlines())
    return ", ".join(part for part in lines if part)


def _schemed(url: str) -> str:
    host = url.partition("/")[0]
    return f"https://{url}" if "://" not in url and ":" not in host and "." in host else url
