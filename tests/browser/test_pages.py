"""Every page there is, in both themes and on a phone: axe finds nothing, nothing is cut off, what is pressed is large.

A page that is not written yet cannot be forgotten: `PAGES` is held against the application's map of addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, render_template
from flask_login import login_user
from playwright.sync_api import Browser, Page, Route, expect

from letraz.extensions import db
from letraz.models import ExportRequest, User
from letraz.sections import TYPES
from letraz.views import access, errors
from tests.browser.editor import Editor
from tests.browser.tabs import Tab, Tabs
from tests.browser.world import NAME, World, furnished
from tests.running import Letraz

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

#: The address of each page, by endpoint; the owner of the world looks at it.
PAGES: dict[str, Callable[[World], str]] = {
    "admin.people": lambda w: "/admin/people",
    "admin.queues": lambda w: "/admin/exports",
    "admin.settings": lambda w: "/admin/settings",
    "exports.index": lambda w: "/exports/",
    "exports.show": lambda w: f"/exports/{w.export}",
    "imports.new": lambda w: "/imports/new",
    "imports.show": lambda w: f"/imports/{w.incoming}",
    "jobs.edit": lambda w: f"/jobs/{w.job}/edit",
    "jobs.index": lambda w: "/jobs/",
    "jobs.new": lambda w: "/jobs/new",
    "jobs.show": lambda w: f"/jobs/{w.job}",
    "links.show": lambda w: w.link,
    "profile.show": lambda w: "/profile",
    "resumes.header": lambda w: f"/resumes/{w.person.resume_id}/header",
    "resumes.index": lambda w: "/resumes/",
    "resumes.removed": lambda w: "/resumes/trash",
    "resumes.sections.show": lambda w: f"/resumes/{w.person.resume_id}/sections/{w.sections['experience']}",
    "resumes.settings": lambda w: f"/resumes/{w.person.resume_id}/settings",
    "resumes.show": lambda w: f"/resumes/{w.person.resume_id}/",
    "security.change_email": lambda w: "/email",
    "security.change_password": lambda w: "/password",
    "security.verify": lambda w: "/verify",
} | {
    f"resumes.{kind}.{view}": lambda w, kind=kind, view=view: (
        f"/resumes/{w.person.resume_id}/{kind}/"  # type: ignore[misc]
        + (f"new/{w.sections[kind]}" if view == "new" else str(w.items[kind]))
    )
    for kind in TYPES
    for view in ("new", "show")
}

#: The same for visitors.
FRONT: dict[str, Callable[[World], str]] = {
    "home.landing": lambda w: "/",
    "security.forgot_password": lambda w: "/forgot",
    "security.login": lambda w: "/sign-in",
    "security.register": lambda w: "/sign-up",
    "security.reset_password": lambda w: w.reset,
    "security.send_confirmation": lambda w: "/confirm",
}

#: Addresses that answer with no page: files, a fragment, and links in letters that lead on to a page.
NO_PAGES = {
    "exports.file", "home.favicon", "home.health", "resumes.image", "resumes.pages", "security.change_email_confirm",
    "security.confirm_email", "security.static", "static",
}  # fmt: skip


def test_every_address_is_walked(app: Flask) -> None:
    rules = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert rules == {*PAGES, *FRONT} | NO_PAGES


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    return furnished(app)


@pytest.fixture(scope="module")
def eyes(chromium: Browser, house: Letraz, world: World) -> Iterator[Mapping[str, Page]]:
    """Two tabs for the whole walk: the owner's and a visitor's. What they note is looked at page by page."""
    tabs = Tabs(chromium, house.url)
    found = {"owner": tabs.open(world.person, **STILL), "visitor": tabs.open(**STILL)}
    for page in found.values():
        page.accidents = tabs.accidents  # type: ignore[attr-defined]  # carried along
    yield found
    tabs.close()


#: Colours do not fade from theme to theme while axe reads them.
STILL = {"reduced_motion": "reduce"}

WIDE, HALF, PHONE = ({"width": width, "height": height} for width, height in ((1280, 900), (640, 450), (320, 640)))

_AXE = """async (tags) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const {violations} = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return violations.map(({id, nodes}) =>
    `${id}: ${nodes.slice(0, 3).map((one) => `${one.target} ${one.failureSummary}`).join("; ")}`); }"""

_SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary, [role=button]")].map(
  (e) => {
  const own = (e.matches("[type=checkbox], [type=radio]") && e.closest("label")) || e;
  const {width, height} = own.getBoundingClientRect();
  const passed = !e.checkVisibility({visibilityProperty: true}) || !width || e.closest(".skip")
    || (e.matches("a") && getComputedStyle(own).display === "inline");
  const least = e.matches(".btn, .handle, .input:not(textarea), .select, .bar a, summary") ? 43.5 : 24;
  return !passed && (height < least || width < 24) && `${e.outerHTML.slice(0, 90)}: ${width} x ${height}`; })
  .filter(Boolean)"""

