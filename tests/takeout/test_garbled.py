"""Every table of a ZIP garbled in turn: a note or a refusal, and a house whose pages still open. Never an error.

The ZIP is small and is read in this process, without a request for each: its some 250 readings are what takes time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from letraz.database import now
from letraz.extensions import db
from letraz.models import AttestedFact, Bringing, CoverLetter, ExportRequest, Job, Posting, Resume, User, Version
from letraz.models.bringing import CannotBring
from letraz.takeout.bringing import write
from letraz.takeout.carried import CARRIED
from letraz.takeout.opening import opened
from letraz.takeout.told import told
from letraz.views import pages
from tests import cast
from tests.cast import Client, Tasks
from tests.takeout.bringing import brought, files, last, packed, repacked
from tests.takeout.fullest import KINDS, small

DEEP: Any = json.loads("[" * 200 + "]" * 200)

#: What no column of ours expects.
NASTY: tuple[Any, ...] = (None, -1, 2**70, 1e300, True, "", "\x00\ud800<b>" * 60, [], [[{}]], {"a": {"b": 1}}, DEEP)

TABLES = ("user", *CARRIED, "version_part", *KINDS)


@pytest.fixture
def zipped(app: Flask, tmp_path: Path, tasks: Tasks) -> bytes:
    """The take-out of somebody with one or two of everything."""
    with app.app_context():
        small(db.session(), cast.person(db.session(), "alice"))
    tasks.clear()
    return packed(app, "alice", tmp_path / "all.zip")


def lines(every: dict[str, bytes], table: str) -> list[Any]:
    return [json.loads(one) for one in every.get(f"records/{table}.jsonl", b"").splitlines()]


class Desk:
    """Somebody who brings ZIPs, and keeps nothing. A refusal is an answer; nothing else may be raised."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session, self.path = session, folder / "all.zip"
        self.row = Bringing(id=1, user_id=cast.person(session, "staff").id, expires_at=now())

    def bring(self, data: bytes) -> bool:
        """Read it and write it; whether it was taken."""
        self.path.write_bytes(data)
        with suppress(CannotBring):
            write(self.session, self.row, self.path)
            self.session.flush()
            return True
        self.session.rollback()
        return False

    def look(self, data: bytes) -> None:
        """Read it."""
        with suppress(CannotBring):
            told(opened(BytesIO(data)))


@pytest.fixture
def desk(session: Session, tmp_path: Path) -> Desk:
    return Desk(session, tmp_path)


def test_the_zip_has_everything(zipped: bytes) -> None:
    """Else the others would look at nothing."""
    assert [name for name in TABLES if not lines(files(zipped), name)] == []


def test_each_file_missing_or_no_text(zipped: bytes, desk: Desk) -> None:
    every = files(zipped)
    for name in (one for one in every if one.startswith(("records/", "exports/"))):
        desk.look(repacked({other: data for other, data in every.items() if other != name}))
        desk.look(repacked(every | {name: b"\xff\xfe{[" * 9}))


def test_each_column_garbled(zipped: bytes, desk: Desk) -> None:
    """Each column of each table gets each of the nasty values once; what keeps a row at all stays."""
    every = files(zipped)
    for shift in range(len(NASTY)):
        garbled = dict(every)
        for table in TABLES:
            rows = [_garbled(table, row, number + shift) for number, row in enumerate(lines(every, table))]
            garbled |= said(table, rows)
        assert desk.bring(repacked(garbled))
        desk.session.rollback()


def test_each_key_garbled(zipped: bytes, desk: Desk) -> None:
    """What a row is, what it is part of, what it refers to; and every row there twice."""
    every = files(zipped)
    for nasty in (None, 9, -1, "1", [1]):
        garbled = dict(every)
        for table in TABLES:
            rows = lines(every, table)
            garbled |= said(table, [row | dict.fromkeys(_kept(table, row) - {"id"}, nasty) for row in rows])
        desk.bring(repacked(garbled))
        desk.session.rollback()
    for table in TABLES:
        desk.look(repacked(every | said(table, [row | {"id": "1"} for row in lines(every, table)])))
    desk.bring(repacked(every | {n: d for t in TABLES for n, d in said(t, lines(every, t) * 2).items()}))
    desk.session.rollback()


def said(table: str, rows: list[Any]) -> dict[str, bytes]:
    """The file of a table with these rows."""
    data = "\n".join(json.dumps(row) for row in rows).encode("utf-8", "surrogatepass")
    return {f"records/{table}.jsonl": data}


