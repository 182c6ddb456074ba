"""The section types: one file here is one type, found by being here.

A type is a class that is the table, the fields of its form, how an item reads on paper (`entry`), and its
mapping to JSON Resume. `docs/changing.md` shows how to add one.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from letraz.models.item import Item

__all__ = ["TYPES"]


def _found() -> dict[str, type[Item]]:
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    types = [mapper.class_ for mapper in Item.__mapper__.polymorphic_map.values()]
    return {kind.__tablename__: kind for kind in sorted(types, key=lambda kind: (kind.menu_order, kind.label))}


#: Every section type by the name of its table, in the order of the menu.
TYPES: Mapping[str, type[Item]] = MappingProxyType(_found())
