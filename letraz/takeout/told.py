"""What a take-out says, read row by row: every value by its column, its shape or its form. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from letraz.notes import CHANGED, REFUSED, Note, short
from letraz.takeout import checks
from letraz.takeout.carried import CARRIED, KINDS_OF, LEFT, MADE, Carried
from letraz.takeout.columns import Without, default_of, past, stored, value_of
from letraz.takeout.documents import Reader
from letraz.takeout.makers import MAKERS, Missing
from letraz.takeout.opening import Opened

#: A row of a table as it may be stored; its id and its references are those of the ZIP.
Row = dict[str, Any]


@dataclass
class Told:
    """All that a ZIP says. `rows`: by table, then by their ids there."""

    rows: dict[str, dict[int, Row]] = field(default_factory=dict)
    profile: Row = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def refuse(self, where: str, why: str, value: Any = "", what: str = REFUSED) -> None:
        """Note that something is left out, or (`what`) changed."""
        self.notes.append(Note(where, what, why, short(value)))


def told(parcel: Opened) -> Told:
    """Read everything. `NotATakeout` when a file of it is not as it was packed."""
    found = Told()
    reader = _Reader(parcel, found, Reader())
    found.profile = reader.profile()
    for name, carried in CARRIED.items():
        found.rows[name] = {row["id"]: row for row in reader.rows(carried)}
    found.notes += [note for note in reader.documents.notes if note.what == REFUSED]
    return found


@dataclass
class _Reader:
    """One ZIP on its way in."""

    parcel: Opened
    told: Told
    documents: Reader
    around: dict[tuple[str, Any], list[Any]] = field(default_factory=dict)

    def profile(self) -> Row:
        """What the person says of themselves, as the forms take it."""
        row = next(iter(self.parcel.rows("user")), {})
        found: Row = {}
        for name in ("user", "clock"):
            clean, errors = checks.passed(name, row)
            found |= {one: value for one, value in clean.items() if one in row}
            for one, why in errors.items():
                self.told.refuse(f"Profile, {one.replace('_', ' ')}", why, row[one])
        found["date_of_birth"] = str(found.get("date_of_birth") or "")
        found["links"] = [one for one in found.get("links") or [] if any(one.values())]
        return found

    def rows(self, carried: Carried) -> Iterator[Row]:
        """The rows of a table that can be brought; a note for each that cannot."""
        seen: set[Any] = set()
        counts: Counter[Any] = Counter()
        there = self.told.rows[self._above(carried)] if carried.within else {}
        for raw in self.parcel.rows(carried.table):
            row = self._row(carried, raw, seen)
            if row is None:
                continue
            whole = row.get(carried.within) if carried.within else None
            if whole is not None and whole not in there:
                continue  # it went with what it is part of: that is told there
            counts[whole] += 1
            again = tuple(row[one] for one in carried.once)
            if counts[whole] > carried.most or (again and again in seen):
                self.told.refuse(carried.label, f"There are more than {carried.most} of them, or it is there twice.")
                continue
            seen.add(again)
            yield row

    def _above(self, carried: Carried) -> str:
        column = KINDS_OF[carried.table].__table__.c[carried.within]
        return str(next(iter(column.foreign_keys)).column.table.name)

    def _row(self, carried: Carried, raw: Row, seen: set[Any]) -> Row | None:
        row_id = raw.get("id")
        if isinstance(row_id, bool) or not isinstance(row_id, int) or not 0 < row_id < 2**31 or row_id in seen:
            self.told.refuse(carried.label, "It has no number of its own.", raw.get("title") or raw.get("name"))
            return None
        seen.add(row_id)
        name = short(next((raw[n] for n in ("title", "name", "file_name", "text") if raw.get(n)), ""))
        try:
            return self._values(carried, raw, {"id": row_id}, name)
        except Missing as error:
            self.told.refuse(carried.label, str(error), name)
            return None

    def _values(self, carried: Carried, raw: Row, known: Row, name: str) -> Row:
        columns = stored(KINDS_OF[carried.table].__table__)
        formed = self._formed(carried, raw, name) if carried.check else {}
        found = known | {
            column: formed[column] if column in formed else self._value(carried, columns[column], raw, name)
            for column in columns
            if column not in LEFT | MADE
        }
        if carried.named and not any(found[one] for one in carried.named):
            raise Missing(f"It says no {' or '.join(carried.named).replace('_', ' ')}.")
        if "deleted_at" in found:
            found["deleted_at"] = past(found["deleted_at"])
        make = MAKERS.get(carried.table)
        return found | (make(raw, found, self) if make else {})

    def _value(self, carried: Carried, column: Any, raw: Row, name: str) -> Any:
        """A value as the column holds it; its default, with a note, when it holds no such value."""
        given, needed = raw.get(column.name), column.name in carried.needs
        try:
            if column.name not in raw:
                raise Without
            shape = carried.shapes.get(column.name)
            value = shape(given) if shape and given is not None else value_of(column, given)
        except (ValueError, OverflowError) as error:
            if needed:
                raise Missing(f"Its {column.name.replace('_', ' ')} is none that Letraz knows.") from error
            if not isinstance(error, Without):
                self._tell(carried, column.name, name, given, REFUSED)
            return default_of(column)
        if needed and value in ("", None):
            raise Missing(f"It has no {column.name.replace('_', ' ')}.")
        if isinstance(given, dict | list | str) and value != given and type(value) is type(given):
            self._tell(carried, column.name, name, given, CHANGED)
        return value

    def _formed(self, carried: Carried, raw: Row, name: str) -> Row:
        clean, errors = checks.passed(carried.check, raw)
        for one, why in errors.items():
            self.told.refuse(f"{carried.label} “{name}”, {one.replace('_', ' ')}", why, raw[one])
        return clean

    def _tell(self, carried: Carried, column: str, name: str, given: Any, what: str) -> None:
        why = "Nothing that is kept there." if what == REFUSED else "What is not kept there was left out of it."
        self.told.refuse(f"{carried.label} “{name}”, {column.replace('_', ' ')}", why, given, what)

    def refuse(self, where: str, why: str, value: Any = "") -> None:
        """Note what a maker left out."""
        self.told.refuse(where, why, value)

    def row_of(self, table: str, row_id: Any) -> Row | None:
        """A row that was read before, by its id."""
        return self.told.rows.get(table, {}).get(row_id)

    def beside(self, table: str, whole: Any) -> list[Any]:
        """What makers have noted of the parts of a row, to be added to."""
        return self.around.setdefault((table, whole), [])
