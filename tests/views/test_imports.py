"""Imports: a file is read, shown line by line, and written into a resume only after a yes."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from letraz import paper
from letraz.models import ImportRequest, Resume
from letraz.models.intake import tidy
from tests import samples
from tests.cast import Belongings, Client
from tests.views.conftest import Rows, went_to

SMALL: dict[str, Any] = {
    "basics": {"name": "Zofia Nowak", "email": "zofia@example.org", "summary": "I care."},
    "work": [{"name": "Harborview", "position": "Staff nurse", "startDate": "2019-03", "endDate": "2021-05"}],
    "skills": [{"name": "Triage", "level": "Expert", "keywords": ["ER"]}],
}


def send(client: Client, data: Any, name: str = "resume.json", **more: Any) -> Any:
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    return client.post("/imports/new", data={"file": (BytesIO(text), name)}, **more)


@pytest.fixture
def incoming(as_alice: Client, rows: Rows) -> int:
    """A small file that waits for alice's yes."""
    went_to(send(as_alice, SMALL))
    return int(rows.last(ImportRequest).id)


def test_a_file_is_shown_before_anything_is_saved(as_alice: Client, rows: Rows, base: int) -> None:
    url = went_to(send(as_alice, SMALL, "Żółć résumé.json"))
    found = rows.last(ImportRequest)
    assert url == f"/imports/{found.id}"
    assert (found.file_name, found.format, found.done_at) == ("Żółć résumé.json", "json-resume", None)
    page = as_alice.get(url).text
    for text in ("Zofia Nowak", "Harborview", "Staff nurse", "Triage"):
        assert text in page
    assert rows.sections(base) == []
    assert rows.count(Resume, base=False) == 0


def test_a_pasted_text_is_read_too(as_alice: Client, rows: Rows) -> None:
    went_to(as_alice.post("/imports/new", data={"text": json.dumps(SMALL)}))
    assert rows.last(ImportRequest).file_name == "Pasted text"


def test_what_cannot_be_carried_is_said_line_by_line(as_alice: Client, rows: Rows) -> None:
    odd = {
        "basics": {"name": "Zofia", "email": "not an address", "image": "me.png"},
        "work": [{"name": "Harborview", "url": "javascript:alert(1)", "startDate": "in spring", "salary": "a lot"}],
        "horoscope": [{"sign": "lion"}],
    }
    page = as_alice.get(went_to(send(as_alice, odd))).text
    for text in ("not an address", "in spring"):
        assert text in page
    notes = rows.last(ImportRequest).notes
    assert all(note["where"] and note["what"] in ("changed", "kept", "refused") for note in notes)


def test_accept_into_the_base(as_alice: Client, incoming: int, base: int, rows: Rows) -> None:
    assert went_to(as_alice.post(f"/imports/{incoming}", data={"into": "base"})) == f"/resumes/{base}/"
    document = rows.document(base)
    assert [block.kind for block in document.blocks] == ["summary", "experience", "skills"]
    assert document.blocks[1].entries[0].values["company_name"] == "Harborview"
    done = rows.one(ImportRequest, incoming)
    assert done.done_at
    assert done.resume_id == base


def test_accept_into_a_base_that_has_something_goes_behind_it(
    as_alice: Client, hers: Belongings, rows: Rows, base: int
) -> None:
    as_alice.post(f"/resumes/{base}/sections/", data={"kind": "awards"})
    as_alice.post(f"/resumes/{base}/header", data={"name": "Alice Who Was Here", "revision": "1"})
    went_to(send(as_alice, SMALL))
    went_to(as_alice.post(f"/imports/{rows.last(ImportRequest).id}", data={"into": "base"}))
    document = rows.document(base)
    assert [block.kind for block in document.blocks][:3] == ["experience", "awards", "summary"]
    assert document.person.name == "Alice Who Was Here"


def test_what_the_header_keeps_is_said_before_and_nothing_is_lost(as_alice: Client, rows: Rows, base: int) -> None:
    own = {"name": "Alice Own", "links-0-url": "https://own.example/a", "revision": "1"}
    as_alice.post(f"/resumes/{base}/header", data=own)
    profiles = [{"network": "GitHub", "username": "zofia"}, {"network": "Own", "url": "https://own.example/a"}]
    basics = {"name": "Zofia Nowak", "phone": "+48 123", "profiles": profiles, "image": "me.png"}
    url = went_to(send(as_alice, {"basics": basics}))
    page = as_alice.get(url).text
    assert "Stays in your base resume" in page
    assert "Alice Own" in page
    went_to(as_alice.post(url, data={"into": "base"}))
    person = rows.document(base).person
    assert (person.name, person.phone) == ("Alice Own", "+48 123")
    assert [link.label for link in person.links] == ["own.example/a", "GitHub: zofia"]
    assert person.extra["set_aside"][0]["name"] == "Zofia Nowak"
    assert "me.png" in str(person.extra)


