"""Fitting a resume on so many pages: what changes, how it is undone, and what is said when it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from letraz.models import Resume
from letraz.views import fitting
from tests import samples
from tests.cast import Client, Tasks, person
from tests.views.conftest import Rows, triggers, went_to


@pytest.fixture
def long(stored: Callable[[], Any]) -> int:
    """A resume of alice's that takes two pages."""
    with stored() as session:
        made = person(session, "alice").new_resume("Long")
        made.fill(samples.nurse())
        made.design, made.options = "classic", {"accent": "#1f4b6e"}
        session.commit()
        return int(made.id)


def ask(client: Client, resume: int, pages: object, *, htmx: bool = True) -> Any:
    return client.post(f"/resumes/{resume}/fit", data={"pages": pages}, htmx=htmx)


def undo_of(page: str) -> str:
    found = re.search(r'action="(/resumes/\d+/fit/undo[^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def test_it_fits_says_what_it_changed_and_is_undone(as_alice: Client, long: int, rows: Rows, tasks: Tasks) -> None:
    answer = ask(as_alice, long, 1)
    assert answer.status_code == 200
    assert triggers(answer) == "resume-changed"
    assert re.search(r"Fits on 1 page: spacing normal → (snug|dense)(, margins 18 → \d\d mm)?\.", answer.text)
    fitted = rows.one(Resume, long).options
    assert fitted.keys() >= {"accent", "density"}
    assert tasks.names() == ["build_preview"]  # the new pages are drawn at once
    undone = as_alice.post(undo_of(answer.text), htmx=True)
    assert undone.headers["HX-Reswap"] == "none"
    assert triggers(undone) == "resume-changed"
    assert rows.one(Resume, long).options == {"accent": "#1f4b6e"}


def test_without_script_it_leads_back_to_the_editor(as_alice: Client, long: int, rows: Rows) -> None:
    url = went_to(ask(as_alice, long, 1, htmx=False))
    page = as_alice.get(url).text
    assert "Fits on 1 page" in page
    assert went_to(as_alice.post(undo_of(page))) == url
    assert rows.one(Resume, long).options == {"accent": "#1f4b6e"}


def test_what_fits_is_left_alone(as_alice: Client, long: int, rows: Rows) -> None:
    before = rows.one(Resume, long).revision
    answer = ask(as_alice, long, 2)
    assert "It fits on 2 pages as it is." in answer.text
    assert rows.one(Resume, long).revision == before
    assert not triggers(answer)


@pytest.mark.parametrize("htmx", [True, False])
def test_what_cannot_fit_says_by_how_much_and_leads_to_what_is_large(
    as_alice: Client, long: int, rows: Rows, stored: Callable[[], Any], htmx: bool
) -> None:
    with stored() as session:
        session.get_one(Resume, long).fill(samples.nurse())
        session.get_one(Resume, long).fill(samples.nurse())
        session.commit()
    before = rows.one(Resume, long)
    answer = ask(as_alice, long, 1, htmx=htmx)
    assert answer.status_code == 422
    assert re.search(r"Does not fit on 1 page: \d+ lines over", answer.text)
    named = re.findall(rf'<a href="(/resumes/{long}/\?section=\d+&amp;item=\d+#item-\d+)"', answer.text)
    assert len(named) == 3
    assert as_alice.get(named[0].replace("&amp;", "&")).status_code == 200
    assert rows.one(Resume, long).options == before.options


def test_a_change_meanwhile_is_not_overwritten(
    as_alice: Client, long: int, rows: Rows, monkeypatch: pytest.MonkeyPatch, tasks: Tasks
) -> None:
    def slowly(name: str, seconds: float) -> str | None:
        found = Tasks.told(tasks, name, seconds)
        rows.change(Resume, long, options={"margin": "12"}, revision=rows.one(Resume, long).revision + 1)
        return found

    monkeypatch.setattr(fitting.queue, "told", slowly)
    answer = ask(as_alice, long, 1)
    assert answer.status_code == 409
    assert "changed meanwhile" in answer.text
    assert rows.one(Resume, long).options == {"margin": "12"}


def test_undo_after_another_change_undoes_nothing(as_alice: Client, long: int, rows: Rows) -> None:
    url = undo_of(ask(as_alice, long, 1).text)
    options = rows.one(Resume, long).options
    rows.change(Resume, long, revision=rows.one(Resume, long).revision + 1)
    for htmx in (True, False):
        assert as_alice.post(url, htmx=htmx).status_code == 409
    assert rows.one(Resume, long).options == options


def test_undo_takes_only_what_the_design_has(as_alice: Client, long: int, rows: Rows) -> None:
    url = f"/resumes/{long}/fit/undo?revision={rows.one(Resume, long).revision}&size=99&wings=2&margin=14"
    went_to(as_alice.post(url))
    assert rows.one(Resume, long).options == {"accent": "#1f4b6e", "margin": "14"}


@pytest.mark.parametrize("pages", ["", "0", "-1", "x", "100", "9" * 400])
def test_a_number_of_pages_that_is_none_is_refused(as_alice: Client, long: int, pages: str, tasks: Tasks) -> None:
    assert ask(as_alice, long, pages).status_code == 422
    assert tasks == []


def test_without_workers_it_says_so(as_alice: Client, long: int, tasks: Tasks, rows: Rows) -> None:
    tasks.away = True
    assert "longer than usual" in ask(as_alice, long, 1).text
    assert rows.one(Resume, long).options == {"accent": "#1f4b6e"}


def test_what_cannot_be_printed_says_why(as_alice: Client, long: int, rows: Rows, stored: Callable[[], Any]) -> None:
    with stored() as session:
        resume = session.get_one(Resume, long)
        resume.personal_info = {**resume.personal_info, "name": "😀" * 201}
        session.commit()
    answer = ask(as_alice, long, 1)
    assert answer.status_code == 422
    assert "emoji" in answer.text


def test_a_button_or_a_menu_offers_fewer_pages(as_alice: Client, long: int) -> None:
    as_alice.get(f"/resumes/{long}/pages", htmx=True)
    page = as_alice.get(f"/resumes/{long}/").text
    assert re.findall(r'name="pages" value="(\d+)"', page) == ["1"]
