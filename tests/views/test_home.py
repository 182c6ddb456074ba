"""The front door."""

from __future__ import annotations

from tests.cast import Client
from tests.views.conftest import went_to


def test_it_works(visitor: Client) -> None:
    page = visitor.get("/")
    assert page.status_code == 200
    assert "/sign-up" in page.text
    assert "/sign-in" in page.text


def test_a_person_who_is_signed_in_goes_to_the_desk(as_alice: Client) -> None:
    assert went_to(as_alice.get("/")) == "/resumes/"


def test_health_it_works(visitor: Client) -> None:
    assert visitor.get("/healthz").get_json() == {"status": "ok"}


def test_the_favicon_it_works(visitor: Client) -> None:
    assert visitor.get("/favicon.ico").mimetype == "image/svg+xml"
