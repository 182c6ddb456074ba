"""What of a take-out is here already: wholes (a resume, a job, a letter, a file) are compared by what they say.

The mark of a whole is the moment at which it was made, to the microsecond: its row keeps it wherever it is brought. So
the same ZIP adds nothing twice, and what says another thing than its twin here is known for its twin.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from letraz.database import UtcDateTime
from letraz.models.cover_letter import MOST_LETTERS
from letraz.models.user import MOST_JOBS, MOST_RESUMES, User
from letraz.sections import TYPES
from letraz.takeout.carried import CARRIED, KINDS_OF, LEFT
from letraz.takeout.documents import relinked, values_of
from letraz.takeout.here import rows_of

Row = dict[str, Any]
Rows = Mapping[str, Mapping[int, Row]]

#: What becomes of a whole: it comes in; it goes into the empty base resume; it is here; it comes in beside its twin;
#: there is no room for it.
NEW, INTO, SAME, BESIDE, FULL = "new", "into", "same", "beside", "full"

#: What stands behind the name of what comes in beside its twin.
SUFFIX = " (from the file)"

#: Wholes that never change once they are there: the moment alone tells them.
FIXED = {"export_request", "attested_fact", "posting"}

#: Live wholes of one person; files and facts have no such limit of their own.
ROOM = {"resumes": MOST_RESUMES, "jobs": MOST_JOBS, "cover_letters": MOST_LETTERS, "export_request": 5000,
        "attested_fact": 5000, "posting": 100}  # fmt: skip

#: What says nothing of itself: where it stands, how often it was changed, what it comes from; names of other rows.
_SILENT = {
    "base", "index", "revision", "evidence", "drafts", "design_version", "original_answered", "original_left",
    "original_person", "original_revision", "original_title", "original_values", "base_revision", "base_values",
    "requirements", "responsibilities", "created_at", "updated_at",
}  # fmt: skip


class Held:
    """What somebody has, table by table: of each row the parts that say something, in their order."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._parts: dict[str, dict[int, list[Row]]] = {}
        for name, carried in CARRIED.items():
            found = self._parts.setdefault(name, {})
            every = rows.get(name, {}).values() if carried.within and carried.says else ()
            for row in sorted(every, key=lambda one: (one.get("index") or 0, one["id"])):
                if row.get("deleted_at") is None:
                    found.setdefault(row[carried.within], []).append(row)

    def parts(self, table: str, row_id: int) -> Iterator[tuple[str, Row]]:
        """What a row consists of, each with its table, without what lies in the trash."""
        for name in _below(table):
            for part in self._parts[name].get(row_id, ()):
                yield name, part
                yield from self.parts(name, part["id"])

    def wholes(self, table: str) -> list[Row]:
        """The rows of a table that are part of nothing."""
        within = CARRIED[table].within
        return [row for row in self.rows.get(table, {}).values() if not within or row.get(within) is None]

    def digest(self, table: str, row: Row) -> str:
        """A hash of what a whole says; of what never changes the moment at which it was made."""
        if table in FIXED:
            return str(_plain(row["created_at"]))
        said = [_said(table, row), *(_said(name, part) for name, part in self.parts(table, row["id"]))]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


@dataclass
class Whole:
    """A whole of the ZIP, what becomes of it, and the row here that says the same."""

    table: str
    row: Row
    what: str = NEW
    here: int | None = None

    @property
    def name(self) -> str:
        """What a page calls it."""
        said = [str(self.row.get(one) or "") for one in ("title", "company_name", "subject", "file_name", "text")]
        name = ", ".join(filter(None, said[:2])) or next(filter(None, said), CARRIED[self.table].label)
        return " ".join(name.split())[:120]


@dataclass
class Plan:
    """Every whole of a ZIP, and the rows here that its rows are, where they are here already."""

    wholes: list[Whole] = field(default_factory=list)
    known: dict[str, dict[int, int]] = field(default_factory=dict)

    def comes(self) -> Iterator[Whole]:
        """The wholes that are written."""
        return (one for one in self.wholes if one.what in (NEW, INTO, BESIDE))


def weigh(session: Session, user_id: int, base_id: int, rows: Rows) -> Plan:
    """What becomes of each whole of a ZIP in this account."""
    here, there, plan = Held(rows_of(session, user_id)), Held(rows), Plan()
    for table in ROOM:
        _Weighing(plan, table, there, here).weigh(base_id)
    return plan


