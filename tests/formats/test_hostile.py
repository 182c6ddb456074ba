"""Files from strangers: a kind sentence or a document, in bounded time, and nothing else."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz.formats import UnreadableFile, read
from letraz.formats._json import MAX_DEPTH, MAX_TEXT, MAX_VALUES, dump, load
from letraz.models.intake import tidy
from letraz.notes import CHANGED, MOST, REFUSED
from letraz.sections import TYPES
from tests import strategies

#: Seconds that the worst file of the size we take may cost here, on a machine that is busy with other tests.
PATIENCE = 5
#: What `MAX_UPLOAD_BYTES` lets through.
SIZE = 2_000_000
#: Rows that come near `MAX_VALUES`.
ROWS = MAX_VALUES // 2 - 100


def sentence(data: bytes) -> str:
    """What the person is told who brings this."""
    with pytest.raises(UnreadableFile) as found:
        read(data, TYPES)
    return str(found.value)


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "This file is empty."),
        (b" \n\t", "This file is empty."),
        (b"%PDF-1.7 and so on", "This PDF is damaged: it breaks off or can't be read."),
        (
            b"PK\x03\x04",
            "can't read this kind of file yet. It reads JSON Resume, Letraz JSON or a PDF that",
        ),
        (b"Dear Sir", "can't read this kind of file yet"),
        (b'{\n "basics": {\n  "name" "Ada"}}', "breaks off at line 3, column 10"),
        (b'{"basics": {"name": "Ada', "breaks off at line 1"),
        (b'{"basics": {}}}', "breaks off at line 1, column 15"),
        (b'{"work": [],\n"x": "\xff"}', "line 2 has a byte that is no character"),
        (b"[" * 100_000, f"Up to line 1 there are more than {MAX_DEPTH} brackets"),
        (b'{"work": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "Up to line 1 there are more than"),
        (b'{"work":\n' + b'{"a":' * 100_000, "Up to line 2 there are more than"),
        (b"[1, 2]", "This is JSON, but not a resume"),
        (b"{}", "This is JSON, but not a resume"),
        (b'{"name": "Ada"}', "This is JSON, but not a resume"),
        (b'{"letraz": null}', "that says “letraz” and its version"),
        (b'{"letraz": [1]}', "that says “letraz” and its version"),
    ],
)
def test_it_refuses_in_a_sentence(data: bytes, part: str) -> None:
    assert part in sentence(data)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    _survives(data)


@given(strategies.anything.map(lambda value: json.dumps(value).encode()))
def test_any_json(data: bytes) -> None:
    _survives(data)


@given(st.text(max_size=200).map(lambda text: b'{"basics": {"name": ' + text.encode("utf-8", "surrogatepass")))
def test_any_ending(data: bytes) -> None:
    _survives(data)


def _survives(data: bytes) -> None:
    try:
        tidy(read(data, TYPES).document)
    except UnreadableFile:
        return


# --- what is mended ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "value", "what"),
    [
        (b'{"a": 1e999}', {"a": "1e999"}, CHANGED),
        (b'{"a": NaN}', {"a": "NaN"}, CHANGED),
        (b'{"a": -Infinity}', {"a": "-Infinity"}, CHANGED),
        (b'{"a": ' + b"9" * 5000 + b"}", {"a": "9" * 5000}, CHANGED),
        (b'{"a": 1, "a": 2}', {"a": 2}, REFUSED),
        (b'{"a": "x\\ud800y"}', {"a": "xy"}, CHANGED),
        (b'{"a": "x\\u0000y\\u001f"}', {"a": "xy"}, CHANGED),
        (b'{"a\\u0000": 1}', {"a": 1}, CHANGED),
        (b'{"a\\u0000": 1, "a": 2}', {"a": 2}, REFUSED),
        (b'{"a": "\\uffff"}', {"a": ""}, CHANGED),
    ],
)
def test_it_mends_and_says_so(data: bytes, value: object, what: str) -> None:
    found, notes = load(data)
    assert found == value
    assert what in {note.what for note in notes}


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": "\\ud83d\\ude00 \xf0\x9f\x98\x80\\n\\t\\u2028"}',
        b'{"a": 31415926535897932384626433832795, "b": -0.5e-3}',
    ],
)
def test_it_leaves_what_is_sound(data: bytes) -> None:
    found, notes = load(data)
    assert found == json.loads(data)
    assert not notes


@given(
    st.recursive(
        st.text() | st.floats() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_what_it_gives_can_be_stored(value: object) -> None:
    found, notes = load(json.dumps(value).encode())
    text = json.dumps([found, [note.to_json() for note in notes]], ensure_ascii=False, allow_nan=False)
    assert "\x00" not in text
    assert "\\u0000" not in text
    assert load(dump(found)) == (found, [])


def test_a_mended_place_is_named() -> None:
    notes = load(b'{"work": [{}, {"endDate": "x\\u0000"}]}')[1]
    assert [(note.where, note.value) for note in notes] == [("work, entry 2, end date", "x")]


# --- the worst of its size --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b'{"work": [' + b"{}," * ROWS + b"{}]}",
        b'{"work": [' + b'"",' * ROWS + b"{}]}",
        b'{"work": [' + b"{}," * SIZE + b"{}]}",
        b'{"skills": [' + b",".join(b'{"name": "%d"}' % number for number in range(ROWS)) + b"]}",
        b'{"work": [], ' + b",".join(b'"k%d": 1' % number for number in range(ROWS)) + b"}",
        b'{"work": [{' + b",".join(b'"k%d": 1' % number for number in range(ROWS)) + b"}]}",
        b'{"work": [], ' + b'"a": 1,' * ROWS + b'"a": 1}',
        b'{"work": [], "a": "' + b"\\u0000" * (SIZE // 6) + b'"}',
        b'{"work": [], "a": [' + b'"\\u0000",' * ROWS + b'""]}',
        b'{"basics": {"name": "' + b"*_[" * (SIZE // 3) + b'"}}',
        b'{"basics": {"summary": "' + b"*_[" * (MAX_TEXT // 3) + b'"}}',
        b'{"basics": {"profiles": [' + b"{}," * ROWS + b"{}]}}",
        b'{"work": [{"name": "x", "highlights": [' + b'"- x",' * (MAX_TEXT // 6) + b'"x"]}]}',
        b'{"work": [], "x-letraz": {"sections": [' + b'{"kind": "custom"},' * ROWS + b"{}]}}",
        b'{"letraz": 1, "blocks": [' + b'{"kind": "skills", "entries": [{},{},{},{}]},' * (ROWS // 6) + b"{}]}",
        b'{"letraz": 1, "blocks": [{"kind": "custom", "entries": [' + b"{}," * ROWS + b"{}]}]}",
        b'{"letraz": 1, "person": {"links": [' + b"{}," * ROWS + b"{}]}}",
        b'{"work": "' + b'\\"' * (SIZE // 2),
        b'{"work": ' + b"-" * SIZE,
        b'{"work": ' + b"1" * SIZE + b"}",
        b'{"work": 0.' + b"1" * SIZE + b"}",
        b" " * SIZE + b"{",
        b"%PDF-1.7" + bytes(range(256)) * (SIZE // 256),
        b"%PDF-1.7\n1 0 obj\n" + b"[" * SIZE,
        b"%PDF-1.7\n1 0 obj\n" + b"<</A " * (SIZE // 5) + b"\ntrailer<</Root 1 0 R>>",
    ],
    ids=range(25),
)
def test_it_takes_bounded_time(data: bytes) -> None:
    start = time.perf_counter()
    try:
        reading = read(data, TYPES)
    except UnreadableFile:
        reading = None
    if reading:
        document, _ = tidy(reading.document)
        document.to_json()
        assert len(reading.notes) <= MOST + 1
    assert time.perf_counter() - start < PATIENCE
