"""An export: its states, its link, and what a sweep makes of what was lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from letraz import storage
from letraz.database import now
from letraz.document import CannotMake, Document, Person
from letraz.extensions import db
from letraz.formats import File
from letraz.models import ExportRequest, Letter, Resume, Version, sweep
from letraz.models.claiming import MOST_ATTEMPTS
from letraz.models.export import MOST_LIVE, TooMany
from letraz.models.ordering import Refused
from tests.cast import Tasks, make, person
from tests.samples import nurse

AGES = timedelta(days=400)


@pytest.fixture
def resume(session: Session) -> Resume:
    found = person(session, "alice").new_resume("Staff Nurse")
    found.personal_info = {"name": "Zofia Nowak"}
    session.commit()
    return found


@pytest.fixture
def asked(session: Session, resume: Resume) -> ExportRequest:
    """A pending export."""
    found = ExportRequest.ask(session, resume, "pdf", ".pdf")
    session.commit()
    return found


@pytest.fixture
def ready(session: Session, asked: ExportRequest) -> ExportRequest:
    make(session, asked.id)
    session.refresh(asked)
    return asked


def fail(error: Exception) -> Callable[[ExportRequest], File]:
    """A format that cannot."""

    def write(export: ExportRequest) -> File:
        raise error

    return write


def set_row(session: Session, export: ExportRequest, **values: object) -> None:
    """Change the row as another process would."""
    session.execute(update(ExportRequest).where(ExportRequest.id == export.id).values(**values))
    session.commit()
    session.refresh(export)
    session.commit()


# --- asking ---------------------------------------------------------------------------------------


def test_ask_it_works(session: Session, resume: Resume, asked: ExportRequest, tasks: Tasks) -> None:
    assert (asked.state, asked.days, asked.attempts, asked.downloaded) == ("pending", 7, 0, False)
    assert timedelta(days=6.9) < asked.expires_at - asked.created_at < timedelta(days=7.1)
    assert asked.file_name == "Zofia-Nowak-Staff-Nurse.pdf"
    assert tasks == [("export", "build_export", (asked.id,))]


def test_ask_takes_a_snapshot(session: Session, resume: Resume, asked: ExportRequest) -> None:
    """What was asked for is made, whatever happens to the resume meanwhile."""
    resume.title, resume.personal_info = "Another", {"name": "Somebody Else"}
    session.commit()
    session.expire_all()
    assert asked.document.person.name == "Zofia Nowak"
    assert asked.document.title == "Staff Nurse"


def test_no_task_leaves_when_the_request_is_rolled_back(session: Session, resume: Resume, tasks: Tasks) -> None:
    ExportRequest.ask(session, resume, "pdf", ".pdf")
    session.rollback()
    session.commit()
    assert tasks == []


def test_the_row_is_there_when_the_broker_is_away(session: Session, resume: Resume, tasks: Tasks) -> None:
    tasks.away = True
    export = ExportRequest.ask(session, resume, "pdf", ".pdf")
    session.commit()
    assert session.get_one(ExportRequest, export.id).state == "pending"


def test_it_refuses_the_twenty_first_live_export(session: Session, resume: Resume) -> None:
    for _ in range(MOST_LIVE):
        last = ExportRequest.ask(session, resume, "pdf", ".pdf")
    with pytest.raises(TooMany):
        ExportRequest.ask(session, resume, "pdf", ".pdf")
    last.state = "failed"
    session.flush()
    ExportRequest.ask(session, resume, "pdf", ".pdf")


@pytest.mark.parametrize("change", [{"link_ended": True}, {"expires_at": now() - timedelta(1)}])
def test_a_link_that_ended_is_not_live(session: Session, ready: ExportRequest, change: dict[str, object]) -> None:
    assert ExportRequest.live_count(session, ready.user_id) == 1
    set_row(session, ready, **change)
    assert ExportRequest.live_count(session, ready.user_id) == 0


def test_again_makes_the_same_from_the_same_snapshot(session: Session, resume: Resume, ready: ExportRequest) -> None:
    resume.personal_info = {"name": "Somebody Else"}
    ready.downloaded, ready.download_count = True, 3
    other = ready.again(session)
    session.commit()
    assert (other.state, other.digest, other.document) == ("pending", ready.digest, ready.document)
    assert (other.downloaded, other.download_count, other.file_key) == (False, 0, None)
    assert other.nonce != ready.nonce
    assert other.token != ready.token


# --- making ---------------------------------------------------------------------------------------


def test_build_it_works(session: Session, ready: ExportRequest, tasks: Tasks) -> None:
    assert (ready.state, ready.attempts, ready.error, ready.engine) == ("ready", 1, "", "test")
    assert ready.read() == b"the file"
    assert ready.file_size == 8
    assert ready.sha256 == hashlib.sha256(b"the file").hexdigest()
    assert tasks.names() == ["build_export", "write_letter"]


def test_a_key_names_nobody(session: Session, ready: ExportRequest) -> None:
    assert ready.file_key is not None
    assert "Zofia" not in ready.file_key
    assert "nurse" not in ready.file_key.lower()


@pytest.mark.parametrize("state", ["processing", "ready", "failed", "expired", "revoked"])
def test_build_leaves_what_is_not_pending(session: Session, asked: ExportRequest, state: str) -> None:
    """A task that comes twice does its work once."""
    key = {"file_key": "exports/1/x"} if state == "ready" else {}
    set_row(session, asked, state=state, **key)
    make(session, asked.id)
    session.refresh(asked)
    assert (asked.state, asked.attempts) == (state, 0)


def test_build_of_nothing_does_nothing(session: Session) -> None:
    make(session, 10**6)


def test_what_the_person_can_mend_fails_with_its_sentence(session: Session, asked: ExportRequest) -> None:
    ExportRequest.build(session, asked.id, fail(CannotMake("It has more than 30 pages.")), "test")
    session.refresh(asked)
    assert (asked.state, asked.error) == ("failed", "It has more than 30 pages.")


def test_another_error_is_tried_again_then_fails(session: Session, asked: ExportRequest) -> None:
    """Failure is marked and raised, and never looks like success (DESIGN rule 4)."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with pytest.raises(RuntimeError):
            ExportRequest.build(session, asked.id, fail(RuntimeError("boom")), "test")
        session.refresh(asked)
        assert asked.attempts == attempt
        assert asked.state == ("pending" if attempt < MOST_ATTEMPTS else "failed")
    assert "could not be made" in asked.error
    assert "boom" not in asked.error


