"""Who leaves is gone: a mark in all that she has is found nowhere afterwards. And a table cannot be forgotten."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from letraz import mail, tasks
from letraz.database import now
from letraz.extensions import db
from letraz.models import Leftover, Letter, User
from letraz.models.belonging import NOBODYS, PERSON, owned, tables, way
from letraz.models.leaving import WAITS
from tests import cast
from tests.cast import Tasks
from tests.conftest import House, _record, application
from tests.marking import MARK, in_folder, in_rows, mark_everything, mark_files

A_MOMENT = timedelta(seconds=1)

#: Tables with a row that may be nobody's: what else finds it when its person leaves.
BESIDE = {"letter": "its address (`Leaving._remove`)"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def town(
    request: pytest.FixtureRequest, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outbox: Path
) -> Iterator[tuple[Flask, Session, Tasks]]:
    """An application in which alice and bob have one of everything."""
    if request.param == "sqlite":
        app = application(tmp_path / "home")
        shutil.copyfile(house.furnished, tmp_path / "home" / "letraz.db")
        shutil.copytree(house.database.with_name("furnished-files"), tmp_path / "home" / "files", dirs_exist_ok=True)
    else:
        app, _ = request.getfixturevalue("on_postgres")
    app.extensions["test_tasks"] = waiting = _record(app, monkeypatch)
    with app.app_context():
        yield app, db.session(), waiting
        db.session.remove()
        db.engine.dispose()


def of(session: Session, user_id: int) -> dict[str, int]:
    """How many rows a person has in each table."""
    counted = {t.name: select(func.count()).select_from(t).where(owned(t, user_id)) for t in tables()}
    return {name: session.scalar(query) or 0 for name, query in counted.items()}


def test_what_she_has_is_found_nowhere_afterwards(town: tuple[Flask, Session, Tasks]) -> None:
    """Rows, files, queue and outbox; and bob has all that he had."""
    app, session, waiting = town
    alice, bob = cast.person(session, "alice"), cast.person(session, "bob")
    for to in (alice, bob):
        mail.send(mail.compose(to.email, f"For {to.first_name}", MARK if to is alice else "Yours"))
        waits = Letter.post(session, to.email, "Reminder", "x", user_id=to.id)
        waits.due_at = now() + timedelta(hours=1)
    session.commit()
    waiting.clear()
    his, addressed = of(session, bob.id), alice.email
    assert mark_everything(session, alice) > 100
    assert mark_files(app, folders(session, alice.id)) > 2
    alice.leaving_at = now() - A_MOMENT
    session.commit()
    session.expunge_all()
    tasks.sweep()
    assert in_rows(session) == []
    assert of(session, bob.id) == his
    assert in_folder(Path(app.config["STORAGE_URL"])) == []
    assert MARK not in repr(list(waiting)) + repr(waiting.said) + repr(waiting.wanted)
    session.commit()
    waiting.run()
    assert session.scalars(select(Letter.to).where(Letter.to == addressed)).all() == []
    letters = [path.read_text() for path in mail.outbox().glob("*.eml")]
    assert all(MARK not in text for text in letters)
    assert sum(addressed in text for text in letters) == 1  # the one that says so


def test_her_files_go_and_his_stay(town: tuple[Flask, Session, Tasks]) -> None:
    app, session, _ = town
    store, alice = Path(app.config["STORAGE_URL"]), cast.person(session, "alice")
    every = {path.relative_to(store) for path in store.rglob("*") if path.is_file()}
    hers = {one for one in every if str(one).startswith(tuple(f"{key}/" for key in folders(session, alice.id)))}
    assert hers
    assert hers < every
    alice.leaving_at = now() - A_MOMENT
    session.commit()
    tasks.sweep()
    assert {path.relative_to(store) for path in store.rglob("*") if path.is_file()} == every - hers


def folders(session: Session, user_id: int) -> list[str]:
    from letraz.models.leftover import folders_of

    return list(folders_of(session, user_id))


def test_she_stays_until_the_week_is_over(town: tuple[Flask, Session, Tasks]) -> None:
    _, session, _ = town
    alice = cast.person(session, "alice")
    alice.leave(moment := now())
    session.commit()
    before = of(session, alice.id)
    assert User.depart(session, moment + WAITS - A_MOMENT, farewell) == 0
    assert of(session, alice.id) == before
    assert User.depart(session, moment + WAITS, farewell) == 1
    assert User.depart(session, moment + WAITS, farewell) == 0
    assert set(of(session, 1).values()) == {0}


def farewell(user: User) -> dict[str, Any]:
    return {"subject": "Gone", "text": "Gone"}


def test_who_calls_it_off_stays(town: tuple[Flask, Session, Tasks]) -> None:
    _, session, _ = town
    alice = cast.person(session, "alice")
    alice.leave(moment := now())
    alice.stay()
    session.commit()
    assert User.depart(session, moment + 2 * WAITS, farewell) == 0


def test_what_dies_half_way_is_done_again(town: tuple[Flask, Session, Tasks], monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the commit nothing is gone; after it the keys of the files are written down, and the letter is."""
    _, session, waiting = town
    alice = cast.person(session, "alice")
    alice.leaving_at = now() - A_MOMENT
    session.commit()
    before, keys = of(session, alice.id), folders(session, alice.id)

    def dies(*args: object, **more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Letter, "post", dies)
    assert User.depart(session, now(), farewell) == 0
    assert of(session, 1) == before
    monkeypatch.undo()
    assert User.depart(session, now(), farewell) == 1  # and killed here
    assert sorted(session.scalars(select(Leftover.key).where(Leftover.due_at <= now()))) == sorted(keys)
    assert list(session.scalars(select(Letter.to))).count("alice@example.org") == 1
    waiting.clear()


