"""What a mapping into our fields would lose, kept so that the same object comes out again.

The rule: a kept value goes out as long as what our fields say of its key is what they said when it came in.
An edit since then wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NOTHING = object()


def residue(said: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What `said` holds otherwise than `ours`: the values under `kept`, and what ours were under `as`."""
    differ = [key for key in {**said, **ours} if not _same(said.get(key, _NOTHING), ours.get(key, _NOTHING))]
    found = {
        "kept": {key: said[key] for key in differ if key in said},
        "as": {key: ours[key] for key in differ if key in ours},
    }
    return {name: part for name, part in found.items() if part}


def restored(ours: Mapping[str, Any], left: Any) -> dict[str, Any]:
    """`ours` with what `residue` kept, where ours still say the same; `left` may be anything."""
    kept, then = _part(left, "kept"), _part(left, "as")
    found = dict(ours)
    for key in {**kept, **then}:
        if not _same(ours.get(key, _NOTHING), then.get(key, _NOTHING)):
            continue
        if key in kept:
            found[key] = kept[key]
        else:
            found.pop(key, None)
    return found


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def _part(left: Any, name: str) -> dict[str, Any]:
    part = left.get(name) if isinstance(left, Mapping) else None
    return part if isinstance(part, dict) else {}