#: What floats covers other things at each scroll; axe is to see all of them.
_PUT_DOWN = """() => document.querySelectorAll(".open__save, .sheet-form__save, .edit__pages").forEach((one) => {
  one.style.position = "static"; })"""

_WIDE = """() => { const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > room + 1)
    .map((e) => e.outerHTML.slice(0, 90)).slice(0, 5).concat("something is wider than the page"); }"""


def wrong(page: Page, axe: str) -> list[str]:
    """What axe finds on a page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    return [str(one) for one in page.evaluate(_AXE, list(RULES))]


def look(page: Page, axe: str) -> None:
    """Look at a page that is open: light and wide, at 200 %, dark and as narrow as a phone gets."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # a mapping will do
    assert wrong(page, axe) == []
    page.set_viewport_size(HALF)  # type: ignore[arg-type]  # 1280 at a zoom of 200 %
    assert page.evaluate(_WIDE) == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # as above
    assert page.evaluate(_WIDE) == []
    assert page.evaluate(_SMALL) == []
    page.evaluate(_PUT_DOWN)
    assert wrong(page, axe) == []
    assert page.accidents == []  # type: ignore[attr-defined]  # set where the tab is opened


@pytest.mark.parametrize("endpoint", PAGES)
def test_a_page(endpoint: str, eyes: Mapping[str, Page], world: World, axe: str) -> None:
    answer = eyes["owner"].goto(PAGES[endpoint](world))
    assert answer
    assert answer.status == 200
    look(eyes["owner"], axe)


@pytest.mark.parametrize("endpoint", FRONT)
def test_a_page_for_visitors(endpoint: str, eyes: Mapping[str, Page], world: World, axe: str) -> None:
    answer = eyes["visitor"].goto(FRONT[endpoint](world))
    assert answer
    assert answer.status == 200
    look(eyes["visitor"], axe)


def test_a_link_that_has_ended(eyes: Mapping[str, Page], world: World, axe: str) -> None:
    answer = eyes["visitor"].goto(world.ended)
    assert answer
    assert answer.status == 410
    look(eyes["visitor"], axe)


# --- errors and letters -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", errors.WORDS)
def test_an_error_page(status: int, eyes: Mapping[str, Page], app: Flask, world: World, axe: str) -> None:
    page = eyes["owner"]
    with app.test_request_context("/broken"):
        login_user(db.session.get_one(User, world.person.id))
        html = errors.page(status).get_data(as_text=True)

    def answer(route: Route) -> None:
        headers = {"Content-Security-Policy": access.CSP, "Content-Type": "text/html; charset=utf-8"}
        route.fulfill(status=200, body=html, headers=headers)  # 200: Chromium logs the others as errors

    page.route("**/broken", answer)
    page.goto("/broken")
    expect(page.get_by_role("heading", level=1)).to_have_text(errors.WORDS[status].title)
    look(page, axe)
    page.unroute("**/broken")


def test_letters(app: Flask, world: World, tabs: Tabs, axe: str) -> None:
    page = tabs.open()
    ours = Path(app.root_path, "templates")
    letters = [one for folder in ("mail", "security/email") for one in ours.glob(f"{folder}/[!_]*.html")]
    assert len(letters) > 5
    for letter in letters:
        page.set_content(_written(app, world, str(letter.relative_to(ours))))
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a mapping will do
        assert page.evaluate(_WIDE) == [], letter
        assert wrong(page, axe) == [], letter


def _written(app: Flask, world: World, name: str) -> str:
    address = f"https://example.org/{NAME * 2}"
    links = {f"{kind}_link": address for kind in ("confirmation", "reset", "change_email", "login", "recovery")}
    with app.test_request_context():
        user = db.session.get_one(User, world.person.id)
        export = db.session.get_one(ExportRequest, world.export)
        return render_template(name, user=user, export=export, link=address, **links)


