"""Two sayings of one thing made one: what is there stays, what is new goes beside it, and nothing is lost. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from letraz.document import Link, Person

#: Links that a header takes; its form reads no more.
MOST_LINKS = 50

#: Under this name `extra` holds what found no place: a list of objects.
ASIDE = "set_aside"


def joined_extra(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """`before` with what `after` adds. Where both say something else, the first stays and the other is set aside."""
    whole, left = _joined(_without(before), _without(after))
    aside = [*before.get(ASIDE, []), *after.get(ASIDE, []), *([left] if left else [])]
    return whole | ({ASIDE: aside} if aside else {})


def joined_person(own: Person, new: Person) -> Person:
    """`own` with what `new` adds: empty fields are filled, links are added, and the rest is set aside in `extra`."""
    texts = {name: getattr(own, name) or getattr(new, name) for name in _TEXTS}
    fresh = [link for link in dict.fromkeys(new.links) if not any(_same(link, other) for other in own.links)]
    links = (*own.links, *fresh)
    left: dict[str, Any] = {name: said for name, (_, said) in clashes(own, new).items()}
    if rest := tuple(link for link in new.links if link not in links[:MOST_LINKS]):
        left["links"] = Person(links=rest).to_json()["links"]
    extra = joined_extra(own.extra, new.extra)
    extra |= {ASIDE: [*extra.get(ASIDE, []), left]} if left else {}
    return replace(own, **texts, links=links[:MOST_LINKS], photo=own.photo or new.photo, extra=extra)


def clashes(own: Person, new: Person) -> dict[str, tuple[str, str]]:
    """The fields that both fill in, and otherwise: name -> what `own` and what `new` says."""
    both = {name: (getattr(own, name), getattr(new, name)) for name in _TEXTS}
    return {name: pair for name, pair in both.items() if all(pair) and pair[0] != pair[1]}


_TEXTS = [field.name for field in fields(Person) if field.name not in ("links", "photo", "extra")]


def _same(one: Link, other: Link) -> bool:
    """Whether two links lead to one place: by address, else by the name in a network."""
    if one.url and other.url:
        return one.url == other.url
    named = (one.network.casefold(), one.username.casefold())
    return all(named) and named == (other.network.casefold(), other.username.casefold())


def _without(extra: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in extra.items() if name != ASIDE}


def _joined(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both in one, and what of `after` found no place."""
    whole, left = dict(before), dict[str, Any]()
    for name, value in after.items():
        there = whole.get(name)
        if there in (None, "", [], {}):
            whole[name] = value
        elif isinstance(there, Mapping) and isinstance(value, Mapping):
            whole[name], rest = _joined(there, value)
            left |= {name: rest} if rest else {}
        elif isinstance(there, list) and isinstance(value, list):
            whole[name] = [*there, *(row for row in value if row not in there)]
        elif there != value:
            left[name] = value
    return whole, left
