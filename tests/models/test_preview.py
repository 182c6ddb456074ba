"""The pages beside the editor: drawn once for a digest, and only by workers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from letraz import storage
from letraz.document import CannotMake, Document
from letraz.look import Look
from letraz.models import Preview, Resume
from letraz.models.preview import MOST_KEPT, Draw, Drawing, page_key, paper_key
from tests.cast import Tasks, person

SHEET = {"width": 595.0, "height": 842.0, "lines": 3, "marks": [["h", 50.0, 50.0, 400.0, 60.0]]}

PICTURES = {"1": b"one", "2": b"two", "thumb": b"thumb"}


@pytest.fixture
def resume(session: Session) -> Resume:
    found = person(session, "alice").new_resume("Nurse")
    session.commit()
    return found


def two_pages(document: Document) -> Drawing:
    return Drawing(f"PDF {document.design}".encode(), PICTURES.items(), [SHEET, SHEET], [1])


def never(document: Document) -> Drawing:
    raise AssertionError


def broken(document: Document) -> Drawing:
    raise CannotMake("It is too long.")


def is_gone(resume: Resume, digest: str) -> bool:
    """Whether nothing is left of a drawing."""
    try:
        storage.read(paper_key(resume.id, digest))
    except FileNotFoundError:
        return True
    return False


def build(
    session: Session, resume: Resume, draw: Draw = two_pages, look: Look | None = None, engine: str = "E 1"
) -> Preview:
    document = look.on(resume.document()) if look else resume.document()
    Preview.build(session, resume.id, document.digest(), draw, engine, look)
    return session.get_one(Preview, resume.id, populate_existing=True)


def accent(number: int) -> Look:
    """One of many looks."""
    return Look("modern", 1, {"accent": f"#0000{number:02d}"})


def test_build_it_works(session: Session, resume: Resume) -> None:
    found = build(session, resume)
    digest = resume.document().digest()
    assert (found.made, found.page_count, found.error) == (digest, 2, "")
    assert storage.read(page_key(resume.id, digest, "2")) == b"two"
    assert storage.read(page_key(resume.id, digest, "thumb")) == b"thumb"


def test_a_superseded_digest_is_not_drawn(session: Session, resume: Resume) -> None:
    Preview.build(session, resume.id, "0" * 64, never, "E 1")
    assert session.get(Preview, resume.id) is None


@pytest.mark.parametrize("trashed", [True, False])
def test_what_is_gone_is_not_drawn(session: Session, resume: Resume, trashed: bool) -> None:
    digest, resume_id = resume.document().digest(), resume.id
    if trashed:
        resume.trash()
    else:
        session.delete(resume)
    session.commit()
    Preview.build(session, resume_id, digest, two_pages, "E 1")
    assert session.get(Preview, resume_id) is None


def test_a_look_is_drawn_and_the_saved_state_stays(session: Session, resume: Resume) -> None:
    saved, look = build(session, resume).made, accent(1)
    found = build(session, resume, look=look)
    digest = look.on(resume.document()).digest()
    assert digest != saved == found.made
    drawn = found.find(digest)
    assert drawn
    assert (drawn.page_count, drawn.sheets, drawn.beside) == (2, [SHEET, SHEET], [1])
    assert storage.read(paper_key(resume.id, digest)) == b"PDF modern"


def test_a_look_in_another_language_is_drawn_in_it(session: Session, resume: Resume) -> None:
    """The task carries the language as text; the digest that was asked for is the one that is drawn."""
    look = Look.from_text(Look("modern", 1, {}, "de").to_text())
    asked = resume.seen(look).digest()
    drawn: list[str] = []

    def draw(document: Document) -> Drawing:
        drawn.append(document.language)
        return two_pages(document)

    Preview.build(session, resume.id, asked, draw, "E 1", look)
    assert drawn == ["de"]
    assert session.get_one(Preview, resume.id).find(asked)
    assert session.get_one(Resume, resume.id).language == "en"


def test_what_is_kept_is_not_drawn_again(session: Session, resume: Resume) -> None:
    """There and back: the saved state, another look, that look saved, and the first one saved again."""
    first, was = build(session, resume).made, (resume.design, resume.design_version, resume.options)
    look = accent(1)
    build(session, resume, look=look)
    resume.design, resume.design_version, resume.options = look.design, look.version, dict(look.options)
    session.commit()
    assert build(session, resume, never).made == look.on(resume.document()).digest()
    resume.design, resume.design_version, resume.options = was
    session.commit()
    assert build(session, resume, never).made == first


def test_the_oldest_drawings_go_with_their_files_but_never_the_saved_one(session: Session, resume: Resume) -> None:
    saved = build(session, resume).made
    digests = [accent(number).on(resume.document()).digest() for number in range(MOST_KEPT + 2)]
    for number in range(MOST_KEPT + 2):
        found = build(session, resume, look=accent(number))
    assert [one["digest"] for one in found.kept] == [*reversed(digests[2:]), saved]
    assert storage.read(page_key(resume.id, saved, "1")) == b"one"
    assert storage.read(page_key(resume.id, digests[2], "1")) == b"one"
    for old in digests[:2]:
        with pytest.raises(FileNotFoundError):
            storage.read(page_key(resume.id, old, "1"))


def test_another_engine_draws_anew(session: Session, resume: Resume) -> None:
    """What it finds is shown until then, and goes when its own is there, with its files."""
    digest, look = build(session, resume).made, accent(1).on(resume.document()).digest()
    build(session, resume, look=accent(1))
    Preview.forget(session, "E 2")
    found = session.get_one(Preview, resume.id, populate_existing=True)
    assert found.find(digest) is None
    assert not found.is_done(digest)
    assert found.meanwhile().digest == digest
    drawn = build(session, resume, engine="E 2")
    assert [one["digest"] for one in drawn.kept] == [digest]
    assert drawn.engine == "E 2"
    assert is_gone(resume, look)
    assert not is_gone(resume, digest)
    Preview.forget(session, "E 2")
    assert session.get_one(Preview, resume.id, populate_existing=True).find(digest)


def test_what_another_engine_could_not_draw_is_tried_again(session: Session, resume: Resume) -> None:
    digest = build(session, resume, broken).failed
    Preview.forget(session, "E 2")
    assert not session.get_one(Preview, resume.id, populate_existing=True).is_done(digest)


def test_each_look_that_cannot_be_drawn_says_why(session: Session, resume: Resume) -> None:
    """As many as the design form shows at once: none is asked for again, and the saved state is not among them."""
    saved, looks = build(session, resume).made, [accent(number) for number in range(6)]

    def fails(document: Document) -> Drawing:
        raise CannotMake(f"Not in {document.options['accent']}.")

    for look in looks:
        found = build(session, resume, fails, look)
    for look in looks:
        digest = look.on(resume.document()).digest()
        assert found.is_done(digest)
        assert found.find(digest) is None
        assert found.why_not(digest) == f"Not in {look.options['accent']}."
    assert (found.made, found.failed, found.error, found.why_not(saved)) == (saved, "", "", "")
    assert found.find(saved)
    Preview.forget(session, "E 2")
    assert not session.get_one(Preview, resume.id, populate_existing=True).is_done(digest)


def test_what_failed_is_kept_as_long_as_a_drawing_and_the_saved_state_for_good(
    session: Session, resume: Resume
) -> None:
    saved = build(session, resume, broken).failed
    for number in range(MOST_KEPT + 2):
        found = build(session, resume, broken, accent(number))
    assert len(found.kept) == MOST_KEPT + 1
    assert not found.is_done(accent(1).on(resume.document()).digest())
    assert found.why_not(saved) == "It is too long."


def test_what_failed_may_be_drawn_after_all(session: Session, resume: Resume) -> None:
    digest = build(session, resume, broken).failed
    found = build(session, resume)
    assert (found.made, found.failed, found.error, found.why_not(digest)) == (digest, "", "", "")
    assert [one["digest"] for one in found.kept] == [digest]


def test_the_file_on_the_screen_is_the_one_to_export(session: Session, resume: Resume) -> None:
    digest = build(session, resume).made
    assert Preview.paper(session, resume.id, digest, "E 1") == (b"PDF classic", frozenset({1}))
    assert Preview.paper(session, resume.id, digest, "E 2") is None
    assert Preview.paper(session, resume.id, "0" * 64, "E 1") is None
    storage.delete(paper_key(resume.id, digest))
    assert Preview.paper(session, resume.id, digest, "E 1") is None


def test_nothing_is_locked_while_it_draws(session: Session, resume: Resume) -> None:
    """SQLite has one lock for all who write; also when something is kept already."""

    def looked(document: Document) -> Drawing:
        assert not session.in_transaction()
        return two_pages(document)

    build(session, resume, looked)
    build(session, resume, looked, look=accent(1))


def test_pages_are_announced_before_their_pictures(session: Session, resume: Resume, tasks: Tasks) -> None:
    digest = resume.document().digest()

    def pictures() -> Iterator[tuple[str, bytes]]:
        assert tasks.said == {f"pages:{resume.id}:{digest}": "drawn"}
        assert session.get_one(Preview, resume.id, populate_existing=True).find(digest)
        session.rollback()
        yield from PICTURES.items()

    build(session, resume, lambda document: Drawing(b"PDF", pictures(), [SHEET, SHEET]))
    assert list(tasks.said.values()) == ["drawn", "here", "here", "here"]


def test_what_a_dead_worker_left_without_pictures_is_drawn_again(session: Session, resume: Resume) -> None:
    def dies() -> Iterator[tuple[str, bytes]]:
        yield "1", b"one"
        raise MemoryError

    with pytest.raises(MemoryError):
        build(session, resume, lambda document: Drawing(b"PDF", dies(), [SHEET, SHEET]))
    session.rollback()
    made = build(session, resume).made
    assert storage.read(page_key(resume.id, made, "2")) == b"two"


def test_pictures_that_cannot_be_made_take_their_pages_back(session: Session, resume: Resume) -> None:
    def too_long() -> Iterator[tuple[str, bytes]]:
        yield "1", b"one"
        raise CannotMake("It took too long.")

    found = build(session, resume, lambda document: Drawing(b"PDF", too_long(), [SHEET, SHEET]))
    digest = resume.document().digest()
    assert (found.failed, found.error, found.find(digest)) == (digest, "It took too long.", None)
    assert found.meanwhile().page_count == 0
    assert is_gone(resume, digest)


def test_what_a_dead_worker_left_goes_when_its_pages_cannot_be_made(session: Session, resume: Resume) -> None:
    """It died before it told anybody, so no row names the file."""
    digest = accent(1).on(resume.document()).digest()
    storage.put(paper_key(resume.id, digest), b"PDF")
    build(session, resume, broken, accent(1))
    assert is_gone(resume, digest)


def test_a_look_alone_says_nothing_of_the_saved_state(session: Session, resume: Resume) -> None:
    found = build(session, resume, look=accent(1))
    assert (found.made, found.page_count) == ("", 0)
    assert found.made_at < resume.updated_at


def test_pages_that_cannot_be_made_leave_the_old_ones(session: Session, resume: Resume) -> None:
    made = build(session, resume).made
    resume.personal_info = {"name": "Zofia"}
    session.commit()
    found = build(session, resume, broken)
    assert (found.made, found.failed, found.error) == (made, resume.document().digest(), "It is too long.")
    assert storage.read(page_key(resume.id, made, "1")) == b"one"


def test_what_another_engine_made_of_it_stays_while_this_one_cannot(session: Session, resume: Resume) -> None:
    made = build(session, resume).made
    found = build(session, resume, broken, engine="E 2")
    assert (found.made, found.failed, found.meanwhile().page_count) == (made, made, 2)
    assert storage.read(page_key(resume.id, made, "1")) == b"one"


def test_what_cannot_change_a_page_does_not_change_its_digest(session: Session, resume: Resume) -> None:
    """Hidden things, private notes and keys: no new drawing for them."""
    digest = resume.document().digest()
    section = resume.add_section("custom")
    section.hidden = True
    resume.notes = "private"
    session.flush()
    assert resume.document().digest() == digest
