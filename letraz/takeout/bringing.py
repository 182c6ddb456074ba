"""A take-out comes in, in two steps of a worker: it is read and weighed, and after a yes it is written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from letraz.models import Resume, User, Version
from letraz.models.bringing import ASKED, WAITING, Bringing
from letraz.models.linked import header_of
from letraz.notes import capped
from letraz.takeout.carried import CARRIED
from letraz.takeout.opening import Opened, opened
from letraz.takeout.reserving import keep, reserve
from letraz.takeout.told import Told, told
from letraz.takeout.weighing import INTO, Plan, above, filling, weigh
from letraz.takeout.writing import Writing

#: Wholes of one kind that a page names; the others are counted.
MOST_NAMED = 100


def work(session: Session, bringing_id: int) -> None:
    """Read it when it waits to be read, write it when it waits to be written."""
    with TemporaryDirectory(prefix="letraz-brought-") as folder:
        for state, do in ((WAITING, read), (ASKED, write)):
            Bringing.work(session, bringing_id, state, do, Path(folder))


def read(session: Session, bringing: Bringing, path: Path) -> dict[str, Any]:
    """Look at what was sent: what it holds, and what will become of it. Writes nothing of it."""
    with path.open("rb") as file:
        parcel = opened(file)
        parcel.verify()
        said = told(parcel)
    user = session.get_one(User, bringing.user_id)
    plan = weigh(session, user.id, user.base_resume().id, said.rows)
    review = _review(parcel, said, plan, user)
    session.rollback()  # a base resume may have been made to compare with
    return review


def write(session: Session, bringing: Bringing, path: Path) -> dict[str, Any]:
    """Bring it in. The caller commits all of it or nothing; files without rows are swept."""
    with path.open("rb") as file:
        parcel = opened(file)
        said = told(parcel)
        files = sum(bool(one.get("path")) for one in said.rows["export_request"].values())
        folders = reserve(session, bringing.user_id, max(files, len(said.rows["export_request"])))
        user = session.scalars(
            select(User).where(User.id == bringing.user_id).with_for_update(of=User, key_share=True)
        ).one()
        plan = weigh(session, user.id, user.base_resume().id, said.rows)
        review = _review(parcel, said, plan, user)
        if review["header"]:
            Version.keep(session, user.base_resume(), note="Before a ZIP came in")
        Writing(session, user, parcel, said, plan).write(folders)
        keep(session, folders)
    return review


def _review(parcel: Opened, said: Told, plan: Plan, user: User) -> dict[str, Any]:
    """What a page tells, as JSON values."""
    return {
        "made": parcel.made,
        "packed_by": parcel.packed_by,
        "kinds": [_kind(plan, table) for table in dict.fromkeys(one.table for one in plan.wholes)],
        "parts": _parts(said, plan),
        "profile": _profile(said, user),
        "header": any(one.what == INTO for one in plan.wholes) and _has_header(user, user.base_resume()),
        "notes": [note.to_json() for note in capped(said.notes)],
    }


def _has_header(user: User, base: Resume) -> bool:
    """Whether somebody wrote in the header of an empty base resume, beyond what it began with."""
    return bool(base.photo) or header_of(base.person) not in ({}, header_of(user.person()))


def _kind(plan: Plan, table: str) -> dict[str, Any]:
    mine = [one for one in plan.wholes if one.table == table]
    named = [
        {"name": one.name, "what": one.what, "trashed": one.row.get("deleted_at") is not None}
        for one in mine[:MOST_NAMED]
    ]
    counts = Counter("new" if one.what == INTO else one.what for one in mine)
    return {"table": table, "counts": dict(counts), "wholes": named, "more": len(mine) - len(named)}


def _parts(said: Told, plan: Plan) -> dict[str, int]:
    """How many rows come along with the wholes that are written, by table."""
    found: Counter[str] = Counter()
    coming = {(one.table, one.row["id"]) for one in plan.comes()}
    for name, carried in CARRIED.items():
        for row in said.rows[name].values() if carried.within else ():
            if (above(name), row.get(carried.within)) in coming:
                coming.add((name, row["id"]))
                found[name] += 1
    return dict(found)


def _profile(said: Told, user: User) -> dict[str, Any]:
    fills = filling(user, said.profile)
    stays = {
        name: [str(getattr(user, name)), str(value)]
        for name, value in said.profile.items()
        if value and name not in fills and name != "links" and getattr(user, name) != value
    }
    return {"fills": sorted(fills), "stays": stays}
