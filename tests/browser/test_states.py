"""The editor with things open in it, where the focus goes, and what moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.editor import Editor
from tests.browser.looks import PHONE, WIDE, Eyes
from tests.browser.tabs import Tab, Tabs
from tests.browser.test_pages import PAGES
from tests.browser.world import NAME, World

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# --- states of the editor ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["section", "item", "add", "export", "invalid", "link", "toast", "conflict"])
def test_a_state_of_the_editor(state: str, eyes: Eyes, world: World) -> None:
    eyes.owner.set_viewport_size(WIDE)
    editor = Editor(eyes.owner, world.person.resume_id, world.sections["experience"])
    STATES[state](editor, world)
    eyes.look(eyes.owner)


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
def test_the_focus_shows_wherever_tab_goes(endpoint: str, size: ViewportSize, eyes: Eyes, world: World) -> None:
    page = eyes.owner
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