def test_a_header_that_was_open_during_an_import_is_stale(as_alice: Client, incoming: int, base: int) -> None:
    went_to(as_alice.post(f"/imports/{incoming}", data={"into": "base"}))
    answer = as_alice.post(f"/resumes/{base}/header", data={"name": "Typed before", "revision": "1"}, htmx=True)
    assert answer.status_code == 409


LOOK: dict[str, Any] = {"letraz": 1, "title": "Po polsku", "language": "pl", "design": "modern"}


def test_a_new_resume_looks_as_the_file_says(as_alice: Client, rows: Rows, base: int) -> None:
    url = went_to(send(as_alice, {**LOOK, "options": {"page_size": "Letter", "odd": "x"}}))
    page = as_alice.get(url).text
    assert "keeps its own language and design" in page
    assert [note["where"] for note in rows.last(ImportRequest).notes] == ["Design, odd"]
    went_to(as_alice.post(url, data={"into": "new"}))
    made = rows.document(rows.last(Resume).id)
    assert (made.language, made.design, made.options["page_size"]) == ("pl", "modern", "Letter")
    assert "odd" not in made.options


def test_the_base_keeps_its_look(as_alice: Client, rows: Rows, base: int) -> None:
    before = rows.document(base)
    went_to(as_alice.post(went_to(send(as_alice, LOOK)), data={"into": "base"}))
    after = rows.document(base)
    assert (after.language, after.design, after.options) == (before.language, before.design, before.options)


def test_a_design_that_is_not_here_is_said(as_alice: Client, rows: Rows) -> None:
    url = went_to(send(as_alice, {**LOOK, "design": "baroque"}))
    assert "baroque" in as_alice.get(url).text
    went_to(as_alice.post(url, data={"into": "new"}))
    assert rows.document(rows.last(Resume).id).design == "classic"


def test_nothing_is_said_of_a_look_that_is_the_same(as_alice: Client, incoming: int) -> None:
    assert "keeps its own" not in as_alice.get(f"/imports/{incoming}").text


def test_accept_into_a_new_resume(as_alice: Client, incoming: int, base: int, rows: Rows) -> None:
    url = went_to(as_alice.post(f"/imports/{incoming}", data={"into": "new"}))
    made = rows.last(Resume)
    assert url == f"/resumes/{made.id}/"
    assert made.id != base
    assert rows.document(made.id).person.name == "Zofia Nowak"
    assert rows.sections(base) == []
    assert "Staff nurse" in as_alice.get(url).text


def test_accept_twice_is_refused(as_alice: Client, incoming: int, base: int, rows: Rows) -> None:
    went_to(as_alice.post(f"/imports/{incoming}", data={"into": "base"}))
    answer = as_alice.post(f"/imports/{incoming}", data={"into": "base"})
    assert answer.status_code == 422
    assert "brought in before" in answer.text
    assert len(rows.sections(base)) == 3
    assert as_alice.get(f"/imports/{incoming}").status_code == 200


def test_refuse_forgets_the_file(as_alice: Client, incoming: int, base: int, rows: Rows) -> None:
    went_to(as_alice.post(f"/imports/{incoming}/trash"))
    assert rows.get(ImportRequest, incoming) is None
    assert rows.sections(base) == []
    assert as_alice.post(f"/imports/{incoming}/trash").status_code == 404


