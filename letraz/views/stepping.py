"""The timeline beside a comparison: from each state one step to any other, without going back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, url_for

from letraz.models import Version
from letraz.views.sides import NOW, Side


@dataclass(frozen=True, slots=True)
class Step:
    """A state on the line, the newest first. `version` is None for what the resume says now.

    `since` compares it with what is looked at, `did` with the version before it ("" where there is none, or nothing
    new); `is_from` and `is_to` say which of both sides it is.
    """

    version: Version | None
    since: str
    did: str
    is_from: bool
    is_to: bool


def steps(versions: Sequence[Version], a: Side, b: Side) -> list[Step]:
    """The line beside a comparison of `a` with `b`."""
    line: list[Version | None] = [None, *versions]
    return [_step(version, before, a, b) for version, before in zip(line, [*versions, None], strict=True)]


def _step(version: Version | None, before: Version | None, a: Side, b: Side) -> Step:
    key, did = _key(version), _url(_key(before), _key(version)) if before else ""
    if version is None:
        did = did if g.resume.unkept_since else ""
        return Step(version, _url(a.key if a.key != NOW else _key(before), NOW), did, a.key == NOW, b.key == NOW)
    newer = b.version and b.resume is g.resume and b.version.number <= version.number
    return Step(version, _url(key, NOW if newer else b.key), did, a.key == key, b.key == key)


def _key(version: Version | None) -> str:
    return f"v{version.id}" if version else NOW


def _url(a: str, b: str) -> str:
    return url_for("resumes.compare.show", resume_id=g.resume.id, a=a, b=b)
