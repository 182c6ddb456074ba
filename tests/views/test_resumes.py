"""The desk, and what can be done with a resume as a whole."""

from __future__ import annotations

import pytest

from letraz.models import ExportRequest, Item, Resume
from letraz.models import user as users
from letraz.models.export import READY
from tests.cast import Belongings, Client
from tests.views.conftest import Rows, triggers, went_to

HTMX = {"htmx": True}


# --- the desk -------------------------------------------------------------------------------------


def test_the_desk_it_works(as_alice: Client, hers: Belongings) -> None:
    page = as_alice.get("/resumes/")
    assert page.status_code == 200
    assert "Everything I have done" in page.text
    assert "For the nurse" in page.text
    assert "Old one" not in page.text  # in the trash


def test_the_desk_shows_nobody_elses(as_bob: Client, resume: int) -> None:
    assert "Nurse" not in as_bob.get("/resumes/").text


def test_an_empty_desk_says_what_to_do(as_bob: Client) -> None:
    page = as_bob.get("/resumes/").text
    assert "Start writing" in page
    assert "Import a file" in page


# --- create, copy, remove -------------------------------------------------------------------------


def test_create_it_works(as_alice: Client, rows: Rows) -> None:
    url = went_to(as_alice.post("/resumes/", data={"title": "  Łódź Nurse "}))
    made = rows.last(Resume)
    assert url == f"/resumes/{made.id}/"
    assert (made.title, made.base, made.person.name) == ("Łódź Nurse", False, "Alice")
    assert "Łódź Nurse" in as_alice.get(url).text


def test_create_without_a_name_gives_one(as_alice: Client, rows: Rows) -> None:
    went_to(as_alice.post("/resumes/", data={}))
    assert rows.last(Resume).title == "Untitled resume"


@pytest.mark.parametrize("title", ["x" * 121, "bell\x07", "x" * 20_000])
def test_create_refuses_a_name_that_does_not_fit(as_alice: Client, rows: Rows, title: str) -> None:
    before = rows.count(Resume)
    assert as_alice.post("/resumes/", data={"title": title}).status_code == 422
    assert rows.count(Resume) == before