# --- states of the editor ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["section", "item", "add", "export", "invalid", "link", "toast", "conflict"])
def test_a_state_of_the_editor(state: str, eyes: Mapping[str, Page], world: World, axe: str) -> None:
    eyes["owner"].set_viewport_size(WIDE)  # type: ignore[arg-type]  # a mapping will do
    editor = Editor(eyes["owner"], world.person.resume_id, world.sections["experience"])
    STATES[state](editor, world)
    look(eyes["owner"], axe)


def _unfolded(row: str) -> Callable[[Editor, World], None]:
    """Open the menus in a row, all the way."""

    def open_it(editor: Editor, world: World) -> None:
        script = f"document.querySelector('{row}').querySelectorAll('details').forEach((one) => {{ one.open = true; }})"
        editor.tab.evaluate(script)

    return open_it


def _invalid(editor: Editor, world: World) -> None:
    editor.tab.goto(f"{editor.url}experience/new/{world.sections['experience']}")
    editor.tab.get_by_label("Company’s web address").fill("not an address")
    editor.tab.get_by_role("button", name="Done").click()
    expect(editor.tab.locator("[aria-invalid=true]").first).to_be_visible()


def _rich_link(editor: Editor, world: World) -> None:
    editor.tab.locator(".item__line").first.click()
    editor.tab.locator(".rich__text").first.click()
    editor.tab.get_by_role("button", name="Link", exact=True).first.click()
    expect(editor.tab.get_by_label("Address of the link")).to_be_focused()


def _toast(editor: Editor, world: World) -> None:
    editor.menu(editor.tab.locator("[data-sections] > li").last).get_by_role("button", name="Remove").click()
    editor.says("is in the trash")


def _conflict(editor: Editor, world: World) -> None:
    editor.tab.locator(".item__line").first.click()
    editor.tab.get_by_label("Job title").fill(NAME * 3)
    editor.tab.evaluate("document.querySelector('[data-edit] [name=revision]').value = '0'")
    editor.tab.get_by_role("button", name="Done").click()
    expect(editor.tab.get_by_role("alert")).to_be_visible()


STATES: dict[str, Callable[[Editor, World], None]] = {
    "section": _unfolded("[data-sections] > li"),
    "item": _unfolded("[data-items] > li"),
    "add": lambda editor, world: editor.tab.locator(".add > summary").click(),
    "export": _unfolded(".pages__bar"),
    "invalid": _invalid,
    "link": _rich_link,
    "toast": _toast,
    "conflict": _conflict,
}


# --- focus and motion -------------------------------------------------------------------------------

_RING = """() => { const on = document.activeElement;
  const around = ["label", ".rich", ".thumb"].map((one) => on.closest(one));
  const rings = [on, ...around].filter(Boolean).map((one) => getComputedStyle(one));
  const shown = rings.some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
  const {left, top, width, height} = on.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  const seen = there && [on, ...around].some((one) => one?.contains(there));
  return [on === document.body, shown && !!seen, `${shown} ${!!seen} ${on.outerHTML.slice(0, 120)}`]; }"""


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("endpoint", ["resumes.index", "resumes.experience.show", "profile.show"])
def test_the_focus_shows_wherever_tab_goes(endpoint: str, size: Any, eyes: Mapping[str, Page], world: World) -> None:
    page = eyes["owner"]
    page.set_viewport_size(size)
    page.goto(PAGES[endpoint](world))
    seen = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        ended, shown, what = page.evaluate(_RING)
        if ended:
            break
        assert shown, what
        seen.add(what)
    assert len(seen) > 8


def test_nothing_moves_where_less_motion_is_asked_for(tabs: Tabs, world: World) -> None:
    tab: Tab = tabs.open(world.person, reduced_motion="reduce")
    Editor(tab, world.person.resume_id)
    longest = """() => Math.max(...[...document.querySelectorAll("*")].map((e) => {
      const s = getComputedStyle(e);
      return Math.max(...`${s.transitionDuration},${s.animationDuration}`.split(",").map(parseFloat)); }))"""
    assert tab.evaluate(longest) < 0.001
    assert tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert tab.evaluate("Sortable.get(document.querySelector('[data-sections]')).options.animation") == 0
