"""The design form in a browser: its pages at once, by keys and without script; the photo's frame; two versions."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import FilePayload, Locator, expect

from letraz.extensions import db
from letraz.models import Resume
from tests import samples
from tests.browser.looks import PHONE, WIDE, Eyes
from tests.browser.people import Person
from tests.browser.tabs import Tab, Tabs, lead_on
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: Milliseconds that pages may take on a busy machine.
LONG = 60_000


@pytest.fixture
def resume(person: Person) -> int:
    """A nurse's, of two pages."""
    person.fill(samples.nurse())
    return person.resume_id


def settings(tab: Tab, resume: int) -> Locator:
    """Open the form, and wait for the pages beside it, which are what this gives."""
    tab.goto(f"/resumes/{resume}/settings")
    pages = tab.locator("#look img")
    expect(pages.first).to_be_visible(timeout=LONG)
    return pages


def now(app: Flask, resume: int) -> Resume:
    with app.app_context():
        return db.session.get_one(Resume, resume)


def test_a_choice_shows_its_pages_at_once_and_saves_nothing(app: Flask, tab: Tab, resume: int) -> None:
    """By keys: the slider says its measure, the pages follow, and what it does to their number is said."""
    pages = settings(tab, resume)
    expect(tab.locator("#pages-count")).to_contain_text("2 pages", timeout=LONG)
    before = pages.first.get_attribute("src") or ""
    slider = tab.get_by_role("slider", name="Text size")
    slider.focus()
    tab.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "9 pt")
    expect(slider).to_be_focused()
    expect(pages.first).not_to_have_attribute("src", before, timeout=LONG)
    tab.get_by_role("radio", name="Dense").check()
    expect(tab.locator("#pages-count")).to_contain_text("become 1 page", timeout=LONG)
    expect(tab.locator("#differs")).to_have_text("2 choices of yours.")
    assert now(app, resume).options == {}
    tab.get_by_role("button", name="Save").locator("visible=true").click()
    expect(tab.locator("#toasts")).to_contain_text("Saved.")
    assert now(app, resume).options == {"size": "9", "density": "dense"}


def test_the_last_choice_wins(tab: Tab, resume: int) -> None:
    pages = settings(tab, resume)
    slider = tab.get_by_role("slider", name="Margins")
    slider.focus()
    for _ in range(6):
        tab.keyboard.press("ArrowRight")
        tab.wait_for_timeout(120)
    expect(slider).to_have_attribute("aria-valuetext", "24 mm")
    tab.wait_for_timeout(1000)  # the last press is asked for a moment after it
    expect(tab.locator("#look [aria-busy]")).to_have_count(0, timeout=LONG)
    tab.wait_for_function("() => !document.querySelector('#look.htmx-request')", timeout=LONG)
    last = pages.first.get_attribute("src")
    tab.get_by_role("radio", name="Letter", exact=True).check()
    tab.get_by_role("radio", name="A4").check()
    tab.wait_for_timeout(1000)
    expect(pages.first).to_have_attribute("src", str(last), timeout=LONG)


def test_another_design_has_other_options_and_the_focus_stays(tab: Tab, resume: int) -> None:
    pages = settings(tab, resume)
    tab.get_by_role("slider", name="Margins").fill("0")
    expect(tab.locator("#differs")).to_have_text("One choice of yours.", timeout=LONG)
    before = pages.first.get_attribute("src") or ""
    modern = tab.get_by_role("radio", name="Modern")
    modern.check()
    expect(tab.locator("[name=shown]")).to_have_value("modern", timeout=LONG)
    expect(modern).to_be_focused()
    expect(tab.get_by_role("slider", name="Margins")).to_have_attribute("aria-valuetext", "10 mm")
    expect(tab.get_by_role("radio", name="Blue")).to_be_checked()
    expect(pages.first).not_to_have_attribute("src", before, timeout=LONG)


def test_every_design_shows_this_resume(tab: Tab, resume: int) -> None:
    settings(tab, resume)
    for card in tab.locator(".dcard").all():
        image = card.locator("img")
        expect(image).to_be_visible(timeout=LONG)
        expect(card).to_contain_text(re.compile("[12] pages?"))
        box, sheet = image.bounding_box(), card.locator(".sheet").bounding_box()
        assert box
        assert sheet
        assert abs(sheet["height"] / sheet["width"] - 297 / 210) < 0.01  # as large as while it was made
    sources = {image.get_attribute("src") for image in tab.locator(".dcard img").all()}
    assert len(sources) == tab.locator(".dcard").count() == 5


