"""The front door."""

from __future__ import annotations

import html
import re
from pathlib import Path

from tests.cast import Client
from tests.views.conftest import went_to

NOTICE = Path(__file__).parents[2] / "letraz" / "matching" / "data" / "NOTICE"
ESCO = "This service uses the ESCO classification of the European Commission."
ONET = (
    "This product includes information from the O*NET 30.2 Database by the U.S. Department of Labor, Employment and "
    "Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA. Letraz "
    "has modified some of this information. USDOL/ETA has not approved, endorsed, or tested these modifications."
)


def test_it_works(visitor: Client) -> None:
    page = visitor.get("/")
    assert page.status_code == 200
    assert "/sign-up" in page.text
    assert "/sign-in" in page.text


def test_a_person_who_is_signed_in_goes_to_the_desk(as_alice: Client) -> None:
    assert went_to(as_alice.get("/")) == "/resumes/"


def test_about_it_works(visitor: Client) -> None:
    """It says the credits as the NOTICE beside the data does: both are asked for word by word."""
    page = " ".join(re.sub(r"<[^>]+>", "", html.unescape(visitor.get("/about").text)).split())
    notice = " ".join(NOTICE.read_text("utf-8").split())
    for credit in (ESCO, ONET):
        assert credit in page
        assert credit in notice


def test_about_is_reached_from_every_page(visitor: Client, as_alice: Client) -> None:
    assert 'href="/about"' in visitor.get("/").text
    assert 'href="/about"' in as_alice.get("/jobs/").text


def test_health_it_works(visitor: Client) -> None:
    assert visitor.get("/healthz").get_json() == {"status": "ok"}


def test_the_favicon_it_works(visitor: Client) -> None:
    assert visitor.get("/favicon.ico").mimetype == "image/svg+xml"