class _Weighing:
    """The wholes of one kind, there and here."""

    def __init__(self, plan: Plan, table: str, there: Held, here: Held) -> None:
        self.plan, self.table, self.there, self.here = plan, table, there, here
        self.own = here.wholes(table)
        self.says: dict[str, list[Row]] = {}
        for row in self.own:
            self.says.setdefault(here.digest(table, row), []).append(row)
        living = [row for row in self.own if row.get("deleted_at") is None]
        self.names, self.marks = {_name(row) for row in living}, {row["created_at"] for row in self.own}
        self.room = ROOM[table] - len(living)

    def weigh(self, base_id: int) -> None:
        """Say of each what becomes of it; the base resume first."""
        for row in sorted(self.there.wholes(self.table), key=lambda one: not one.get("base")):
            whole = Whole(self.table, row)
            whole.what = self._what(whole, base_id)
            self.room -= whole.what in (NEW, BESIDE)
            self.plan.wholes.append(whole)

    def _what(self, whole: Whole, base_id: int) -> str:
        row = whole.row
        whole.here = self._twin(row)
        if whole.here is not None:
            _know(self.plan, self.there, self.here, whole)
            return SAME
        if row.get("base") and _is_empty(self.here.rows, base_id) and not self._taken(base_id):
            whole.here = base_id
            return INTO
        if self.room <= 0:
            return FULL
        twins = row["created_at"] in self.marks or _name(row) in self.names
        return BESIDE if twins and self.table not in FIXED else NEW

    def _taken(self, row_id: int) -> bool:
        return any(one.here == row_id and one.table == self.table for one in self.plan.wholes)

    def _twin(self, row: Row) -> int | None:
        """The row here that says the same, used once: the one with its mark, before any other."""
        alike = self.says.get(self.there.digest(self.table, row), [])
        found = next((one for one in alike if one["created_at"] == row["created_at"]), next(iter(alike), None))
        if found is None:
            return None
        alike.remove(found)
        return int(found["id"])


def _is_empty(here: Rows, base_id: int) -> bool:
    """Whether the base resume has no sections yet, and no notes, which no version keeps."""
    said = (one for one in here["resume_section"].values() if one["resume_id"] == base_id)
    return not here["resumes"].get(base_id, {}).get("notes") and next(said, None) is None


def _know(plan: Plan, there: Held, here: Held, whole: Whole) -> None:
    """Note which rows here the parts of the ZIP are: they say the same, so they stand in the same order."""
    plan.known.setdefault(whole.table, {})[whole.row["id"]] = whole.here or 0
    both = zip(there.parts(whole.table, whole.row["id"]), here.parts(whole.table, whole.here or 0), strict=False)
    for (table, theirs), (_, ours) in both:
        plan.known.setdefault(table, {})[theirs["id"]] = ours["id"]


@cache
def _below(table: str) -> tuple[str, ...]:
    """The tables whose rows are parts of such a row and say something."""
    return tuple(name for name, one in CARRIED.items() if one.within and one.says and above(name) == table)


@cache
def above(table: str) -> str:
    """The table of what its rows are part of."""
    column = KINDS_OF[table].__table__.c[CARRIED[table].within]
    return str(next(iter(column.foreign_keys)).column.table.name)


def _name(row: Row) -> tuple[str, str]:
    return str(row.get("title") or "").removesuffix(SUFFIX), str(row.get("company_name") or "")


def _said(table: str, row: Row) -> Row:
    """What a row says, without where it stands, what it is called by others, and when it was written."""
    found = {name: _plain(row[name]) for name in _speaking(table) if name in row}
    if "title" in found:
        found["title"] = str(found["title"] or "").removesuffix(SUFFIX)[:100]
    if "values" in row:
        kind = TYPES[row["kind"]]
        found["values"] = values_of(kind, relinked(kind, row["values"], {}))
    return found | {"trashed": row.get("deleted_at") is not None}


@cache
def _speaking(table: str) -> tuple[str, ...]:
    columns: Iterable[Any] = KINDS_OF[table].__table__.columns
    silent = LEFT | _SILENT
    spoken = (one for one in columns if not one.foreign_keys and not isinstance(one.type, UtcDateTime))
    return tuple(one.name for one in spoken if one.name not in silent)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value or None if isinstance(value, str | dict | list) else value


def filling(user: User, said: Mapping[str, Any]) -> Row:
    """What the profile takes: fields that are empty here. The clock and the choice of reminders go together."""
    found = {name: value for name, value in said.items() if value and not getattr(user, name, True)}
    if "time_zone" in found and "reminders" in said:
        found["reminders"] = said["reminders"]
    return found
