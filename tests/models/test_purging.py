"""What goes for good after 30 days, and what stays. The clock is moved; the sweep runs as often as it likes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from letraz import storage, tasks
from letraz.database import now
from letraz.extensions import db
from letraz.models import CoverLetter, ExportRequest, Item, Job, Leftover, Letter, Resume
from letraz.models.leftover import AGAIN, shelves
from letraz.models.ordering import TRASH_LASTS
from letraz.models.purging import kinds, purge
from tests import cast
from tests.cast import Belongings

A_DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def home(request: pytest.FixtureRequest, session: Session, hers: Belongings) -> Iterator[tuple[Session, Belongings]]:
    """A session in which alice has one of everything, on both databases."""
    if request.param == "sqlite":
        yield session, hers
        return
    app, belongings = request.getfixturevalue("on_postgres")
    with app.app_context():
        yield db.session(), belongings["alice"]


def counts(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    names = [table.name for table in db.metadata.sorted_tables]
    return {name: session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}


def has(session: Session, model: type[Any], row_id: int) -> bool:
    return session.get(model, row_id, populate_existing=True) is not None


def test_nothing_goes_a_moment_before_its_time(home: tuple[Session, Belongings]) -> None:
    session, _ = home
    before = counts(session)
    assert purge(session, now() + TRASH_LASTS - A_DAY) == 0
    assert counts(session) == before


def test_all_of_it_goes_after_its_time_and_nothing_else(home: tuple[Session, Belongings]) -> None:
    """Red for a kind whose purge leaves its row, or takes one that is not in the trash along."""
    session, hers = home
    alive = {kind: session.query(kind).filter(kind.deleted_at.is_(None)).count() for kind in kinds()}
    assert purge(session, now() + TRASH_LASTS + A_DAY) > len(kinds())
    left = {kind: session.query(kind).count() for kind in kinds()}
    assert left == alive
    assert has(session, ExportRequest, hers.export)
    assert purge(session, now() + TRASH_LASTS + A_DAY) == 0


def test_what_is_purged_leaves_no_half_of_an_item(home: tuple[Session, Belongings]) -> None:
    """The row of its own type goes with the one that all types share."""
    session, _ = home
    purge(session, now() + TRASH_LASTS + A_DAY)
    halves = [kind.__table__.name for kind in kinds_of_items() if orphans(session, kind.__table__.name)]
    assert halves == []


def kinds_of_items() -> list[type[Any]]:
    from letraz.sections import TYPES

    return list(TYPES.values())


def orphans(session: Session, table: str) -> int:
    found = f'SELECT count(*) FROM "{table}" WHERE id NOT IN (SELECT id FROM resume_item)'
    return int(session.execute(text(found)).scalar_one())


def removed(session: Session, hers: Belongings, **marks: bool) -> ExportRequest:
    """Her export, of a resume that was put in the trash long ago."""
    export = session.get_one(ExportRequest, hers.export)
    for name, value in marks.items():
        setattr(export, name, value)
    resume = session.get_one(Resume, hers.resume)
    resume.deleted_at = now() - TRASH_LASTS - A_DAY
    session.commit()
    return export


def test_a_sent_file_says_to_whom_also_when_its_job_is_gone(home: tuple[Session, Belongings]) -> None:
    session, hers = home
    export, job = session.get_one(ExportRequest, hers.export), session.get_one(Job, hers.job)
    export.job_id, export.sent = job.id, True
    job.deleted_at = now() - TRASH_LASTS - A_DAY
    session.commit()
    purge(session, now())
    session.refresh(export)
    assert (export.job, export.sent_to) == (None, "Harborview for Nurse")
    assert export.again(session).sent_to == export.sent_to


def test_an_id_is_never_given_twice(home: tuple[Session, Belongings]) -> None:
    """Versions and evidence know by it: another one under that id would be taken for the one that went."""
    session, hers = home
    resume = session.get_one(Resume, hers.base)

    def added() -> Item:
        item = cast.add_item(resume.add_section("experience"))
        session.commit()
        return item

    item = added()
    gone = item.id, item.section_id
    item.section.remove(item)
    resume.remove_section(item.section)
    session.commit()
    purge(session, now() + TRASH_LASTS + A_DAY)
    session.expire_all()
    new = added()
    assert new.id > gone[0]
    assert new.section_id > gone[1]


def test_a_resumes_exports_and_pages_go_along(app: Flask, home: tuple[Session, Belongings]) -> None:
    session, hers = home
    export = removed(session, hers)
    letter = Letter.post(session, "alice@example.org", "Ready", "Here", user_id=export.user_id)
    export.letter = letter
    session.commit()
    folder, pages = export.folder, f"pages/{hers.resume}"
    assert storage.read(f"{pages}/{hers.digest}/1.webp")
    purge(session, now())
    assert not has(session, ExportRequest, hers.export)
    session.refresh(letter)
    assert (letter.state, letter.body) == ("cancelled", None)
    Leftover.clear(session, now())
    assert not exists(folder)
    assert not exists(pages)


@pytest.mark.parametrize("mark", ["sent", "kept"])
def test_what_was_sent_or_kept_stays_with_its_job(home: tuple[Session, Belongings], mark: str) -> None:
    session, hers = home
    export = removed(session, hers, **{mark: True})
    purge(session, now())
    Leftover.clear(session, now())
    session.refresh(export)
    assert (export.resume_id, export.job_id, export.read()) == (None, hers.job, b"the file")


def test_what_was_sent_stays_with_its_person_when_the_job_goes(home: tuple[Session, Belongings]) -> None:
    session, hers = home
    export = removed(session, hers, sent=True)
    session.get_one(Job, hers.job).deleted_at = now() - TRASH_LASTS - A_DAY
    session.commit()
    purge(session, now())
    session.refresh(export)
    assert (export.resume_id, export.job_id, export.read()) == (None, None, b"the file")


def test_a_letters_exports_are_its_own(home: tuple[Session, Belongings]) -> None:
    """They lie beside the resume whose look they have, and stay when that goes; they go with the letter."""
    session, hers = home
    letter = session.get_one(CoverLetter, hers.letter)
    letter.resume_id = hers.resume
    session.commit()
    asked = ExportRequest.ask_letter(session, letter, "pdf", ".pdf")
    session.commit()
    removed(session, hers)
    purge(session, now())
    assert has(session, ExportRequest, asked.id)
    letter.deleted_at = now() - TRASH_LASTS - A_DAY
    session.commit()
    purge(session, now())
    assert not has(session, ExportRequest, asked.id)


def test_what_is_put_back_in_time_stays(home: tuple[Session, Belongings]) -> None:
    session, hers = home
    removed(session, hers)
    session.get_one(Resume, hers.resume).restore()
    session.commit()
    purge(session, now())
    assert has(session, Resume, hers.resume)


def test_what_cannot_be_purged_holds_up_nothing_else(
    home: tuple[Session, Belongings], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, hers = home

    def refuse(self: Job, session: Session) -> None:
        raise RuntimeError

    monkeypatch.setattr(Job, "purge", refuse)
    purge(session, now() + TRASH_LASTS + A_DAY)
    assert has(session, Job, hers.trashed_job)
    assert not has(session, Resume, hers.trashed_resume)


# --- the files --------------------------------------------------------------------------------------


def exists(key: str) -> bool:
    from flask import current_app

    return Path(current_app.config["STORAGE_URL"], key).exists()


def test_every_folder_of_the_storage_is_some_rows(app: Flask, session: Session, hers: Belongings) -> None:
    """A noun that puts files elsewhere has no way to be rid of them: make it `Filed`."""
    found = {path.name for path in Path(app.config["STORAGE_URL"]).iterdir()}
    assert found
    assert found <= {kind.shelf for kind in shelves()}


def test_a_row_with_files_gives_its_id_to_no_other() -> None:
    for kind in shelves():
        assert kind.__table__.dialect_options["sqlite"]["autoincrement"], kind


def test_files_go_when_the_rows_went_and_the_rest_was_killed(session: Session, hers: Belongings) -> None:
    """What dies between the two leaves the keys written down; the next sweep finds them."""
    removed(session, hers)
    purge(session, now())  # here it was killed
    session.rollback()
    assert exists(f"pages/{hers.resume}")
    tasks.sweep()
    assert not exists(f"pages/{hers.resume}")


def test_nothing_is_written_down_when_the_rows_stay(session: Session, hers: Belongings) -> None:
    """What dies before the commit changes nothing at all."""
    removed(session, hers)
    session.get_one(Resume, hers.resume).purge(session)
    session.rollback()
    assert session.query(Leftover).filter(Leftover.due_at <= now()).count() == 0
    assert has(session, Resume, hers.resume)


def test_a_folder_is_looked_for_twice(session: Session) -> None:
    """A worker that was still at it puts its file where the folder was."""
    Leftover.note(session, ["exports/900"])
    session.commit()
    Leftover.clear(session, now())
    storage.put("exports/900/late", b"x")
    Leftover.clear(session, now())
    assert exists("exports/900/late")
    Leftover.clear(session, now() + AGAIN)
    assert not exists("exports/900")
    assert session.query(Leftover).count() == 0


def test_a_store_that_refuses_is_asked_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    Leftover.note(session, ["exports/901", "exports/902"])
    session.commit()
    storage.put("exports/901/a", b"x")
    storage.put("exports/902/a", b"x")
    delete = storage.delete

    def refuse(key: str) -> None:
        if key == "exports/901":
            raise PermissionError(key)
        delete(key)

    monkeypatch.setattr(storage, "delete", refuse)
    Leftover.clear(session, now())
    assert exists("exports/901/a")
    assert not exists("exports/902")
    monkeypatch.setattr(storage, "delete", delete)
    Leftover.clear(session, now() + A_DAY)
    assert not exists("exports/901")
