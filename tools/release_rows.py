"""Write down what a release stores, for the tests of the migrations.

In a checkout of the release: `git worktree add /tmp/old COMMIT`, there `python HERE/tools/release_rows.py OUT.json`.
The release's own code makes the database and what is in it: the cast of its tests with one of everything, a whole
record in the base resume, copies of it for a job. Only what it left empty in every row is then written into one row.
"""

from __future__ import annotations

import base64
import json
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path.cwd()))

#: A moment, for columns that no step of the cast fills.
MOMENT = "2026-11-25 09:30:00.000000"


def main() -> None:
    """Fill a database, read its rows, write them."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        move_in(home)
        with closing(sqlite3.connect(home / "letraz.db")) as line:
            fill_gaps(line)
            told = {"made": made(line), **rows(line), "files": files(home / "files")}
    Path(sys.argv[1]).write_text(laid_out(told), encoding="utf-8")


def move_in(home: Path) -> None:
    """Let the release's code fill the database in this home."""
    from letraz import schema
    from letraz.extensions import db, queue
    from tests import cast, samples
    from tests.conftest import application

    app = application(home)
    app.extensions["test_tasks"] = []
    type(queue).put = lambda *ids: True
    schema.upgrade(app)
    with app.app_context():
        session = db.session()
        cast.move_in(session)
        for name in ("alice", "bob"):
            person = cast.person(session, name)
            person.base_resume().fill(samples.nurse() if name == "alice" else samples.arabic())
            session.flush()
            if name == "alice":
                found = cast.furnish(session, person)
                use(session, person, found)
        session.commit()
        db.engine.dispose()


def use(session: Any, person: Any, found: Any) -> None:
    """What the cast does not do: a profile, a copy of the base for a job, hidden things, files in each state."""
    from letraz.models import Job

    for name in ("headline", "phone", "address", "city", "nationality", "profile_text"):
        setattr(person, name, f"Alice's {name} — żółć 🌍")
    person.postal, person.country, person.time_zone = "00-001", "PL", "Europe/Warsaw"
    person.links = [{"network": "GitHub", "username": "alice", "url": "https://example.org/alice"}]
    copy = person.base_resume().duplicate("A copy for the nurse", job=session.get(Job, found.job))
    session.flush()
    first, second, third, *_ = copy.sections
    first.hidden = second.new_page = third.keep_together = second.items[0].hidden = True
    second.rename("What I did — “quoted”")
    copy.options, copy.extra, copy.notes = {"accent": "#123456", "size": 10.5}, {"x-note": [1, None, "é"]}, "To do"
    first.extra, second.items[0].extra = {"x": {"y": []}}, {"z": "ü\n"}
    use_files(session, person, found, copy)


def use_files(session: Any, person: Any, found: Any, copy: Any) -> None:
    """A file that was sent, one that waits, one that is gone and whose id is never used again; pages, and an import."""
    from letraz.models import ExportRequest, ImportRequest, Letter, Preview

    waiting = ExportRequest.ask(session, copy, "pdf", ".pdf")
    letter = Letter.post(session, person.email, "It is ready", "Dear Alice")
    session.flush()
    sent = session.get(ExportRequest, found.export)
    sent.sent, sent.letter_id, sent.old_nonces, sent.downloaded = True, getattr(letter, "id", letter), ["n1"], True
    waiting.error, waiting.claim = "A reason", "worker-1"
    drawn = session.query(Preview).first()
    if hasattr(drawn, "sheets"):
        drawn.sheets = [{"width": 595.3, "height": 841.9, "lines": 2, "marks": [[0, 1.5, 2, 3, 4]]}]
    incoming = session.get(ImportRequest, found.incoming)
    incoming.notes, incoming.resume_id = [{"where": "work", "text": "It was cut."}], copy.id
    session.commit()
    gone = ExportRequest.ask(session, copy, "text", ".txt")
    session.commit()
    session.delete(gone)
    session.commit()


# --- reading ------------------------------------------------------------------------------------------


def tables(line: sqlite3.Connection) -> list[str]:
    """The application's tables."""
    found = line.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in found if not name.startswith("sqlite_") and name != "alembic_version"]


def fill_gaps(line: sqlite3.Connection) -> None:
    """Give the last row of a table a value in each column that is null, or an empty list or object, in all rows."""
    for table in tables(line):
        last = line.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()[0]
        assert last, f"the release's cast has no {table}"
        for _, name, kind, required, default, _ in line.execute(f'PRAGMA table_info("{table}")').fetchall():
            empty = "('null', '[]', '{}')" if kind == "JSON" else "('')"
            asked = f'SELECT count(*) FROM "{table}" WHERE NOT ("{name}" IS NULL OR "{name}" IN {empty})'
            if (required and kind != "JSON") or line.execute(asked).fetchone()[0]:
                continue
            thing = '["é", "i1"]' if "[]" in (default or "[]") else '{"note": "é"}'
            value = {"DATETIME": MOMENT, "DATE": MOMENT[:10], "JSON": thing, "BLOB": b"\x00\xff"}
            parent = {row[3]: row[2] for row in line.execute(f'PRAGMA foreign_key_list("{table}")')}.get(name)
            key = line.execute(f'SELECT min(rowid) FROM "{parent}"').fetchone()[0] if parent else 7
            line.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE rowid = ?', (value.get(kind.upper(), key), last))
            print(f"{table}.{name} was empty everywhere")
    assert not line.execute("PRAGMA foreign_key_check").fetchall()


def made(line: sqlite3.Connection) -> dict[str, str]:
    """Of which commit these are the rows, and at which migration they stand."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    [[revision]] = line.execute("SELECT version_num FROM alembic_version")
    how = "tools/release_rows.py, run in a checkout of that commit: rows as SQLite holds them, bytes in base64"
    return {"by": how, "commit": commit.stdout.strip(), "revision": revision}


def rows(line: sqlite3.Connection) -> dict[str, Any]:
    """The columns and rows of each table, and the highest id that each table ever gave."""
    found = {}
    for table in tables(line):
        cursor = line.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        columns = [column[0] for column in cursor.description]
        found[table] = {"columns": columns, "rows": [[plain(value) for value in row] for row in cursor]}
    return {"tables": found, "highest": dict(line.execute("SELECT name, seq FROM sqlite_sequence").fetchall())}


def files(folder: Path) -> dict[str, str]:
    """The files in the storage."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): base64.b64encode(path.read_bytes()).decode() for path in found}


def plain(value: Any) -> Any:
    """As JSON can hold it."""
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def laid_out(told: dict[str, Any]) -> str:
    """JSON with a row a line, so that a difference can be read."""
    parts = []
    for name, table in told.pop("tables").items():
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in table["rows"])
        parts.append(f'{json.dumps(name)}: {{"columns": {json.dumps(table["columns"])}, "rows": [\n{lines}\n]}}')
    head = json.dumps(told, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{head},\n "tables": {{\n' + ",\n".join(parts) + "\n}}\n"


if __name__ == "__main__":
    main()