def test_create_refuses_when_the_house_is_full(as_alice: Client, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MOST_RESUMES", 1)
    answer = as_alice.post("/resumes/", data={"title": "One more"})
    assert answer.status_code == 422
    assert "Remove one" in answer.text


def test_create_leaves_a_fragment_for_the_editor(as_alice: Client) -> None:
    answer = as_alice.post("/resumes/", data={"title": "X"}, htmx=True)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/resumes/")


def test_copy_it_works(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    went_to(as_alice.post(f"/resumes/{hers.resume}/copy"))
    made = rows.last(Resume)
    assert made.title == "For the nurse (copy)"
    one, other = rows.document(hers.resume), rows.document(made.id)
    assert [block.kind for block in one.blocks] == [block.kind for block in other.blocks]
    assert [len(block.entries) for block in one.blocks] == [len(block.entries) for block in other.blocks]


def test_copy_refuses_when_the_house_is_full(as_alice: Client, resume: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MOST_RESUMES", 2)
    assert as_alice.post(f"/resumes/{resume}/copy").status_code == 422


def test_remove_offers_undo_at_once(as_alice: Client, resume: int, rows: Rows) -> None:
    assert went_to(as_alice.post(f"/resumes/{resume}/trash")) == "/resumes/"
    assert rows.one(Resume, resume).deleted_at
    desk = as_alice.get("/resumes/").text
    assert f'action="/resumes/{resume}/restore"' in desk
    assert "is in the trash" in desk
    assert as_alice.get(f"/resumes/{resume}/").status_code == 404
    assert went_to(as_alice.post(f"/resumes/{resume}/restore")) == "/resumes/"
    assert rows.one(Resume, resume).deleted_at is None


def test_what_goes_says_which_links_go_on(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    """An employer may hold one, so it is not ended silently; nor is its person left to think that it was."""
    assert rows.one(ExportRequest, hers.export).link_lives
    as_alice.post(f"/resumes/{hers.resume}/trash")
    assert "is in the trash. A link to its files still works: see Exports." in as_alice.get("/resumes/").text
    as_alice.post(f"/resumes/{hers.resume}/restore")
    as_alice.post(f"/exports/{hers.export}/keep")
    as_alice.post(f"/exports/{hers.export}/revoke")
    assert rows.one(ExportRequest, hers.export).state == READY, "the file is there, its link is not"
    as_alice.post(f"/resumes/{hers.resume}/trash")
    assert "still works" not in as_alice.get("/resumes/").text


def test_it_refuses_to_remove_the_base(as_alice: Client, base: int, rows: Rows) -> None:
    answer = as_alice.post(f"/resumes/{base}/trash")
    assert answer.status_code == 422
    assert "base resume" in answer.text
    assert rows.one(Resume, base).deleted_at is None


# --- the editor -----------------------------------------------------------------------------------


def test_the_editor_shows_every_type(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    page = as_alice.get(f"/resumes/{hers.resume}/").text
    for section in rows.sections(hers.resume):
        assert f'id="section-{section.id}"' in page
    assert "Gone" not in page


@pytest.mark.parametrize("query", ["section=x&item=y", "section=99999999999999999999", "section=&item=new", "item=new"])
def test_the_editor_opens_with_any_query(as_alice: Client, resume: int, query: str) -> None:
    assert as_alice.get(f"/resumes/{resume}/?{query}").status_code == 200


def test_the_editor_opens_at_an_item(as_alice: Client, resume: int, rows: Rows) -> None:
    """The page that a 303 leads to without script."""
    section = rows.sections(resume)[0]
    item = rows.items(section.id)[1]
    page = as_alice.get(f"/resumes/{resume}/?section={section.id}&item={item.id}").text
    assert f'id="edit-item-{item.id}"' in page
    page = as_alice.get(f"/resumes/{resume}/?section={section.id}&item=new").text
    assert f'id="edit-new-{section.id}"' in page


# --- the header -----------------------------------------------------------------------------------


def test_the_header_opens_and_closes(as_alice: Client, resume: int) -> None:
    assert 'id="edit-header"' in as_alice.get(f"/resumes/{resume}/header").text
    assert "<html" not in as_alice.get(f"/resumes/{resume}/header", htmx=True).text
    assert 'id="edit-header"' not in as_alice.get(f"/resumes/{resume}/header?closed=1", htmx=True).text


HEADER = {"name": "Zofia Nowak", "country": "pl", "links-0-network": "GitHub", "links-0-username": "zofia"}
BIRTH = {"date_of_birth-year": "1990", "date_of_birth-month": "1", "date_of_birth-day": "2"}


def test_the_header_is_saved(as_alice: Client, resume: int, rows: Rows) -> None:
    answer = as_alice.post(f"/resumes/{resume}/header", data={**HEADER, **BIRTH, "revision": "1"})
    assert went_to(answer) == f"/resumes/{resume}/"
    person = rows.one(Resume, resume).person
    assert (person.name, person.country, person.date_of_birth) == ("Zofia Nowak", "PL", "1990-01-02")
    assert person.links[0].username == "zofia"
    assert rows.one(Resume, resume).revision == 2


def test_the_header_belongs_to_this_resume_alone(as_alice: Client, resume: int, base: int, rows: Rows) -> None:
    as_alice.post(f"/resumes/{resume}/header", data={**HEADER, "revision": "1"})
    assert rows.one(Resume, base).person.name == "Alice"


def test_an_emptied_link_goes(as_alice: Client, resume: int, rows: Rows) -> None:
    as_alice.post(f"/resumes/{resume}/header", data={**HEADER, "revision": "1"})
    as_alice.post(f"/resumes/{resume}/header", data={"name": "Zofia", "links-0-network": "", "revision": "2"})
    assert rows.one(Resume, resume).person.links == ()


def test_the_header_stays_open_when_asked(as_alice: Client, resume: int) -> None:
    data = {**HEADER, "revision": "1", "then": "stay"}
    answer = as_alice.post(f"/resumes/{resume}/header", data=data, htmx=True)
    assert 'name="revision" type="hidden" value="2"' in answer.text
    assert triggers(answer) == "resume-changed"
    assert as_alice.post(f"/resumes/{resume}/header", data={**data, "revision": "2"}, htmx=True).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"country": "Poland"}, {"email": "nobody"}, {"url": "javascript:alert(1)"}, {"links-0-url": "ftp://x"}]
)
def test_the_header_refuses_and_keeps_what_was_typed(
    as_alice: Client, resume: int, rows: Rows, wrong: dict[str, str]
) -> None:
    for htmx in (True, False):
        answer = as_alice.post(f"/resumes/{resume}/header", data={**HEADER, "revision": "1", **wrong}, htmx=htmx)
        assert answer.status_code == 422
        assert "Zofia Nowak" in answer.text
        assert next(iter(wrong.values())).lower() in answer.text.lower()
    assert rows.one(Resume, resume).person.name == "Alice"


def test_a_stale_header_shows_both_and_can_be_saved_again(as_alice: Client, resume: int, rows: Rows) -> None:
    as_alice.post(f"/resumes/{resume}/header", data={"name": "The Other Tab", "revision": "1"})
    answer = as_alice.post(f"/resumes/{resume}/header", data={**HEADER, "revision": "1"}, htmx=True)
    assert answer.status_code == 409
    assert "The Other Tab" in answer.text
    assert "Zofia Nowak" in answer.text
    assert rows.one(Resume, resume).person.name == "The Other Tab"
    assert 'value="2"' in answer.text
    as_alice.post(f"/resumes/{resume}/header", data={**HEADER, "revision": "2"}, htmx=True)
    assert rows.one(Resume, resume).person.name == "Zofia Nowak"


def test_what_an_import_kept_aside_survives_a_save(as_alice: Client, resume: int, rows: Rows) -> None:
    rows.change(Resume, resume, personal_info={"name": "A", "extra": {"image": "x.png"}})
    as_alice.post(f"/resumes/{resume}/header", data={**HEADER, "revision": "1"})
    assert rows.one(Resume, resume).person.extra == {"image": "x.png"}


# --- settings -------------------------------------------------------------------------------------


def test_settings_are_saved(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    url = f"/resumes/{hers.resume}/settings"
    assert as_alice.get(url).status_code == 200
    data = {"title": "New", "design": "modern", "option-page_size": "Letter", "revision": "1", "job_id": str(hers.job)}
    went_to(as_alice.post(url, data=data))
    found = rows.one(Resume, hers.resume)
    assert (found.title, found.design, found.options["page_size"], found.job_id) == (
        "New",
        "modern",
        "Letter",
        hers.job,
    )


def test_settings_leave_the_job(as_alice: Client, hers: Belongings, rows: Rows) -> None:
    data = {"title": "New", "design": "classic", "revision": "1", "job_id": ""}
    went_to(as_alice.post(f"/resumes/{hers.resume}/settings", data=data))
    assert rows.one(Resume, hers.resume).job_id is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"design": "../../etc"},
        {"title": "x" * 121},
        {"job_id": "99"},
        {"job_id": "x"},
        {"title": "\x00"},
    ],
)
def test_settings_refuse_what_is_not_there(
    as_alice: Client, hers: Belongings, rows: Rows, wrong: dict[str, str]
) -> None:
    data = {"title": "New", "design": "classic", "revision": "1", "job_id": "", **wrong}
    assert as_alice.post(f"/resumes/{hers.resume}/settings", data=data).status_code == 422
    assert rows.one(Resume, hers.resume).title == "For the nurse"


