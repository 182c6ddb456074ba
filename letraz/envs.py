"""How the text of an environment variable is read. Each function raises `ValueError` with what the text must be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

#: What a model may be given for one answer (seconds).
QUICKEST, SLOWEST = 10, 180


def text(value: str) -> str:
    """Any text."""
    return value


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    """A whole number between two others, both included."""

    def parse(value: str) -> int:
        if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
            raise ValueError(f"must be a whole number from {lowest} to {highest}")
        return int(value)

    return parse


def one_of(*choices: str) -> Callable[[str], str]:
    """One of these words."""

    def parse(value: str) -> str:
        if value not in choices:
            raise ValueError(f"must be one of: {', '.join(choices)}")
        return value

    return parse


def begins(*starts: str) -> Callable[[str], str]:
    """A text with one of these beginnings."""

    def parse(value: str) -> str:
        if not value.startswith(starts):
            raise ValueError(f"must begin with one of: {', '.join(starts)}")
        return value

    return parse


def folder(value: str) -> Path:
    """A folder, made absolute. Its path goes into addresses, so it has nothing that would end one."""
    if {"?", "#", "%", "\0"} & set(value):
        raise ValueError("must be a folder whose path has none of ? # %")
    return Path(value).expanduser().absolute()


def database(value: str) -> str:
    """An address of SQLite or PostgreSQL, the latter with the driver that is installed."""
    for plain in ("postgres://", "postgresql://"):
        if value.startswith(plain):
            return "postgresql+psycopg://" + value.removeprefix(plain)
    return begins("sqlite:", "postgresql+psycopg:")(value)


def broker(value: str) -> str:
    """The address of a Redis, or nothing."""
    return begins("redis://", "rediss://", "unix://")(value) if value else ""


def storage(value: str) -> str:
    """A folder or the address of a store."""
    if "://" not in value and not Path(value).is_absolute():
        raise ValueError("must be a full path or a URL like s3://bucket/folder")
    return value


def base_address(value: str) -> str:
    """The address of a service, or nothing. Without a password, a query or a mark in it: it is shown to staff."""
    if not value:
        return ""
    found = urlsplit(begins("http://", "https://")(value))
    if not found.hostname or found.username or found.password or found.query or found.fragment or not value.isascii():
        raise ValueError("must be an address like https://models.example.org/v1, with no password and no ? or # in it")
    return value.rstrip("/")


def key(value: str) -> str:
    """A secret that a header can carry, or nothing."""
    if not (value.isascii() and value.isprintable() and " " not in value):
        raise ValueError("must have letters, digits and signs only, and no space")
    return value