def test_a_colour_that_is_too_light_is_explained_and_mended(app: Flask, tab: Tab, resume: int) -> None:
    settings(tab, resume)
    tab.locator("#own-accent").fill("#f0b000")
    expect(tab.get_by_role("radio", name="Your own")).to_be_checked()
    expect(tab.locator("#refused-accent")).to_contain_text("Too light to read on paper", timeout=LONG)
    tab.get_by_role("button", name="Use #").click()
    expect(tab.locator("#refused-accent")).not_to_contain_text("Too light", timeout=LONG)
    expect(tab.locator("#own-accent")).to_be_focused()
    tab.get_by_role("button", name="Save").locator("visible=true").click()
    expect(tab.locator("#toasts")).to_contain_text("Saved.")
    assert now(app, resume).options["accent"] != "#f0b000"


def test_reset_and_undo(app: Flask, tab: Tab, person: Person, resume: int) -> None:
    with app.app_context():
        db.session.get_one(Resume, resume).options = {"margin": "12"}
        db.session.commit()
    settings(tab, resume)
    tab.get_by_role("button", name="Reset to the design’s own").click()
    expect(tab.locator("#toasts")).to_contain_text("is as it comes.")
    assert now(app, resume).options == {}
    tab.get_by_role("button", name="Undo").click()
    expect(tab.locator("#toasts")).to_contain_text("The design is as it was.")
    assert now(app, resume).options == {"margin": "12"}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_enter_in_the_name_saves_and_keeps_what_is_chosen(
    script: bool, app: Flask, tabs: Tabs, person: Person, resume: int
) -> None:
    with app.app_context():
        db.session.get_one(Resume, resume).options = {"margin": "12"}
        db.session.commit()
    tab = tabs.open(person, java_script_enabled=script)
    tab.goto(f"/resumes/{resume}/settings")
    tab.get_by_label("Name", exact=True).fill("Ward nurse")
    tab.keyboard.press("Enter")
    expect(tab.locator("#toasts")).to_contain_text("Saved.")
    found = now(app, resume)
    assert (found.title, found.options) == ("Ward nurse", {"margin": "12"})


def test_without_script(app: Flask, tabs: Tabs, person: Person, resume: int) -> None:
    """Lists in place of sliders; "Show pages" shows them, keeps what was chosen, and saves nothing."""
    tab = tabs.open(person, java_script_enabled=False)
    tab.goto(f"/resumes/{resume}/settings")
    expect(tab.get_by_role("slider")).to_have_count(0)
    tab.get_by_label("Text size").select_option("9 pt")
    tab.get_by_role("radio", name="Compact").check()
    for _ in range(8):
        lead_on(tab.get_by_role("button", name="Show pages"))
        if tab.locator("#look img").count() and not tab.locator("#look [aria-busy]").count():
            break
    expect(tab.locator("#look img").first).to_be_visible()
    expect(tab.get_by_role("radio", name="Compact")).to_be_checked()
    assert now(app, resume).design == "classic"
    tab.get_by_role("button", name="Save").locator("visible=true").click()
    expect(tab.locator("#toasts")).to_contain_text("Saved.")
    found = now(app, resume)
    assert (found.design, found.options) == ("compact", {"size": "9"})


def test_on_a_phone_the_pages_come_from_below(tabs: Tabs, person: Person, resume: int) -> None:
    tab = tabs.open(person, viewport=PHONE)
    tab.goto(f"/resumes/{resume}/settings")
    expect(tab.locator("#pages-peek")).to_contain_text("2 pages", timeout=LONG)
    tab.get_by_role("button", name="Save").locator("visible=true").scroll_into_view_if_needed()
    tab.get_by_role("link", name="See").click()
    expect(tab.locator("#look img").first).to_be_visible()
    tab.get_by_role("link", name="Back", exact=True).click()
    expect(tab.locator("#look img").first).to_be_hidden()


def test_axe_finds_nothing_once_colours_are_refused_and_pages_are_there(eyes: Eyes, world: World) -> None:
    tab = eyes.owner
    tab.set_viewport_size(WIDE)  # the walk before may have left it as small as a phone
    tab.goto(f"/resumes/{world.person.resume_id}/settings")
    expect(tab.locator("#look img").first).to_be_visible(timeout=LONG)
    tab.locator("#own-accent").fill("#f0b000")
    expect(tab.locator("#refused-accent")).to_contain_text("Too light", timeout=LONG)
    eyes.look(tab)


# --- the photo --------------------------------------------------------------------------------------


