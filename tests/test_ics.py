"""Calendar files, read back by a package that we have not written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from letraz import ics

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DAY = date(2026, 11, 30)


def read(*days: ics.Day) -> list[dict[str, object]]:
    """The events of the file, by a stranger's parser."""
    made = Calendar.from_ical(ics.calendar(days, NOW))
    assert not made.errors
    return [dict(event.items()) for event in made.walk("VEVENT")]


def test_a_whole_day_it_works() -> None:
    (event,) = read(ics.Day("job-1@here", DAY, "Closes: Nurse", "https://a.example/1", "https://a.example/1", NOW))
    assert event["DTSTART"].dt == DAY  # type: ignore[attr-defined]  # the package's own values
    assert event["DTEND"].dt == date(2026, 12, 1)  # type: ignore[attr-defined]
    assert event["DTSTAMP"].dt == NOW  # type: ignore[attr-defined]
    assert (event["UID"], event["SUMMARY"], event["URL"]) == ("job-1@here", "Closes: Nurse", "https://a.example/1")
    assert event["TRANSP"] == "TRANSPARENT"


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200)


@given(TEXTS)
def test_any_title_comes_back_and_adds_no_line(text: str) -> None:
    data = ics.calendar([ics.Day("u", DAY, f"x{text}x", f"x{text}\nEND:VEVENT\\;,")], NOW)
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event["SUMMARY"] == f"x{text}x"
    assert event["DESCRIPTION"] == f"x{text}\nEND:VEVENT\\;,"
    assert all(len(line) <= ics.LINE for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize("text", ["é" * 200, "日本語" * 60, "👩‍⚕️" * 40, "a" * 75, "a" * 76, "a" * 300])
def test_no_character_is_cut(text: str) -> None:
    lines = ics.folded(f"SUMMARY:{text}").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"".join(line.removeprefix(b" ") for line in lines).decode() == f"SUMMARY:{text}"
    assert all(line.decode() for line in lines[:-1])  # each piece is whole characters


def test_control_characters_do_not_get_in() -> None:
    (event,) = read(ics.Day("u", DAY, "a\x00b\x07c\rd\x7fe"))
    assert event["SUMMARY"] == "abcde"


def test_a_calendar_of_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="needs a day"):
        ics.calendar([], NOW)
