"""Which versions stay with age, and the sweep: with a moved clock, twice, and killed half-way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from letraz import tasks
from letraz.database import now
from letraz.models import ExportRequest, Resume, Version, VersionPart, part, thinning
from letraz.models.thinning import Aged, next_look, to_drop
from letraz.models.version import AUTO
from tests.cast import person
from tests.samples import nurse

NOW = datetime(2026, 11, 25, 12, 30, tzinfo=UTC)


@pytest.fixture
def resume(session: Session) -> Resume:
    found = person(session, "alice").new_resume("Staff Nurse")
    session.flush()
    found.fill(nurse())
    session.commit()
    return found


def every(step: timedelta, until: timedelta) -> list[Aged]:
    """A version each `step` back from now."""
    return [Aged(number + 1, NOW - step * number) for number in range(int(until / step) + 1)]


def left(versions: list[Aged], moment: datetime = NOW) -> list[Aged]:
    gone = to_drop(versions, moment)
    return [one for one in versions if one.id not in gone]


# --- the rule --------------------------------------------------------------------------------------


def test_all_of_the_last_day_stay() -> None:
    day = every(timedelta(minutes=10), timedelta(hours=23, minutes=50))
    assert left(day) == day


@pytest.mark.parametrize(
    ("start", "end", "step", "spell"),
    [
        (timedelta(days=1), timedelta(days=7), timedelta(minutes=10), "%Y-%m-%d %H"),
        (timedelta(days=7), timedelta(days=90), timedelta(hours=5), "%Y-%m-%d"),
        (timedelta(days=90), timedelta(days=800), timedelta(days=2), "%Y-%m"),
    ],
)
def test_of_what_is_older_the_last_of_each_spell_stays(
    start: timedelta, end: timedelta, step: timedelta, spell: str
) -> None:
    """One an hour for a week, one a day for 90 days, one a month after."""
    old = [one for one in every(step, end) if start <= NOW - one.created_at < end]
    stayed = left([Aged(10**6, NOW), *old])[1:]
    last = {one.created_at.strftime(spell): one for one in sorted(old, key=lambda one: one.created_at)}
    assert sorted(stayed, key=lambda one: one.id) == sorted(last.values(), key=lambda one: one.id)
    assert len(stayed) < len(old)


def test_what_is_named_or_exported_stays_for_ever_and_pushes_nothing_out() -> None:
    old = NOW - timedelta(days=700)
    held, free = Aged(1, old, stays=True), Aged(2, old - timedelta(minutes=1))
    assert left([held, free, Aged(3, NOW)]) == [held, free, Aged(3, NOW)]


def test_the_newest_stays_however_old() -> None:
    old = [Aged(1, NOW - timedelta(days=900)), Aged(2, NOW - timedelta(days=900, minutes=1))]
    assert left(old) == old, "the newest is not counted as the one of its month"


ages = st.lists(st.tuples(st.integers(0, 60 * 24 * 400), st.booleans()), max_size=60)


@given(ages)
def test_asked_again_it_drops_nothing_more(drawn: list[tuple[int, bool]]) -> None:
    versions = [Aged(at, NOW - timedelta(minutes=age), stays) for at, (age, stays) in enumerate(drawn)]
    assert to_drop(left(versions), NOW) == []
    assert all(one in left(versions) for one in versions if one.stays)


@given(ages, st.integers(1, 200))
def test_it_does_not_matter_how_often_it_ran_meanwhile(drawn: list[tuple[int, bool]], days: int) -> None:
    """A month of runs leaves what one run at its end leaves: a worker that was away costs nothing.

    But for the newest, which is never counted: it is the same one in both.
    """
    versions = [Aged(at, NOW - timedelta(minutes=age), stays) for at, (age, stays) in enumerate(drawn)]
    often = versions
    for day in range(days + 1):
        often = left(often, NOW + timedelta(days=day))
    assert often == left(versions, NOW + timedelta(days=days))


@given(ages)
def test_nothing_goes_before_the_next_look(drawn: list[tuple[int, bool]]) -> None:
    """Red when `next_look` forgets an age at which fewer stay."""
    stayed = left([Aged(at, NOW - timedelta(minutes=age), stays) for at, (age, stays) in enumerate(drawn)])
    then = next_look(stayed, NOW)
    until = then - timedelta(seconds=1) if then else NOW + timedelta(days=3000)
    assert to_drop(stayed, until) == []


# --- the sweep -------------------------------------------------------------------------------------


def age(session: Session, version: Version, by: timedelta) -> None:
    """Let a version be older: a statement of its own, for a version is never changed."""
    session.execute(update(Version).where(Version.id == version.id).values(created_at=now() - by))
    session.refresh(version)


def old_versions(session: Session, resume: Resume, count: int) -> list[Version]:
    """So many versions of the last ten hours of a day a month ago, the oldest first."""
    made = []
    for number in range(count):
        resume.sections[0].rename(f"Name {number}")
        made.append(Version.keep(session, resume))
        age(session, made[-1], timedelta(days=30, minutes=count - number))
    resume.thin_at = now() - timedelta(seconds=1)
    session.commit()
    return made


def sweep(session: Session) -> None:
    """Let a worker sweep, with a session of its own."""
    session.commit()
    tasks.sweep()
    session.expire_all()


def numbers(session: Session, resume: Resume) -> list[int]:
    return sorted(version.number for version in session.scalars(Version.timeline(resume.id)))


def test_the_sweep_thins_and_keeps_what_is_held(session: Session, resume: Resume) -> None:
    """And drops the parts that nothing needs any more, but none that a version needs."""
    made = old_versions(session, resume, 12)
    made[2].name = "Mine"
    export = ExportRequest.ask(session, resume, "text", ".txt", version=made[4])
    session.commit()
    parts = select(func.count()).select_from(VersionPart)
    before = session.scalar(parts) or 0
    said = {version.number: version.document for version in (made[2], made[11])}
    sweep(session)
    stayed = numbers(session, resume)
    assert {3, 13} <= set(stayed)
    assert len(stayed) <= 5, "two spells at most, what is held, and the newest"
    assert (session.scalar(parts) or 0) <= before
    for version in session.scalars(Version.timeline(resume.id)):
        document = version.document
        assert document == said.get(version.number, document)
    assert session.get_one(ExportRequest, export.id).document == said.get(5, export.document)


def test_the_sweep_may_run_twice_and_is_asked_no_more_than_needed(session: Session, resume: Resume) -> None:
    old_versions(session, resume, 12)
    sweep(session)
    stayed = numbers(session, resume)
    due = session.get_one(Resume, resume.id).thin_at
    assert due
    assert due > now() + timedelta(days=50), "the next time is when the first is 90 days old"
    sweep(session)
    assert numbers(session, resume) == stayed


def test_killed_half_way_it_goes_on(session: Session, resume: Resume, monkeypatch: pytest.MonkeyPatch) -> None:
    """It dies after the versions went and before their parts did: nothing is gone, and the next run does it all."""
    made = old_versions(session, resume, 12)
    before = numbers(session, resume)
    real = part.drop_unused

    def die(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(thinning, "drop_unused", die)
    with pytest.raises(KeyboardInterrupt):
        thinning.thin_old(session)
    session.rollback()
    assert numbers(session, resume) == before
    monkeypatch.setattr(thinning, "drop_unused", real)
    thinning.thin_old(session)
    assert len(numbers(session, resume)) < len(before)
    assert made[-1].document.blocks


def test_parts_that_one_version_shares_with_another_stay(session: Session, resume: Resume) -> None:
    """Red when the parts of the versions that went are dropped without looking who else has them."""
    made = old_versions(session, resume, 6)
    said = made[-1].document
    thinning.thin(session, session.get_one(Resume, resume.id), now())
    session.expire_all()
    assert made[-1].document == said


# --- what is kept by itself ------------------------------------------------------------------------


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Move the clock of the sweep."""
    monkeypatch.setattr(thinning, "now", lambda: now() + by)