def picture() -> FilePayload:
    """Red on the left, blue on the right, wider than a portrait."""
    found = Image.new("RGB", (1200, 900), "red")
    found.paste("blue", (600, 0, 1200, 900))
    made = io.BytesIO()
    found.save(made, "JPEG", quality=95)
    return {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


def portrait_of(app: Flask, resume: int) -> Image.Image:
    with app.app_context():
        photo = db.session.get_one(Resume, resume).portrait()
        assert photo
        return Image.open(io.BytesIO(photo.jpeg()))


def to_the_frame(tab: Tab, resume: int) -> None:
    tab.goto(f"/resumes/{resume}/settings")
    tab.get_by_role("link", name="Add a photo").click()
    tab.set_input_files("#file", picture())
    tab.get_by_role("button", name="Choose the part").click()


def is_blue(image: Image.Image) -> bool:
    red, _, blue = image.getpixel((300, 375))  # type: ignore[misc]  # three of them in RGB
    return bool(blue > 200 and red < 40)


def drag_right(tab: Tab) -> None:
    box = tab.locator(".crop__picture").bounding_box()
    assert box
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + 100)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"], box["y"] + 100, steps=5)
    tab.mouse.up()
    expect(tab.get_by_label("Left to right")).to_have_value("100")


@pytest.mark.parametrize("by", ["mouse", "keys", "no script"])
def test_a_portrait_is_cut_from_where_the_frame_is(
    by: str, app: Flask, tabs: Tabs, person: Person, resume: int
) -> None:
    tab = tabs.open(person, java_script_enabled=by != "no script")
    to_the_frame(tab, resume)
    if by == "mouse":
        drag_right(tab)
    else:
        tab.get_by_label("Left to right").press("End")
    if by == "no script":
        tab.get_by_role("button", name="Show the portrait").click()
        expect(tab.get_by_alt_text("The portrait as it would be")).to_be_visible()
    tab.get_by_label("What it shows").fill("Zofia")
    tab.get_by_role("button", name="Use this photo").click()
    expect(tab.locator("#toasts")).to_contain_text("The photo is in.")
    expect(tab.get_by_alt_text("Zofia")).to_be_visible()
    assert is_blue(portrait_of(app, resume))
    expect(tab.get_by_label("Photo", exact=True)).to_have_value("end")

    tab.get_by_role("button", name="Remove").click()
    expect(tab.get_by_alt_text("Zofia")).to_have_count(0)
    tab.get_by_role("button", name="Undo").click()
    expect(tab.locator("#toasts")).to_contain_text("The photo is back.")
    expect(tab.get_by_alt_text("Zofia")).to_be_visible()


def test_the_frame_shows_what_will_be_cut(tabs: Tabs, person: Person, resume: int) -> None:
    """As large as letraz/portrait.py makes it, and inside the picture, on a phone too."""
    for width in (1280, 320):
        tab = tabs.open(person, viewport={"width": width, "height": 800})
        to_the_frame(tab, resume)
        tab.get_by_label("Nearer").press("End")
        tab.get_by_label("Left to right").press("End")
        box, frame = (tab.locator(name).bounding_box() for name in (".crop__picture img", ".crop__frame"))
        assert box
        assert frame
        assert abs(frame["height"] - box["height"] / 4) < 2
        assert abs(frame["width"] - frame["height"] * 4 / 5) < 2
        assert abs(frame["x"] + frame["width"] - box["x"] - box["width"]) < 2


def test_axe_finds_nothing_at_the_frame(eyes: Eyes, world: World) -> None:
    tab = eyes.owner
    tab.goto(f"/resumes/{world.person.resume_id}/photo/")
    tab.set_input_files("#file", picture())
    tab.get_by_role("button", name="Choose the part").click()
    expect(tab.get_by_label("Nearer")).to_be_visible()
    eyes.look(tab)


# --- a newer version --------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_both_versions_are_seen_before_one_is_accepted(
    script: bool, app: Flask, tabs: Tabs, person: Person, resume: int
) -> None:
    with app.app_context():
        db.session.get_one(Resume, resume).design_version = 1
        db.session.commit()
    tab = tabs.open(person, java_script_enabled=script)
    tab.goto(f"/resumes/{resume}/")
    tab.get_by_role("link", name="See both side by side").click()
    for _ in range(8):
        if script or tab.locator(".both__one:has(img)").count() == 2:
            break
        lead_on(tab.get_by_role("link", name="Show pages"))
    expect(tab.locator(".both__one:has(img)")).to_have_count(2, timeout=LONG)
    old, new = (one.bounding_box() for one in tab.locator(".both__one").all())
    assert old
    assert new
    assert abs(old["y"] - new["y"]) < 1
    tab.get_by_role("button", name="Use the new version").click()
    expect(tab.locator("#toasts")).to_contain_text("Classic is the new version now.")
    assert now(app, resume).design_version > 1
    tab.get_by_role("button", name="Undo").click()
    expect(tab.locator("#toasts")).to_contain_text("The design is as it was.")
    assert now(app, resume).design_version == 1