def test_a_letraz_file_comes_back_whole(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    """Out as Letraz JSON and in again: every section, every value."""
    from letraz.formats import FORMATS
    from letraz.sections import TYPES

    before = rows.document(hers.resume)
    went_to(send(as_alice, FORMATS["letraz"].write(before, TYPES)))
    went_to(as_alice.post(f"/imports/{rows.last(ImportRequest).id}", data={"into": "new"}))
    after = rows.document(rows.last(Resume).id)
    assert after.person == before.person
    shown = [block for block in before.blocks if block.entries]
    assert [(b.kind, b.title) for b in after.blocks if b.entries] == [(b.kind, b.title) for b in shown]
    for one, other in zip(shown, [block for block in after.blocks if block.entries], strict=True):
        assert [dict(e.values) for e in one.entries] == [dict(e.values) for e in other.entries]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"not json",
        b"%PDF-1.7 ...",
        b"PK\x03\x04...",
        b"\xff\xfe{}",
        b"null",
        b"[]",
        b"1",
        b'"text"',
        b"{",
        b'{"a":' * 5000,
        b"[" * 100_000,
        b'{"letraz": 99}',
        b"1" + b"0" * 10_000,
        b"\x00" * 50,
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(as_alice: Client, rows: Rows, data: bytes) -> None:
    for htmx in (True, False):
        answer = send(as_alice, data, htmx=htmx)
        assert answer.status_code == 422, answer.text[:300]
        assert "Nothing was brought in" in answer.text
    assert rows.count(ImportRequest) == 0


@pytest.mark.parametrize(
    "data",
    [
        {"basics": []},
        {"letraz": 1, "blocks": 5},
        {"letraz": 1, "blocks": [{"kind": "skills", "entries": [[]]}]},
        {"letraz": 1, "person": {"name": 5, "links": 7}, "title": ["x"], "design": {}, "options": [], "language": 3},
        {"letraz": 1, "title": "x" * 5000, "language": "x" * 5000, "design": "x" * 5000},
        {"letraz": 1, "blocks": [{"kind": "skills", "title": "\ud800", "entries": [{"kind": "awards", "values": 3}]}]},
        {"basics": {"name": 5, "profiles": "x", "location": [1]}},
        {"work": {"name": "not a list"}},
        {"work": [None, 5, "x", [], {"name": None, "highlights": "x", "startDate": 2019}]},
        {"skills": [{"name": ["a"], "level": {}, "keywords": [None, {}, 5]}]},
        {"basics": {"name": "\ud800 lone"}, "odd": "\udfff"},
        {"basics": {"name": "a\u0000b"}},
        {"basics": {"name": "x" * 20_000}, "work": [{"position": "y" * 20_000, "summary": "z" * 200_000}]},
        {"work": [{"position": "a", "startDate": "9" * 3000}]},
        {"meta": {"n": 10**300}},
        {"skills": [{"name": str(n)} for n in range(500)]},
        {str(n): {} for n in range(3000)} | {"basics": {"name": "x"}},
    ],
)
@pytest.mark.parametrize("into", ["base", "new"])
def test_odd_json_is_never_a_500(as_alice: Client, rows: Rows, base: int, data: object, into: str) -> None:
    """Through to the editor, the export and the download: what was let in must not break what comes after."""
    answer = send(as_alice, data)
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:
        return
    assert as_alice.get(went_to(answer)).status_code == 200
    url = went_to(as_alice.post(f"/imports/{rows.last(ImportRequest).id}", data={"into": into}))
    assert as_alice.get(url).status_code == 200
    assert as_alice.get("/resumes/").status_code == 200
    went_to(as_alice.post(f"{url}export", data={"format": "letraz"}))
    went_to(as_alice.post(f"{url}copy"))


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b.json", "x" * 1000 + ".json", "<b>.json", ""])
def test_a_files_name_is_only_shown(as_alice: Client, rows: Rows, name: str) -> None:
    answer = send(as_alice, SMALL, name)
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        page = as_alice.get(went_to(answer)).text
        assert "<b>.json" not in page
        assert len(rows.last(ImportRequest).file_name) <= 200
        assert rows.last(ImportRequest).file_name.isprintable()


def test_the_form_it_works(as_alice: Client) -> None:
    page = as_alice.get("/imports/new")
    assert page.status_code == 200
    assert 'enctype="multipart/form-data"' in page.text


def test_it_is_limited(as_alice: Client) -> None:
    codes = [as_alice.post("/imports/new", data={"text": ""}).status_code for _ in range(32)]
    assert codes[0] == 422
    assert codes[-1] == 429


def test_a_pdf_that_carries_its_data_becomes_the_same_resume(as_alice: Client, rows: Rows) -> None:
    sent = replace(tidy(samples.nurse())[0], design="modern", options={"data": "attached", "accent": "#1d5c43"})
    url = went_to(send(as_alice, paper.render(sent), "sent.pdf"))
    assert rows.last(ImportRequest).format == "pdf"
    went_to(as_alice.post(url, data={"into": "new"}))
    got = rows.document(rows.last(Resume).id)
    assert (got.person, got.design, got.options["accent"]) == (sent.person, "modern", "#1d5c43")
    assert got.file_name("") == "Zofia-Nowak-sent"
    for before, after in zip(sent.blocks, got.blocks, strict=True):
        assert (before.title, before.layout) == (after.title, after.layout)
        assert [replace(e, key="") for e in before.entries] == [replace(e, key="") for e in after.entries]


def test_a_pdf_without_its_data_is_refused_in_a_sentence(as_alice: Client, rows: Rows) -> None:
    answer = send(as_alice, paper.render(samples.sparse()), "sent.pdf")
    assert answer.status_code == 422
    assert "This PDF carries no Letraz data." in answer.text
    assert rows.count(ImportRequest) == 0