def test_a_store_that_refuses_ends_in_a_reason(
    session: Session, asked: ExportRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(key: str, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "put", full)
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(OSError, match="space"):
            make(session, asked.id)
    session.refresh(asked)
    assert asked.state == "failed"
    assert "could not store" in asked.error


def test_a_worker_that_comes_back_late_changes_nothing(app: Flask, session: Session, asked: ExportRequest) -> None:
    """Its row was taken back and made by another worker: the late file is dropped, the other one stands."""
    keys: list[str] = []

    def slow(export: ExportRequest) -> File:
        set_row(session, asked, state="pending")  # the sweep took it back
        with app.app_context():
            make(db.session(), asked.id, b"the other's")
        return File(b"too late")

    ExportRequest.build(session, asked.id, slow, "test")
    session.refresh(asked)
    keys = [path.name for path in _files(app, asked.id)]
    assert (asked.state, asked.attempts, asked.read()) == ("ready", 2, b"the other's")
    assert len(keys) == 2  # the file and its picture


@pytest.mark.parametrize("error", [RuntimeError("late"), CannotMake("Too long.")])
def test_a_worker_that_fails_late_changes_nothing(
    app: Flask, session: Session, asked: ExportRequest, error: Exception
) -> None:
    def slow(export: ExportRequest) -> File:
        set_row(session, asked, state="pending")
        with app.app_context():
            make(db.session(), asked.id, b"the other's")
        raise error

    with suppress(RuntimeError):
        ExportRequest.build(session, asked.id, slow, "test")
    session.refresh(asked)
    assert (asked.state, asked.attempts, asked.error) == ("ready", 2, "")


def test_an_export_removed_while_it_is_made_leaves_no_file(app: Flask, session: Session, asked: ExportRequest) -> None:
    export_id = asked.id

    def slow(export: ExportRequest) -> File:
        with app.app_context():
            other = db.session()
            other.get_one(ExportRequest, export_id).remove(other)
            other.commit()
        return File(b"nobody's")

    ExportRequest.build(session, export_id, slow, "test")
    session.expire_all()
    assert session.get(ExportRequest, export_id) is None
    assert _files(app, export_id) == []


def test_a_late_worker_leaves_the_next_row_alone(
    app: Flask, session: Session, resume: Resume, asked: ExportRequest
) -> None:
    """Its export was removed, and another one, also being made, stands under the same id."""
    export_id = asked.id

    def slow(export: ExportRequest) -> File:
        with app.app_context():
            other = db.session()
            other.get_one(ExportRequest, export_id).remove(other)
            other.commit()
            again = ExportRequest.ask(other, other.get_one(Resume, resume.id), "pdf", ".pdf")
            other.flush()
            other.execute(update(Version).values(export_request_id=None))
            row = update(ExportRequest).where(ExportRequest.id == again.id)
            other.execute(row.values(id=export_id, state="processing", attempts=1, asked_at=now()))
            other.commit()
        return File(b"another person's")

    ExportRequest.build(session, export_id, slow, "test")
    session.expire_all()
    found = session.get_one(ExportRequest, export_id)
    assert (found.state, found.file_key) == ("processing", None)
    assert _files(app, export_id) == []


def test_an_id_is_never_used_again(session: Session, resume: Resume, asked: ExportRequest) -> None:
    old = asked.id
    asked.remove(session)
    session.commit()
    session.expunge(asked)
    assert ExportRequest.ask(session, resume, "pdf", ".pdf").id > old


def _files(app: Flask, export_id: int) -> list[object]:
    return [path for path in (Path(app.config["STORAGE_URL"]) / f"exports/{export_id}").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "values",
    [
        {"state": "ready"},
        {"state": "pending", "file_key": "x"},
        {"state": "failed", "file_key": "x"},
        {"state": "expired", "file_key": "x"},
    ],
)
def test_the_database_refuses_ready_without_a_file(
    session: Session, asked: ExportRequest, values: dict[str, object]
) -> None:
    """Ready if and only if it has a file: a check constraint, whatever the code does."""
    with pytest.raises(IntegrityError):
        set_row(session, asked, **values)


# --- the link -------------------------------------------------------------------------------------


def test_a_link_is_derived_from_the_secret(app: Flask, session: Session, ready: ExportRequest) -> None:
    """The database alone gives no link (DESIGN rule 6)."""
    token = ready.token
    assert len(token) == 43
    assert ready.nonce not in token
    app.config["SECRET_KEY"], kept = "another secret", app.config["SECRET_KEY"]
    assert ready.token != token
    app.config["SECRET_KEY"] = kept
    assert ready.opens_with(token)


@pytest.mark.parametrize("token", ["", "x", "é" * 43, "A" * 43])
def test_it_refuses_another_token(session: Session, ready: ExportRequest, token: str) -> None:
    assert not ready.opens_with(token)


def test_revoke_ends_the_link_and_drops_the_file(session: Session, ready: ExportRequest) -> None:
    old, key = ready.token, ready.file_key
    assert key
    ready.revoke()
    session.commit()
    assert (ready.state, ready.file_key, ready.link_lives) == ("revoked", None, False)
    assert ready.token != old
    assert ready.opens_with(old)  # it once was: the page says 410, not 404
    with pytest.raises(FileNotFoundError):
        storage.read(key)


@pytest.mark.parametrize("mark", ["kept", "sent"])
def test_revoke_leaves_a_kept_file(session: Session, ready: ExportRequest, mark: str) -> None:
    setattr(ready, mark, True)
    ready.revoke()
    session.commit()
    assert (ready.state, ready.link_lives, ready.read()) == ("ready", False, b"the file")


def test_a_link_ends_though_its_file_cannot_be_deleted(
    session: Session, ready: ExportRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(key: str) -> None:
        raise PermissionError(key)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", refuse)
        ready.revoke()
        session.commit()
    assert not ready.link_lives
    sweep.drop_ended(session)
    assert (ready.state, ready.file_key) == ("revoked", None)


def test_prolong_it_works(session: Session, ready: ExportRequest) -> None:
    set_row(session, ready, expires_at=now() - timedelta(hours=1))
    assert not ready.link_lives
    ready.prolong(30)
    session.commit()
    assert ready.link_lives
    assert ready.expires_at > now() + timedelta(days=29)


def test_prolong_opens_a_revoked_link_under_a_new_address(session: Session, ready: ExportRequest) -> None:
    ready.kept = True
    old = ready.token
    ready.revoke()
    ready.prolong(1)
    assert ready.link_lives
    assert ready.token != old


def test_prolong_refuses_when_the_file_is_gone(session: Session, ready: ExportRequest) -> None:
    ready.revoke()
    with pytest.raises(Refused):
        ready.prolong(7)


def test_prolong_asks_the_live_count(session: Session, resume: Resume, ready: ExportRequest) -> None:
    """Ended links come back only while there is room; a living one may always live longer."""
    ready.kept = True
    ready.revoke()
    session.commit()
    for _ in range(MOST_LIVE):
        last = ExportRequest.ask(session, resume, "pdf", ".pdf")
    with pytest.raises(TooMany):
        ready.prolong(7)
    last.state = "failed"
    session.flush()
    ready.prolong(7)
    ready.prolong(30)
    assert ready.link_lives


@pytest.mark.parametrize("end", ["revoke", "remove"])
def test_a_waiting_letter_goes_with_its_link(session: Session, ready: ExportRequest, end: str) -> None:
    letter = ready.letter = Letter.post(session, "a@example.org", "s", "t")
    ready.kept = True
    session.commit()
    ready.revoke() if end == "revoke" else ready.remove(session)
    session.commit()
    session.refresh(letter)
    assert (letter.state, letter.body) == ("cancelled", None)
    assert Letter.sweep(session) == []


def test_a_new_link_gets_a_letter_of_its_own(session: Session, ready: ExportRequest) -> None:
    ready.letter = Letter.post(session, "a@example.org", "s", "t")
    ready.kept = True
    session.commit()
    ready.revoke()
    session.commit()
    assert sweep.without_letter(session) == []
    ready.prolong(7)
    set_row(session, ready, asked_at=now() - timedelta(seconds=20))
    assert ready.letter_id is None
    assert sweep.without_letter(session) == [ready.id]


def test_a_letter_asked_for_twice_comes_once(session: Session, ready: ExportRequest) -> None:
    first = ready.letter = Letter.post(session, "a@example.org", "s", "t")
    session.commit()
    ready.mail_again(session)
    session.commit()
    session.refresh(first)
    assert first.state == "cancelled"


@pytest.mark.postgres
def test_two_who_ask_at_once_do_not_pass_the_count_together(migrated_url: str, tmp_path: Path) -> None:
    from sqlalchemy.exc import OperationalError

    from tests import cast
    from tests.conftest import application

    other = application(tmp_path, DATABASE_URL=migrated_url)
    with other.app_context():
        cast.move_in(db.session())
        resume = person(db.session(), "alice").new_resume("Nurse")
        db.session.commit()
        with Session(db.engine, expire_on_commit=False) as first, Session(db.engine) as second:
            ExportRequest.ask(first, first.get_one(Resume, resume.id), "pdf", ".pdf")
            second.execute(text("SET LOCAL lock_timeout = 300"))
            with pytest.raises(OperationalError, match="lock timeout"):
                ExportRequest.ask(second, second.get_one(Resume, resume.id), "pdf", ".pdf")
            second.rollback()
            first.rollback()
        db.session.remove()
        db.engine.dispose()


def test_mail_again_refuses_an_ended_link(session: Session, ready: ExportRequest) -> None:
    ready.revoke()
    with pytest.raises(Refused):
        ready.mail_again(session)


def test_remove_takes_the_file_along(app: Flask, session: Session, ready: ExportRequest) -> None:
    export_id = ready.id
    ready.remove(session)
    session.commit()
    assert session.get(ExportRequest, export_id, populate_existing=True) is None
    assert _files(app, export_id) == []


# --- sweeping -------------------------------------------------------------------------------------


def test_sweep_finds_what_the_queue_lost(session: Session, asked: ExportRequest) -> None:
    assert sweep.exports(session) == []  # it may still be on its way
    set_row(session, asked, asked_at=now() - timedelta(seconds=20))
    assert sweep.exports(session) == [asked.id]
    session.commit()
    assert sweep.exports(session) == []  # a second sweep does not ask twice


def test_sweep_takes_back_what_a_dead_worker_holds(app: Flask, session: Session, asked: ExportRequest) -> None:
    lease = timedelta(seconds=app.config["EXPORT_LEASE_SECONDS"])
    set_row(session, asked, state="processing", attempts=1, asked_at=now() - lease / 2)
    assert sweep.exports(session) == []
    set_row(session, asked, asked_at=now() - lease * 2)
    assert sweep.exports(session) == [asked.id]
    session.commit()
    assert (asked.state, asked.attempts) == ("pending", 1)


def test_sweep_gives_up_with_a_reason(session: Session, asked: ExportRequest) -> None:
    set_row(session, asked, state="processing", attempts=MOST_ATTEMPTS, asked_at=now() - AGES)
    assert sweep.exports(session) == []
    session.commit()
    assert asked.state == "failed"
    assert asked.error


def test_sweep_drops_the_bytes_of_ended_links(session: Session, ready: ExportRequest) -> None:
    """The row stays: what was sent, when, and its fingerprint."""
    key, size = ready.file_key, ready.file_size
    assert key
    set_row(session, ready, expires_at=now() - timedelta(seconds=1))
    sweep.drop_ended(session)
    assert (ready.state, ready.file_key, ready.file_size) == ("expired", None, size)
    assert ready.sha256
    with pytest.raises(FileNotFoundError):
        storage.read(key)


@pytest.mark.parametrize("mark", ["kept", "sent"])
def test_sweep_leaves_what_is_kept(session: Session, ready: ExportRequest, mark: str) -> None:
    set_row(session, ready, expires_at=now() - AGES, **{mark: True})
    sweep.drop_ended(session)
    assert (ready.state, ready.read()) == ("ready", b"the file")


def test_sweep_leaves_living_links(session: Session, ready: ExportRequest) -> None:
    sweep.drop_ended(session)
    assert ready.state == "ready"


def test_a_file_that_cannot_be_deleted_stops_nothing_else(
    session: Session, ready: ExportRequest, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row stays as it is, the other ended one goes, and what was lost is on the queue all the same."""
    from letraz.tasks import sweep as sweep_task

    other, lost = ready.again(session), ready.again(session)
    session.commit()
    make(session, other.id)
    for row in (ready, other):
        set_row(session, row, expires_at=now() - AGES)
    set_row(session, lost, asked_at=now() - timedelta(seconds=20))
    tasks.clear()
    delete = storage.delete

    def refuse(key: str) -> None:
        if key == ready.folder:
            raise PermissionError(key)
        delete(key)

    monkeypatch.setattr(storage, "delete", refuse)
    sweep_task()
    for row in (ready, other):
        session.refresh(row)
    assert (ready.state, other.state) == ("ready", "expired")
    assert "build_export" in tasks.names()


@pytest.mark.postgres
def test_keep_beside_a_sweep_is_not_overwritten(app: Flask, migrated_url: str, tmp_path: Path) -> None:
    """PostgreSQL: the row is locked by who keeps it, so the sweep passes it over, and does so on what it has loaded."""
    from tests import cast
    from tests.conftest import application

    other = application(tmp_path, DATABASE_URL=migrated_url)
    with other.app_context():
        mine = db.session()
        cast.move_in(mine)
        export = ExportRequest.ask(mine, person(mine, "alice").new_resume("Nurse"), "pdf", ".pdf")
        mine.commit()
        make(mine, export.id)
        mine.refresh(export)
        set_row(mine, export, expires_at=now() - AGES)
        with Session(db.engine) as keeper:
            keeper.execute(update(ExportRequest).where(ExportRequest.id == export.id).values(kept=True))
            mine.execute(text("SET LOCAL statement_timeout = 3000"))
            sweep.drop_ended(mine)
            keeper.commit()
        mine.refresh(export)
        assert (export.state, export.kept, export.read()) == ("ready", True, b"the file")
        db.session.remove()
        db.engine.dispose()


def test_sweep_finds_a_ready_export_without_its_letter(session: Session, ready: ExportRequest) -> None:
    assert sweep.without_letter(session) == []
    set_row(session, ready, asked_at=now() - timedelta(seconds=20))
    assert sweep.without_letter(session) == [ready.id]
    ready.letter = Letter.post(session, "a@example.org", "s", "t")
    session.commit()
    assert sweep.without_letter(session) == []


def test_the_sweep_task_puts_everything_on_the_queue(session: Session, ready: ExportRequest, tasks: Tasks) -> None:
    from letraz.tasks import sweep

    pending = ready.again(session)
    Letter.post(session, "a@example.org", "s", "t")
    session.commit()
    for row in (ready, pending):
        set_row(session, row, asked_at=now() - timedelta(seconds=20))
    tasks.clear()
    sweep()
    assert sorted(tasks.names()) == ["build_export", "send_letter", "write_letter"]


def test_an_export_outlives_its_resume_and_its_job(session: Session, resume: Resume, ready: ExportRequest) -> None:
    session.delete(resume)
    session.commit()
    session.refresh(ready)
    assert (ready.resume_id, ready.title, ready.read()) == (None, "Staff Nurse", b"the file")


# --- file names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("Zofia Nowak", "Staff Nurse", "Zofia-Nowak-Staff-Nurse.pdf"),
        ("Łukasz Żółć", "Inżynier", "Łukasz-Żółć-Inżynier.pdf"),
        ("山田 太郎", "看護師", "山田-太郎-看護師.pdf"),
        ("محمد علي", "ممرض", "محمد-علي-ممرض.pdf"),
        ("हिन्दी", "नर्स", "हिन्दी-नर्स.pdf"),
        ("", "", "Resume.pdf"),
        ("../../etc", "passwd", "etc-passwd.pdf"),
        ('a"b\r\nSet-Cookie: x', "y/z\\w", "a-b-Set-Cookie-x-y-z-w.pdf"),
        ("...", ";;", "Resume.pdf"),
    ],
)
def test_a_file_name_is_safe_in_any_script(name: str, title: str, expected: str) -> None:
    assert Document(person=Person(name=name), title=title).file_name(".pdf") == expected


def test_a_file_name_is_short(session: Session) -> None:
    assert len(Document(person=Person(name="x" * 500)).file_name(".pdf")) == 104


# --- sent, and made again ---------------------------------------------------------------------------


def test_what_was_sent_has_its_moment_once(ready: ExportRequest) -> None:
    ready.mark_sent(True)
    at = ready.sent_at
    ready.mark_sent(True)
    assert at
    assert ready.sent_at == at
    ready.mark_sent(False)
    assert (ready.sent, ready.sent_at) == (False, None)


@pytest.mark.parametrize("name", ["pdf", "docx", "text", "json-resume", "html"])
def test_made_again_it_has_the_same_bytes(
    session: Session, resume: Resume, tasks: Tasks, outbox: Path, name: str
) -> None:
    """After the resume changed, and with the real writers: the hash is the same. Red when `again` reads the resume."""
    resume.fill(nurse())
    first = ExportRequest.ask(session, resume, name, ".x")
    session.commit()
    tasks.run()
    session.refresh(first)
    first.mark_sent(True)
    resume.sections[0].rename("Changed since")
    again = first.again(session)
    session.commit()
    tasks.run()
    session.refresh(again)
    assert again.sha256 == first.sha256 == hashlib.sha256(again.read()).hexdigest()
    assert (first.is_the_same, again.is_the_same) == (None, True)
    versions = session.scalars(Version.timeline(resume.id)).all()
    assert [(version.export_request_id, version.note) for version in versions] == [
        (again.id, "Made again"),
        (first.id, ""),
    ]
    assert versions[0].document == first.document
    assert resume.unkept_since, "what the resume says now is in no version yet"


def test_other_bytes_are_told(session: Session, ready: ExportRequest) -> None:
    """Another engine may print other bytes: that is said, never hidden."""
    again = ready.again(session)
    session.commit()
    make(session, again.id, b"printed by another engine")
    session.refresh(again)
    assert again.is_the_same is False
