"""What every table stands on: the declarative base, column types, and the rules that SQLite needs.

SQLite is opened with foreign keys on, a write-ahead log and explicit transactions. A transaction that may
write begins IMMEDIATE: with SQLAlchemy's default, 507 of 800 concurrent updates were lost without an error
(DESIGN section 5); with this, none.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import has_request_context, request
from sqlalchemy import JSON, Boolean, DateTime, ForeignKey, MetaData, String, Text, event, text
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from letraz.dates import PartialDate

#: Names of constraints, so that a migration can name what it drops (Alembic, "The importance of naming").
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

_SAFE = {"GET", "HEAD", "OPTIONS"}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. A naive datetime is refused; what comes back always has its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database, in UTC. `ValueError` for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database, with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PartialDateText(TypeDecorator[PartialDate]):
    """A `PartialDate` as its ISO text, which sorts as dates do."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To ISO text."""
        return str(value) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> PartialDate | None:
        """From ISO text."""
        return PartialDate.parse(value) if value else None


class Base(DeclarativeBase):
    """The base of every model."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: UtcDateTime,
            PartialDate: PartialDateText,
            dict[str, Any]: JSON,
            list[str]: JSON,
            list[dict[str, Any]]: JSON,
        },
    )


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def line(length: int = 200) -> Mapped[str]:
    """A column for one line of text; empty, never null."""
    return mapped_column(String(length), default="", server_default="")


def prose() -> Mapped[str]:
    """A column for text of any length; empty, never null."""
    return mapped_column(Text, default="", server_default="")


def flag(default: bool = False) -> Mapped[bool]:
    """A column for yes or no, never null."""
    return mapped_column(Boolean, default=default, server_default=text("true" if default else "false"))


def listing() -> Mapped[list[str]]:
    """A column for a list of short texts; empty, never null."""
    return mapped_column(JSON, default=list, server_default=text("'[]'"))


def mapping() -> Mapped[dict[str, Any]]:
    """A column for a JSON object; empty, never null."""
    return mapped_column(JSON, default=dict, server_default=text("'{}'"))


def maybe() -> Mapped[dict[str, Any] | None]:
    """A column for a JSON object, or null."""
    return mapped_column(JSON(none_as_null=True))


def parent(column: str, **more: Any) -> Mapped[int]:
    """A foreign key to `column` ("resumes.id") that goes when its parent goes."""
    return mapped_column(ForeignKey(column, ondelete="CASCADE"), index=True, **more)


def may_write() -> bool:
    """Whether the transaction about to begin may write: always, but in a request that only reads.

    Confirmation and reset links are followed by GET and do write; they live in the blueprint `security`.
    """
    return not has_request_context() or request.method not in _SAFE or request.blueprint == "security"


@event.listens_for(Engine, "connect")
def _open_sqlite(connection: Any, record: Any) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write() else "BEGIN")
