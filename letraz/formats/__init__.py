"""The file formats: one file here is one format, found by being here (a name with _ in front is none).

Formats know documents, never rows: the section types come in as `kinds`. `docs/changing.md` shows how to add one.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from types import MappingProxyType

from letraz.formats._format import File, Format, Kinds, Reading, UnreadableFile
from letraz.formats._json import load, looks_like_json
from letraz.notes import capped

__all__ = ["FORMATS", "File", "Format", "Kinds", "Reading", "UnreadableFile", "detect", "read"]


def _found() -> dict[str, Format]:
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            import_module(f"{__name__}.{module.name}")
    formats = sorted((kind() for kind in Format.__subclasses__()), key=lambda form: (form.order, form.label))
    return {form.name: form for form in formats}


#: Every format by its name, in the order of the menu.
FORMATS: Mapping[str, Format] = MappingProxyType(_found())


def detect(data: bytes) -> Format | None:
    """The format that can read these bytes, told by their content and never by a file's name; None for none."""
    return next((form for form in FORMATS.values() if form.can_read and form.recognises(data)), None)


def read(data: bytes, kinds: Kinds) -> Reading:
    """What a file says, whichever format it has. `UnreadableFile` when no format can read it."""
    found = detect(data)
    if found is None:
        raise UnreadableFile(_why_not(data))
    reading = found.read(data, kinds)
    return replace(reading, notes=capped(reading.notes), format=found.name)


def _why_not(data: bytes) -> str:
    *most, last = sorted((form.reads or form.label for form in FORMATS.values() if form.can_read), key=len)
    known = f"{', '.join(most)} or {last}"
    if not data.strip():
        return "This file is empty."
    if not looks_like_json(data):
        return f"Letraz can't read this kind of file yet. It reads {known}."
    load(data)
    return f"This is JSON, but not a resume that Letraz knows. It reads {known}."