def test_the_last_letter_leaves_no_row_even_when_it_cannot_go(
    town: tuple[Flask, Session, Tasks], monkeypatch: pytest.MonkeyPatch
) -> None:
    from letraz.models import letter as letters

    _, session, waiting = town
    monkeypatch.setattr(letters, "MOST_TRIES", 1)
    one = Letter.post(session, "gone@example.org", "Gone", "Gone", passing=True)
    session.commit()

    def refuse(message: object) -> None:
        raise mail.NotSent("no")

    Letter.deliver(session, one.id, refuse)
    assert session.scalar(select(Letter).where(Letter.to == "gone@example.org")) is None
    lost = Letter.post(session, "gone@example.org", "Gone", "Gone", passing=True)
    lost.state, lost.due_at = "sending", now() - timedelta(hours=1)
    session.commit()
    Letter.sweep(session)
    session.commit()
    assert session.scalar(select(Letter).where(Letter.to == "gone@example.org")) is None
    waiting.clear()


def test_letters_of_somebody_else_at_an_old_address_stay(town: tuple[Flask, Session, Tasks]) -> None:
    _, session, waiting = town
    alice = cast.person(session, "alice")
    Letter.post(session, "bob@example.org", "Once hers", "x", user_id=alice.id).state = "sent"
    mail.send(mail.compose("bob@example.org", "For Bob", "Yours"))
    alice.leaving_at = now() - A_MOMENT
    session.commit()
    User.depart(session, now(), farewell)
    assert len(list(mail.outbox().glob("*.eml"))) == 1
    waiting.clear()


# --- no table is forgotten --------------------------------------------------------------------------


def test_every_table_hangs_on_a_person() -> None:
    """A table without a way to `user` by ON DELETE CASCADE stays behind when its person leaves, and is in no take-out.

    A new one that holds nothing of a person is named in `belonging.NOBODYS`.
    """
    assert [table.name for table in tables() if way(table) is None] == []


def test_no_row_hangs_on_a_key_that_may_be_empty() -> None:
    loose = {table.name for table in tables() if any(column.nullable for column in way(table) or ())}
    assert loose == set(BESIDE)


def test_what_is_nobodys_has_no_text_of_a_person() -> None:
    known = {table.name for table in db.metadata.sorted_tables}
    assert known >= NOBODYS
    assert PERSON not in NOBODYS
    texts = {column.name for column in db.metadata.tables["leftover"].columns if "CHAR" in str(column.type).upper()}
    assert texts == {"key"}


def test_every_key_to_a_person_or_theirs_cascades_or_lets_go() -> None:
    """A key that does neither would keep the row that it points to from going."""
    keys = [key for table in db.metadata.sorted_tables for column in table.columns for key in column.foreign_keys]
    assert [str(key) for key in keys if key.ondelete not in ("CASCADE", "SET NULL")] == []
