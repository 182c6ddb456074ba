"""The board in a browser: by mouse, by keys, by its menu, without script, on a phone; and the list."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Locator, expect

from letraz.extensions import db
from letraz.models import Job
from tests.browser.looks import PHONE, WIDE, Eyes
from tests.browser.people import Person
from tests.browser.tabs import Tab, Tabs
from tests.browser.world import World

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def jobs(app: Flask, person: Person) -> dict[str, int]:
    """Three jobs that are saved, by title."""
    with app.app_context():
        made = [Job(user_id=person.id, title=title) for title in ("Nurse", "Porter", "Cook")]
        db.session.add_all(made)
        db.session.commit()
        return {job.title: job.id for job in made}


@pytest.fixture
def board(tab: Tab, jobs: dict[str, int]) -> Tab:
    tab.goto("/jobs/")
    return tab


def column(tab: Tab, stage: str) -> Locator:
    return tab.locator(f"[data-stage={stage}]")


def card(tab: Tab, title: str) -> Locator:
    return tab.locator(f".ticket[data-name='{title}']")


def stage(app: Flask, job: int) -> tuple[str, str]:
    with app.app_context():
        found = db.session.get_one(Job, job)
        return found.stage, found.closed_reason


def stands(tab: Tab, title: str, where: str) -> None:
    """It is in this column, and so it is after a reload."""
    expect(column(tab, where).locator(f".ticket[data-name='{title}']")).to_be_visible()
    tab.reload()
    expect(column(tab, where).locator(f".ticket[data-name='{title}']")).to_be_visible()


def drag(tab: Tab, title: str, to: str) -> None:
    """Carry a card by its handle into a column, as a hand does."""
    grip, goal = card(tab, title).locator(".handle").bounding_box(), column(tab, to).bounding_box()
    assert grip
    assert goal
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 4, y + 6)
    end = (goal["x"] + goal["width"] / 2, goal["y"] + 20)
    tab.mouse.move(*end, steps=8)
    for nudge in (1, 2, 3):
        tab.wait_for_timeout(100)
        tab.mouse.move(end[0], end[1] + nudge)
    tab.mouse.up()


def test_drag_it_works_and_is_undone(board: Tab, app: Flask, jobs: dict[str, int]) -> None:
    drag(board, "Porter", "interview")
    expect(board.get_by_role("status")).to_contain_text("Porter is in Interview.")
    expect(card(board, "Porter").locator(".handle")).to_be_focused()
    assert stage(app, jobs["Porter"]) == ("interview", "")
    board.get_by_role("button", name="Undo").click()
    expect(board.get_by_role("status")).to_contain_text("Porter is back in Saved.")
    stands(board, "Porter", "saved")


def test_drag_into_a_column_that_has_cards(board: Tab, app: Flask, jobs: dict[str, int]) -> None:
    drag(board, "Porter", "sent")
    expect(board.get_by_role("status")).to_contain_text("Porter is in Sent.")
    drag(board, "Nurse", "sent")
    expect(board.get_by_role("status")).to_contain_text("Nurse is in Sent.")
    stands(board, "Nurse", "sent")
    expect(column(board, "sent").locator("li")).to_have_count(2)


def test_keys_move_it_and_the_focus_stays_on_it(board: Tab, app: Flask, jobs: dict[str, int]) -> None:
    handle = card(board, "Nurse").locator(".handle")
    handle.focus()
    for where in ("Applying", "Sent"):
        board.keyboard.press("ArrowRight")
        expect(board.get_by_role("status")).to_contain_text(f"Nurse is in {where}.")
        expect(card(board, "Nurse").locator(".handle")).to_be_focused()
    board.keyboard.press("ArrowLeft")
    expect(board.get_by_role("status")).to_contain_text("Nurse is in Applying.")
    board.keyboard.press("End")
    expect(board.get_by_role("status")).to_contain_text("Nurse is in Closed.")
    board.keyboard.press("Home")
    expect(board.get_by_role("status")).to_contain_text("Nurse is in Saved.")
    stands(board, "Nurse", "saved")


def test_a_quick_hand_loses_no_step(board: Tab, app: Flask, jobs: dict[str, int]) -> None:
    """The second press comes before the first is answered."""
    card(board, "Nurse").locator(".handle").focus()
    board.keyboard.press("ArrowRight")
    board.keyboard.press("ArrowRight")
    expect(board.get_by_role("status")).to_contain_text("Nurse is in Sent.")
    assert stage(app, jobs["Nurse"]) == ("sent", "")


def test_the_menu_moves_it_and_asks_why(board: Tab, app: Flask, jobs: dict[str, int]) -> None:
    card(board, "Cook").locator("summary").click()
    card(board, "Cook").get_by_role("button", name="On to Applying").click()
    expect(board.get_by_role("status")).to_contain_text("Cook is in Applying.")
    card(board, "Cook").locator("summary").click()
    card(board, "Cook").get_by_label("Move to").select_option(label="They said no")
    card(board, "Cook").get_by_role("button", name="Move", exact=True).click()
    expect(board.get_by_role("status")).to_contain_text("Cook is in Closed (They said no).")
    assert stage(app, jobs["Cook"]) == ("closed", "rejected")


def test_a_server_that_is_away_puts_the_card_back(board: Tab, app: Flask, jobs: dict[str, int], tabs: Tabs) -> None:
    board.route("**/stage", lambda route: route.abort())
    drag(board, "Nurse", "offer")
    expect(board.get_by_role("status")).to_contain_text("Not moved")
    expect(column(board, "saved").locator("li")).to_have_count(3)
    expect(column(board, "offer").locator("li")).to_have_count(0)
    tabs.accidents.clear()  # the browser logs the request that we broke


def test_without_script_it_works_too(tabs: Tabs, person: Person, app: Flask, jobs: dict[str, int]) -> None:
    tab = tabs.open(person, java_script_enabled=False)
    tab.goto("/jobs/")
    card(tab, "Porter").locator("summary").click()
    card(tab, "Porter").get_by_role("button", name="On to Applying").click()
    expect(column(tab, "applying").locator("li")).to_have_count(1)
    tab.get_by_role("button", name="Undo").click()
    expect(column(tab, "applying").locator("li")).to_have_count(0)
    tab.goto("/jobs/?view=list&q=port")
    row = tab.locator(f"#job-{jobs['Porter']}")
    row.locator("summary").click()
    row.get_by_label("Move to").select_option(label="Offer")
    row.get_by_role("button", name="Move", exact=True).click()
    assert "q=port" in tab.url
    assert stage(app, jobs["Porter"]) == ("offer", "")


def test_the_list_moves_a_row_in_place(tab: Tab, app: Flask, jobs: dict[str, int]) -> None:
    tab.goto("/jobs/?view=list")
    tab.get_by_label("Search").fill("nur")
    tab.get_by_role("button", name="Show", exact=True).click()
    expect(tab.locator(".job-row")).to_have_count(1)
    tab.locator(".job-row summary").click()
    tab.get_by_role("button", name="On to Applying").click()
    expect(tab.locator(".job-row .tag")).to_contain_text("Applying")
    tab.get_by_role("button", name="Undo").click()
    expect(tab.locator(".job-row .tag")).to_contain_text("Saved")
    assert stage(app, jobs["Nurse"]) == ("saved", "")


def test_the_stage_on_the_jobs_page(tab: Tab, app: Flask, jobs: dict[str, int]) -> None:
    tab.goto(f"/jobs/{jobs['Nurse']}")
    tab.get_by_label("Your notes").fill("Half a thought")
    tab.get_by_label("Stage", exact=True).select_option(label="Sent")
    tab.locator("#stage").get_by_role("button", name="Move").click()
    expect(tab.get_by_role("status")).to_contain_text("Nurse is in Sent.")
    expect(tab.get_by_label("Your notes")).to_have_value("Half a thought")  # what is being typed is left alone
    tab.get_by_role("button", name="Save dates and notes").click()
    expect(tab.get_by_role("status")).to_contain_text("Dates and notes are saved.")
    tab.get_by_role("button", name="Set the follow-up").click()
    expect(tab.get_by_role("status")).to_contain_text("Follow up on")
    expect(tab.get_by_label("Follow up on")).not_to_have_value("")


def test_the_browsers_time_zone_is_offered(tabs: Tabs, person: Person, app: Flask) -> None:
    tab = tabs.open(person, timezone_id="Europe/Warsaw")
    tab.goto("/profile")
    tab.get_by_role("button", name="Use it").click()
    expect(tab.get_by_label("Time zone")).to_have_value("Europe/Warsaw")
    tab.get_by_role("button", name="Save reminders").click()
    expect(tab.get_by_role("status")).to_contain_text("Reminders are on.")
    expect(tab.get_by_role("button", name="Use it")).to_be_hidden()


@pytest.mark.parametrize("url", ["/jobs/", "/jobs/?view=list"])
def test_an_open_menu_is_seen_and_in_reach(eyes: Eyes, world: World, url: str) -> None:
    """In every column: it does not leave the page, and axe finds nothing in it."""
    page = eyes.owner
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        page.goto(url)
        for menu in page.locator("main details.menu").all()[:: 1 if size is WIDE else 4]:
            menu.locator("summary").click()
            box = menu.locator(".menu__list").bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
            page.keyboard.press("Escape")
    page.locator("main details.menu summary").first.click()
    eyes.look(page)


def test_the_list_is_looked_at_too(eyes: Eyes, world: World) -> None:
    for url in ("/jobs/?view=list", "/jobs/?view=list&q=nothing+like+it"):
        eyes.owner.goto(url)
        eyes.look(eyes.owner)
