"""What a person has here, read for comparing: rows by table and id, as a take-out has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from letraz.extensions import Model
from letraz.models.belonging import owned
from letraz.sections import TYPES
from letraz.takeout.carried import CARRIED, KINDS_OF
from letraz.takeout.documents import values_of

Row = dict[str, Any]

#: Tables whose rows may be part of nothing, though others of them are.
WHOLE = {"posting"}


def rows_of(session: Session, user_id: int) -> Mapping[str, Mapping[int, Row]]:
    """What a person has here, as far as it is compared."""
    wanted = [name for name, one in CARRIED.items() if not one.within or one.says or name in WHOLE]
    found = {name: _rows(session, KINDS_OF[name].__table__, user_id) for name in wanted}
    for kind, type_ in TYPES.items():
        table: Table = Model.metadata.tables[kind]
        for row_id, row in _rows(session, table, user_id).items():
            found["resume_item"][row_id]["values"] = values_of(type_, row)
    return found


def _rows(session: Session, table: Table, user_id: int) -> dict[int, Row]:
    columns = [one for one in table.columns if one.name not in ("receipt", "snapshot", "given", "text") or table.name
               not in ("export_request", "posting")]  # fmt: skip
    read = session.execute(select(*columns).where(owned(table, user_id)).order_by(table.c.id)).mappings()
    return {row["id"]: dict(row) for row in read}
