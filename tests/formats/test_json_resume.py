"""JSON Resume: what comes in from a file goes out equal, whatever it holds; and our own documents come back."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from letraz.document import Block, Document, Entry, Person
from letraz.formats import FORMATS, detect, read
from letraz.formats.json_resume import MOST, SCHEMA
from letraz.models.intake import tidy
from letraz.notes import CHANGED, KEPT, REFUSED, Note
from letraz.sections import TYPES
from tests import strategies
from tests.cast import person

FORMAT = FORMATS["json-resume"]
FILES = sorted((Path(__file__).parent.parent / "data").glob("*.json"))


def brought(data: Any) -> tuple[Document, list[Note]]:
    """What comes in from a file: the document as the forms take it, and the notes."""
    reading = read(json.dumps(data).encode(), TYPES)
    document, notes = tidy(reading.document)
    return document, [*reading.notes, *notes]


def sent(document: Document) -> Any:
    """What goes out."""
    return json.loads(FORMAT.write(document, TYPES))


def told(data: Any) -> set[tuple[str, str]]:
    """Where and what, of the notes."""
    return {(note.where, note.what) for note in brought(data)[1]}


def of(kind: str, **values: Any) -> Block:
    """A section with one entry."""
    return Block(kind, TYPES[kind].label, TYPES[kind].layout, (TYPES[kind].entry_of(values),))


# --- what comes in goes out -------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_goes_out_as_it_came_in(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert sent(brought(data)[0]) == data


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_goes_out_of_the_database_as_it_came_in(path: Path, session: Session) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    resume = person(session, "alice").new_resume("Brought in")
    resume.fill(brought(data)[0])
    session.flush()
    copy = resume.duplicate()
    session.add(copy)
    session.commit()
    session.expire_all()
    assert sent(resume.document()) == data
    assert sent(copy.document()) == data


_FIELDS = {
    "basics": ["name", "label", "image", "email", "phone", "url", "summary", "location", "profiles"],
    "work": ["name", "location", "description", "position", "url", "startDate", "endDate", "summary", "highlights"],
    "education": ["institution", "url", "area", "studyType", "startDate", "endDate", "score", "courses"],
    "skills": ["name", "level", "keywords"],
    "projects": [
        "name",
        "description",
        "highlights",
        "keywords",
        "startDate",
        "endDate",
        "url",
        "roles",
        "entity",
        "type",
    ],
    "certificates": ["name", "date", "url", "issuer"],
    "references": ["name", "reference"],
}
_PLACE = ["address", "postalCode", "city", "countryCode", "region"]


def _any_of(names: list[str]) -> st.SearchStrategy[Any]:
    found = st.one_of(strategies.prose, strategies.lines, strategies.dates, strategies.fit)
    return st.dictionaries(st.sampled_from([*names, "x"]), found, max_size=6)


_near = st.fixed_dictionaries(
    {},
    optional={
        "basics": st.tuples(_any_of(_FIELDS["basics"]), _any_of(_PLACE)).map(
            lambda two: {**two[0], "location": two[1]}
        ),
        **{key: st.lists(_any_of(names), max_size=3) for key, names in _FIELDS.items() if key != "basics"},
        "meta": strategies.fit,
        "custom": strategies.fit,
    },
).filter(bool)


@given(_near.filter(lambda data: data.keys() & _FIELDS.keys()))
def test_anything_near_a_resume_goes_out_as_it_came_in(data: dict[str, Any]) -> None:
    assert _unordered(sent(brought(data)[0])) == _unordered(data)


def _unordered(data: dict[str, Any]) -> dict[str, Any]:
    """What the forms refuse as a whole (a skill that stands twice) goes out behind the others."""
    return {
        key: sorted(json.dumps(row, sort_keys=True) for row in part) if key == "skills" else part
        for key, part in data.items()
    }


def test_an_edit_since_then_wins() -> None:
    data = {"work": [{"name": "Hooli", "summary": " Old ", "url": "hooli.example", "score": 4, "highlights": []}]}
    document = brought(data)[0]
    values = {**document.blocks[0].entries[0].values, "description": "New", "url": "https://new.example"}
    edited = document.map_entries(lambda entry: replace(entry, values=values))
    row = {"name": "Hooli", "summary": "New", "url": "https://new.example", "score": 4, "highlights": []}
    assert sent(edited)["work"] == [row]


def test_an_emptied_field_stays_empty() -> None:
    data = {"basics": {"name": " Ada ", "url": "ada.example"}}
    document = brought(data)[0]
    assert sent(replace(document, person=replace(document.person, name="", url=""))) == {}


# --- our documents come back ------------------------------------------------------------------------


def _shape(document: Document) -> Any:
    seen = document.visible()
    keys = {entry.key: f"{at}/{n}" for at, b in enumerate(seen.blocks) for n, entry in enumerate(b.entries)}
    rows = [
        (block.kind, block.title, block.new_page, block.keep_together, [_followed(e, keys) for e in block.entries])
        for block in seen.blocks
    ]
    return seen.language, replace(seen.person, extra={}), rows


def _followed(entry: Entry, keys: dict[str, str]) -> dict[str, Any]:
    values = dict(entry.values)
    if "shown_by" in values:
        values["shown_by"] = [keys[key] for key in values["shown_by"] if key in keys]
    return values


@given(strategies.documents())
def test_what_is_written_comes_back(document: Document) -> None:
    reading = read(FORMAT.write(document, TYPES), TYPES)
    assert not reading.notes
    assert _shape(tidy(reading.document)[0]) == _shape(document)


@given(strategies.documents())
def test_what_came_back_is_written_the_same(document: Document) -> None:
    first = sent(document)
    assert sent(brought(first)[0]) == first


def test_a_plain_resume_has_no_extension() -> None:
    document = Document(Person("Ada"), (of("summary", text="Hello"), of("skills", name="C")))
    row = {"$schema": SCHEMA, "basics": {"name": "Ada", "summary": "Hello"}, "skills": [{"name": "C"}]}
    assert sent(document) == row


def test_what_has_no_place_there_stands_in_the_extension() -> None:
    strengths, custom = of("strengths", name="Calm"), replace(of("custom", heading="Boats"), title="At sea")
    found = sent(Document(blocks=(strengths, custom, of("skills", name="C", category="Code"))))
    assert found["skills"] == [{"name": "C", "x-letraz": {"fields": {"category": "Code"}}}]
    assert found["x-letraz"]["sections"] == [
        {"kind": "strengths", "entries": [{"fields": {"name": "Calm"}}]},
        {"kind": "custom", "title": "At sea", "entries": [{"fields": {"heading": "Boats"}}]},
        {"kind": "skills", "count": 1},
    ]


def test_what_another_program_changed_wins_over_the_extension() -> None:
    found = sent(Document(blocks=(of("experience", company_name="Hooli", description="**Bold** work", remote=True),)))
    assert found["work"][0]["x-letraz"]["fields"]["description"] == "**Bold** work"
    found["work"][0]["summary"] = "Other work"
    document, notes = brought(found)
    assert document.blocks[0].entries[0].values == {
        "company_name": "Hooli",
        "description": "Other work",
        "remote": True,
    }
    assert [(note.where, note.what) for note in notes] == [("Experience, entry 1, description", REFUSED)]


def test_entries_that_another_program_added_come_in_too() -> None:
    found = sent(Document(blocks=(of("skills", name="C"), replace(of("skills", name="B"), title="More"))))
    found["skills"].append({"name": "A"})
    blocks = brought(found)[0].blocks
    assert [(block.title, [entry.title for entry in block.entries]) for block in blocks] == [
        ("Skills", ["C"]),
        ("More", ["B"]),
        ("Skills", ["A"]),
    ]


def test_hidden_things_stay_at_home() -> None:
    hidden = replace(of("skills", name="Secret"), hidden=True)
    one = of("strengths", name="Shy")
    quiet = replace(one, entries=(replace(one.entries[0], hidden=True),))
    aside = {"set_aside": [{"kind": "skills", "hidden": True, "values": {"name": "Sealed"}}]}
    assert sent(Document(blocks=(hidden, quiet), extra=aside)) == {"$schema": SCHEMA}


# --- what is told -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        ({"basics": "me"}, "basics", KEPT),
        ({"basics": {"name": 5}}, "Header, name", CHANGED),
        ({"basics": {"name": ["x"]}}, "Header, name", KEPT),
        ({"basics": {"email": "none"}}, "Header, E-mail", KEPT),
        ({"basics": {"location": "Oslo"}}, "Header, location", KEPT),
        ({"basics": {"location": {"planet": "Mars"}}}, "Header, location, planet", KEPT),
        ({"basics": {"location": {"countryCode": "USA"}}}, "Header, Country code", KEPT),
        ({"basics": {"profiles": {"url": "x"}}}, "Header, profiles", KEPT),
        ({"basics": {"profiles": ["x"]}}, "Header, link 1", KEPT),
        ({"basics": {"profiles": [{"url": ["x"]}]}}, "Header, link 1, url", KEPT),
        ({"basics": {"profiles": [{"url": "javascript:1"}]}}, "Header, link 1", KEPT),
        ({"basics": {"summary": ["x"]}}, "Summary, summary", KEPT),
        ({"basics": {"pet": "cat"}}, "Header, pet", KEPT),
        ({"work": {"name": "x"}}, "work", KEPT),
        ({"work": ["x"]}, "Experience, entry 1", KEPT),
        ({"work": [{"name": "x"}, {"name": "y", "endDate": "soon"}]}, "Experience, entry 2, End", KEPT),
        ({"work": [{"name": "x", "startDate": "2020", "endDate": "2019"}]}, "Experience, entry 1, End", KEPT),
        ({"work": [{"name": {"x": 1}}]}, "Experience, entry 1, name", KEPT),
        ({"work": [{"name": "x", "highlights": "one"}]}, "Experience, entry 1, highlights", CHANGED),
        ({"work": [{"name": "x", "highlights": [1, {}]}]}, "Experience, entry 1, highlights", CHANGED),
        ({"work": [{"name": "x", "url": "x y"}]}, "Experience, entry 1, Company’s web address", KEPT),
        ({"work": [{"name": "x", "url": True}]}, "Experience, entry 1, url", KEPT),
        ({"work": [{"name": "x" * 300}]}, "Experience, entry 1, Company", KEPT),
        ({"work": [{"name": "x", "boss": "y"}]}, "Experience, entry 1, boss", KEPT),
        ({"work": [{}]}, "Experience, entry 1", REFUSED),
        ({"skills": [{"name": "C"}, {"name": "c"}]}, "Skills, entry 2", REFUSED),
        ({"skills": [{"name": "C", "level": "Wizard"}]}, "Skills, entry 1, level", KEPT),
        ({"skills": [{"name": "C", "keywords": ["a", "A"]}]}, "Skills, entry 1, keywords", CHANGED),
        ({"work": [], "hobby": 5}, "hobby", KEPT),
        ({"work": [], "x-letraz": "mine"}, "x-letraz", REFUSED),
        ({"work": [], "x-letraz": {"language": "../x"}}, "Language", REFUSED),
        ({"work": [], "x-letraz": {"sections": ["x"]}}, "x-letraz, section 1", REFUSED),
        (
            {"work": [], "x-letraz": {"sections": [{"kind": "x", "entries": ["x"]}]}},
            "x-letraz, section 1, entry 1",
            REFUSED,
        ),
        ({"work": [], "x-letraz": {"sections": [{"kind": "x", "entries": [{"fields": {"a": "b"}}]}]}}, "x", REFUSED),
        ({"work": [{"name": "x", "x-letraz": []}]}, "Experience, entry 1, x-letraz", REFUSED),
        ({"work": [{"name": "x", "x-letraz": {"fields": {"location": {}}}}]}, "Experience, entry 1, location", REFUSED),
        ({"basics": {"x-letraz": {"height": 1}}}, "Header, x-letraz", REFUSED),
    ],
)
def test_it_tells(data: Any, where: str, what: str) -> None:
    assert (where, what) in told(data)


@pytest.mark.parametrize(
    "data", [{"basics": {"name": "Ada", "image": ""}, "work": [], "meta": {"theme": "x"}, "$schema": "y"}]
)
def test_it_is_silent_about_what_says_nothing(data: Any) -> None:
    assert not told(data)


def test_too_many_entries_are_kept_aside() -> None:
    data = {"skills": [{"name": str(number)} for number in range(MOST + 50)]}
    document, notes = brought(data)
    assert sent(document) == data
    assert (
        Note("Skills", KEPT, "There are 50 entries too many. It is kept, and goes out again in JSON Resume.") in notes
    )


# --- anything at all --------------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from([*_FIELDS, "$schema", "x-letraz", "x"]), strategies.anything, min_size=1))
def test_it_reads_anything_with_its_keys(data: dict[str, Any]) -> None:
    _reads({"work": [], **data})


@given(
    st.sampled_from([*_FIELDS]),
    st.lists(
        st.dictionaries(st.sampled_from(["x-letraz", *chain.from_iterable(_FIELDS.values())]), strategies.anything)
    ),
)
def test_it_reads_any_entries(key: str, rows: list[Any]) -> None:
    _reads({"work": [], key: rows})


@given(strategies.anything, strategies.anything, strategies.anything)
def test_it_reads_any_extension(one: Any, other: Any, third: Any) -> None:
    entries = [{"fields": {"name": one, "text": other, "shown_by": third}, "key": other}, third]
    sections = [
        {"kind": kind, "title": one, "count": other, "entries": entries} for kind in ("strengths", "custom", "skills")
    ]
    _reads(
        {
            "skills": [{"name": "C", "x-letraz": {"fields": {"category": one, "name": other}, "key": third}}],
            "x-letraz": {"sections": [*sections, one], "language": third},
        }
    )


def _reads(data: Any) -> None:
    document, _ = brought(data)
    json.dumps(document.to_json(), ensure_ascii=False).encode()
    for form in (FORMAT, FORMATS["text"], FORMATS["letraz"]):
        form.write(document, TYPES)


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (b'{"basics": {}}', True),
        (b'\xef\xbb\xbf\n {"work": []}', True),
        ('{"skills": []}'.encode("utf-16"), True),
        (b'{"$schema": "https://jsonresume.org/x"}', True),
        (b'{"basics": {}, "sections": {}, "metadata": {}}', False),
        (b'{"name": "x"}', False),
        (b'["basics"]', False),
        (b"%PDF-1.7", False),
    ],
)
def test_it_is_told_by_its_content(data: bytes, is_one: bool) -> None:
    assert (detect(data) is FORMAT) == is_one
