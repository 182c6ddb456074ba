"""Items of a section, in every type there is: new, show, save, move, hide, remove, put back."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from letraz.models import Item
from letraz.sections import TYPES
from tests.cast import Belongings, Client, filled
from tests.views.conftest import Rows, order_of, triggers, went_to


@pytest.fixture
def section(resume: int, rows: Rows) -> int:
    """The section with the experiences A, B and C."""
    return rows.sections(resume)[0].id


@pytest.fixture
def item(section: int, rows: Rows) -> int:
    """The experience A."""
    return rows.items(section)[0].id


# --- every type -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TYPES)
def test_the_form_asks_for_every_field(as_alice: Client, hers: Belongings, kind: str) -> None:
    url = f"/resumes/{hers.resume}/{kind}/new/{hers.empty_sections[kind]}"
    page = as_alice.get(url, htmx=True)
    assert page.status_code == 200
    for name in filled(TYPES[kind].Form):
        assert f'name="{name}"' in page.text, name


@pytest.mark.parametrize("kind", TYPES)
def test_new_keeps_all_that_is_typed(as_alice: Client, hers: Belongings, rows: Rows, kind: str) -> None:
    section = hers.empty_sections[kind]
    typed = filled(TYPES[kind].Form, "Ünï漢字")
    answer = as_alice.post(f"/resumes/{hers.resume}/{kind}/new/{section}", data=typed, htmx=True)
    assert answer.status_code == 200, answer.text
    made = rows.items(section)[-1]
    assert made.user_id == rows.one(Item, hers.items[kind]).user_id
    clean, _ = TYPES[kind].check(made.values)
    for name, text in typed.items():
        if name in clean and isinstance(clean[name], str):
            assert made.values[name] == text
    assert any("Ünï漢字" in str(value) for value in made.values.values())
    assert triggers(answer) == "resume-changed"


@pytest.mark.parametrize("kind", TYPES)
def test_save_keeps_all_that_is_typed(as_alice: Client, hers: Belongings, rows: Rows, kind: str) -> None:
    url, typed = f"/resumes/{hers.resume}/{kind}/{hers.items[kind]}", filled(TYPES[kind].Form, "Changed")
    page = as_alice.get(url, htmx=True).text
    answer = as_alice.post(url, data={**typed, "revision": revision(page)}, htmx=True)
    assert answer.status_code == 200, answer.text
    made = rows.one(Item, hers.items[kind])
    assert any("Changed" in str(value) for value in made.values.values())
    assert made.revision == int(revision(page)) + 1


@pytest.mark.parametrize("kind", TYPES)
def test_an_empty_form_is_refused_with_a_sentence(as_alice: Client, hers: Belongings, rows: Rows, kind: str) -> None:
    section = hers.empty_sections[kind]
    for htmx in (True, False):
        answer = as_alice.post(f"/resumes/{hers.resume}/{kind}/new/{section}", data={}, htmx=htmx)
        assert answer.status_code == 422
        assert "Fill in the" in answer.text
        assert ("<html" in answer.text) is not htmx
    assert rows.items(section) == []


@pytest.mark.parametrize("kind", [name for name, kind in TYPES.items() if not kind.single])
def test_what_is_refused_keeps_all_that_was_typed(as_alice: Client, hers: Belongings, rows: Rows, kind: str) -> None:
    """One field is wrong; every other text is still in the form."""
    typed = filled(TYPES[kind].Form, "Kept")
    first = next(name for name, text in typed.items() if str(text).startswith("Kept"))
    answer = as_alice.post(
        f"/resumes/{hers.resume}/{kind}/{hers.items[kind]}", data={**typed, first: "Kept" * 6000, "revision": "1"}
    )
    assert answer.status_code == 422
    for name, text in typed.items():
        if str(text).startswith("Kept") and name != first:
            assert str(text) in unescape(answer.text), name
    assert "Kept" * 6000 in answer.text
    assert rows.one(Item, hers.items[kind]).revision == 1


def revision(page: str) -> str:
    """The revision that a form sends."""
    found = re.search(r'name="revision"[^>]*value="(\d*)"', page)
    assert found, page
    return found.group(1)


# --- dates ----------------------------------------------------------------------------------------


def dated(**parts: str) -> dict[str, str]:
    empty = {f"{name}-{part}": "" for name in ("start_date", "end_date") for part in ("year", "month", "day")}
    return {"job_title": "Nurse", "revision": "1", **empty, **{n.replace("__", "-"): t for n, t in parts.items()}}


@pytest.mark.parametrize(
    ("sent", "start", "end", "current"),
    [
        ({"start_date__year": "2019"}, "2019", None, False),
        ({"start_date__year": "2019", "start_date__month": "3"}, "2019-03", None, False),
        ({"start_date__year": "2020", "start_date__month": "2", "start_date__day": "29"}, "2020-02-29", None, False),
        ({"start_date__year": "2019", "current": "y"}, "2019", None, True),
        ({"end_date__year": "2021"}, None, "2021", False),
        ({"start_date__year": "2021", "end_date__year": "2021", "end_date__month": "1"}, "2021", "2021-01", False),
        ({"current": "y"}, None, None, True),
        ({"start_date__year": " 2019 ", "end_date__year": ""}, "2019", None, False),
    ],
)
def test_dates_are_kept_as_far_as_they_are_known(
    as_alice: Client, resume: int, item: int, rows: Rows, sent: dict[str, str], start: str, end: str, current: bool
) -> None:
    answer = as_alice.post(f"/resumes/{resume}/experience/{item}", data=dated(**sent), htmx=True)
    assert answer.status_code == 200
    values = rows.one(Item, item).values
    assert (values["start_date"] or None, values["end_date"] or None, values["current"]) == (start, end, current)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"start_date__month": "3"}, "Add the year"),
        ({"start_date__year": "2021", "end_date__year": "2019"}, "The end is before the start."),
        ({"start_date__year": "2021", "start_date__month": "5", "end_date__year": "2021", "end_date__month": "4"},
         "before"),
        ({"end_date__year": "2021", "current": "y"}, "A current entry has no end."),
        ({"start_date__year": "2021", "start_date__day": "5"}, "A day needs its month."),
        ({"start_date__year": "2021", "start_date__month": "2", "start_date__day": "29"}, "no such day"),
        ({"start_date__year": "1066"}, "between 1900 and 2100"),
        ({"start_date__year": "20x1"}, "in digits"),
        ({"start_date__year": "9" * 500}, ""),
        ({"start_date__year": "2021", "start_date__month": "13"}, "between 1 and 12"),
    ],
)  # fmt: skip
def test_dates_that_cannot_be_are_refused(
    as_alice: Client, resume: int, item: int, rows: Rows, sent: dict[str, str], says: str
) -> None:
    answer = as_alice.post(f"/resumes/{resume}/experience/{item}", data=dated(**sent), htmx=True)
    assert answer.status_code == 422
    assert says in unescape(answer.text)
    for text in sent.values():
        assert text[:20] in answer.text or text == "13"  # a month is picked from a list
    assert rows.one(Item, item).revision == 1


# --- stale, stay, again ---------------------------------------------------------------------------


def test_a_stale_form_shows_both_and_can_be_saved_again(as_alice: Client, resume: int, item: int, rows: Rows) -> None:
    """409 with the stored text beside the typed one; nothing typed is lost; the next save goes through."""
    url = f"/resumes/{resume}/experience/{item}"
    as_alice.post(url, data={"job_title": "The other tab’s", "revision": "1"}, htmx=True)
    for htmx in (False, True):
        answer = as_alice.post(url, data={"job_title": "Mine", "description": "My text", "revision": "1"}, htmx=htmx)
        assert answer.status_code == 409
        for text in ("The other tab’s", "Mine", "My text"):
            assert text in unescape(answer.text)
    assert rows.one(Item, item).values["job_title"] == "The other tab’s"
    again = {"job_title": "Mine", "description": "My text", "revision": revision(answer.text)}
    assert as_alice.post(url, data=again, htmx=True).status_code == 200
    assert rows.one(Item, item).values["job_title"] == "Mine"


@pytest.mark.parametrize("sent", [{}, {"revision": ""}, {"revision": "x"}, {"revision": "9" * 300}, {"revision": "-1"}])
def test_a_form_of_no_revision_is_stale(
    as_alice: Client, resume: int, item: int, rows: Rows, sent: dict[str, str]
) -> None:
    answer = as_alice.post(f"/resumes/{resume}/experience/{item}", data={"job_title": "Mine", **sent}, htmx=True)
    assert answer.status_code == 409
    assert rows.one(Item, item).values["job_title"] == "A"


def test_then_stay_leaves_the_form_open(as_alice: Client, resume: int, item: int) -> None:
    url = f"/resumes/{resume}/experience/{item}"
    answer = as_alice.post(url, data={"job_title": "First", "revision": "1", "then": "stay"}, htmx=True)
    assert f'id="edit-item-{item}"' in answer.text
    assert revision(answer.text) == "2"
    answer = as_alice.post(url, data={"job_title": "Second", "revision": "2", "then": "stay"}, htmx=True)
    assert answer.status_code == 200
    closed = as_alice.post(url, data={"job_title": "Third", "revision": "3", "then": "close"}, htmx=True)
    assert f'id="edit-item-{item}"' not in closed.text
    assert "Third" in closed.text


def test_then_stay_after_new_edits_what_was_made(as_alice: Client, resume: int, section: int, rows: Rows) -> None:
    """A second save must not add a second item."""
    data = {"job_title": "New", "then": "stay"}
    answer = as_alice.post(f"/resumes/{resume}/experience/new/{section}", data=data, htmx=True)
    made = rows.items(section)[-1]
    assert f'action="/resumes/{resume}/experience/{made.id}"' in answer.text
    url = went_to(as_alice.post(f"/resumes/{resume}/experience/new/{section}", data=data))
    made = rows.items(section)[-1]
    assert url == f"/resumes/{resume}/?section={section}&item={made.id}"
    assert f'id="edit-item-{made.id}"' in as_alice.get(url).text


def test_save_it_redirects_without_htmx(as_alice: Client, resume: int, section: int, item: int) -> None:
    answer = as_alice.post(f"/resumes/{resume}/experience/{item}", data={"job_title": "X", "revision": "1"})
    assert went_to(answer) == f"/resumes/{resume}/?section={section}#section-{section}"


def test_new_in_a_section_of_another_type_is_not_found(as_alice: Client, resume: int, section: int) -> None:
    assert as_alice.get(f"/resumes/{resume}/skills/new/{section}").status_code == 404
    assert as_alice.post(f"/resumes/{resume}/skills/new/{section}", data={"name": "X"}).status_code == 404


def test_new_is_refused_in_a_full_section(
    as_alice: Client, resume: int, section: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TYPES["experience"], "limit", 3)
    answer = as_alice.post(f"/resumes/{resume}/experience/new/{section}", data={"job_title": "My text"}, htmx=True)
    assert answer.status_code == 422
    assert "holds 3 already" in answer.text
    assert "My text" in answer.text


@pytest.mark.parametrize("name", ["SQL", "sql", " sQl "])
def test_a_skill_stands_once_in_a_section(as_alice: Client, resume: int, rows: Rows, name: str) -> None:
    skills = rows.sections(resume)[1]
    answer = as_alice.post(f"/resumes/{resume}/skills/new/{skills.id}", data={"name": name}, htmx=True)
    assert answer.status_code == 422
    assert "already in this section" in answer.text
    assert rows.titles(skills.id) == ["SQL"]


def test_a_skill_may_be_saved_under_its_own_name(as_alice: Client, resume: int, rows: Rows) -> None:
    skill = rows.items(rows.sections(resume)[1].id)[0]
    answer = as_alice.post(f"/resumes/{resume}/skills/{skill.id}", data={"name": "sql", "revision": "1"}, htmx=True)
    assert answer.status_code == 200


def test_strengths_are_shown_by_items_of_this_resume(
    as_alice: Client, resume: int, item: int, rows: Rows, make_section: Callable[..., int]
) -> None:
    """Keys of nothing, or of somebody else's items, are dropped without a word."""
    strengths = make_section(resume, "strengths")
    page = as_alice.get(f"/resumes/{resume}/strengths/new/{strengths}", htmx=True).text
    assert f'value="i{item}"' in page
    data = {"name": "Calm", "shown_by": [f"i{item}", "i99999", "<b>"]}
    assert as_alice.post(f"/resumes/{resume}/strengths/new/{strengths}", data=data, htmx=True).status_code == 200
    assert rows.items(strengths)[0].values["shown_by"] == [f"i{item}"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org", "data:text/html,x", "//x", "https://"])
def test_only_web_addresses_are_taken(as_alice: Client, resume: int, item: int, rows: Rows, url: str) -> None:
    data = {"job_title": "Nurse", "url": url, "revision": "1"}
    assert as_alice.post(f"/resumes/{resume}/experience/{item}", data=data, htmx=True).status_code == 422
    assert rows.one(Item, item).values["url"] == "https://example.org/A"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_what_is_typed_is_text(as_alice: Client, resume: int, item: int, text: str) -> None:
    data = {"job_title": text, "company_name": text, "description": text, "revision": "1", "then": "stay"}
    for page in (
        as_alice.post(f"/resumes/{resume}/experience/{item}", data=data, htmx=True).text,
        as_alice.get(f"/resumes/{resume}/").text,
    ):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert ">49<" not in page


# --- move -----------------------------------------------------------------------------------------


def test_move_it_works(as_alice: Client, resume: int, section: int, item: int, rows: Rows) -> None:
    data = {"to": "3", "order": order_of(rows.items(section))}
    answer = as_alice.post(f"/resumes/{resume}/experience/{item}/move", data=data, htmx=True)
    assert rows.titles(section) == ["B", "C", "A"]
    assert "A moved to position 3 of 3." in answer.text
    assert f'id="section-{section}"' in answer.text
    assert f"handle-item-{item}" in answer.headers["HX-Trigger-After-Settle"]


@pytest.mark.parametrize(
    ("number", "data", "after"),
    [
        (0, {"by": "down"}, "BAC"),
        (2, {"by": "up"}, "ACB"),
        (0, {"by": "up"}, "ABC"),
        (2, {"by": "down"}, "ABC"),
        (1, {"to": "1"}, "BAC"),
        (0, {"to": "99"}, "BCA"),
        (1, {"by": "up", "to": ""}, "BAC"),
    ],
)
def test_move_by_buttons_and_numbers(
    as_alice: Client, resume: int, section: int, rows: Rows, number: int, data: dict[str, str], after: str
) -> None:
    items = rows.items(section)
    url = f"/resumes/{resume}/experience/{items[number].id}/move"
    went_to(as_alice.post(url, data={"order": order_of(items), "section": str(section), **data}))
    assert "".join(rows.titles(section)) == after


def test_move_of_another_order_is_a_conflict(
    as_alice: Client, resume: int, section: int, item: int, rows: Rows
) -> None:
    items = rows.items(section)
    for order in ("", order_of(items[::-1]), order_of(items[:2]), "x"):
        data = {"to": "3", "order": order}
        answer = as_alice.post(f"/resumes/{resume}/experience/{item}/move", data=data, htmx=True)
        assert answer.status_code == 409
        assert "Another tab changed the order" in answer.text
        assert order_of(items) in answer.text
    assert rows.titles(section) == ["A", "B", "C"]


def test_move_to_another_section_of_its_type(
    as_alice: Client, resume: int, section: int, item: int, rows: Rows, make_section: Callable[..., int]
) -> None:
    other = make_section(resume, "experience", "X", "Y")
    data = {"to": "2", "section": str(other), "order": order_of(rows.items(section))}
    answer = as_alice.post(f"/resumes/{resume}/experience/{item}/move", data=data, htmx=True)
    assert answer.status_code == 200
    assert rows.titles(section) == ["B", "C"]
    assert [found.id for found in rows.items(other)][1] == item
    assert len(rows.items(other)) == 3
    assert answer.headers["HX-Retarget"] == "#sections"
    assert "position 2 of 3 in Experience" in answer.text


def test_move_to_another_section_by_its_button(
    as_alice: Client, resume: int, section: int, item: int, rows: Rows, make_section: Callable[..., int]
) -> None:
    """Without script: the form's own `section` and the button's, and an empty `to`; it goes to the end."""
    other = make_section(resume, "experience", "X")
    data = {"to": "", "section": [str(section), str(other)], "order": order_of(rows.items(section))}
    went_to(as_alice.post(f"/resumes/{resume}/experience/{item}/move", data=data))
    assert [found.id for found in rows.items(other)][-1] == item


def test_move_refuses_a_section_of_another_type(
    as_alice: Client, resume: int, section: int, item: int, rows: Rows
) -> None:
    skills = rows.sections(resume)[1].id
    data = {"to": "1", "section": str(skills), "order": order_of(rows.items(section))}
    answer = as_alice.post(f"/resumes/{resume}/experience/{item}/move", data=data, htmx=True)
    assert answer.status_code == 422
    assert "own type" in answer.text
    assert rows.titles(section) == ["A", "B", "C"]


@pytest.mark.parametrize("goal", ["0", "999999", "x", "-1", "9" * 300, "1.5"])
def test_move_to_a_section_that_is_none_is_not_found(
    as_alice: Client, resume: int, section: int, item: int, rows: Rows, goal: str
) -> None:
    data = {"to": "1", "section": goal, "order": order_of(rows.items(section))}
    answer = as_alice.post(f"/resumes/{resume}/experience/{item}/move", data=data, htmx=True)
    assert answer.status_code in (404, 422)
    assert rows.titles(section) == ["A", "B", "C"]


def test_move_to_a_section_of_a_stranger_is_not_found(
    as_alice: Client, belongings: dict[str, Belongings], rows: Rows
) -> None:
    hers, his = belongings["alice"], belongings["bob"]
    order = order_of(rows.items(hers.sections["skills"]))
    data = {"to": "1", "section": str(his.sections["skills"]), "order": order}
    url = f"/resumes/{hers.resume}/skills/{hers.items['skills']}/move"
    assert as_alice.post(url, data=data, htmx=True).status_code == 404
    assert rows.one(Item, hers.items["skills"]).section_id == hers.sections["skills"]


def test_move_to_another_section_refuses_a_second_skill_of_one_name(
    as_alice: Client, resume: int, rows: Rows, make_section: Callable[..., int]
) -> None:
    skills = rows.sections(resume)[1].id
    other = make_section(resume, "skills")
    went_to(as_alice.post(f"/resumes/{resume}/skills/new/{other}", data={"name": "sql"}))
    moved = rows.items(other)[0]
    data = {"to": "1", "section": str(skills), "order": str(moved.id)}
    answer = as_alice.post(f"/resumes/{resume}/skills/{moved.id}/move", data=data, htmx=True)
    assert answer.status_code == 422
    assert rows.titles(other) == ["sql"]


# --- hide, remove, put back -----------------------------------------------------------------------


def test_hide_and_show(as_alice: Client, resume: int, item: int, rows: Rows) -> None:
    url = f"/resumes/{resume}/experience/{item}/hide"
    for _ in range(2):  # a second press of an old page changes nothing
        answer = as_alice.post(url, data={"hidden": "1"}, htmx=True)
        assert "A is hidden." in answer.text
    assert rows.one(Item, item).hidden
    assert [e.title for e in rows.document(resume).visible().blocks[0].entries] == ["B", "C"]
    went_to(as_alice.post(url, data={"hidden": "0"}))
    assert not rows.one(Item, item).hidden


def test_remove_offers_undo_at_once(as_alice: Client, resume: int, section: int, rows: Rows) -> None:
    middle = rows.items(section)[1].id
    answer = as_alice.post(f"/resumes/{resume}/experience/{middle}/trash", htmx=True)
    undo = f"/resumes/{resume}/experience/{middle}/restore"
    assert f'action="{undo}"' in answer.text
    assert rows.titles(section) == ["A", "C"]
    assert as_alice.post(undo, htmx=True).status_code == 200
    assert rows.titles(section) == ["A", "B", "C"]


def test_remove_it_redirects_without_htmx(as_alice: Client, resume: int, section: int, item: int, rows: Rows) -> None:
    url = went_to(as_alice.post(f"/resumes/{resume}/experience/{item}/trash"))
    assert f'action="/resumes/{resume}/experience/{item}/restore"' in as_alice.get(url).text
    went_to(as_alice.post(f"/resumes/{resume}/experience/{item}/restore"))
    assert rows.titles(section) == ["A", "B", "C"]


def test_undo_twice_puts_it_back_once(as_alice: Client, resume: int, section: int, item: int, rows: Rows) -> None:
    as_alice.post(f"/resumes/{resume}/experience/{item}/trash", htmx=True)
    url = f"/resumes/{resume}/experience/{item}/restore"
    assert [as_alice.post(url, htmx=True).status_code for _ in range(2)] == [200, 404]
    assert rows.titles(section) == ["A", "B", "C"]


def test_undo_of_an_item_whose_section_is_gone_is_not_found(
    as_alice: Client, resume: int, section: int, item: int
) -> None:
    as_alice.post(f"/resumes/{resume}/experience/{item}/trash", htmx=True)
    as_alice.post(f"/resumes/{resume}/sections/{section}/trash", htmx=True)
    assert as_alice.post(f"/resumes/{resume}/experience/{item}/restore", htmx=True).status_code == 404


def test_a_change_is_seen_on_the_resume(as_alice: Client, resume: int, item: int, rows: Rows) -> None:
    """`updated_at` follows every change: the desk sorts by it."""
    from letraz.models import Resume

    before = rows.one(Resume, resume).updated_at
    for action in ("hide", "trash", "restore"):
        as_alice.post(f"/resumes/{resume}/experience/{item}/{action}", htmx=True)
        now = rows.one(Resume, resume).updated_at
        assert now > before, action
        before = now
