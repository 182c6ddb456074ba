"""Partial or whole page: the headers that keep the two apart."""

from __future__ import annotations

import pytest

from tests.cast import Belongings, Client

EVERY = ("/", "/sign-in", "/healthz", "/resumes/", "/jobs/", "/exports/", "/profile", "/no/such/page")


@pytest.mark.parametrize("url", EVERY)
def test_every_answer_varies_with_the_request(as_alice: Client, url: str) -> None:
    """Without it, Back shows a bare fragment (DESIGN section 5)."""
    for htmx in (True, False):
        assert "HX-Request" in as_alice.get(url, htmx=htmx).headers["Vary"]


@pytest.mark.parametrize("url", ["/resumes/", "/jobs/", "/exports/", "/profile", "/password", "/resumes/99999/"])
def test_signed_in_pages_are_not_stored(as_alice: Client, url: str) -> None:
    assert as_alice.get(url).headers["Cache-Control"] == "no-store"


def test_a_fragment_is_not_stored_either(as_alice: Client, hers: Belongings) -> None:
    url = f"/resumes/{hers.resume}/sections/{hers.section}"
    assert as_alice.get(url, htmx=True).headers["Cache-Control"] == "no-store"


def test_a_restored_page_of_the_history_is_a_whole_one(as_alice: Client, hers: Belongings) -> None:
    """HX-Request is sent then too; a bare fragment would fill the window."""
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    for url in (
        f"/resumes/{hers.resume}/sections/{hers.section}",
        f"/resumes/{hers.resume}/experience/{hers.items['experience']}",
        f"/resumes/{hers.resume}/header",
        f"/resumes/{hers.resume}/",
        f"/exports/{hers.export}",
        f"/resumes/{hers.resume}/settings",
    ):
        page = as_alice.get(url, headers=headers)
        assert page.status_code == 200
        assert "<html" in page.text, url


def test_a_fragment_is_only_that(as_alice: Client, hers: Belongings) -> None:
    for url in (
        f"/resumes/{hers.resume}/sections/{hers.section}",
        f"/resumes/{hers.resume}/experience/{hers.items['experience']}",
        f"/resumes/{hers.resume}/header",
        f"/exports/{hers.export}",
    ):
        assert "<html" not in as_alice.get(url, htmx=True).text, url


def test_a_change_triggers_new_pages(as_alice: Client, hers: Belongings) -> None:
    url = f"/resumes/{hers.resume}/experience/{hers.items['experience']}/hide"
    assert as_alice.post(url, htmx=True).headers["HX-Trigger"] == "resume-changed"


def test_what_is_refused_triggers_nothing(as_alice: Client, hers: Belongings) -> None:
    url = f"/resumes/{hers.resume}/experience/{hers.items['experience']}"
    answer = as_alice.post(url, data={"url": "ftp://x", "revision": "1"}, htmx=True)
    assert answer.status_code == 422
    assert "HX-Trigger" not in answer.headers