def _kept(table: str, row: dict[str, Any]) -> set[str]:
    needs = {*CARRIED[table].needs, *CARRIED[table].named} if table in CARRIED else set()
    return {"id", *needs, *(name for name in row if name.endswith("_id"))}


def _garbled(table: str, row: dict[str, Any], shift: int) -> dict[str, Any]:
    kept = _kept(table, row)
    return {n: v if n in kept else NASTY[(at + shift) % len(NASTY)] for at, (n, v) in enumerate(row.items())}


def _leaves(value: Any, change: Callable[[Any], Any], keep: set[str]) -> Any:
    """A value in which every leaf of its objects and lists is another."""
    if isinstance(value, dict):
        return {name: part if name in keep else _leaves(part, change, keep) for name, part in value.items()}
    return [_leaves(part, change, set()) for part in value] if isinstance(value, list) else change(value)


def test_any_one_value_garbled(zipped: bytes, desk: Desk) -> None:
    """Somewhere in a row, at any depth, whatever JSON can say."""
    every = files(zipped)
    spots = [(t, number, path) for t in TABLES for number, row in enumerate(lines(every, t)) for path in _paths(row)]
    words = st.text("ai1.<\x00\ud800é", max_size=9)
    junk = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | words, st.lists, max_leaves=3)

    @settings(max_examples=40)
    @given(st.sampled_from(spots), junk)
    def garble(spot: tuple[str, int, tuple[Any, ...]], value: Any) -> None:
        table, number, path = spot
        rows = lines(every, table)
        place = rows[number]
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        desk.look(repacked(every | said(table, rows)))

    garble()


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in pairs:
        yield (*path, step)
        yield from _paths(part, (*path, step))


def test_every_page_opens_afterwards(
    app: Flask, zipped: bytes, tasks: Tasks, browse: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came in of a ZIP in which every text is nonsense and every number large, and of one whose JSON is empty."""
    monkeypatch.setattr(pages, "WAIT", 0)
    monkeypatch.setattr(pages, "PATIENT_WAIT", 0)
    every, client = files(zipped), browse("staff")
    for change in (_nonsense, _emptied):
        data = dict(every)
        for table in CARRIED:
            keep = {"id", *CARRIED[table].needs} | {n for n in lines(every, table)[0] if n.endswith("_id")}
            rows = [{n: v if n in keep else _deep(v, change) for n, v in row.items()} for row in lines(every, table)]
            data[f"records/{table}.jsonl"] = "\n".join(map(json.dumps, rows)).encode()
        brought(client, tasks, repacked(data))
        assert last(app).state == "done", last(app).error
        _walk(app, client)
        tasks.clear()  # nobody draws what was looked at


def _nonsense(value: Any) -> Any:
    if isinstance(value, str):
        return f"i1.9{{{value[:30]}<script>"
    return 2**31 - 1 if isinstance(value, int) and not isinstance(value, bool) else value


def _emptied(value: Any) -> Any:
    return type(value)() if isinstance(value, list | dict) else value


def _deep(value: Any, change: Callable[[Any], Any]) -> Any:
    found = change(value)
    return _leaves(found, change, {"kind", "target", "status", "id"}) if found else found


def _walk(app: Flask, client: Client) -> None:
    with app.app_context():
        session = db.session()
        user: User = cast.person(session, "staff")
        urls = ["/resumes/", "/jobs/", "/exports/", "/facts/", "/trash/", "/account/data", "/profile"]
        owned: dict[type[Any], tuple[str, ...]] = {
            Resume: ("/resumes/{}/", "/resumes/{}/changes/", "/resumes/{}/versions/", "/resumes/{}/text",
                     "/resumes/{}/settings"),
            Job: ("/jobs/{}", "/jobs/{}/edit"), CoverLetter: ("/letters/{}",), ExportRequest: ("/exports/{}",),
        }  # fmt: skip
        for kind, addresses in owned.items():
            urls += [page.format(row.id) for row in session.scalars(user.owns(kind)) for page in addresses]
        for version in session.query(Version).filter_by(user_id=user.id):
            urls.append(f"/resumes/{version.resume_id}/versions/{version.id}")
        unsaved = session.query(Posting).filter_by(user_id=user.id, job_id=None)
        urls += [f"/jobs/postings/{one.id}" for one in unsaved]
        assert session.query(AttestedFact).filter_by(user_id=user.id).count()
    wrong = {url: answer.status_code for url in urls if (answer := client.get(url)).status_code not in (200, 404)}
    assert wrong == {}
