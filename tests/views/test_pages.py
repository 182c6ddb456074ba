"""The pages beside the editor: asked for, waited for, shown; also as they are in another look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, g
from sqlalchemy.orm import Session

from letraz import storage
from letraz.extensions import db
from letraz.look import Look
from letraz.models import Preview, Resume
from letraz.models.preview import page_key
from letraz.views import pages
from letraz.views.spots import openings
from tests import samples
from tests.cast import Belongings, Client, Tasks, person
from tests.views.conftest import went_to


def test_the_pages_pane_asks_the_worker_once_and_never_writes(
    as_alice: Client, resume: int, tasks: Tasks, queries: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letraz.views.pages.WAIT", 0)
    for _ in range(3):
        page = as_alice.get(f"/resumes/{resume}/pages", htmx=True)
        assert 'hx-trigger="every 1s"' in page.text
    assert tasks.names() == ["build_preview"]
    assert not [sql for sql in queries if not sql.startswith("SELECT")]


def test_the_pages_pane_shows_what_is_made(as_alice: Client, hers: Belongings, tasks: Tasks) -> None:
    page = as_alice.get(f"/resumes/{hers.resume}/pages", htmx=True).text
    assert f"/resumes/{hers.resume}/pages/{hers.digest}/1.webp" in page
    assert tasks == []


def test_an_image_is_private_and_for_ever(as_alice: Client, hers: Belongings) -> None:
    answer = as_alice.get(f"/resumes/{hers.resume}/pages/{hers.digest}/1.webp")
    assert answer.data == b"RIFF page"
    assert answer.mimetype == "image/webp"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"


@pytest.mark.parametrize("name", ["2", "..", "thumbs", "%2e%2e%2f1", "1%00", "٣"])
def test_another_image_is_not_found(as_alice: Client, hers: Belongings, name: str) -> None:
    assert as_alice.get(f"/resumes/{hers.resume}/pages/{hers.digest}/{name}.webp").status_code == 404


@pytest.mark.parametrize("digest", ["..", "%2e%2e", "a%2fb", "x" * 3000, "é"])
def test_an_image_of_another_digest_is_not_found(as_alice: Client, hers: Belongings, digest: str) -> None:
    assert as_alice.get(f"/resumes/{hers.resume}/pages/{digest}/1.webp").status_code == 404


def test_a_picture_that_is_a_moment_away_is_waited_for(
    as_alice: Client, hers: Belongings, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    key = page_key(hers.resume, hers.digest, "1")

    def draw(name: str, seconds: float) -> None:
        assert name == key
        storage.put(key, b"RIFF late")

    with app.app_context():
        storage.delete(key)
        monkeypatch.setattr(pages.queue, "told", draw)
        answer = as_alice.get(f"/resumes/{hers.resume}/pages/{hers.digest}/1.webp")
    assert answer.data == b"RIFF late"


def test_a_picture_that_a_dead_worker_left_out_is_made(as_alice: Client, resume: int, tasks: Tasks, app: Flask) -> None:
    as_alice.get(f"/resumes/{resume}/pages", htmx=True)
    with app.app_context():
        digest = db.session.get_one(Resume, resume).document().digest()
        for name in ("1", "thumb"):
            storage.delete(page_key(resume, digest, name))
    tasks.said.clear()
    assert as_alice.get(f"/resumes/{resume}/pages/{digest}/1.webp").data.startswith(b"RIFF")


def test_show_pages_it_redirects_without_htmx(as_alice: Client, resume: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letraz.views.pages.PATIENT_WAIT", 0)
    assert went_to(as_alice.post(f"/resumes/{resume}/pages")) == f"/resumes/{resume}/#pages"


# --- another look -----------------------------------------------------------------------------------


@pytest.fixture
def shown(app: Flask, resume: int) -> Iterator[Resume]:
    """A resume inside a request that looks at it."""
    with app.test_request_context():
        g.resume = db.session.get_one(Resume, resume)
        yield g.resume


@pytest.mark.usefixtures("shown")
def test_a_look_is_drawn_once_and_then_served_as_it_is(shown: Resume, tasks: Tasks) -> None:
    letter = Look.of("modern", {"page_size": "Letter"})
    assert pages.of_look(shown, letter).state == "making"
    assert tasks.names() == ["build_preview"]
    tasks.run()
    for _ in range(2):
        db.session.rollback()
        found = pages.of_look(shown, letter)
        assert (found.state, [(one.width, one.height) for one in found.images]) == ("ready", [(620, 802)])
        assert found.thumb == found.images[0].url.replace("1.webp", "thumb.webp")
    assert tasks == []
    assert pages.of(shown).state == "none"  # the saved state is another matter


def test_of_many_looks_only_the_last_is_drawn(shown: Resume, tasks: Tasks) -> None:
    for margin in range(12, 18):
        pages.of_look(shown, Look.of("classic", {"margin": str(margin)}))
    assert len(tasks) == 6
    tasks.run()
    db.session.rollback()
    assert [len(one.kept) for one in db.session.query(Preview)] == [1]
    assert pages.of_look(shown, Look.of("classic", {"margin": "17"})).state == "ready"


def test_each_slot_has_a_last_look_of_its_own(shown: Resume, tasks: Tasks) -> None:
    looks = [Look.of(name, {}) for name in ("classic", "modern")]
    for look in looks:
        pages.of_look(shown, look, slot=look.design)
    tasks.run()
    db.session.rollback()
    assert [pages.of_look(shown, look, slot=look.design).state for look in looks] == ["ready", "ready"]


def test_what_went_meanwhile_opens_nothing(session: Session) -> None:
    """A section, or an item, may be removed while the pages are waited for."""
    resume = person(session, "alice").new_resume("Nurse")
    session.flush()
    resume.fill(samples.nurse())
    session.commit()
    drawn = resume.document()
    resume.remove_section(resume.sections[0])
    resume.sections[0].remove(resume.sections[0].items[0])
    found = openings(resume, drawn)
    assert "b0" not in found
    assert "b1" in found
    assert "b1.e0" not in found
