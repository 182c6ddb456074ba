"""Which versions stay as they age, and the sweep that keeps what people wrote and lets old states go.

The rule, for versions that nothing holds (no name, no export; and never the newest):
all of the last day; of the last week the last one of each hour; of the last 90 days the last one of each day; before
that the last one of each month. Hours, days and months are those of UTC: the rule says the same whenever it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from letraz import storage
from letraz.database import now
from letraz.diff import diff, tally, tell
from letraz.models.part import drop_unused
from letraz.models.resume import Resume
from letraz.models.thumb import thumb_key
from letraz.models.version import AUTO, QUIET, Version

#: From which age on one of which spell stays, the youngest first: as much of the ISO time as the spell's name takes.
RULE = ((timedelta(days=1), len("2026-11-25T14")), (timedelta(days=7), len("2026-11-25")), (timedelta(days=90), 7))

#: In a long sitting a version is made this often.
LONGEST = timedelta(minutes=30)

#: Resumes that one sweep takes of each kind.
MOST = 50


@dataclass(frozen=True, slots=True)
class Aged:
    """A version as the rule sees it."""

    id: int
    created_at: datetime
    stays: bool = False


def to_drop(versions: Sequence[Aged], moment: datetime) -> list[int]:
    """The ids of those that go at this moment. Pure; asked again, it names none of those that stayed."""
    newest_first = sorted(versions, key=lambda one: (one.created_at, one.id), reverse=True)
    seen: set[str] = set()
    gone = []
    for one in newest_first[1:]:
        spell = _spell(one.created_at, moment)
        if one.stays or not spell:
            continue
        if spell in seen:
            gone.append(one.id)
        seen.add(spell)
    return gone


def next_look(versions: Iterable[Aged], moment: datetime) -> datetime | None:
    """When the next one comes to an age at which fewer stay; None when none will."""
    times = (one.created_at + age for one in versions if not one.stays for age, _ in RULE)
    return min((time for time in times if time > moment), default=None)


def _spell(created_at: datetime, moment: datetime) -> str:
    """The spell of time of which one stays; "" while all stay."""
    lengths = [length for age, length in RULE if moment - created_at >= age]
    return created_at.isoformat()[: lengths[-1]] if lengths else ""


def keep_quiet(session: Session) -> None:
    """Make a version of each resume that changed and is quiet by now, or is changed for long. Commits each."""
    quiet, long = now() - QUIET, now() - LONGEST
    due = select(Resume.id).where(Resume.unkept_since < quiet, Resume.deleted_at.is_(None))
    due = due.where(or_(Resume.updated_at < quiet, Resume.unkept_since < long)).order_by(Resume.unkept_since)
    for resume_id in session.scalars(due.limit(MOST)).all():
        resume = _locked(session, resume_id)
        if resume and resume.unkept_since and resume.unkept_since < quiet:
            Version.keep(session, resume, AUTO, _what_changed(session, resume))
        session.commit()


def _what_changed(session: Session, resume: Resume) -> str:
    """Since the last state that was kept, counted: "2 reworded, 1 hidden"."""
    last = Version.last_state(session, resume.id)
    said = tally(tell(diff(last.document, resume.document()))) if last else ""
    return said[:1].upper() + said[1:]


def thin_old(session: Session) -> None:
    """Let go of versions whose time has come, resume by resume. Commits each: what is killed between goes on later."""
    due = select(Resume.id).where(Resume.thin_at <= now()).order_by(Resume.thin_at).limit(MOST)
    for resume_id in session.scalars(due).all():
        resume = _locked(session, resume_id)
        if resume and resume.thin_at and resume.thin_at <= now():
            thin(session, resume, now())
        session.commit()


def thin(session: Session, resume: Resume, moment: datetime) -> int:
    """Apply the rule to one resume, whose row the caller holds. Returns how many versions went."""
    rows = session.scalars(Version.timeline(resume.id)).all()
    aged = [Aged(row.id, row.created_at, row.stays) for row in rows]
    gone = set(to_drop(aged, moment))
    if gone:
        session.execute(delete(Version).where(Version.resume_id == resume.id, Version.id.in_(gone)))
        frames = session.scalars(select(Version.content).where(Version.resume_id == resume.id))
        drop_unused(session, resume.id, frames.all())
        seen = {row.digest for row in rows if row.id not in gone}
        for digest in {row.digest for row in rows} - seen:
            storage.delete(thumb_key(resume.id, digest))
    resume.thin_at = next_look((one for one in aged if one.id not in gone), moment)
    return len(gone)


def _locked(session: Session, resume_id: int) -> Resume | None:
    """The resume, read anew and held; None when somebody is at it just now: the next sweep comes by."""
    row = select(Resume).where(Resume.id == resume_id)
    held = row.with_for_update(of=Resume, skip_locked=True, key_share=True).execution_options(populate_existing=True)
    return session.scalar(held)
