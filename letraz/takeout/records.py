"""Rows as lines of JSON, table by table: every table that holds something of a person, and every column but secrets."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from letraz.models.belonging import owned

#: What opens doors, and what only our machine can use: it is in no take-out.
SECRET = {"user.password", "user.fs_uniquifier", "letter.body"}
_OURS = {"nonce", "old_nonces", "claim", "file_key"}

#: What came from others as it came: never read as JSON, for it has to come back to the letter.
AS_IT_CAME = {"posting.given"}

#: Rows read at once.
CHUNK = 100

#: A packed value larger than this (bytes) stays packed: it may be a bomb, and is ours to open.
MOST_UNPACKED = 16_000_000


def lines(session: Session, table: Table, user_id: int) -> Iterator[bytes]:
    """The rows of a person, a line each, by their ids. Commits after each chunk, so that nobody waits for us."""
    key, last = next(iter(table.primary_key.columns)), 0
    columns = [column for column in table.columns if not is_secret(table, column.name)]
    while True:
        mine = select(*columns).where(owned(table, user_id), key > last).order_by(key).limit(CHUNK)
        rows = session.execute(mine).mappings().all()
        session.commit()
        for row in rows:
            last = row[key.name]
            said = {name: plain(value, f"{table.name}.{name}" in AS_IT_CAME) for name, value in row.items()}
            yield json.dumps(said, ensure_ascii=False).encode() + b"\n"
        if len(rows) < CHUNK:
            return


def is_secret(table: Table, name: str) -> bool:
    """Whether this column stays here."""
    return name in _OURS or f"{table.name}.{name}" in SECRET


def plain(value: Any, as_it_came: bool = False) -> Any:
    """A value as JSON has it: moments as ISO text; bytes as the JSON or text in them, packed or not, else base64.

    With `as_it_came` bytes are text, or base64, and nothing else.
    """
    if isinstance(value, bytes | memoryview):
        return _text(bytes(value), as_it_came)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _text(data: bytes, as_it_came: bool) -> Any:
    opened = _unpacked(data)
    try:
        text = opened.decode()
    except UnicodeDecodeError:
        return {"base64": b64encode(opened).decode()}
    if as_it_came:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _unpacked(data: bytes) -> bytes:
    box = zlib.decompressobj()
    try:
        opened = box.decompress(data, MOST_UNPACKED)
    except zlib.error:
        return data
    return opened if box.eof else data
