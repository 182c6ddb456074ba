"""A calendar file (iCalendar, RFC 5545) with whole days. Pure: what a job's dates are written as.

Written here and not by a package: a calendar of days is a dozen lines of text. The tests read it with one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

#: Octets of a line without its break (RFC 5545, 3.1).
LINE = 75

#: What a text may not hold as it is (3.3.11).
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Day:
    """One day in a calendar. The same `uid` in a later file takes the place of the earlier one."""

    uid: str
    day: date
    title: str
    text: str = ""
    url: str = ""
    changed: datetime | None = None


def calendar(days: Iterable[Day], moment: datetime) -> bytes:
    """The file; `moment` is when it was made. `ValueError` for no days: a calendar needs one (3.6)."""
    lines = [line for day in days for line in _event(day, moment)]
    if not lines:
        raise ValueError("a calendar needs a day")
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Letraz//Jobs//EN", "CALSCALE:GREGORIAN", *lines]
    return b"".join(folded(line) for line in [*whole, "END:VCALENDAR"])


def _event(day: Day, moment: datetime) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{escaped(day.uid)}", f"DTSTAMP:{_stamp(moment)}")
    if day.changed:
        yield f"LAST-MODIFIED:{_stamp(day.changed)}"
    yield f"DTSTART;VALUE=DATE:{day.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(day.title)}"
    if day.text:
        yield f"DESCRIPTION:{escaped(day.text)}"
    if day.url:
        yield f"URL:{day.url}"  # a URI is not escaped (3.3.13)
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text as a value: what has a meaning of its own is escaped, and control characters are left out."""
    return "".join(char for char in text.translate(_ESCAPES) if char >= " " and char != "\x7f")


def folded(line: str) -> bytes:
    """A line with its break, in pieces of at most 75 octets; no character is cut."""
    pieces, room, current = [], LINE, b""
    for char in line:
        octets = char.encode("utf-8", "replace")
        if len(current) + len(octets) > room:
            pieces.append(current)
            current, room = b"", LINE - 1  # the blank that goes before counts
        current += octets
    return b"\r\n ".join([*pieces, current]) + b"\r\n"