def test_a_sitting_becomes_a_version_when_it_has_been_quiet(
    session: Session, resume: Resume, monkeypatch: pytest.MonkeyPatch
) -> None:
    for by, count in ((19, 0), (21, 1), (45, 1)):
        later(monkeypatch, timedelta(minutes=by))
        sweep(session)
        assert len(numbers(session, resume)) == count, by
    [version] = session.scalars(Version.timeline(resume.id))
    assert (version.kind, version.document) == (AUTO, session.get_one(Resume, resume.id).document())
    assert session.get_one(Resume, resume.id).unkept_since is None


def test_the_version_of_a_sitting_says_what_changed(
    session: Session, resume: Resume, monkeypatch: pytest.MonkeyPatch
) -> None:
    Version.keep(session, resume)
    resume.sections[0].rename("Me")
    resume.sections[1].items[0].hidden = True
    resume.sections[1].items[0].revise()
    later(monkeypatch, timedelta(minutes=30))
    sweep(session)
    newest = Version.newest(session, resume.id)
    assert newest
    assert newest.note == "1 hidden, 1 renamed"


def test_a_long_sitting_becomes_a_handful(session: Session, resume: Resume, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hours of a change each minute, and a sweep after each: no more than one version each half hour."""
    for minute in range(180):
        later(monkeypatch, timedelta(minutes=minute))
        found = session.get_one(Resume, resume.id)
        found.sections[0].rename(f"Name {minute}")
        found.updated_at = now() + timedelta(minutes=minute)
        first = now() + timedelta(minutes=minute)
        found.unkept_since = first if abs(found.unkept_since - now()) < timedelta(seconds=30) else found.unkept_since  # type: ignore[operator]
        session.commit()
        thinning.keep_quiet(session)
        session.expire_all()
    assert 4 <= len(numbers(session, resume)) <= 7


def test_an_edit_while_a_version_is_made_is_not_forgotten(session: Session, resume: Resume) -> None:
    """A writer that read the row before the sweep kept it: its mark is written again. Red without `flag_modified`."""
    was = resume.unkept_since
    unseen = {"synchronize_session": False}
    session.execute(update(Resume).where(Resume.id == resume.id).values(unkept_since=None), execution_options=unseen)
    resume.touch()
    session.flush()
    session.expire(resume)
    assert resume.unkept_since == was


def test_what_is_in_the_trash_is_left_alone(session: Session, resume: Resume, monkeypatch: pytest.MonkeyPatch) -> None:
    resume.trash()
    session.commit()
    later(monkeypatch, timedelta(hours=1))
    sweep(session)
    assert numbers(session, resume) == []


def test_every_way_to_change_a_resume_marks_it(session: Session, resume: Resume) -> None:
    """What a person does in the editor, through the models."""
    section = next(section for section in resume.sections if len(section.items) > 1)
    item = section.items[0]
    ways = [
        lambda: item.save({}, item.revision), lambda: item.move_to(2), lambda: section.remove(item),
        lambda: section.put_back(item), lambda: section.rename("Other"), lambda: section.move_to(1),
        lambda: resume.remove_section(section), lambda: resume.put_back(section),
        lambda: resume.add_section("custom"), lambda: resume.save({"title": "Other"}, resume.revision),
        lambda: resume.become(resume.document()), lambda: resume.fill(nurse()), resume.remove_photo,
    ]  # fmt: skip
    for at, way in enumerate(ways):
        resume.unkept_since = None
        session.flush()
        way()
        session.flush()
        assert resume.unkept_since, at
