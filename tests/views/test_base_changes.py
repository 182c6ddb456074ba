"""The base changed: the quiet line, the page of both texts, all copies at once, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from letraz.models import ExportRequest, Item
from tests.cast import Client, Tasks, add_item, person

pytestmark = pytest.mark.usefixtures("no_waiting")

Stored = Callable[[], Any]

ONE = "- Cared for 4 patients\n- Taught 11 nurses"


@dataclass
class Pair:
    """The ids of a base resume with an item, and of a copy of each."""

    base: int
    item: int
    resume: int
    copy: int

    def editor(self, of_base: bool = False) -> str:
        """The editor, with the section of the item open."""
        return (
            f"/resumes/{self.base}/experience/{self.item}"
            if of_base
            else f"/resumes/{self.resume}/experience/{self.copy}"
        )

    def url(self, action: str = "") -> str:
        """An address of the copy's resume."""
        return f"/resumes/{self.resume}/base/{self.copy}{action}"


@pytest.fixture
def pair(stored: Stored) -> Pair:
    with stored() as session:
        base = person(session, "alice").base_resume()
        item = add_item(base.add_section("experience"), "Nurse", description=ONE)
        session.commit()
        resume = base.duplicate("For the clinic")
        session.commit()
        return Pair(base.id, item.id, resume.id, resume.sections[0].items[0].id)


def change(session: Session, item_id: int, **values: Any) -> None:
    item = session.get_one(Item, item_id)
    item.save(item.check({**item.values, **values})[0], item.revision)
    session.commit()


def values(stored: Stored, item_id: int) -> dict[str, Any]:
    with stored() as session:
        found: dict[str, Any] = session.get_one(Item, item_id).values
        return found


def seen(html: str) -> dict[str, str]:
    """The revisions that a page's forms were made from."""
    found = {name: re.search(rf'name="{name}" value="(\d+)"', html) for name in ("revision", "base")}
    return {name: match[1] for name, match in found.items() if match}


def undo_of(html: str) -> str:
    found = re.search(r'id="undo[^"]*" method="post" action="([^"]+)"', html)
    assert found
    return found[1]


def line(html: str) -> str:
    """The quiet line of an item."""
    found = re.search(r'<div class="since".*?</div>', html, re.DOTALL)
    return found[0] if found else ""


def section(client: Client, pair: Pair) -> str:
    """The copy's section, open in the editor."""
    return str(client.get(pair.editor()).text)


def test_a_base_that_did_not_change_says_nothing(as_alice: Client, pair: Pair) -> None:
    assert not line(section(as_alice, pair))
    assert not line(as_alice.get(pair.editor(of_base=True)).text)
    assert "Compare with the base" in as_alice.get(f"/resumes/{pair.resume}/?section={_section(pair, as_alice)}").text


def _section(pair: Pair, client: Client) -> str:
    found = re.search(r'id="section-(\d+)"', client.get(pair.editor()).text)
    assert found
    return found[1]


@pytest.mark.parametrize("htmx", [False, True])
def test_the_change_is_taken_and_undone(as_alice: Client, pair: Pair, stored: Stored, htmx: bool) -> None:
    with stored() as session:
        change(session, pair.item, location="Oslo")
    before = values(stored, pair.copy)
    html = section(as_alice, pair)
    assert "The base changed" in line(html)
    assert '<span class="meta"><b>1 changed in your base</b> · ' in html, "first: what is too long is cut off"
    answer = as_alice.post(pair.url("/take"), data=seen(line(html)), htmx=htmx, follow_redirects=True)
    assert "It is as in your base." in answer.text
    assert values(stored, pair.copy) == values(stored, pair.item)
    assert not line(section(as_alice, pair))
    as_alice.post(undo_of(answer.text), htmx=htmx)
    assert values(stored, pair.copy) == before
    assert line(section(as_alice, pair))