def test_settings_refuse_the_job_of_a_stranger(as_alice: Client, belongings: dict[str, Belongings], rows: Rows) -> None:
    hers, his = belongings["alice"], belongings["bob"]
    data = {"title": "New", "design": "classic", "revision": "1", "job_id": str(his.job)}
    assert as_alice.post(f"/resumes/{hers.resume}/settings", data=data).status_code == 422


def test_settings_take_no_option_that_the_design_lacks(as_alice: Client, resume: int, rows: Rows) -> None:
    data = {"title": "N", "design": "classic", "revision": "1", "job_id": ""}
    data |= {"option-page_size": "A9", "option-evil": "x"}
    went_to(as_alice.post(f"/resumes/{resume}/settings", data=data))
    assert "evil" not in rows.one(Resume, resume).options
    assert rows.one(Resume, resume).options.get("page_size") != "A9"


def test_stale_settings_show_both_and_can_be_saved_again(as_alice: Client, resume: int, rows: Rows) -> None:
    url, data = f"/resumes/{resume}/settings", {"title": "Mine", "design": "modern", "job_id": ""}
    went_to(as_alice.post(url, data={**data, "title": "The Other Tab", "revision": "1"}))
    answer = as_alice.post(url, data={**data, "revision": "1"})
    assert answer.status_code == 409
    assert "Mine" in answer.text
    assert "The Other Tab" in answer.text
    went_to(as_alice.post(url, data={**data, "revision": "2"}))
    assert rows.one(Resume, resume).title == "Mine"


def test_the_way_without_script_leads_through_pages(as_alice: Client, resume: int, rows: Rows) -> None:
    """Every form of the editor answers a 303 to a page that shows the change."""
    section = rows.sections(resume)[1]
    data = {"name": "Python", "then": "close"}
    url = went_to(as_alice.post(f"/resumes/{resume}/skills/new/{section.id}", data=data))
    page = as_alice.get(url)
    assert page.status_code == 200
    assert "Python" in page.text
    assert rows.count(Item) == 5
