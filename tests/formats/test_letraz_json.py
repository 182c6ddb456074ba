"""Letraz's own JSON: nothing is lost, and nothing in a file is believed that the forms have not seen."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letraz.document import Document, Person
from letraz.formats import FORMATS, UnreadableFile, detect, read
from letraz.formats.letraz_json import MOST_ENTRIES, ODD
from letraz.models.intake import tidy
from letraz.notes import KEPT, REFUSED
from letraz.sections import TYPES
from tests import strategies
from tests.samples import nurse
from tests.test_jpeg import with_secrets

FORMAT = FORMATS["letraz"]


def brought(data: Any) -> tuple[Document, list[tuple[str, str]]]:
    """What comes in from a file: the document as the forms take it, and (where, what) of the notes."""
    reading = read(json.dumps(data).encode(), TYPES)
    document, notes = tidy(reading.document)
    return document, [(note.where, note.what) for note in (*reading.notes, *notes)]


@given(strategies.documents())
def test_what_is_written_comes_back(document: Document) -> None:
    reading = read(FORMAT.write(document, TYPES), TYPES)
    assert (reading.notes, reading.format) == ([], "letraz")
    assert tidy(reading.document) == (document, [])


def test_extra_comes_back() -> None:
    document = Document(extra={"json-resume": {"kept": {"meta": {"n": 1}}}, "set_aside": [{"kind": "x"}]})
    assert read(FORMAT.write(document, TYPES), TYPES).document == document


def test_what_entries_say_on_paper_is_not_believed() -> None:
    block = {"kind": "skills", "entries": [{"kind": "skills", "title": "Surgeon", "values": {"name": "Knitting"}}]}
    assert brought({"letraz": 1, "blocks": [block]})[0].blocks[0].entries[0].title == "Knitting"


def test_a_type_that_is_not_here_is_set_aside() -> None:
    block = {"kind": "patents", "title": "Patents", "entries": [{"kind": "patents", "values": {"number": "EP1"}}]}
    document, notes = brought({"letraz": 1, "blocks": [block]})
    assert notes == [("Patents", REFUSED)]
    assert document.extra["set_aside"][0]["entries"][0]["values"] == {"number": "EP1"}


def test_it_refuses_another_version() -> None:
    with pytest.raises(UnreadableFile, match="version 2"):
        read(b'{"letraz": 2}', TYPES)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"letraz": 1, "person": "me"}, "person"),
        ({"letraz": 1, "person": {"name": ["me"]}}, "Header, name"),
        ({"letraz": 1, "person": {"links": {"url": "x"}}}, "Header, links"),
        ({"letraz": 1, "person": {"links": [{"url": 5}]}}, "Header, link 1, url"),
        ({"letraz": 1, "person": {"age": 5}}, "Header, age"),
        ({"letraz": 1, "blocks": {}}, "blocks"),
        ({"letraz": 1, "blocks": ["x"]}, "blocks"),
        (
            {"letraz": 1, "blocks": [{"kind": "skills", "entries": [{"values": {"name": {"x": 1}}}]}]},
            "skills, entry 1, name",
        ),
        (
            {"letraz": 1, "blocks": [{"kind": "skills", "entries": [{"values": [], "hidden": "no"}]}]},
            "skills, entry 1, hidden",
        ),
        ({"letraz": 1, "blocks": [{"kind": "skills", "entries": [{"key": 1}]}]}, "skills, entry 1, key"),
        ({"letraz": 1, "options": {"page_size": 4}}, "options"),
        ({"letraz": 1, "colour": "red"}, "colour"),
    ],
)
def test_what_has_another_shape_is_kept_aside_with_a_note(data: Any, where: str) -> None:
    document, notes = brought(data)
    assert (where, KEPT) in notes
    assert ODD in json.dumps(document.to_json())


def test_a_language_that_is_none_reads_as_english() -> None:
    document, notes = brought({"letraz": 1, "language": "../etc"})
    assert (document.language, notes) == ("en", [("Language", REFUSED)])


def test_too_many_entries_are_kept_aside() -> None:
    rows = [{"values": {"name": str(n)}} for n in range(MOST_ENTRIES + 5)]
    document, notes = brought({"letraz": 1, "blocks": [{"kind": "skills", "entries": rows}]})
    assert len(document.blocks[0].extra[ODD]["entries"]) == 5
    assert ("skills, entries", KEPT) in notes


@given(
    st.dictionaries(
        st.sampled_from(["person", "blocks", "title", "language", "design", "options", "extra", "x"]),
        strategies.anything,
    )
)
def test_it_reads_anything_that_says_letraz(data: dict[str, Any]) -> None:
    document, _ = brought({"letraz": 1, **data})
    json.dumps(document.to_json(), ensure_ascii=False).encode()


@given(strategies.anything, strategies.anything, strategies.anything)
def test_it_reads_any_entry(one: Any, other: Any, third: Any) -> None:
    entry = {
        "values": {"name": one, "keywords": other, "proficiency": third},
        "extra": one,
        "key": other,
        "hidden": third,
    }
    document, _ = brought(
        {"letraz": 1, "blocks": [{"kind": "skills", "entries": [entry, one], "title": other, "extra": third}]}
    )
    json.dumps(document.to_json(), ensure_ascii=False).encode()


def test_it_is_told_by_its_content() -> None:
    assert detect(FORMAT.write(nurse(), TYPES)) is FORMAT
    assert detect(b'\xef\xbb\xbf {"letraz": 1}') is FORMAT
    assert detect(b'["letraz"]') is None


def photo_of(said: dict[str, str]) -> tuple[Person, list[str]]:
    """The person of a file with such a photo, and the notes about it."""
    data = json.dumps({"letraz": 1, "person": {"name": "Zofia Nowak", "photo": said}}).encode()
    reading = read(data, TYPES)
    return reading.document.person, [note.value for note in reading.notes if "photo" in note.where.casefold()]


def test_a_photo_without_words_gets_the_usual_ones_and_a_note() -> None:
    picture = b64encode(with_secrets()).decode()
    for alt, words in (("", "Portrait of Zofia Nowak"), ("x" * 300, "x" * 200), ("Zofia", "Zofia")):
        person, notes = photo_of({"data": picture, "alt": alt})
        assert person.photo is not None
        assert (person.photo.alt, notes) == (words, [words] if words != alt else [])
        assert b"SECRET" not in person.photo.jpeg()


def test_what_is_no_photo_is_kept_aside() -> None:
    person, notes = photo_of({"data": b64encode(b"\xff\xd8\xff<script>").decode(), "alt": "Me"})
    assert person.photo is None
    assert len(notes) == 1