def test_mine_is_kept_and_undone(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        change(session, pair.item, location="Oslo")
    before = values(stored, pair.copy)
    answer = as_alice.post(pair.url("/keep"), data=seen(section(as_alice, pair)), htmx=True)
    assert "Yours is kept." in answer.text
    assert not line(section(as_alice, pair))
    assert values(stored, pair.copy) == before
    as_alice.post(undo_of(answer.text))
    assert line(section(as_alice, pair))


@pytest.mark.parametrize("action", ["", "/take", "/keep"])
@pytest.mark.parametrize("changed", ["item", "copy"])
def test_what_was_not_seen_is_not_answered(
    as_alice: Client, pair: Pair, stored: Stored, action: str, changed: str
) -> None:
    with stored() as session:
        change(session, pair.item, location="Oslo")
    form = seen(section(as_alice, pair))
    with stored() as session:
        change(session, getattr(pair, changed), job_title="Since")
    before = values(stored, pair.copy)
    for data in (form, {}, {"revision": "x" * 99, "base": "9" * 99}):
        assert as_alice.post(pair.url(action), data=data).status_code == 409
    assert values(stored, pair.copy) == before


def test_a_conflict_is_settled_on_its_page(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        change(session, pair.copy, description="- Cared for 4 patients\n- Taught 12 nurses")
        change(session, pair.item, description="- Cared for 4 patients\n- Taught 13 nurses", location="Oslo")
    html = section(as_alice, pair)
    assert "and so did yours" in line(html)
    assert "Take it" not in line(html)
    assert as_alice.post(pair.url("/take"), data=seen(html)).headers["Location"] == pair.url()
    page = as_alice.get(pair.url()).text
    assert '<ins><span class="vh">[put in: </span>13<span' in page
    assert '<del><span class="vh">[taken out: </span>11<span' in page
    assert "Your own words stay as they are." in page
    answer = as_alice.post(pair.url(), data={**seen(page), "way-0": "both"}, follow_redirects=True)
    said = values(stored, pair.copy)
    assert said["description"] == "- Cared for 4 patients\n- Taught 12 nurses\n- Taught 13 nurses"
    assert said["location"] == "Oslo"
    as_alice.post(undo_of(answer.text))
    assert "13" not in values(stored, pair.copy)["description"]


def test_the_page_keeps_mine_where_nothing_is_chosen(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        change(session, pair.copy, location="Bergen")
        change(session, pair.item, location="Oslo", job_title="Head nurse")
    form = seen(as_alice.get(pair.url()).text)
    assert as_alice.post(pair.url(), data={**form, "way-0": "other"}).status_code == 422
    assert as_alice.post(pair.url(), data={**form, "way-0": "both"}).status_code == 422
    as_alice.post(pair.url(), data=form)
    said = values(stored, pair.copy)
    assert (said["location"], said["job_title"]) == ("Bergen", "Head nurse")


def test_the_base_text_is_taken_as_it_is(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        change(session, pair.copy, location="Bergen", job_title="Mine")
    page = as_alice.get(pair.url()).text
    assert "What this resume says otherwise" in page
    as_alice.post(pair.url("/take"), data={**seen(page), "whole": "1"})
    assert values(stored, pair.copy) == values(stored, pair.item)
    assert "say the same here" in as_alice.get(pair.url()).text


def test_a_copy_from_before_is_told_so(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        session.get_one(Item, pair.copy).base_values = None
        change(session, pair.item, location="Oslo", shown=True)
    page = as_alice.get(pair.url()).text
    assert "each difference is yours to decide" in page
    as_alice.post(pair.url(), data={**seen(page), "way-0": "base"})
    assert values(stored, pair.copy)["location"] == "Oslo"


# --- in all, and the other way --------------------------------------------------------------------


@pytest.mark.parametrize("htmx", [False, True])
def test_a_save_of_the_base_reaches_all_untouched_copies(
    as_alice: Client, pair: Pair, stored: Stored, tasks: Tasks, htmx: bool
) -> None:
    with stored() as session:
        base = person(session, "alice").base_resume()
        others = [base.duplicate(f"No {n}") for n in range(2)]
        session.flush()
        change(session, others[1].sections[0].items[0].id, job_title="Mine")
        other, own = (one.sections[0].items[0].id for one in others)
        export = ExportRequest.ask(session, others[0], "json", ".json")
        session.commit()
        sent, asked = export.document, export.id
    url = f"/resumes/{pair.base}/experience/{pair.item}"
    form = {**{k: v for k, v in values(stored, pair.item).items() if v not in (None, False)}, "revision": "1"}
    saved = as_alice.post(url, data={**form, "location": "Oslo"}, htmx=True)
    assert "3 resumes hold an older text" in line(saved.text)
    assert "Words of your own in “No 1”" in line(saved.text)
    assert "Update in 2 resumes" in line(saved.text)
    spread = f"/resumes/{pair.base}/base/{pair.item}/spread"
    assert as_alice.post(spread, data={"revision": "1"}).status_code == 409
    answer = as_alice.post(spread, data=seen(line(saved.text)), htmx=htmx, follow_redirects=True)
    assert "Updated in 2 resumes. One has words of your own and asks you there." in answer.text
    assert values(stored, pair.copy) == values(stored, other) == values(stored, pair.item)
    assert values(stored, own)["job_title"] == "Mine"
    with stored() as session:
        assert session.get_one(ExportRequest, asked).document == sent, "what was sent never changes"
    as_alice.post(undo_of(answer.text), htmx=htmx)
    assert values(stored, pair.copy)["location"] == values(stored, other)["location"] != "Oslo"


def test_the_base_takes_an_improvement(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        change(session, pair.copy, description=ONE + "\n- Led the night shift")
    before = values(stored, pair.item)
    page = as_alice.get(pair.url()).text
    pull = f"/resumes/{pair.base}/base/{pair.copy}/pull"
    assert f'action="{pull}"' in page
    answer = as_alice.post(pull, data=seen(page), follow_redirects=True)
    assert "Your base resume says it as “For the clinic” does." in answer.text
    assert values(stored, pair.item) == values(stored, pair.copy)
    assert as_alice.post(pull, data=seen(page)).status_code == 409
    as_alice.post(undo_of(answer.text))
    assert values(stored, pair.item) == before


def test_only_the_base_reaches_others(as_alice: Client, pair: Pair) -> None:
    for action in ("spread", "spread/undo"):
        assert as_alice.post(f"/resumes/{pair.resume}/base/{pair.copy}/{action}").status_code == 404
    assert as_alice.post(f"/resumes/{pair.resume}/base/{pair.copy}/pull").status_code == 404
    assert as_alice.get(f"/resumes/{pair.base}/base/{pair.item}").status_code == 404, "it has no base"


def test_what_is_in_the_trash_is_not_found(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        session.get_one(Item, pair.item).trash()
        session.commit()
    assert as_alice.get(pair.url()).status_code == 404
    assert as_alice.post(f"/resumes/{pair.base}/base/{pair.copy}/pull").status_code == 404


def test_both_texts_read_as_people_see_them(as_alice: Client, pair: Pair, stored: Stored) -> None:
    """No Markdown on the page, no HTML but ours."""
    with stored() as session:
        change(session, pair.item, description="- Cared for **4** patients\n- Taught 11 nurses\n- <b>Led</b>")
    page = as_alice.get(pair.url()).text
    assert "<strong>4</strong>" in page
    assert "**" not in page
    assert "&lt;b&gt;Led&lt;/b&gt;" in page
    assert page.count('class="told-line__mark">•<') == 3


def test_a_tab_that_asks_again_after_the_answer_is_not_believed(as_alice: Client, pair: Pair, stored: Stored) -> None:
    """Pressed twice, *Keep mine* keeps its Undo; *Take it* in another tab does not say that something came in."""
    with stored() as session:
        change(session, pair.item, location="Oslo")
    page = seen(as_alice.get(pair.url()).text)
    for _ in range(2):
        assert as_alice.post(pair.url("/keep"), data=page).status_code == 303
    for action in ("", "/take"):
        assert "answered already" in as_alice.post(pair.url(action), data=page, follow_redirects=True).text
        assert values(stored, pair.copy)["location"] != "Oslo"
    as_alice.post(pair.url("/undo"))
    assert as_alice.post(pair.url("/take"), data=page).status_code == 303
    assert values(stored, pair.copy)["location"] == "Oslo"


def test_an_undo_that_comes_too_late_says_so(as_alice: Client, pair: Pair, stored: Stored) -> None:
    with stored() as session:
        change(session, pair.item, location="Oslo")
    spread = f"/resumes/{pair.base}/base/{pair.item}/spread"
    as_alice.post(spread, data={"revision": "2"})
    with stored() as session:
        change(session, pair.item, location="Bergen")
    assert "Nothing was undone" in as_alice.post(f"{spread}/undo", follow_redirects=True).text
    assert values(stored, pair.copy)["location"] == "Oslo"
