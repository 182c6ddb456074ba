"""Writes what a take-out says into a person's account: table by table, what others refer to first, in one transaction.

Ids are given anew; every reference is looked up among the rows that came in or are known to be here, so that none can
lead to another person. The files of exports go to the storage before the rows are committed; until then their folders
are noted as leftovers, which the sweep removes when this dies half-way.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from letraz import secrets, storage
from letraz.database import now
from letraz.extensions import Model
from letraz.models import ExportRequest, User, Version
from letraz.models.making import READY
from letraz.models.part import fold
from letraz.models.version import hash_of
from letraz.sections import TYPES
from letraz.takeout.carried import CARRIED, KINDS_OF, LEFT
from letraz.takeout.documents import relinked, renamed, with_names
from letraz.takeout.opening import Opened
from letraz.takeout.told import Row, Told
from letraz.takeout.weighing import BESIDE, INTO, SUFFIX, Plan, Whole, above, filling

#: Columns that name rows which are written later: they are filled in at the end.
_LATER = {"original_left", "base_values", "original_values"}


class Writing:
    """One ZIP on its way into one account."""

    def __init__(self, session: Session, user: User, parcel: Opened, told: Told, plan: Plan) -> None:
        self.session, self.user, self.parcel, self.told, self.plan = session, user, parcel, told, plan
        self.ids: dict[str, dict[int, int]] = {name: dict(plan.known.get(name, {})) for name in CARRIED}
        self.wholes = {(one.table, one.row["id"]): one for one in plan.comes()}
        self.keys: dict[str, str] = {}
        self.written: dict[str, int] = {}

    def write(self, folders: list[int]) -> None:
        """Write everything. `folders`: an id for each exported file, never used before."""
        free = iter(folders)
        for name in CARRIED:
            rows = [row for row in self.told.rows[name].values() if self._comes(name, row)]
            if name == "job_requirement":  # items have their names by now
                self._name_keys()
            self.written[name] = self._write(name, rows, free)
        self._link()
        self._profile()

    # --- which rows -----------------------------------------------------------------------------------

    def _comes(self, table: str, row: Row) -> bool:
        """Whether it, or what it is part of, is written; and what it cannot be without is there."""
        within = CARRIED[table].within
        whole = row.get(within) if within else None
        if whole is None:
            return (table, row["id"]) in self.wholes
        return self._was_written(above(table), int(whole))

    def _was_written(self, table: str, row_id: int) -> bool:
        return row_id in self.ids[table] and row_id not in self.plan.known.get(table, {})

    # --- rows -----------------------------------------------------------------------------------------

    def _write(self, name: str, rows: list[Row], free: Iterator[int]) -> int:
        table: Table = KINDS_OF[name].__table__
        ready = [(row, values) for row in rows if (values := self._values(table, row, free)) is not None]
        into = [(row, values) for row, values in ready if self._what(name, row) == INTO]
        new = [(row, values) for row, values in ready if self._what(name, row) != INTO]
        for row, values in into:
            here = self.wholes[name, row["id"]].here or 0
            self.session.execute(update(table).where(table.c.id == here).values({**values, "base": True}))
            self.ids[name][row["id"]] = here
        self._insert(table, new)
        if name == "resume_item":
            self._types([row for row, _ in new])
        return len(ready)

    def _insert(self, table: Table, rows: list[tuple[Row, Row]]) -> None:
        if not rows:
            return
        made = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        found = self.session.scalars(made, [values for _, values in rows]).all()
        self.ids[table.name] |= {row["id"]: new for (row, _), new in zip(rows, found, strict=True)}

    def _what(self, name: str, row: Row) -> str:
        whole: Whole | None = self.wholes.get((name, row["id"]))
        return whole.what if whole else ""

    def _values(self, table: Table, row: Row, free: Iterator[int]) -> Row | None:
        """The values of the columns; None when it refers to something that is not there and must be."""
        found: Row = {}
        for column in table.columns:
            if column.name not in row or column.name in LEFT or column.name == "id":
                continue
            if column.foreign_keys:
                target = next(iter(column.foreign_keys)).column.table
                later = target is table
                found[column.name] = None if later else self._reference(target.name, row[column.name])
                if found[column.name] is None and not column.nullable:
                    return None
            else:
                found[column.name] = self._plain(column.name, row[column.name])
        if "user_id" in table.columns:
            found["user_id"] = self.user.id
        return found | self._own(table.name, row, found, free)

    def _reference(self, table: str, row_id: Any) -> int | None:
        return self.ids.get(table, {}).get(int(row_id)) if row_id is not None else None

    def _plain(self, name: str, value: Any) -> Any:
        if name in _LATER:
            return [] if isinstance(value, list) else None
        return with_names(value, self.keys, self.ids)

    def _own(self, table: str, row: Row, values: Row, free: Iterator[int]) -> Row:
        """What the columns of some tables hold that no ZIP can say."""
        if self._what(table, row) == BESIDE and "title" in values:
            most = KINDS_OF[table].__table__.c.title.type.length - len(SUFFIX)
            values["title"] = values["title"].removesuffix(SUFFIX)[:most].rstrip() + SUFFIX
        if table == "resumes":
            return {"base": False}
        if table == "versions":
            return self._version(row, values)
        return self._export(row, free) if table == "export_request" else {}

    # --- versions and files ---------------------------------------------------------------------------

    def _version(self, row: Row, values: Row) -> Row:
        document = renamed(row["content"], self.keys)
        number = self._newest(values["resume_id"]) + row["number"]
        return {
            "document": fold(self.session, values["resume_id"], document), "hash": hash_of(document),
            "digest": document.digest(), "number": number,
        }  # fmt: skip

    def _newest(self, resume_id: int) -> int:
        """The number of the last version that the base resume had before; 0 for a new resume."""
        if not any(one.what == INTO and one.here == resume_id for one in self.wholes.values()):
            return 0
        return self.session.scalar(select(func.max(Version.number)).where(Version.resume_id == resume_id)) or 0

    def _export(self, row: Row, free: Iterator[int]) -> Row:
        document = renamed(row["snapshot"], self.keys)
        said = zlib.compress(json.dumps(document.to_json(), ensure_ascii=False).encode())
        own: Row = {
            "snapshot": said,
            "digest": document.digest(),
            "link_ended": True,
            "id": next(free),
            "file_key": None,
        }
        if not row["path"]:
            return own
        own["file_key"] = f"{ExportRequest.shelf}/{own['id']}/1-{secrets.nonce()}"
        self._put(own["file_key"], row["path"])
        if not (row["kept"] or row["sent"]) and row["expires_at"] <= now():
            own["expires_at"] = now() + timedelta(days=row["days"])
        return own | {"state": READY}

    def _put(self, key: str, path: str) -> None:
        """A file of the ZIP into the storage; it is hashed on the way."""
        with TemporaryDirectory(prefix="letraz-brought-") as folder:
            out = Path(folder, "file")
            with out.open("wb") as file:
                for piece in self.parcel.pieces(path):
                    file.write(piece)
            storage.put_file(key, out)

    # --- items, and what leads from one row to another --------------------------------------------------

    def _types(self, rows: list[Row]) -> None:
        """What items say, in the tables of their types. Their names are known from now on."""
        self._name_keys()
        for kind, type_ in TYPES.items():
            mine = [row for row in rows if row["kind"] == kind]
            values = [
                {"id": self.ids["resume_item"][row["id"]], **relinked(type_, row["clean"], self.keys)} for row in mine
            ]
            if values:
                self.session.execute(insert(Model.metadata.tables[kind]), values)

    def _name_keys(self) -> None:
        for mark, table in (("s", "resume_section"), ("i", "resume_item")):
            self.keys |= {f"{mark}{old}": f"{mark}{new}" for old, new in self.ids[table].items()}

    def _link(self) -> None:
        """What refers to rows of its own table, or names items, is filled in when all of them are there."""
        for name in ("resumes", "resume_section", "resume_item"):
            table: Table = KINDS_OF[name].__table__
            rows = self.told.rows[name].values()
            linked = [one for row in rows if self._was_written(name, row["id"]) and (one := self._links(table, row))]
            if linked:
                columns: Row = {column: bindparam(f"to_{column}") for column in linked[0] if column != "id"}
                mine = update(table).where(table.c.id == bindparam("mine")).values(columns)
                given = [{"mine": one["id"]} | {f"to_{n}": one[n] for n in columns} for one in linked]
                self.session.connection().execute(mine, given)

    def _links(self, table: Table, row: Row) -> Row:
        found: Row = {}
        for column in table.columns:
            if column.name in _LATER and column.name in row:
                found[column.name] = self._later(table.name, column.name, row)
            elif any(key.column.table is table for key in column.foreign_keys) and column.name in row:
                found[column.name] = self._reference(table.name, row[column.name])
        if not any(found.values()):
            return {}
        when = {"updated_at": row["updated_at"]} if "updated_at" in row else {}  # it would be written as now
        return {"id": self.ids[table.name][row["id"]], **found, **when}

    def _later(self, table: str, name: str, row: Row) -> Any:
        value = row[name]
        if isinstance(value, dict) and table == "resume_item":
            return relinked(TYPES[row["kind"]], value, self.keys)
        return with_names(value, self.keys, self.ids)

    # --- the person -------------------------------------------------------------------------------------

    def _profile(self) -> None:
        for name, value in filling(self.user, self.told.profile).items():
            setattr(self.user, name, value)
