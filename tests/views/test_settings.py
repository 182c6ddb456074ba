"""The design form: what it shows, what it tries without saving, and what of it is stored.

Broken by hand and seen red: `own` left out of what is saved, the version taken as the newest always, the options of the
other design read as if they were this one's, the colour's errors let through.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from letraz.colour import is_readable
from letraz.designs import design, designs
from letraz.document import CannotMake, Document
from letraz.extensions import db
from letraz.look import Look
from letraz.models import Preview, Resume
from letraz.models.preview import Drawing
from tests.cast import Client
from tests.views.conftest import Rows, went_to

pytestmark = pytest.mark.usefixtures("no_waiting")

#: What the form of a fresh resume sends, without options.
FORM = {"title": "Mine", "design": "classic", "shown": "classic", "revision": "1", "job_id": "", "language": "en"}


@pytest.fixture
def url(resume: int) -> str:
    return f"/resumes/{resume}/settings"


def drawn_looks(tasks: list[Any], resume: int) -> list[Look]:
    """What the preview worker was asked to draw of a resume, in order."""
    return [Look.from_text(told[2]) for _, name, told in tasks if name == "build_preview" and told[0] == resume]


def look_of(rows: Rows, resume: int) -> tuple[str, int, dict[str, str]]:
    found = rows.one(Resume, resume)
    return found.design, found.design_version, found.options


# --- what is shown ----------------------------------------------------------------------------------


def test_every_option_of_the_design_can_be_chosen(as_alice: Client, url: str) -> None:
    html = as_alice.get(url).text
    for option in design("classic").options.values():
        assert f'name="option-{option.name}"' in html, option.name
        assert option.label in html
        for value, text in option.choices.items():
            assert f'value="{value}"' in html
            assert text in html or option.name == "dates"


def test_the_pages_of_this_resume_in_each_design_are_asked_for(
    as_alice: Client, url: str, resume: int, tasks: list[Any]
) -> None:
    html = as_alice.get(url).text
    assert html.count("Making it") == len(designs())
    asked = drawn_looks(tasks, resume)
    assert {look.design for look in asked} == set(designs())
    assert asked[0].design == "classic"  # what is looked at comes before the cards


def test_the_cards_wear_what_the_person_chose(
    as_alice: Client, url: str, resume: int, rows: Rows, tasks: list[Any]
) -> None:
    rows.change(Resume, resume, options={"margin": "12"})
    as_alice.get(url)
    assert {look.options.get("margin") for look in drawn_looks(tasks, resume)} == {"12"}


def test_a_look_is_tried_and_nothing_is_saved(
    as_alice: Client, url: str, resume: int, rows: Rows, tasks: list[Any]
) -> None:
    before = rows.document(resume)
    sent = {**FORM, "option-margin": "11", "option-density": "dense", "language": "de"}
    answer = as_alice.get(f"/resumes/{resume}/look/?{urlencode(sent)}", htmx=True)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert drawn_looks(tasks, resume) == [Look("classic", 2, {"margin": "11", "density": "dense"}, "de")]
    assert rows.document(resume) == before
    assert "2 choices of yours" in answer.text
    assert 'id="options"' not in answer.text  # what holds fields is not swapped while they are used


def test_without_script_the_button_shows_the_pages_and_keeps_what_was_typed(
    as_alice: Client, url: str, resume: int, rows: Rows, tasks: list[Any]
) -> None:
    sent = {**FORM, "title": "Not yet", "option-size": "11.5", "then": "show"}
    answer = as_alice.post(url, data=sent)
    assert answer.status_code == 200
    assert 'value="Not yet"' in answer.text
    assert re.search(r'value="11.5" selected', answer.text)
    assert drawn_looks(tasks, resume)[0].options == {"size": "11.5"}
    assert rows.one(Resume, resume).options == {}


def test_another_design_brings_its_options_and_keeps_what_was_chosen(
    as_alice: Client, resume: int, tasks: list[Any]
) -> None:
    """Margin was chosen and goes along; the typeface was classic's own and is modern's own now."""
    sent = {**FORM, "design": "modern", "option-margin": "12", "option-fonts": "source-serif"}
    html = as_alice.get(f"/resumes/{resume}/look/?{urlencode(sent)}", htmx=True).text
    assert 'id="options"' in html
    assert 'hx-swap-oob="outerHTML"' in html
    assert 'name="shown" value="modern"' in html
    assert drawn_looks(tasks, resume) == [Look("modern", 2, {"margin": "12"})]


def test_dates_are_shown_as_the_language_writes_them(as_alice: Client, url: str, resume: int) -> None:
    assert ">Mar 2021</option>" in as_alice.get(url).text
    sent = {**FORM, "spoken": "en", "language": "de", "option-dates": "long"}
    html = as_alice.get(f"/resumes/{resume}/look/?{urlencode(sent)}", htmx=True).text
    assert '<option value="long" selected>März 2021</option>' in html
    assert ">03.2021</option>" in html
    again = as_alice.get(f"/resumes/{resume}/look/?{urlencode({**sent, 'spoken': 'de'})}", htmx=True).text
    assert 'id="options"' not in again


def test_where_a_photo_would_stand_leads_to_adding_one(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    assert 'href="#photo"' in as_alice.get(url).text
    rows.change(Resume, resume, photo=b"\xff\xd8\xff", photo_alt="Zofia")
    assert 'href="#photo"' not in as_alice.get(url).text


# --- the effect -------------------------------------------------------------------------------------


def draw(pages_of: Callable[[Look], int], tasks: list[Any], app: Flask, resume: int) -> None:
    """What the worker does: the saved state gets two pages, each look that was asked for as many as `pages_of` says."""
    for look in [*drawn_looks(tasks, resume), None]:
        made = drawing(pages_of(look) if look else 2)
        with app.app_context():
            found = db.session.get_one(Resume, resume)
            digest = (found.seen(look) if look else found.document()).digest()
            Preview.build(db.session(), resume, digest, partial(given, made), "E 1", look)
    tasks.clear()


def drawing(number: int) -> Drawing:
    sheet = {"width": 595, "height": 842, "lines": 40, "marks": []}
    pictures = [(name, b"RIFF") for name in (*map(str, range(1, number + 1)), "thumb")]
    return Drawing(b"%PDF", pictures, [sheet] * number)


def given(made: Drawing, document: Document) -> Drawing:
    return made


def test_it_says_what_a_choice_does_to_the_number_of_pages(
    app: Flask, as_alice: Client, resume: int, tasks: list[Any]
) -> None:
    address = f"/resumes/{resume}/look/?{urlencode({**FORM, 'option-size': '9'})}"
    assert "Making them" in as_alice.get(address, htmx=True).text
    draw(lambda look: 1, tasks, app, resume)
    html = as_alice.get(address, htmx=True).text
    assert "2 pages" in html
    assert '<span class="vh">become</span> 1 page' in html
    assert "load delay" not in html  # nothing is asked again
    as_saved = as_alice.get(f"/resumes/{resume}/look/?{urlencode(FORM)}", htmx=True).text
    assert "become" not in as_saved


def test_the_cards_fill_as_their_pages_are_made(app: Flask, as_alice: Client, resume: int, tasks: list[Any]) -> None:
    as_alice.get(f"/resumes/{resume}/settings")
    draw(lambda look: 1 if look.design == "compact" else 2, tasks, app, resume)
    html = as_alice.get(f"/resumes/{resume}/look/cards", htmx=True).text
    assert html.count('<span class="sheet"><img') == len(designs())
    assert 'id="count-compact" hx-swap-oob="innerHTML">1 page<' in html
    assert 'type="radio"' not in html
    assert "hx-get" not in html


def test_each_design_that_cannot_be_made_says_so_and_is_not_asked_for_again(
    app: Flask, as_alice: Client, url: str, resume: int, tasks: list[Any]
) -> None:
    as_alice.get(url)
    with app.app_context():
        found = db.session.get_one(Resume, resume)
        for look in drawn_looks(tasks, resume):
            Preview.build(db.session(), resume, found.seen(look).digest(), refuse, "E 1", look)
    tasks.clear()
    html = as_alice.get(f"/resumes/{resume}/look/cards", htmx=True).text
    assert html.count("It can’t be made") == len(designs())
    assert "hx-get" not in html
    for name in designs():
        sent = {**FORM, "design": name, "shown": name}
        pane = as_alice.get(f"/resumes/{resume}/look/?{urlencode(sent)}", htmx=True).text
        assert f"No room in {name}." in pane
        assert "load delay" not in pane
    assert drawn_looks(tasks, resume) == []


def refuse(document: Document) -> Drawing:
    raise CannotMake(f"No room in {document.design}.")


# --- colours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colour", "why"), [("#f0b000", "1.9 to 1, and 4.5 is needed"), ("red", "# and six digits"), ("#12", "six digits")]
)
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest(
    as_alice: Client, url: str, resume: int, rows: Rows, colour: str, why: str
) -> None:
    sent = {**FORM, "option-accent": "own", "own-accent": colour, "option-margin": "12"}
    answer = as_alice.post(url, data=sent)
    assert answer.status_code == 422
    assert why in answer.text
    assert rows.one(Resume, resume).options == {}
    assert re.search(r'value="12" selected', answer.text), "nothing else that was chosen is lost"
    tried = as_alice.get(f"/resumes/{resume}/look/?{urlencode(sent)}", htmx=True)
    assert tried.status_code == 200
    assert why in tried.text


def test_the_nearest_colour_is_one_press(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    sent = {**FORM, "option-accent": "own", "own-accent": "#F0B000"}
    nearest = re.search(r'name="nearest-accent" value="(#[0-9a-f]{6})"', as_alice.post(url, data=sent).text)
    assert nearest
    assert is_readable(nearest[1])
    went_to(as_alice.post(url, data={**sent, "nearest-accent": nearest[1]}))
    assert rows.one(Resume, resume).options == {"accent": nearest[1]}


def test_a_colour_of_ones_own_is_kept(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    went_to(as_alice.post(url, data={**FORM, "option-accent": "own", "own-accent": "#7A0000"}))
    assert rows.one(Resume, resume).options == {"accent": "#7a0000"}
    html = as_alice.get(url).text
    assert re.search(r'name="option-accent" value="own" checked', html)
    assert 'value="#7a0000"' in html


# --- what is stored ---------------------------------------------------------------------------------


def test_only_what_differs_from_the_designs_own_is_stored(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    every = {f"option-{name}": option.default for name, option in design("modern").options.items()}
    sent = {**FORM, "design": "modern", "shown": "modern", **every, "option-margin": "14"}
    went_to(as_alice.post(url, data=sent))
    assert look_of(rows, resume) == ("modern", 2, {"margin": "14"})


def test_a_choice_can_be_taken_back(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    rows.change(Resume, resume, options={"margin": "12", "density": "snug"})
    went_to(as_alice.post(url, data={**FORM, "option-margin": "18", "option-density": "snug"}))
    assert rows.one(Resume, resume).options == {"density": "snug"}


@pytest.mark.parametrize("language", ["de", "zh-TW", "ar"])
def test_the_language_is_saved(as_alice: Client, url: str, resume: int, rows: Rows, language: str) -> None:
    went_to(as_alice.post(url, data={**FORM, "language": language}))
    assert rows.document(resume).language == language


def test_a_language_that_is_not_offered_stays_but_cannot_be_chosen(
    as_alice: Client, url: str, resume: int, rows: Rows
) -> None:
    rows.change(Resume, resume, language="uk")
    assert '<option value="uk" selected>' in as_alice.get(url).text
    assert as_alice.post(url, data={**FORM, "language": "tlh"}).status_code == 422
    went_to(as_alice.post(url, data={**FORM, "language": "uk"}))
    assert rows.one(Resume, resume).language == "uk"


def test_reset_is_one_press_and_undo_another(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    rows.change(Resume, resume, options={"margin": "12", "accent": "#1f4b6e"})
    back = went_to(as_alice.post(url, data={**FORM, "title": "Typed", "option-margin": "12", "then": "reset"}))
    assert back == url
    assert look_of(rows, resume) == ("classic", 2, {})
    assert rows.one(Resume, resume).title == "Typed"
    slip = as_alice.get(url).text
    assert "Classic is as it comes." in slip
    undo = re.search(r'action="([^"]+/look/restore[^"]*)"', slip)
    assert undo
    went_to(as_alice.post(undo[1].replace("&amp;", "&"), data={}))
    assert look_of(rows, resume) == ("classic", 2, {"margin": "12", "accent": "#1f4b6e"})


def test_a_colour_that_cannot_be_read_does_not_keep_a_reset(
    as_alice: Client, url: str, resume: int, rows: Rows
) -> None:
    """What is refused is what goes."""
    rows.change(Resume, resume, options={"margin": "12"})
    sent = {**FORM, "option-accent": "own", "own-accent": "#f0b000", "then": "reset"}
    went_to(as_alice.post(url, data=sent))
    assert look_of(rows, resume) == ("classic", 2, {})


def test_enter_in_a_field_saves(as_alice: Client, url: str) -> None:
    """A browser presses the first submit button of the form: no deed of its own may stand before it."""
    form = re.search(r'<form id="settings".*?</form>', as_alice.get(url).text, re.DOTALL)
    assert form
    first, *others = re.findall(r"<button[^>]*>", form[0])
    assert 'type="submit"' in first
    assert "name=" not in first
    assert any('value="reset"' in one for one in others)


NO_LOOKS = [
    "",
    "x",
    "[]",
    "{}",
    "null",
    '{"design": 1, "version": 1, "options": {}}',
    '{"design": "classic", "version": "x", "options": {}}',
    '{"design": "classic", "version": 1, "options": "x"}',
    '{"design": "classic", "version": Infinity, "options": {}}',
    '{"design": "classic", "version": 1e400, "options": {}}',
    '{"design": ["classic"], "version": 1, "options": {}}',
    '{"design": "classic", "version": 1, "options": {}, "language": 1}',
    "[" * 100_000,
]


@pytest.mark.parametrize("name", ["a" * 4000, "base", "../classic", "Classic", "classic\0", "\ud800"])
@pytest.mark.parametrize("field", ["design", "shown"])
def test_a_name_that_is_no_designs_reads_as_the_default(as_alice: Client, resume: int, field: str, name: str) -> None:
    sent = {**FORM, field: name.encode("utf-8", "surrogatepass")}
    answer = as_alice.get(f"/resumes/{resume}/look/?{urlencode(sent)}", htmx=True)
    assert answer.status_code == 200


@pytest.mark.parametrize("look", NO_LOOKS, ids=range(len(NO_LOOKS)))
def test_a_look_that_is_none_changes_nothing(as_alice: Client, resume: int, rows: Rows, look: str) -> None:
    assert as_alice.post(f"/resumes/{resume}/look/restore", data={"look": look}).status_code == 422
    assert look_of(rows, resume) == ("classic", 2, {})


def test_the_present_design_stays_in_its_version_and_another_comes_in_the_newest(
    as_alice: Client, url: str, resume: int, rows: Rows
) -> None:
    rows.change(Resume, resume, design_version=1)
    went_to(as_alice.post(url, data=FORM))
    assert look_of(rows, resume)[:2] == ("classic", 1)
    went_to(as_alice.post(url, data={**FORM, "design": "modern", "revision": "2"}))
    assert look_of(rows, resume)[:2] == ("modern", 2)


def test_two_tabs_see_yours_and_theirs(as_alice: Client, url: str, resume: int) -> None:
    went_to(as_alice.post(url, data={**FORM, "title": "Theirs", "language": "de", "option-margin": "11"}))
    answer = as_alice.post(url, data={**FORM, "option-margin": "25"})
    assert answer.status_code == 409
    for text in ("Theirs", "Deutsch (German)", "11 mm"):
        assert f"<dd>{text}</dd>" in answer.text
    assert re.search(r'value="25" selected', answer.text)


# --- a newer version --------------------------------------------------------------------------------


def test_an_older_version_stays_until_both_were_seen(
    as_alice: Client, url: str, resume: int, rows: Rows, tasks: list[Any]
) -> None:
    rows.change(Resume, resume, design_version=1, options={"page_size": "Letter"})
    newer = f"/resumes/{resume}/look/newer"
    for page in (url, f"/resumes/{resume}/"):
        assert "Classic has a newer version." in as_alice.get(page).text
        assert newer in as_alice.get(page).text
    tasks.clear()
    html = as_alice.get(newer).text
    assert [look.version for look in drawn_looks(tasks, resume)] == [1, 2]
    assert "As it is" in html
    assert "The newer version" in html
    assert look_of(rows, resume)[1] == 1, "looking accepts nothing"
    home = went_to(as_alice.post(newer))
    assert look_of(rows, resume) == ("classic", 2, {"page_size": "Letter"})
    slip = as_alice.get(home).text
    assert "has a newer version" not in slip
    undo = re.search(r'action="([^"]+/look/restore[^"]*)"', slip)
    assert undo
    went_to(as_alice.post(undo[1].replace("&amp;", "&"), data={}))
    assert look_of(rows, resume) == ("classic", 1, {"page_size": "Letter"})


def test_there_is_nothing_to_accept_in_the_newest(as_alice: Client, url: str, resume: int, rows: Rows) -> None:
    revision = rows.one(Resume, resume).revision
    assert "has a newer version" not in as_alice.get(url).text
    assert went_to(as_alice.get(f"/resumes/{resume}/look/newer")) == url
    assert went_to(as_alice.post(f"/resumes/{resume}/look/newer")) == url
    assert rows.one(Resume, resume).revision == revision
