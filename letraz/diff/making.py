"""The difference of two documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from letraz import language
from letraz.designs import design
from letraz.diff.body import body
from letraz.diff.change import ABSENT, CHANGED, HEADER, LOOK, QUIET, RENAMED, RESUME, Change, Diff
from letraz.diff.fields import in_mapping, parts
from letraz.diff.pairing import Pairs
from letraz.document import Document

__all__ = ["diff", "same_items"]

_PERSON = (
    "name", "headline", "email", "phone", "address", "city", "region", "postal", "country", "nationality",
    "date_of_birth", "url", "links", "photo",
)  # fmt: skip


def diff(a: Document, b: Document, lineage: Mapping[str, str] | None = None) -> Diff:
    """What changed from `a` to `b`; empty when they are equal. `apply` makes `b` of it and `a`, to the letter.

    `lineage` says which item comes from which, by their keys ("i40": "i12"), where the documents have different ones.
    """
    if a == b:
        return ()
    return (*_head(a, b), *body(Pairs(a, b, lineage or {})))


def same_items(a: Document, b: Document, lineage: Mapping[str, str] | None = None) -> dict[str, str]:
    """The keys of the items of `a` that `b` has too -> their keys there, by which evidence names them."""
    return Pairs(a, b, lineage or {}).keys


def _head(a: Document, b: Document) -> Iterator[Change]:
    yield from (Change(CHANGED, HEADER, parts=(part,)) for part in parts(a.person, b.person, _PERSON))
    yield from (Change(QUIET, HEADER, parts=(part,)) for part in in_mapping("extra", a.person.extra, b.person.extra))
    yield from (Change(RENAMED, RESUME, parts=(part,)) for part in parts(a, b, ["title"]))
    for part in parts(a, b, ["language"]):
        told = (_tongue(a), _tongue(b))
        yield Change(CHANGED, RESUME, parts=(replace(part, told=told),))
    yield from (Change(QUIET, RESUME, parts=(part,)) for part in in_mapping("extra", a.extra, b.extra))
    if look := parts(a, b, ["design", "design_version"]):
        told = (_look(a, b), _look(b, a))
        yield Change(CHANGED, LOOK, parts=(replace(look[0], told=told), *look[1:]))
    for part in in_mapping("options", a.options, b.options):
        told = (_option(a, part.key, part.before), _option(b, part.key, part.after))
        yield Change(CHANGED, LOOK, parts=(replace(part, told=told),))


def _tongue(document: Document) -> str:
    return language.offered().get(document.language, document.language)


def _look(document: Document, other: Document) -> str:
    """The design's name, with its version when only that changed."""
    label = design(document.design, document.design_version).label
    if document.design != other.design:
        return label
    return f"{label}, version {document.design_version}" if document.design_version else f"{label}, newest version"


def _option(document: Document, key: str | None, value: Any) -> str:
    """How an option's value reads: the design's own when the document names none, nothing when the design has none."""
    if option := design(document.design, document.design_version).options.get(key or ""):
        return option.says(option.settle(value))
    return "" if value is ABSENT else str(value)
