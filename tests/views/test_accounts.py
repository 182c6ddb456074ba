"""Accounts: sign up, confirm, sign in and out, forgot, change. No answer tells whether an address is known."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from letraz.models import Letter, Resume, User
from tests.cast import PASSWORD, Client, Tasks
from tests.views.conftest import Rows, went_to

NEW = {"email": "carol@example.org", "password": "seven purple hats", "password_confirm": "seven purple hats"}
ALICE = {"email": "alice@example.org", "password": PASSWORD}


@pytest.fixture
def letters(app: Flask, tasks: Tasks, outbox: Path) -> Callable[[], list[str]]:
    """Sends what waits; gives the texts of all letters, the newest last."""

    def read() -> list[str]:
        tasks.run()
        found = sorted(outbox.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        every = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in found]
        return [f"{m['To']}\n{m['Subject']}\n{m.get_body(('plain',)).get_content()}" for m in every]  # type: ignore[union-attr]

    return read


def link(letter: str) -> str:
    """The path of the link in a letter."""
    found = re.search(r"http://localhost(/\S+)", letter)
    assert found, letter
    return found.group(1)


def is_in(client: Client) -> bool:
    return client.get("/resumes/").status_code == 200


# --- sign up --------------------------------------------------------------------------------------


def test_the_way_in(visitor: Client, rows: Rows, letters: Callable[[], list[str]]) -> None:
    """Sign up, confirm by the letter, sign in: the base resume is there."""
    assert visitor.get("/sign-up").status_code == 200
    assert visitor.post("/sign-up", data=NEW).status_code in (200, 302, 303)
    user = rows.last(User)
    assert (user.email, user.confirmed_at, user.is_staff) == ("carol@example.org", None, False)
    assert user.password.startswith("$argon2id$")
    sent = letters()
    assert len(sent) == 1
    assert sent[0].startswith("carol@example.org\n")
    assert visitor.get(link(sent[0])).status_code in (302, 303)
    assert rows.last(User).confirmed_at
    visitor.post("/sign-in", data=NEW)
    assert is_in(visitor)
    assert rows.count(Resume, user_id=user.id, base=True) == 1


def test_signing_in_before_confirming_is_refused(visitor: Client, tasks: Tasks) -> None:
    visitor.post("/sign-up", data=NEW)
    visitor.post("/sign-in", data=NEW)
    assert not is_in(visitor)


def test_a_known_address_is_answered_like_a_new_one(app: Flask, visitor: Client, rows: Rows) -> None:
    """The same status, place and page; only the letter differs."""
    other = app.test_client()
    new = visitor.post("/sign-up", data=NEW)
    known = other.post("/sign-up", data={**NEW, "email": "alice@example.org"})
    assert (new.status_code, new.headers.get("Location")) == (known.status_code, known.headers.get("Location"))
    if new.status_code in (302, 303):
        new, known = visitor.get(new.headers["Location"]), other.get(known.headers["Location"])
    assert masked(new.text) == masked(known.text)
    assert rows.count(User, email="alice@example.org") == 1


def masked(page: str) -> str:
    """A page without what differs between any two requests: tokens, and the address that was typed."""
    page = re.sub(r"[A-Za-z0-9_.-]{60,}", "TOKEN", page)
    return re.sub(r"[a-z]+@example\.org", "ADDRESS", page)


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short", "password_confirm": "short"},
        {"password_confirm": "another password"},
        {"email": "no address"},
        {"email": ""},
        {"email": "x" * 300 + "@example.org"},
        {"password": "", "password_confirm": ""},
    ],
)
def test_sign_up_refuses(visitor: Client, rows: Rows, wrong: dict[str, str]) -> None:
    answer = visitor.post("/sign-up", data={**NEW, **wrong})
    assert answer.status_code in (200, 400, 422)
    assert rows.count(User) == 3


@pytest.mark.parametrize("more", [{"is_staff": "y"}, {"active": "1"}, {"confirmed_at": "2020-01-01"}, {"id": "1"}])
def test_sign_up_takes_an_address_and_a_password_only(visitor: Client, rows: Rows, more: dict[str, str]) -> None:
    visitor.post("/sign-up", data={**NEW, **more})
    user = rows.last(User)
    assert (user.email, user.is_staff, user.confirmed_at) == ("carol@example.org", False, None)


def test_one_address_is_one_account_whatever_its_case(visitor: Client, rows: Rows) -> None:
    visitor.post("/sign-up", data={**NEW, "email": "Alice@Example.ORG"})
    assert rows.count(User) == 3
    visitor.post("/sign-up", data={**NEW, "email": "CAROL@Example.org"})
    assert rows.last(User).email == "carol@example.org"
    visitor.post("/sign-in", data={**ALICE, "email": "ALICE@example.org"})
    assert is_in(visitor)


def test_a_confirming_link_that_is_wrong_confirms_nobody(visitor: Client, rows: Rows) -> None:
    visitor.post("/sign-up", data=NEW)
    assert visitor.get("/confirm/nonsense").status_code in (302, 303, 400, 404)
    assert rows.last(User).confirmed_at is None


# --- sign in and out ------------------------------------------------------------------------------


def test_sign_in_leads_to_where_one_was_going(visitor: Client) -> None:
    asked = went_to(visitor.get("/jobs/?x=1"))
    assert asked.startswith("/sign-in?next=")
    answer = visitor.post(asked, data=ALICE)
    assert answer.headers["Location"].removeprefix("http://localhost") == "/jobs/?x=1"


@pytest.mark.parametrize("goal", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(visitor: Client, goal: str) -> None:
    answer = visitor.post("/sign-in", query_string={"next": goal}, data=ALICE)
    parts = urlsplit(answer.headers.get("Location", ""))
    assert parts.netloc in ("", "localhost")
    assert parts.scheme in ("", "http")
    assert not parts.path.startswith(("//", "/\\"))


@pytest.mark.parametrize("who", ["alice@example.org", "nobody@example.org"])
def test_a_wrong_password_and_a_wrong_address_are_answered_alike(app: Flask, visitor: Client, who: str) -> None:
    one = app.test_client().post("/sign-in", data={"email": "nobody@example.org", "password": "wrong password"})
    other = visitor.post("/sign-in", data={"email": who, "password": "wrong password"})
    assert one.status_code == other.status_code
    assert masked(one.text) == masked(other.text)
    assert "not right" in other.text
    assert not is_in(visitor)


def test_sign_out_ends_the_session(visitor: Client) -> None:
    visitor.post("/sign-in", data=ALICE)
    assert is_in(visitor)
    assert visitor.get("/sign-out").status_code == 405  # a link must not sign anybody out
    assert is_in(visitor)
    visitor.post("/sign-out")
    assert not is_in(visitor)


def test_stay_signed_in_outlives_the_session(visitor: Client) -> None:
    visitor.post("/sign-in", data={**ALICE, "remember": "y"})
    cookie = visitor.get_cookie("letraz_remember")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    visitor.delete_cookie("letraz")
    assert is_in(visitor)


def test_without_it_the_session_ends_with_the_browser(visitor: Client) -> None:
    visitor.post("/sign-in", data=ALICE)
    assert visitor.get_cookie("letraz_remember") is None
    session = visitor.get_cookie("letraz")
    assert session is not None
    assert session.expires is None
    visitor.delete_cookie("letraz")
    assert not is_in(visitor)


def test_the_last_sign_in_is_noted(visitor: Client, rows: Rows) -> None:
    before = rows.one(User, 1).last_login_at
    visitor.post("/sign-in", data=ALICE)
    after = rows.one(User, 1).last_login_at
    assert after is not None
    assert before is None or after > before


# --- forgot ---------------------------------------------------------------------------------------


def test_forgot_it_works(visitor: Client, letters: Callable[[], list[str]]) -> None:
    visitor.post("/forgot", data={"email": "alice@example.org"})
    path = link(letters()[-1])
    assert visitor.get(path).status_code == 200
    fresh = {"password": "nine green apples", "password_confirm": "nine green apples"}
    assert visitor.post(path, data=fresh).status_code in (302, 303)
    assert not is_in(visitor)
    visitor.post("/sign-in", data=ALICE)
    assert not is_in(visitor)
    visitor.post("/sign-in", data={**ALICE, "password": "nine green apples"})
    assert is_in(visitor)


def test_a_link_to_set_a_password_works_once(visitor: Client, letters: Callable[[], list[str]]) -> None:
    visitor.post("/forgot", data={"email": "alice@example.org"})
    path = link(letters()[-1])
    visitor.post(path, data={"password": "nine green apples", "password_confirm": "nine green apples"})
    visitor.post(path, data={"password": "second green apples", "password_confirm": "second green apples"})
    visitor.post("/sign-in", data={**ALICE, "password": "second green apples"})
    assert not is_in(visitor)


def test_a_new_password_ends_the_other_sessions(
    as_alice: Client, visitor: Client, letters: Callable[[], list[str]]
) -> None:
    visitor.post("/forgot", data={"email": "alice@example.org"})
    visitor.post(link(letters()[-1]), data={"password": "nine green apples", "password_confirm": "nine green apples"})
    assert not is_in(as_alice)


@pytest.mark.parametrize("url", ["/forgot", "/confirm"])
def test_asking_for_a_letter_tells_nothing(
    app: Flask, visitor: Client, rows: Rows, url: str, letters: Callable[[], list[str]]
) -> None:
    """Known, unknown, unconfirmed: the same page; a letter goes only where there is a reason."""
    visitor.post("/sign-up", data=NEW)
    letters()
    pages = set()
    for address in ("alice@example.org", "nobody@example.org", "carol@example.org"):
        client = app.test_client()
        answer = client.post(url, data={"email": address})
        if answer.status_code in (302, 303):
            answer = client.get(answer.headers["Location"])
        pages.add((answer.status_code, masked(answer.text)))
    assert len(pages) == 1
    assert not [letter for letter in letters() if letter.startswith("nobody")]


# --- change ---------------------------------------------------------------------------------------


def test_the_password_is_changed(visitor: Client, as_alice: Client) -> None:
    visitor.post("/sign-in", data=ALICE)
    fresh = {"new_password": "nine green apples", "new_password_confirm": "nine green apples"}
    answer = visitor.post("/password", data={"password": PASSWORD, **fresh})
    assert answer.status_code in (302, 303), answer.text
    assert is_in(visitor)
    assert not is_in(as_alice)  # the other browser is signed out
    visitor.post("/sign-out")
    visitor.post("/sign-in", data={**ALICE, "password": "nine green apples"})
    assert is_in(visitor)


def test_the_password_is_not_changed_without_the_present_one(as_alice: Client, visitor: Client) -> None:
    fresh = {"new_password": "nine green apples", "new_password_confirm": "nine green apples"}
    as_alice.post("/password", data={"password": "wrong password", **fresh})
    visitor.post("/sign-in", data={**ALICE, "password": "nine green apples"})
    assert not is_in(visitor)


def test_the_address_is_changed_by_a_letter_to_the_new_one(
    as_alice: Client, rows: Rows, letters: Callable[[], list[str]]
) -> None:
    as_alice.post("/email", data={"email": "alice.new@example.org"})
    assert rows.one(User, 1).email == "alice@example.org"
    letter = next(letter for letter in letters() if letter.startswith("alice.new@example.org"))
    as_alice.get(link(letter))
    assert rows.one(User, 1).email == "alice.new@example.org"


def test_the_address_of_somebody_else_is_not_taken(
    as_alice: Client, rows: Rows, letters: Callable[[], list[str]]
) -> None:
    taken = as_alice.post("/email", data={"email": "bob@example.org"})
    free = as_alice.post("/email", data={"email": "free@example.org"})
    assert taken.status_code == free.status_code
    assert not [one for one in letters() if one.startswith("bob@") and "http" in one and "confirm" in one.lower()]
    assert rows.one(User, 1).email == "alice@example.org"


@pytest.mark.parametrize("url", ["/password", "/email"])
def test_a_visitor_is_asked_to_sign_in(visitor: Client, url: str) -> None:
    assert "/sign-in" in visitor.get(url).headers.get("Location", "")


# --- letters and limits ---------------------------------------------------------------------------


def test_a_letters_link_begins_with_our_address(app: Flask, letters: Callable[[], list[str]]) -> None:
    """Whatever Host the request names: else a forged one would put its address into our letter."""
    client = app.test_client()
    client.post("/forgot", data={"email": "alice@example.org"}, headers={"Host": "evil.example"})
    for letter in letters():
        assert "evil.example" not in letter


def test_letters_wait_in_the_table(visitor: Client, rows: Rows, tasks: Tasks) -> None:
    """A mail server that is away holds nobody up, and a rolled back request sends nothing."""
    visitor.post("/forgot", data={"email": "alice@example.org"})
    assert rows.count(Letter, state="waiting") == 1
    assert tasks.names() == ["send_letter"]


@pytest.mark.parametrize("url", ["/sign-in", "/sign-up", "/forgot", "/confirm"])
def test_trying_is_limited(visitor: Client, url: str) -> None:
    codes = [visitor.post(url, data={"email": "a@example.org", "password": "x"}).status_code for _ in range(12)]
    assert codes[0] != 429
    assert codes[-1] == 429
    assert visitor.get(url).status_code == 200  # looking is not


def test_the_pages_are_there(visitor: Client) -> None:
    for url in ("/sign-in", "/sign-up", "/forgot", "/confirm"):
        page = visitor.get(url)
        assert page.status_code == 200
        assert 'name="csrf_token"' in page.text or "email" in page.text


@pytest.mark.parametrize("address", ["a\x00b@example.org", "é@example.org", "x" * 10_000, "<b>@example.org", "a@b@c"])
def test_odd_addresses_are_never_a_500(visitor: Client, address: str) -> None:
    for url in ("/sign-in", "/sign-up", "/forgot", "/confirm"):
        answer = visitor.post(url, data={"email": address, "password": "some password", "password_confirm": address})
        assert answer.status_code < 500
