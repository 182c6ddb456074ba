"""Looking at a page as axe does, as somebody with a phone does, and as somebody who zooms does."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

from tests.browser.people import Person
from tests.browser.tabs import Tabs

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

WIDE, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=640)
#: 1280 at a zoom of 200 %.
HALF = ViewportSize(width=640, height=450)

#: What is open in the editor.
FORM = "[data-edit]"

_AXE = """async ([rules, within]) => {
  await new Promise((done) => setTimeout(done, 50));
  const {violations} = await axe.run(within || document, {runOnly: rules, resultTypes: ["violations"]});
  return violations.map(({id, nodes}) =>
    `${id}: ${nodes.slice(0, 3).map((one) => `${one.target} ${one.failureSummary}`).join("; ")}`); }"""

_SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary, [role=button]")].map(
  (e) => {
  const own = (e.matches("[type=checkbox], [type=radio]") && e.closest("label")) || e;
  const {width, height} = own.getBoundingClientRect();
  const passed = !e.checkVisibility({visibilityProperty: true}) || !width || e.closest(".skip")
    || getComputedStyle(own).pointerEvents === "none" || (e.matches("a") && getComputedStyle(own).display === "inline");
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


class Eyes:
    """Two tabs that walk the pages, `owner` and `visitor`, and what is looked for on each page."""

    def __init__(self, tabs: Tabs, axe: str, owner: Person) -> None:
        self.accidents, self._axe = tabs.accidents, axe
        # less motion: no colour fades from theme to theme while axe reads it
        self.owner, self.visitor = tabs.open(owner, reduced_motion="reduce"), tabs.open(reduced_motion="reduce")

    def look(self, page: Page, like: bool = False) -> None:
        """Look at the page that is open: light and wide, at 200 %, dark and as narrow as a phone gets.

        `like`: the same page with another form in it was looked at by all rules; of this one only the form is.
        """
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(WIDE)
        assert self.wrong(page, FORM if like else "") == []
        page.set_viewport_size(HALF)
        assert page.evaluate(_WIDE) == []
        self.narrowly(page, like)

    def narrowly(self, page: Page, like: bool = False) -> None:
        """Look at it on a small phone at night; `like` as above."""
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(PHONE)
        assert page.evaluate(_WIDE) == []
        small = page.evaluate(_SMALL)
        assert small == [], small
        page.evaluate(_PUT_DOWN)
        assert self.wrong(page, FORM if like else "") == []
        assert self.accidents == []

    def wrong(self, page: Page, within: str = "") -> list[str]:
        """What axe finds on the page as it stands, or in a part of it."""
        if not page.evaluate("'axe' in window"):
            page.evaluate(self._axe)
        found = [str(one) for one in page.evaluate(_AXE, [list(RULES), within])]
        # what an open menu lies over cannot be pressed now, and need not be large
        return [
            one for one in found if not (page.locator("details.menu[open]").count() and "partially obscured" in one)
        ]
