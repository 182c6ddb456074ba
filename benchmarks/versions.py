"""Versions of a two-page resume: how much a thousand take, and what listing and opening cost beside ten.

Each version differs from the one before in one line, as a sitting leaves it: a point is reworded, an item is added or
goes, a section moves. The size is that of the two tables with their indexes, as SQLite counts its pages (`dbstat`).

    .venv/bin/python -m benchmarks.versions
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from benchmarks.table import Row, of, print_table, timed
from letraz import schema
from letraz.extensions import db
from letraz.models import Resume, Version
from tests import cast
from tests.conftest import application
from tests.samples import nurse

MANY, FEW = 1000, 10

#: Bytes that a thousand versions may take.
MOST = 3_000_000

WORDS = "calm exact ward shift drip line night relief audit charge triage theatre handover rota chart".split()  # noqa: SIM905


def measure(house: object, times: int, many: int = MANY) -> list[Row]:
    """Size, making, listing, opening. They need no house: a database of their own is measured."""
    with tempfile.TemporaryDirectory() as home:
        app = application(Path(home))
        schema.upgrade(app)
        with app.app_context():
            session = db.session()
            cast.move_in(session)
            resume = cast.person(session, "alice").base_resume()
            resume.fill(nurse())
            session.commit()
            few = _costs(session, resume, FEW, times)
            rows = _costs(session, resume, many, times)
            size = _size(session)
            db.session.remove()
            db.engine.dispose()
    return [Row(f"{many:,} versions of two pages: on disk", size / 1000, unit="kB", goal=MOST / 1000), *few, *rows]


def _costs(session: Session, resume: Resume, count: int, times: int) -> list[Row]:
    """Go on until there are so many versions; what making, listing and opening cost then."""
    made, chance = [], random.Random(count)
    for number in range(session.query(Version).count(), count):
        _edit(resume, chance, number)
        made.append(timed(lambda: _keep(session, resume)))
    listed = [timed(lambda: _list(session, resume.id)) for _ in range(times)]
    opened = [timed(lambda: _open(session, resume.id, chance.randrange(1, count + 1))) for _ in range(times)]
    return [
        of(f"{count:,} versions: making one", made[-times:]),
        of(f"{count:,} versions: the newest 50 listed", listed),
        of(f"{count:,} versions: any one opened", opened),
    ]


def _edit(resume: Resume, chance: random.Random, number: int) -> None:
    """What a sitting changes: a line is put in and the last one goes, and now and then a section moves."""
    items = [item for section in resume.sections for item in section.items if "description" in item.fields()]
    item = chance.choice(items)
    lines = [line for line in str(item.values["description"]).split("\n") if line][:4]
    lines.insert(chance.randrange(len(lines) + 1), f"- {' '.join(chance.sample(WORDS, 9)).capitalize()} {number}")
    item.save({"description": "\n".join(lines)}, item.revision)
    if number % 10 == 0:
        resume.sections[-1].move_to(chance.randrange(1, len(resume.sections)))


def _keep(session: Session, resume: Resume) -> None:
    Version.keep(session, resume)
    session.commit()


def _list(session: Session, resume_id: int) -> None:
    for version in session.scalars(Version.timeline(resume_id).limit(50)).all():
        session.expunge(version)


def _open(session: Session, resume_id: int, number: int) -> None:
    version = session.scalars(Version.timeline(resume_id).where(Version.number == number)).one()
    assert version.document.blocks
    session.expunge(version)


def _size(session: Session) -> int:
    """Bytes of the pages of both tables and their indexes."""
    names = "name LIKE 'version%' OR name LIKE 'ix_version%'"
    return int(session.scalar(text(f"SELECT sum(pgsize) FROM dbstat WHERE {names}")) or 0)


if __name__ == "__main__":
    print_table(measure(None, 20))
