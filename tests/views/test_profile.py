"""The profile: what new resumes start from."""

from __future__ import annotations

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from letraz.models import Resume, User
from letraz.views.profile import ProfileForm
from tests.cast import Client, filled
from tests.views.conftest import Rows, went_to

ALICE = 1
LINKS = {"links-0-network": "GitHub", "links-0-username": "alice", "links-0-url": "https://github.com/alice"}


def save(client: Client, data: dict[str, Any]) -> TestResponse:
    """Send the form as the page has it now."""
    found = re.search(r'name="revision"[^>]*value="(\d+)"', client.get("/profile").text)
    assert found
    return client.post("/profile", data={"revision": found.group(1), **data})


def test_it_keeps_every_field(app: object, as_alice: Client, rows: Rows) -> None:
    with as_alice.application.test_request_context():
        typed = filled(ProfileForm, "Żółć")
    went_to(save(as_alice, {**typed, **LINKS}))
    user = rows.one(User, ALICE)
    dates = {name for name in typed if name.startswith("date_of_birth")}
    assert {name: getattr(user, name) for name in typed.keys() - dates} == {n: typed[n] for n in typed.keys() - dates}
    assert user.date_of_birth == "2019-03"
    assert user.links == [{"network": "GitHub", "username": "alice", "url": "https://github.com/alice"}]
    page = as_alice.get("/profile").text
    for text in [typed[name] for name in typed.keys() - dates] + ["github.com/alice"]:
        assert text in page


def test_new_resumes_start_from_it_and_old_ones_stay(as_alice: Client, base: int, rows: Rows) -> None:
    went_to(save(as_alice, {"first_name": "Zofia", "last_name": "Nowak"}))
    assert rows.one(Resume, base).person.name == "Alice"
    as_alice.post("/resumes/", data={"title": "New"})
    assert rows.last(Resume).person.name == "Zofia Nowak"


def test_an_emptied_link_goes(as_alice: Client, rows: Rows) -> None:
    went_to(save(as_alice, LINKS))
    went_to(save(as_alice, dict.fromkeys(LINKS, "")))
    assert rows.one(User, ALICE).links == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"country": "Poland"},
        {"links-0-url": "javascript:alert(1)"},
        {"first_name": "x" * 101},
        {"profile_text": "x" * 5001},
        {"phone": "\x00"},
        {"date_of_birth-month": "3"},
    ],
)
def test_it_refuses_and_keeps_what_was_typed(as_alice: Client, rows: Rows, wrong: dict[str, str]) -> None:
    answer = save(as_alice, {"first_name": "Zofia", "city": "My own words", **wrong})
    assert answer.status_code == 422
    assert "My own words" in answer.text
    assert rows.one(User, ALICE).first_name == "Alice"


@pytest.mark.parametrize(
    "more", [{"email": "x@example.org"}, {"is_staff": "y"}, {"active": ""}, {"id": "2"}, {"password": "x"}]
)
def test_it_takes_its_own_fields_only(as_alice: Client, rows: Rows, more: dict[str, str]) -> None:
    """The address is changed on a page of its own; the rest never by its owner."""
    before = rows.one(User, ALICE)
    went_to(save(as_alice, {"first_name": "Zofia", **more}))
    after = rows.one(User, ALICE)
    assert (after.email, after.is_staff, after.active, after.password) == (
        before.email, before.is_staff, before.active, before.password,
    )  # fmt: skip


def test_a_stale_form_shows_both_and_can_be_saved_again(as_alice: Client, rows: Rows) -> None:
    page = as_alice.get("/profile").text
    old = re.search(r'name="revision"[^>]*value="(\d+)"', page)
    assert old
    went_to(save(as_alice, {"first_name": "The Other Tab"}))
    answer = as_alice.post("/profile", data={"first_name": "Mine", "city": "Łódź", "revision": old.group(1)})
    assert answer.status_code == 409
    for text in ("The Other Tab", "Mine", "Łódź"):
        assert text in answer.text
    assert rows.one(User, ALICE).first_name == "The Other Tab"
    went_to(save(as_alice, {"first_name": "Mine", "city": "Łódź"}))
    assert rows.one(User, ALICE).first_name == "Mine"


@pytest.mark.parametrize("sent", [{}, {"revision": "x"}, {"revision": ""}])
def test_a_form_of_no_revision_is_stale(as_alice: Client, rows: Rows, sent: dict[str, str]) -> None:
    assert as_alice.post("/profile", data={"first_name": "Mine", **sent}).status_code == 409
    assert rows.one(User, ALICE).first_name == "Alice"
