"""Sections of a resume: add, open, rename, hide, move, remove, put back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letraz.models import Section
from letraz.sections import TYPES
from tests.cast import Client
from tests.views.conftest import Rows, order_of, triggers, went_to


def kinds(rows: Rows, resume: int) -> list[str]:
    return [section.type for section in rows.sections(resume)]


@pytest.mark.parametrize("kind", TYPES)
def test_create_it_works(as_alice: Client, resume: int, rows: Rows, kind: str) -> None:
    """Every type there is; the new section is open, and its form is ready."""
    answer = as_alice.post(f"/resumes/{resume}/sections/", data={"kind": kind}, htmx=True)
    assert answer.status_code == 200
    made = rows.sections(resume)[-1]
    assert made.type == kind
    assert f'id="edit-new-{made.id}"' in answer.text
    assert "<html" not in answer.text
    assert triggers(answer) == "resume-changed"


def test_create_it_redirects_without_htmx(as_alice: Client, resume: int, rows: Rows) -> None:
    url = went_to(as_alice.post(f"/resumes/{resume}/sections/", data={"kind": "awards"}))
    made = rows.sections(resume)[-1]
    assert url == f"/resumes/{resume}/?section={made.id}#section-{made.id}"
    assert f'id="section-{made.id}"' in as_alice.get(url).text


@pytest.mark.parametrize("kind", ["", "horoscope", "Item", "resume_item", "x" * 5000])
def test_create_refuses_an_unknown_type(as_alice: Client, resume: int, rows: Rows, kind: str) -> None:
    assert as_alice.post(f"/resumes/{resume}/sections/", data={"kind": kind}).status_code == 422
    assert len(rows.sections(resume)) == 3


def test_create_refuses_when_the_resume_is_full(as_alice: Client, resume: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letraz.models.resume.MOST_SECTIONS", 3)
    answer = as_alice.post(f"/resumes/{resume}/sections/", data={"kind": "awards"}, htmx=True)
    assert answer.status_code == 422
    assert answer.headers["HX-Reswap"] == "none"
    assert "at most 3" in answer.text


def test_show_opens_and_closes(as_alice: Client, resume: int, rows: Rows) -> None:
    section = rows.sections(resume)[0]
    url = f"/resumes/{resume}/sections/{section.id}"
    assert 'aria-expanded="true"' in as_alice.get(url, htmx=True).text
    assert 'aria-expanded="false"' in as_alice.get(url + "?closed=1", htmx=True).text
    whole = as_alice.get(url)
    assert "<html" in whole.text
    assert f'id="section-{section.id}"' in whole.text


def test_rename_it_works(as_alice: Client, resume: int, rows: Rows) -> None:
    section = rows.sections(resume)[0]
    url = f"/resumes/{resume}/sections/{section.id}"
    answer = as_alice.post(url, data={"title": "  Work as a <nurse> "}, htmx=True)
    assert rows.one(Section, section.id).title == "Work as a <nurse>"
    assert "Work as a &lt;nurse&gt;" in answer.text
    assert "<nurse>" not in answer.text


@pytest.mark.parametrize("title", ["", "Experience", "   "])
def test_rename_to_nothing_brings_the_usual_heading_back(as_alice: Client, resume: int, rows: Rows, title: str) -> None:
    section = rows.sections(resume)[0]
    url = f"/resumes/{resume}/sections/{section.id}"
    as_alice.post(url, data={"title": "Work"})
    went_to(as_alice.post(url, data={"title": title}))
    assert rows.one(Section, section.id).title == ""
    assert rows.heading(section.id) == "Experience"


@pytest.mark.parametrize("title", ["x" * 101, "a\x00b"])
def test_rename_refuses_what_does_not_fit(as_alice: Client, resume: int, rows: Rows, title: str) -> None:
    section = rows.sections(resume)[0]
    answer = as_alice.post(f"/resumes/{resume}/sections/{section.id}", data={"title": title}, htmx=True)
    assert answer.status_code == 422
    assert rows.one(Section, section.id).title == ""


def test_hide_and_show(as_alice: Client, resume: int, rows: Rows) -> None:
    section = rows.sections(resume)[0]
    url = f"/resumes/{resume}/sections/{section.id}"
    assert "is hidden" in as_alice.post(url, data={"hidden": "1"}, htmx=True).text
    assert rows.one(Section, section.id).hidden
    assert [block.kind for block in rows.document(resume).visible().blocks] == ["skills"]
    went_to(as_alice.post(url, data={"hidden": "0"}))
    assert not rows.one(Section, section.id).hidden


@pytest.mark.parametrize(
    ("name", "on", "off", "meta"),
    [
        ("new_page", "Start on a new page", "Let it follow on", "New page · "),
        ("keep_together", "Keep together on one page", "Let it run on to the next page", "Kept together · "),
    ],
)
def test_where_pages_break_is_turned_on_and_off(
    as_alice: Client, resume: int, rows: Rows, name: str, on: str, off: str, meta: str
) -> None:
    """The menu says what it would do, the line says what is so, and the document carries it."""
    section = rows.sections(resume)[0]
    url = f"/resumes/{resume}/sections/{section.id}"
    before = as_alice.get(url).text
    assert on in before
    assert meta not in before
    answer = as_alice.post(url, data={name: "1"}, htmx=True)
    assert answer.headers["HX-Retarget"] == "#sections"
    assert meta in answer.text
    assert off in answer.text
    assert triggers(answer) == "resume-changed"
    assert getattr(rows.document(resume).blocks[0], name)
    went_to(as_alice.post(url, data={name: "0"}))
    assert not getattr(rows.document(resume).blocks[0], name)
    assert not rows.one(Section, section.id).hidden


@pytest.mark.parametrize("data", [{}, {"index": "3"}, {"deleted_at": "1"}])
def test_a_section_is_changed_by_what_its_menu_has_only(
    as_alice: Client, resume: int, rows: Rows, data: dict[str, str]
) -> None:
    section = rows.sections(resume)[0]
    assert as_alice.post(f"/resumes/{resume}/sections/{section.id}", data=data).status_code == 422
    assert rows.sections(resume)[0].id == section.id


# --- move -----------------------------------------------------------------------------------------


def test_move_it_works(as_alice: Client, resume: int, rows: Rows) -> None:
    sections = rows.sections(resume)
    url = f"/resumes/{resume}/sections/{sections[0].id}/move"
    answer = as_alice.post(url, data={"to": "3", "order": order_of(sections)}, htmx=True)
    assert answer.status_code == 200
    assert kinds(rows, resume) == ["skills", "custom", "experience"]
    assert "Experience moved to position 3 of 3." in answer.text
    assert 'id="sections"' in answer.text
    assert f"handle-section-{sections[0].id}" in answer.headers["HX-Trigger-After-Settle"]
    assert triggers(answer) == "resume-changed"


@pytest.mark.parametrize(
    ("number", "data", "after"),
    [
        (0, {"by": "down"}, ["skills", "experience", "custom"]),
        (2, {"by": "up"}, ["experience", "custom", "skills"]),
        (0, {"by": "up"}, ["experience", "skills", "custom"]),
        (2, {"by": "down"}, ["experience", "skills", "custom"]),
        (0, {"to": "999999"}, ["skills", "custom", "experience"]),
        (2, {"to": "0"}, ["custom", "experience", "skills"]),
        (1, {"by": "up", "to": ""}, ["skills", "experience", "custom"]),
    ],
)
def test_move_by_buttons_and_numbers(
    as_alice: Client, resume: int, rows: Rows, number: int, data: dict[str, str], after: list[str]
) -> None:
    sections = rows.sections(resume)
    url = f"/resumes/{resume}/sections/{sections[number].id}/move"
    went_to(as_alice.post(url, data={"order": order_of(sections), **data}))
    assert kinds(rows, resume) == after


def test_move_it_redirects_without_htmx(as_alice: Client, resume: int, rows: Rows) -> None:
    sections = rows.sections(resume)
    url = f"/resumes/{resume}/sections/{sections[0].id}/move"
    back = went_to(as_alice.post(url, data={"by": "down", "order": order_of(sections)}))
    assert "Experience moved to position 2 of 3." in as_alice.get(back).text


@pytest.mark.parametrize("order", ["", "1", "2,1,3", "x", "1,2,3,4", "9" * 400])
def test_move_of_another_order_is_a_conflict(as_alice: Client, resume: int, rows: Rows, order: str) -> None:
    """Two tabs that disagree: 409 with the order as it stands, and nothing moved."""
    section = rows.sections(resume)[0]
    for htmx in (True, False):
        answer = as_alice.post(
            f"/resumes/{resume}/sections/{section.id}/move", data={"to": "3", "order": order}, htmx=htmx
        )
        assert answer.status_code == 409
        assert "Another tab changed the order" in answer.text
        assert ("<html" in answer.text) is not htmx
    assert f'data-order="{order_of(rows.sections(resume))}"' in answer.text
    assert kinds(rows, resume) == ["experience", "skills", "custom"]


def test_the_second_of_two_tabs_is_told(as_alice: Client, resume: int, rows: Rows) -> None:
    sections = rows.sections(resume)
    seen = order_of(sections)
    one, other = (f"/resumes/{resume}/sections/{sections[n].id}/move" for n in (0, 1))
    assert as_alice.post(one, data={"to": "3", "order": seen}, htmx=True).status_code == 200
    assert as_alice.post(other, data={"to": "1", "order": seen}, htmx=True).status_code == 409
    fresh = order_of(rows.sections(resume))
    assert as_alice.post(other, data={"to": "2", "order": fresh}, htmx=True).status_code == 200


@pytest.mark.parametrize(
    "data", [{}, {"to": "x"}, {"to": "-1"}, {"to": "1.5"}, {"by": "sideways"}, {"to": "9" * 300}, {"to": "²"}]
)
def test_move_refuses_a_place_that_is_none(as_alice: Client, resume: int, rows: Rows, data: dict[str, str]) -> None:
    sections = rows.sections(resume)
    url = f"/resumes/{resume}/sections/{sections[0].id}/move"
    assert as_alice.post(url, data={"order": order_of(sections), **data}).status_code == 422
    assert kinds(rows, resume) == ["experience", "skills", "custom"]


# --- trash ----------------------------------------------------------------------------------------


def test_remove_offers_undo_at_once(as_alice: Client, resume: int, rows: Rows) -> None:
    section = rows.sections(resume)[1]
    answer = as_alice.post(f"/resumes/{resume}/sections/{section.id}/trash", htmx=True)
    undo = f"/resumes/{resume}/sections/{section.id}/restore"
    assert f'action="{undo}"' in answer.text
    assert kinds(rows, resume) == ["experience", "custom"]
    assert rows.one(Section, section.id).deleted_at
    back = as_alice.post(undo, htmx=True)
    assert back.status_code == 200
    assert kinds(rows, resume) == ["experience", "skills", "custom"]
    assert rows.titles(section.id) == ["SQL"]


def test_remove_it_redirects_without_htmx(as_alice: Client, resume: int, rows: Rows) -> None:
    section = rows.sections(resume)[1]
    url = went_to(as_alice.post(f"/resumes/{resume}/sections/{section.id}/trash"))
    assert url == f"/resumes/{resume}/"
    assert f'action="/resumes/{resume}/sections/{section.id}/restore"' in as_alice.get(url).text
    went_to(as_alice.post(f"/resumes/{resume}/sections/{section.id}/restore"))
    assert kinds(rows, resume) == ["experience", "skills", "custom"]


def test_a_removed_section_is_removed_once(as_alice: Client, resume: int, rows: Rows) -> None:
    section = rows.sections(resume)[1]
    url = f"/resumes/{resume}/sections/{section.id}/trash"
    assert [as_alice.post(url, htmx=True).status_code for _ in range(2)] == [200, 404]


@settings(max_examples=8)
@given(moves=st.lists(st.tuples(st.integers(0, 6), st.integers(1, 9)), max_size=6))
def test_moves_end_where_a_list_would(as_alice: Client, resume: int, rows: Rows, moves: list[tuple[int, int]]) -> None:
    """The same moves on a Python list end in the same order, whatever stood there before."""
    ids = [section.id for section in rows.sections(resume)]
    for which, to in moves:
        moved = ids[which % len(ids)]
        data = {"to": str(to), "order": ",".join(map(str, ids))}
        assert as_alice.post(f"/resumes/{resume}/sections/{moved}/move", data=data, htmx=True).status_code == 200
        ids.remove(moved)
        ids.insert(to - 1, moved)
    found = rows.sections(resume)
    assert [section.id for section in found] == ids
    assert [section.index for section in found] == list(range(len(ids)))
