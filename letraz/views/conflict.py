"""Yours and theirs: what another tab stored while a form was open, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from letraz.forms import Form


def differences(form: Form, stored: Mapping[str, Any], typed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The label and the stored text of each field in which what is stored is not what was typed."""
    names = [name for name in dict.fromkeys([*typed, *stored]) if name in form]
    return [
        (form[n].label.text, _text(stored.get(n))) for n in names if (stored.get(n) or None) != (typed.get(n) or None)
    ]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dict):
        return ", ".join(text for text in map(_text, value.values()) if text)
    if isinstance(value, list):
        return "; ".join(map(_text, value)) if value and isinstance(value[0], dict) else ", ".join(map(str, value))
    return str(value or "")
