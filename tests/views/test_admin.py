"""For staff: people, exports and queues, settings as running. Never anybody's content."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from letraz.models import User
from tests.cast import Belongings, Client, Tasks
from tests.llm.server import ModelServer, chat, model_server, no
from tests.views.conftest import Rows, went_to

ALICE, BOB, STAFF = 1, 2, 3
PAGES = ("/admin/people", "/admin/exports", "/admin/settings", "/admin/model")


@pytest.mark.parametrize("url", PAGES)
def test_it_works(as_staff: Client, hers: Belongings, url: str) -> None:
    assert as_staff.get(url).status_code == 200


@pytest.mark.parametrize("url", PAGES)
def test_it_is_not_found_for_others(as_alice: Client, url: str) -> None:
    assert as_alice.get(url).status_code == 404


@pytest.mark.parametrize("url", PAGES)
def test_it_shows_nobodys_content(as_staff: Client, hers: Belongings, url: str) -> None:
    page = as_staff.get(url).text
    for text in ("For the nurse", "Harborview", "One job_title", hers.token):
        assert text not in page


def test_people_can_be_looked_for(as_staff: Client) -> None:
    page = as_staff.get("/admin/people?q=ALICE").text
    assert "alice@example.org" in page
    assert "bob@example.org" not in page


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=" + "9" * 40, "q=%25", "q=%00", "q=" + "x" * 5000, "q='"])
def test_people_with_any_query(as_staff: Client, query: str) -> None:
    assert as_staff.get(f"/admin/people?{query}").status_code == 200


def test_settings_hide_secrets(as_staff: Client) -> None:
    page = as_staff.get("/admin/settings").text
    assert as_staff.application.config["SECRET_KEY"] not in page
    assert "LETRAZ_HOME" in page


def test_a_broker_that_is_away_is_said(as_staff: Client, tasks: Tasks) -> None:
    tasks.away = True
    assert "broker does not answer" in as_staff.get("/admin/exports").text


def test_deactivating_ends_sessions_at_once(
    as_staff: Client, as_alice: Client, browse: Callable[[str], Client], rows: Rows
) -> None:
    other = browse("alice")
    assert other.get("/resumes/").status_code == 200
    went_to(as_staff.post(f"/admin/people/{ALICE}/active", data={"active": "0"}))
    assert not rows.one(User, ALICE).active
    for client in (as_alice, other):
        assert "/sign-in" in went_to(client.get("/resumes/"))
        assert client.post("/resumes/", data={"title": "X"}).status_code == 401


def test_an_inactive_person_cannot_sign_in(as_staff: Client, visitor: Client) -> None:
    as_staff.post(f"/admin/people/{ALICE}/active", data={"active": "0"})
    visitor.post("/sign-in", data={"email": "alice@example.org", "password": "a very long walk home"})
    assert "/sign-in" in went_to(visitor.get("/resumes/"))


def test_activating_opens_the_door_but_no_old_session(as_staff: Client, as_alice: Client, visitor: Client) -> None:
    for active in ("0", "1"):
        as_staff.post(f"/admin/people/{ALICE}/active", data={"active": active})
    assert "/sign-in" in went_to(as_alice.get("/resumes/"))
    visitor.post("/sign-in", data={"email": "alice@example.org", "password": "a very long walk home"})
    assert visitor.get("/resumes/").status_code == 200


def test_it_refuses_to_lock_oneself_out(as_staff: Client, rows: Rows) -> None:
    assert as_staff.post(f"/admin/people/{STAFF}/active", data={"active": "0"}).status_code == 422
    assert rows.one(User, STAFF).active


def test_only_staff_deactivates(as_alice: Client, rows: Rows) -> None:
    assert as_alice.post(f"/admin/people/{BOB}/active", data={"active": "0"}).status_code == 404
    assert rows.one(User, BOB).active


# --- the language model ----------------------------------------------------------------------------


@pytest.fixture
def model(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A model is set, and its server answers as it should."""
    with model_server(chat({"word": "ready"})) as server:
        given = {"MODEL_URL": server.url, "MODEL_NAME": "tiny", "MODEL_KEY": "sk-secret", "MODEL_SECONDS": 5}
        for name, value in given.items():
            monkeypatch.setitem(app.config, name, value)
        yield server


def test_without_a_model_the_page_says_so(as_staff: Client) -> None:
    page = as_staff.get("/admin/model").text
    assert "No language model is set" in page
    assert "Test connection" not in page
    assert went_to(as_staff.post("/admin/model/try")) == "/admin/model"


@pytest.mark.parametrize("url", ["/admin/model", "/admin/settings"])
def test_the_key_reaches_no_browser(as_staff: Client, model: ModelServer, url: str) -> None:
    page = as_staff.get(url).text
    assert model.url in page
    assert "sk-secret" not in page


def test_a_worker_tries_the_connection(as_staff: Client, model: ModelServer, tasks: Tasks) -> None:
    """The page waits for nothing: it says that the model is asked, and asks again."""
    went_to(as_staff.post("/admin/model/try"))
    assert model.asked == []
    assert 'hx-trigger="every 2s"' in as_staff.get("/admin/model", htmx=True).text
    tasks.run()
    page = as_staff.get("/admin/model", htmx=True).text
    assert "It works" in page
    assert "hx-trigger" not in page
    assert len(model.asked) == 1


def test_a_try_that_fails_says_why(as_staff: Client, model: ModelServer, tasks: Tasks) -> None:
    model.script = [no(401)]
    as_staff.post("/admin/model/try")
    tasks.run()
    page = as_staff.get("/admin/model").text
    assert "does not accept the key" in page
    assert "HTTP 401" in page
    assert "sk-secret" not in page
