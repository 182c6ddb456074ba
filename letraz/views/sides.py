"""The two sides of a comparison: a resume as it is now, a version, or the snapshot of a file; all the reader's own.

A side's key says what it is: "now" (the resume of the page), "r5" (another resume as it is now), "v12", "e7".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort, g
from flask_login import current_user
from sqlalchemy import case, select

from letraz import language
from letraz.document import Document
from letraz.extensions import db
from letraz.models import ExportRequest, Item, Resume, Section, Version
from letraz.models.version import WORDS, hash_of
from letraz.views import access, beside, pages

NOW = "now"

#: Steps from a translation of a translation back to what it comes from; whoever goes further is paired by what is said.
FAR = 9

#: Versions that a page offers to choose from.
MOST = 50


@dataclass(frozen=True, slots=True)
class Side:
    """What is compared. `resume` is the one that it is, or was, a state of; `label` names it in a sentence."""

    key: str
    label: str
    document: Document
    resume: Resume
    version: Version | None = None
    at: datetime | None = None  #: when it was so; None: it is so now

    @property
    def is_now(self) -> bool:
        """Whether it is what its resume says now: then it can be changed."""
        return self.at is None

    @property
    def is_rtl(self) -> bool:
        """Whether its lines begin at the right."""
        return language.direction(self.document.language) == "rtl"

    def pages(self, seconds: float) -> pages.Pages:
        """Its pages, as far as they are made: of a file from before versions, and in the trash, no new ones."""
        if self.resume.deleted_at:
            return beside.left(self.resume.id, self.document.digest())
        if self.version:
            return beside.of_version(self.version, seconds)
        if self.is_now:
            number, digest = self.resume.id, self.document.digest()
            return beside.kept(number, digest, "build_preview", number, seconds)
        return pages.Pages("failed", error="No pages are kept of it.")


def hold(*keys: str) -> None:
    """Hold the resumes of these sides and the page's own, and read them anew; 404 when that one is gone.

    In the order in which whoever holds several does: translations before what they translate, then the base, then its
    copies (`letraz.models.kin`). What is held already is let go before, else two who begin at the two ends wait for
    each other.
    """
    session, ids = db.session(), {g.resume.id}
    for model, column, letter in ((Resume, "id", "r"), (Version, "resume_id", "v"), (ExportRequest, "resume_id", "e")):
        named = [_number(key) for key in keys if key.startswith(letter)]
        ids |= set(session.scalars(select(getattr(model, column)).where(model.id.in_(named)))) if named else set()
    session.rollback()
    alone = Resume.original_id.is_(None)
    order = alone, Resume.base.desc(), case((alone, Resume.id), else_=-Resume.id)
    mine = current_user.owns(Resume).where(Resume.id.in_(ids)).order_by(*order)
    held = mine.with_for_update(of=Resume, key_share=True).execution_options(populate_existing=True)
    if g.resume not in session.scalars(held).all():
        abort(404)


def _number(key: str) -> int:
    """The id that a key names; 0 when it names none. 404 for one that no database column holds."""
    number = int(key[1:]) if key[1:].isascii() and key[1:].isdecimal() and len(key) < 11 else 0
    return number if number < 2**31 else abort(404)


def side(key: str) -> Side:
    """The side of this key; 404 when the reader has none such."""
    number = _number(key)
    if key in (NOW, f"r{g.resume.id}"):
        return _now(NOW, g.resume)
    if key.startswith("r"):
        return _now(key, access.own(Resume, number))
    if key.startswith("v"):
        return _version(access.own(Version, number))
    if not key.startswith("e"):
        abort(404)
    return _file(access.own(ExportRequest, number))


def _now(key: str, resume: Resume) -> Side:
    return Side(key, "now" if key == NOW else resume.title, resume.document(), resume)


def _version(version: Version) -> Side:
    resume = _resume(version.resume_id)
    label = f"{'' if resume is g.resume else f'{resume.title}, '}version {version.number}"
    return Side(f"v{version.id}", label, version.document, resume, version, version.created_at)


def _file(export: ExportRequest) -> Side:
    """What a file was made from: as the version that was kept with it, where there is one."""
    if export.cover_letter_id or not export.resume_id:
        abort(404)
    found = db.session.scalar(Version.timeline(export.resume_id).where(Version.export_request_id == export.id))
    if found:
        return _version(found)
    return Side(f"e{export.id}", export.file_name, export.document, _resume(export.resume_id), at=export.created_at)


def _resume(resume_id: int) -> Resume:
    found: Resume = g.resume if resume_id == g.resume.id else access.own(Resume, resume_id)
    return found


def usual() -> tuple[str, str]:
    """What is compared when nobody said: the newest version that says something else, and now."""
    states = Version.timeline(g.resume.id).where(Version.was_now)
    other = states.where(Version.hash != hash_of(g.resume.document()))
    version = db.session.scalar(other.limit(1))
    return (f"v{version.id}" if version else NOW), NOW


def recent() -> list[Version]:
    """The versions of the page's resume that can be chosen, the newest first."""
    return list(db.session.scalars(Version.timeline(g.resume.id).limit(MOST)))


def choices(versions: Sequence[Version]) -> dict[str, dict[str, str]]:
    """What can be chosen for either side, by group: this resume's states, and the other resumes."""
    own = {NOW: "Now"}
    for version in versions:
        at = version.created_at.astimezone(current_user.zone)
        own[f"v{version.id}"] = f"{at.day} {at:%b, %H:%M}: {version.name or version.note or WORDS[version.kind]}"
    rows = (
        current_user.owns(Resume).where(Resume.id != g.resume.id).order_by(Resume.base.desc(), Resume.updated_at.desc())
    )
    titles = db.session.execute(rows.with_only_columns(Resume.id, Resume.title)).all()
    return {"This resume": own, "Your other resumes": {f"r{row.id}": row.title for row in titles}}


def lineage(a: Side, b: Side) -> dict[str, str]:
    """Which item of `a` is which of `b`, for two resumes: copied from it, translated from it, or both from one item."""
    if a.resume.id == b.resume.id:
        return {}
    mine, others = _origins(a.resume), _origins(b.resume)
    every = mine | others
    theirs = {_first(item, every): f"i{item}" for item in others}
    return {f"i{item}": theirs[origin] for item in mine if (origin := _first(item, every)) in theirs}


def _origins(resume: Resume) -> dict[int, int | None]:
    """The item from which each one that a resume has or had was copied, or which it translates."""
    mine = select(Item.id, Item.base_item_id, Item.original_item_id).join(Section, Item.section_id == Section.id)
    rows = db.session.execute(mine.where(Section.resume_id == resume.id))
    return {row.id: row.base_item_id or row.original_item_id for row in rows}


def _first(item: int, origins: Mapping[int, int | None]) -> int:
    """Where an item comes from in the end: a translation of a copy from what that was copied from."""
    for _ in range(FAR):
        item = origins.get(item) or item
    return item
